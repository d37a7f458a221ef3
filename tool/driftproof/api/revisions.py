"""Comparisons as Alembic revisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from driftproof.api.comparisons import Compared
from driftproof.compare.diff import diff
from driftproof.compare.render import concise, render
from driftproof.compare.render.destructive import Judged, judged
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change, CreateTable, Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.session import Session
from driftproof.sources.alembic_project import find_revision, require_alembic
from driftproof.sources.alembic_revision.follow import after_statements
from driftproof.sources.alembic_revision.ways import Heading, Way, Written


@dataclass(frozen=True, slots=True)
class RevisionStyle:
    """How an Alembic revision is written.

    `message` is its first line, `revision` its id (empty: made of what it does), `down_revision` the one before
    (empty: the one that BEFORE, an Alembic project, is at, and none otherwise). `allow_destructive` writes destructive
    changes as operations and not as comments.
    """

    message: str = ""
    revision: str = ""
    down_revision: str = ""
    allow_destructive: bool = False


def alembic_revision(compared: Compared, style: RevisionStyle | None = None) -> str:
    """Return an Alembic revision file whose ``upgrade`` makes the first of two compared schemas the second.

    Its ``downgrade`` goes back from what ``upgrade`` reaches. Raises `SourceError` where Alembic is not installed, or
    does not know the revision before.
    """
    require_alembic()
    from driftproof.sources.alembic_revision.write import revision_file

    how = style or RevisionStyle()
    before = compared.before.schema
    session = Session.start(replace(compared.before.settings, flavor=compared.flavor), before.name)
    start = Catalog(compared.flavor, compared.before.catalog.rules).with_schema(before)
    sql = partial(_statement, flavor=compared.flavor)
    up = Way(start, _written(compared.comparison.changes, before, how))
    reached = start
    for one in up.changes:
        if not one.reason and not isinstance(one.change, Opaque):
            reached = after_statements([sql(one.change)], reached, session) or reached
    end = reached.schemas[next(iter(start.schemas))]
    down = Way(reached, _written(diff(end, before, replace(compared.rules, flavor=compared.flavor)), end, how))
    source = compared.before.source
    previous = how.down_revision
    if source.kind == "alembic" and not previous:
        previous = find_revision(source.name, source.at or "head") or ""
    message = how.message or f"from {compared.comparison.before} to {compared.comparison.after}"
    heading = Heading(message, f"For {compared.flavor}.", how.revision, previous or None)
    return revision_file((up, down), heading, session, sql)


def _statement(change: Change, flavor: Flavor) -> str:
    """Return a change as a statement that leaves out what goes without saying."""
    if isinstance(change, CreateTable):
        change = replace(change, table=concise(change.table, flavor))
    return render(change, flavor)


def _written(changes: tuple[Change, ...], schema: Schema, style: RevisionStyle) -> tuple[Written, ...]:
    """Return changes of a schema with the reasons why some are left out."""
    tables = {fold(table.name): table for table in schema.tables.values()}
    found = [Judged(change) for change in changes] if style.allow_destructive else judged(changes, tables)
    return tuple(Written(one.change, one.reason) for one in found)
