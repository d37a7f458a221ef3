"""Faults of a table: what is wrong with it as it stands, reported at the statement that brought it about.

Most rules about schemas ask what a table looks like, not what a statement says: a column may be made nullable in one
script and given a cascading foreign key in another. Such a rule lists the faults of a table; those that it has after a
statement and had not before are the statement's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from driftproof.model.catalog import Catalog, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    ChangeColumn,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    DropTables,
    RenameTo,
    TableAction,
)
from driftproof.model.findings import Fix, Related, Severity
from driftproof.model.names import fold
from driftproof_lint.origins import defined_before
from driftproof_lint.rule import Report
from driftproof_lint.views import Site, remembered

TABLE_STATEMENTS = (CreateTable, CreateTableLike, CreateTableSelect, AlterTable)
"""The statements that a rule about tables wants to see."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a table.

    `object` is its stable path below the table (``column:hostUuid``), by which it is known before and after. `parts`
    are kinds and names (``("column", "hostUuid")``) of what it is about: the report points at the first of them that
    the statement defines.
    """

    object: str
    args: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, int], ...] = ()
    severity: Severity | None = None


Faults = Callable[[Table, Catalog], Iterable[Fault]]
MakeFix = Callable[[Site, Fault], Fix | None]


@dataclass(frozen=True, slots=True)
class _Change:
    """A table as a statement finds it under `name`, or does not, and as it leaves it, with the catalog behind it."""

    name: str
    before: Table | None
    after: Table
    catalog: Catalog


@remembered
def _change_of(site: Site) -> _Change | None:
    """Return what a statement makes of its table, or None where it leaves it as it was."""
    action = site.action
    if not isinstance(action, TABLE_STATEMENTS):
        return None
    catalog = site.wanted
    if site.before is catalog:
        return None
    before, after = site.table_before(action.name), _after(site, catalog)
    return _Change(action.name.name, before, after, catalog) if after is not None and after is not before else None


def new_faults(site: Site, faults: Faults, fix: MakeFix | None = None) -> Iterator[Report]:
    """Report the faults that a table has after a statement and had not before it."""
    change = _change_of(site)
    found = list(faults(change.after, change.catalog)) if change is not None else []
    if change is None or not found:
        return
    before, after = change.before, change.after
    old = {fault.object for fault in faults(before, site.before)} if before is not None else set()
    found = [fault for fault in found if fault.object not in old]
    for fault in () if found and _is_dropped(site, change.name) else found:
        start, end = site.offsets(locate(site, fault))
        yield Report(
            {"table": after.name, **fault.args},
            fault.message,
            start,
            end,
            f"table:{after.name}.{fault.object}" if fault.object else f"table:{after.name}",
            fix(site, fault) if fix else None,
            related=_defined_before(site, before, fault),
            targets=fault.targets,
            severity=fault.severity,
        )


def _is_dropped(site: Site, name: str) -> bool:
    """Tell whether the script itself drops the table again, so that nobody will ever meet its faults."""
    sites = iter(site.script.sites)
    return any(one is site for one in sites) and any(
        isinstance(one.action, DropTables) and fold(name) in {fold(table.name) for table in one.action.names}
        for one in sites
    )


def _defined_before(site: Site, before: Table | None, fault: Fault) -> tuple[Related, ...]:
    """Return where earlier statements defined the parts of a fault that this one does not."""
    if before is None:
        return ()
    here = {(kind, name) for kind, name, _ in _definitions(site)}
    return defined_before(site, before, [part for part in fault.parts if (part[0], fold(part[1])) not in here])


def _after(site: Site, catalog: Catalog) -> Table | None:
    """Return the statement's table after it, under its new name where the statement renames it."""
    action = site.action
    assert isinstance(action, TABLE_STATEMENTS)
    new_names = (one.name for one in getattr(action, "actions", ()) if isinstance(one, RenameTo))
    name = next(new_names, action.name)
    return catalog.table(name.schema or site.database, name.name)


def locate(site: Site, fault: Fault) -> Span | None:
    """Return where the statement defines what a fault is about, or None for the statement as a whole."""
    found = list(_definitions(site))
    for kind, name in fault.parts:
        for kind_here, name_here, span in found:
            if kind == kind_here and name_here == fold(name) and span is not None:
                return span
    return None


def _definitions(site: Site) -> Iterator[tuple[str, str, Span | None]]:
    """Return what the statement defines: the kind, the folded name, and the span."""
    action = site.action
    if isinstance(action, CreateTable | CreateTableSelect):
        table = action.table
        yield from (("column", fold(one.name), one.span) for one in table.columns)
        yield from (("index", fold(one.name), one.span) for one in table.indexes)
        yield from (("foreign_key", fold(one.name), one.span) for one in table.foreign_keys)
        yield from (("check", fold(one.name), one.span) for one in table.checks)
    elif isinstance(action, AlterTable):
        for at, one in enumerate(action.actions):
            named = _defined(one)
            if named:
                yield (*named, action.spans[at] if at < len(action.spans) else None)


def _defined(action: TableAction) -> tuple[str, str] | None:
    """Return the kind and folded name of what an action of ALTER TABLE defines."""
    match action:
        case AddColumn(column=column) | ChangeColumn(column=column):
            return "column", fold(column.name)
        case AddIndex(index=index):
            return "index", fold(index.name)
        case AddForeignKey(foreign_key=foreign_key):
            return "foreign_key", fold(foreign_key.name)
        case AddCheck(check=check):
            return "check", fold(check.name)
        case _:
            return None
