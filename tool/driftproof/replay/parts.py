"""The parts of a catalog by name, and which of them came or went between two catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.names import fold

Part = tuple[str, ...]
"""The key of a schema, a kind, a name, and within a table a kind and a name more."""

_KINDS = ("tables", "views", "procedures", "functions", "triggers", "events", "sequences")


def changed_parts(before: Catalog, after: Catalog) -> set[Part]:
    """Return the parts that are in one catalog and not in the other.

    A table that comes or goes is one part; within a table that is in both, columns, indexes and foreign keys are.
    """
    found: set[Part] = set()
    for key in before.schemas.keys() | after.schemas.keys():
        old, new = before.schemas.get(key), after.schemas.get(key)
        if old is None or new is None:
            found.add((key, "schema"))
        elif old is not new:
            found.update((key, *part) for part in _changed_objects(old, new))
    return found


def _changed_objects(before: Schema, after: Schema) -> Iterator[Part]:
    for kind in _KINDS:
        old: Mapping[str, object] = getattr(before, kind)
        new: Mapping[str, object] = getattr(after, kind)
        if old is new:
            continue
        yield from ((kind, name) for name in old.keys() ^ new.keys())
        if kind == "tables":
            yield from _changed_tables(before, after)


def _changed_tables(before: Schema, after: Schema) -> Iterator[Part]:
    """Return the parts that come or go in tables that stay."""
    for name in before.tables.keys() & after.tables.keys():
        old, new = before.tables[name], after.tables[name]
        if old is not new:
            yield from (("tables", name, *part) for part in _table_parts(old) ^ _table_parts(new))


def _table_parts(table: Table) -> set[Part]:
    columns = {("column", fold(one.name)) for one in table.columns}
    indexes = {("index", fold(one.name)) for one in table.indexes if not one.implicit}
    return columns | indexes | {("foreign key", fold(one.name)) for one in table.foreign_keys}
