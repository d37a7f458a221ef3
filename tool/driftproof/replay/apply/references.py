"""Which tables refer to which, and whether two columns and an index fit a foreign key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from driftproof.model.catalog import Catalog, Column, ColumnType, ForeignKey, Index, IndexKind, IndexPart, Table
from driftproof.model.catalog.shelf import having
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.outcome import Scene

_STORAGE = {"tinyint": 1, "smallint": 2, "mediumint": 3, "int": 4, "bigint": 8, "year": 1, "date": 3}
_FIXED = frozenset({"datetime", "timestamp", "time", "decimal", "bit", "binary", "varbinary", "inet6", "uuid", "inet4"})


class Reference(NamedTuple):
    """A foreign key, and the database and table that it belongs to."""

    schema: str
    table: Table
    foreign_key: ForeignKey


def references_to(catalog: Catalog, schema: str, table: str) -> Iterator[Reference]:
    """Yield every foreign key that refers to the table, of whatever database, the table's own included."""
    key = catalog.rules.key
    place, name = key(schema), key(table)
    for holder in catalog.schemas.values():
        children = [child for _, child in having(holder.tables, _referenced_tables, fold(table))]
        for child, foreign_key in ((other, each) for other in children for each in other.foreign_keys):
            target = foreign_key.referenced_schema or holder.name
            if key(foreign_key.referenced_table) == name and key(target) == place:
                yield Reference(holder.name, child, foreign_key)


def _referenced_tables(table: Table) -> set[str]:
    return {fold(foreign_key.referenced_table) for foreign_key in table.foreign_keys}


def has_foreign_keys(table: Table) -> bool:
    """Tell whether the table's engine keeps foreign keys; MyISAM and others read and forget them."""
    return (table.engine or "InnoDB").lower() == "innodb"


_MINDS_NULLS = (
    ((10, 5, 27), (10, 6)),
    ((10, 6, 20), (10, 7)),
    ((10, 11, 10), (11, 0)),
    ((11, 2, 6), (11, 3)),
    ((11, 4, 4), (11, 5)),
    ((11, 6, 2), (99,)),
)


def writes_null(foreign_key: ForeignKey, child: Column, parent: Column, scene: Scene) -> bool:
    """Tell whether ON UPDATE CASCADE could write NULL where it may not stand.

    MariaDB refuses that in strict mode, whether ``foreign_key_checks`` is on or off (MDEV-34392).
    """
    flavor = scene.flavor
    if foreign_key.on_update != "CASCADE" or child.nullable is not False or parent.nullable is False:
        return False
    return scene.session.is_strict and any(
        flavor.at_least(mariadb=since) and not flavor.at_least(mariadb=before) for since, before in _MINDS_NULLS
    )


def fits(first: Column, second: Column, *, collations: bool = True) -> bool:
    """Tell whether InnoDB compares two columns alike (``cmp_cols_are_equal``): kind, size, sign, collation.

    `collations` says whether those of text count; columns may change theirs where ``foreign_key_checks`` is off.
    """
    left, right = _kind(first.type), _kind(second.type)
    if left != right:
        return False
    return left[0] != "text" or not collations or (first.charset, first.collation) == (second.charset, second.collation)


def _kind(kind: ColumnType) -> tuple[str, int, bool]:
    """Return InnoDB's main type of a column type, with the size and sign that count."""
    if kind.name == "enum":
        return "int", 1 if len(kind.values) < 256 else 2, True
    if kind.name == "set":
        return "int", next(size for size in (1, 2, 3, 4, 8) if len(kind.values) <= size * 8), True
    if kind.name in _STORAGE:
        return "int", _STORAGE[kind.name], kind.unsigned or kind.name == "year"
    if kind.name in _FIXED or kind.name.endswith("blob"):
        return "bytes", 0, False
    if kind.has_charset:
        return "text", 0, False
    return kind.name, 0, False


def clustering_index(table: Table) -> Index | None:
    """Return the index that rows are kept by: the primary key, or the first whole unique index without NULL."""
    if table.primary_key is not None:
        return table.primary_key
    not_null = {fold(column.name) for column in table.columns if column.nullable is False}
    for index in table.indexes:
        whole = all(p.expression is None and p.length is None and fold(p.column) in not_null for p in index.parts)
        if index.is_unique and index.algorithm != "hash" and whole:
            return index
    return None


def is_unkeyed(before: Table, after: Table) -> bool:
    """Tell whether a table loses the last index that rows could be kept by, and so is copied by MariaDB.

    "Dropping a primary key is not allowed without also adding a new primary key", it says of ALGORITHM=INPLACE.
    """
    return clustering_index(before) is not None and clustering_index(after) is None


def has_hashed_key(table: Table) -> bool:
    """Tell whether a unique key of the table is kept by a hash, which MariaDB alters by a copy alone."""
    return any(index.is_unique and index.algorithm == "hash" for index in table.indexes)


def has_two_indexes(table: Table, columns: Sequence[str], *, unique: bool) -> bool:
    """Tell whether a foreign key of these columns to the same ones finds an index for either side.

    The first that serves is the child's; `unique` says that the parent's must be unique.
    """
    first = serving_index(table, columns)
    rest = replace(table, indexes=tuple(index for index in table.indexes if index is not first))
    return first is not None and serving_index(rest, columns, unique=unique) is not None


def serving_index(table: Table, columns: Sequence[str], *, unique: bool = False) -> Index | None:
    """Return the first index that begins with these columns, whole and in this order; `unique` asks for just them."""
    wanted = [fold(name) for name in columns]
    for index in table.indexes:
        if index.kind in (IndexKind.FULLTEXT, IndexKind.SPATIAL, IndexKind.VECTOR):
            continue
        if index.algorithm == "hash" and index.is_unique and not _is_short(index, table):
            continue
        if unique and not (index.is_unique and len(index.parts) == len(wanted)):
            continue
        parts = index.parts if len(index.parts) >= len(wanted) else _extended(index, table)
        parts = parts[: len(wanted)]
        is_whole = all(part.expression is None and part.length is None for part in parts)
        if is_whole and [fold(part.column) for part in parts] == wanted:
            return index
    return None


def _is_short(index: Index, table: Table) -> bool:
    """Tell whether a unique index under USING HASH is an ordinary one, and not MariaDB's hash of long columns."""
    columns = [table.column(part.column) for part in index.parts]
    return all(c is not None and not c.type.name.endswith(("text", "blob")) for c in columns)


def _extended(index: Index, table: Table) -> tuple[IndexPart, ...]:
    """Return the parts of an index with those of the primary key, which InnoDB puts behind every other."""
    primary = table.primary_key
    if primary is None or primary is index:
        return index.parts
    have = {fold(part.column) for part in index.parts}
    return (*index.parts, *(part for part in primary.parts if fold(part.column) not in have))
