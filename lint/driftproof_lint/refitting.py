"""Changing a column that foreign keys use: without them, then the columns at their other ends, then with them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from driftproof import api
from driftproof.model.catalog import Catalog, Column, ForeignKey, Schema, Table
from driftproof.model.changes import AddForeignKey, AlterTable, ChangeColumn, DropForeignKey, ObjectName, TableAction
from driftproof.model.findings import Edit, Fix
from driftproof.model.names import fold
from driftproof_lint.views import Site

_HELPERS = ("DROP_CONSTRAINT", "MODIFY_COLUMN", "ADD_CONSTRAINT")
_MOST = 8
"""Foreign keys that are taken off for one change; more of them want a plan, not a fix."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A foreign key over one column, with its table."""

    child: Table
    key: ForeignKey

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The tables and columns that it joins, folded."""
        own, other = self.key.columns[0], self.key.referenced_columns[0]
        return (fold(self.child.name), fold(own)), (fold(self.key.referenced_table), fold(other))


def refit(site: Site) -> Fix | None:
    """Return the unsafe fix that calls helpers in place of a MODIFY that foreign keys stand in the way of.

    None where a helper is missing, where a foreign key has several columns, and where the change makes a column NOT
    NULL that a foreign key sets to NULL.
    """
    alter, schema, span = site.action, site.before.schema(site.database), site.outer.statement.sql_span
    if site.is_inner or schema is None or span is None or not isinstance(alter, AlterTable):
        return None
    if not all(site.before.routine(site.database, "procedure", name) for name in _HELPERS):
        return None
    links = _links(schema, alter)
    calls = _calls(site, schema, alter, links) if links else None
    if not calls:
        return None
    text = f"{site.outer.statement.delimiter}\n".join(calls)
    return Fix("take the foreign keys off meanwhile", (Edit(span.start, span.end, text),), safe=False)


def _links(schema: Schema, alter: AlterTable) -> list[_Link]:
    """Return the foreign keys that hang together with the one column that is changed; none where that is not so."""
    match alter.actions:
        case (ChangeColumn(before=name, column=column),) if fold(name) == fold(column.name):
            ends = {(fold(alter.name.name), fold(name))}
        case _:
            return []
    every = [_Link(table, key) for table in schema.tables.values() for key in table.foreign_keys]
    found: list[_Link] = []
    while more := [one for one in every if one not in found and ends & set(_all_ends(one))]:
        found += more
        ends |= {end for one in more for end in _all_ends(one)}
    simple = all(len(one.key.columns) == 1 and one.key.referenced_schema is None for one in found)
    return found if simple and len(found) <= _MOST else []


def _all_ends(link: _Link) -> Iterator[tuple[str, str]]:
    yield from ((fold(link.child.name), fold(name)) for name in link.key.columns)
    yield from ((fold(link.key.referenced_table), fold(name)) for name in link.key.referenced_columns)


def _calls(site: Site, schema: Schema, alter: AlterTable, links: list[_Link]) -> list[str] | None:
    """Return the calls: foreign keys off, the column and those at the other ends changed, foreign keys on."""
    bare = _without(site.before, schema, links)
    applied = api.apply(bare, alter, site.step.session)
    change = alter.actions[0]
    table = applied.catalog.table(site.database, alter.name.name)
    assert isinstance(change, ChangeColumn)
    column = table.column(change.column.name) if table is not None else None
    changed = (fold(alter.name.name), fold(change.before))
    if column is None or applied.answer is not None or _sets_null(column, changed, links):
        return None
    steps: list[tuple[str, TableAction]] = [(one.child.name, DropForeignKey(one.key.name)) for one in links]
    steps.append((alter.name.name, ChangeColumn(column.name, column)))
    for name, other in _others(schema, changed, links):
        like = replace(other, type=column.type, charset=column.charset, collation=column.collation)
        steps.append((name, ChangeColumn(other.name, like)))
    steps += [(one.child.name, AddForeignKey(one.key)) for one in links]
    return _as_calls(site, steps, applied.catalog)


def _without(catalog: Catalog, schema: Schema, links: list[_Link]) -> Catalog:
    """Return the catalog without these foreign keys."""
    gone = [one.key for one in links]
    tables = {
        key: replace(table, foreign_keys=tuple(one for one in table.foreign_keys if one not in gone))
        for key, table in schema.tables.items()
    }
    return catalog.with_schema(replace(schema, tables=tables))


def _sets_null(column: Column, changed: tuple[str, str], links: list[_Link]) -> bool:
    """Tell whether the change makes a column NOT NULL that its foreign key sets to NULL."""
    keys = [one.key for one in links if one.ends[0] == changed]
    return column.nullable is False and any("SET NULL" in (one.on_delete, one.on_update) for one in keys)


def _others(schema: Schema, changed: tuple[str, str], links: list[_Link]) -> Iterator[tuple[str, Column]]:
    """Return the other columns that the foreign keys join, each with its table's name."""
    for name, column in dict.fromkeys(end for one in links for end in one.ends if end != changed):
        table = next((one for one in schema.tables.values() if fold(one.name) == name), None)
        found = table.column(column) if table is not None else None
        if table is not None and found is not None:
            yield table.name, found


def _as_calls(site: Site, steps: list[tuple[str, TableAction]], after: Catalog) -> list[str] | None:
    """Return the call for each step, or None where a helper cannot say one."""
    calls: list[str] = []
    for name, action in steps:
        before, then = site.before.table(site.database, name), after.table(site.database, name)
        alter = AlterTable(ObjectName(name), (action,))
        said = api.helper_calls(alter, before, then, site.before.flavor) if before and then else None
        if not said:
            return None
        calls += said
    return calls
