"""The parts of a catalog by name, and which of them came or went between two catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.catalog.shelf import changed_keys
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
        old: Mapping[str, Table] = getattr(before, kind)
        new: Mapping[str, Table] = getattr(after, kind)
        for name in changed_keys(old, new) if old is not new else ():
            if name not in old or name not in new:
                yield kind, name
            elif kind == "tables":
                yield from ((kind, name, *part) for part in _table_parts(old[name]) ^ _table_parts(new[name]))


def _table_parts(table: Table) -> set[Part]:
    columns = {("column", fold(one.name)) for one in table.columns}
    indexes = {("index", fold(one.name)) for one in table.indexes if not one.implicit}
    return columns | indexes | {("foreign key", fold(one.name)) for one in table.foreign_keys}
