"""Where earlier statements made what a finding is about, so that a message shows both places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from driftproof.model.catalog import Table
from driftproof.model.findings import Related
from driftproof.model.trace import Step
from driftproof_lint.views import Site

_LOOKS = {"column": Table.column, "index": Table.index, "foreign_key": Table.foreign_key, "check": Table.check}


def defined_before(site: Site, table: Table, parts: Iterable[tuple[str, str]]) -> tuple[Related, ...]:
    """Return the statements before a site's that gave parts of a table (kind and name) their present form."""
    found: dict[int, Related] = {}
    for kind, name in parts:
        step = _origin(site, table, kind, name) if kind in _LOOKS else None
        if step is not None:
            found.setdefault(id(step), Related(step.place, f"`{table.name}`.`{name}` is defined here"))
    return tuple(found.values())


def _origin(site: Site, table: Table, kind: str, name: str) -> Step | None:
    """Return the latest earlier statement behind which a part is what it is before the site, or None."""
    look = _LOOKS[kind]
    here = look(table, name)
    if here is None:
        return None
    for step, before, after in _steps_of(site, table.name):
        if look(after, name) != here:
            return None
        if before is None or look(before, name) != here:
            return step
    return None


def _steps_of(site: Site, name: str) -> Iterator[tuple[Step, Table | None, Table]]:
    """Return the statements before a site's that changed a table, the latest first, with the table around them."""
    history = site.script.history
    steps = history.changes_of(site.database, name)
    for step in reversed(steps):
        if history.number_of(step) < history.number_of(site.outer):
            after = step.after.table(site.database, name)
            if after is None:
                return
            yield step, step.before.table(site.database, name), after
