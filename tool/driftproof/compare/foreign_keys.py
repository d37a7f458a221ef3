"""From the foreign keys of one schema to those of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from driftproof.compare.rules import DiffRules, foreign_key_key, index_key
from driftproof.model.catalog import Column, ForeignKey, Index, Schema, Table
from driftproof.model.names import fold


@dataclass(frozen=True, slots=True)
class ForeignKeyChanges:
    """The foreign keys of one table that are dropped before tables change, and those added after."""

    dropped: tuple[ForeignKey, ...] = ()
    added: tuple[ForeignKey, ...] = ()


def foreign_key_changes(
    before: Table, after: Table, schemas: tuple[Schema, Schema], rules: DiffRules
) -> ForeignKeyChanges:
    """Return what is to be done about the foreign keys of a table that is in both of `schemas`.

    One that stays is dropped and added again when its columns, those that it refers to or an index that serves it on
    either side change, since servers refuse such changes under a foreign key (1832, 1833, 3780, 1553).
    """
    new = list(after.foreign_keys)
    dropped: list[ForeignKey] = []
    added: list[ForeignKey] = []
    for old in before.foreign_keys:
        key = foreign_key_key(old, rules)
        twin = next((item for item in new if item == old or foreign_key_key(item, rules) == key), None)
        if twin is None:
            dropped.append(old)
            continue
        new.remove(twin)
        if _is_shaken(old, before, after, schemas, rules):
            dropped.append(old)
            added.append(twin)
    return ForeignKeyChanges(tuple(dropped), (*added, *new))


def pinned_indexes(before: Table, after: Table, added: Iterable[ForeignKey], rules: DiffRules) -> list[Index]:
    """Return the indexes that must be made anew by name so that an added foreign key does not take their place.

    Servers replace an index that they made for one foreign key by the one that they make for the next over the same
    columns, and no server shows which indexes are of that kind: one that bears a foreign key's name may be.
    """
    names = {fold(foreign_key.name) for foreign_key in before.foreign_keys}
    found: list[Index] = []
    for foreign_key in added:
        for index in after.indexes:
            key = index_key(index, rules)
            stays = key in _serving(before, foreign_key.columns, rules) & _serving(after, foreign_key.columns, rules)
            if (
                stays
                and fold(index.name) in names
                and fold(index.name) != fold(foreign_key.name)
                and index not in found
            ):
                found.append(index)
    return found


def find_table(tables: Mapping[str, Table], name: str) -> Table | None:
    """Return the table that a foreign key names, compared without regard to case where nothing else fits."""
    exact = tables.get(name)
    return exact or next((table for table in tables.values() if fold(table.name) == fold(name)), None)


def _is_shaken(
    foreign_key: ForeignKey, before: Table, after: Table, schemas: tuple[Schema, Schema], rules: DiffRules
) -> bool:
    """Tell whether what a foreign key stands on changes, on either side."""
    strict = foreign_key.on_update == "CASCADE" or "SET NULL" in (foreign_key.on_delete, foreign_key.on_update)
    if _changes(before, after, foreign_key.columns, rules, strict):
        return True
    if foreign_key.referenced_schema is not None:
        return False
    old = find_table(schemas[0].tables, foreign_key.referenced_table)
    new = find_table(schemas[1].tables, foreign_key.referenced_table)
    if old is None or new is None:
        return old is not new
    return _changes(old, new, foreign_key.referenced_columns, rules, strict)


def _changes(before: Table, after: Table, columns: Iterable[str], rules: DiffRules, strict: bool) -> bool:
    """Tell whether columns of a table, or all the indexes that begin with them, change.

    NULL or NOT NULL counts if `strict`: servers mind it only where the foreign key writes values (1830, 1833).
    """
    if before is after:
        return False
    names = tuple(columns)
    if any(_essence(before.column(name), strict) != _essence(after.column(name), strict) for name in names):
        return True
    if before.engine != after.engine or before.partitioning != after.partitioning:
        return True
    if before.indexes == after.indexes:
        return False
    old, new = _serving(before, names, rules), _serving(after, names, rules)
    return bool(old) and not old & new


def _essence(column: Column | None, strict: bool) -> object:
    if column is None:
        return None
    return (
        column.type,
        column.nullable if strict else None,
        column.charset,
        column.collation,
        column.generated,
        column.auto_increment,
        fold(column.name),
    )


def _serving(table: Table, columns: tuple[str, ...], rules: DiffRules) -> set[tuple[object, ...]]:
    """Return the keys of the indexes whose first columns are `columns`, in any order."""
    wanted = {fold(name) for name in columns}
    return {
        index_key(index, rules)
        for index in table.indexes
        if {fold(part.column) for part in index.parts[: len(columns)]} == wanted
    }
