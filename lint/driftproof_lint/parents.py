"""Foreign keys whose parents are missing: where they are written, and whether the parent comes later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.model.names import fold
from driftproof_lint.references import PARENT_MISSING, Reference, fault_of, written_references
from driftproof_lint.refusals import explained_by
from driftproof_lint.views import Site, remembered


@dataclass(frozen=True, slots=True)
class MissingParent:
    """A foreign key whose parent table or column is missing; `targets` refuse it, with their numbers."""

    reference: Reference
    is_made_later: bool
    targets: tuple[tuple[str, int], ...]


@remembered
def missing_parents(site: Site) -> tuple[MissingParent, ...]:
    """Return the foreign keys that a target refuses for that, or that hang in the air when the script is over."""
    return () if site.is_inner else tuple(_missing(site))


def _missing(site: Site) -> Iterator[MissingParent]:
    targets = explained_by(site, PARENT_MISSING)
    for one in written_references(site.step):
        if fault_of(one) != PARENT_MISSING:
            continue
        own = fold(one.foreign_key.referenced_table) == fold(one.table.name)
        if own or (not targets and (site.step.answer is not None or _is_there(site, one, at_end=False))):
            continue
        yield MissingParent(one, _is_there(site, one, at_end=True), targets)


def _is_there(site: Site, one: Reference, *, at_end: bool) -> bool:
    """Tell whether the parent exists when the script, or `at_end` the whole history, is over."""
    catalog = site.script.history.trace.catalog if at_end else site.script.after
    key = one.foreign_key
    schema = key.referenced_schema or one.table.schema or site.database
    table = catalog.table(schema, key.referenced_table)
    return table is not None and all(table.column(name) is not None for name in key.referenced_columns)
