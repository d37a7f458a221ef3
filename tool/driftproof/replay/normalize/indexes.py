"""Indexes as servers keep and show them: names of their columns, prefixes, order."""

from __future__ import annotations

from driftproof.model.catalog import Column, Index, IndexKind, IndexPart, Table
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.normalize.column_types import settled_columns
from driftproof.replay.normalize.defaults import key_columns
from driftproof.replay.normalize.facts import Facts, bytes_per_character

_RANK = {IndexKind.PRIMARY: 0, IndexKind.UNIQUE: 1, IndexKind.VECTOR: 3, IndexKind.FULLTEXT: 4}
_LONGEST_KEY = 3072
_LENGTHS = frozenset({"char", "varchar", "binary", "varbinary"})


def settle_indexes(table: Table, facts: Facts) -> Table:
    """Name the columns of indexes as the table does; drop prefixes of whole columns and KEY_BLOCK_SIZE.

    The block size of an index means nothing to InnoDB, and ``information_schema`` does not tell it.
    """
    if not table.indexes or table.indexes is facts.indexes:
        return table
    columns = settled_columns(table, facts)
    engine = (table.engine or "InnoDB").lower()
    indexes = tuple([_settle(index, columns, facts, engine) for index in table.indexes])
    return table if indexes == table.indexes else replace(table, indexes=indexes)


def sort_indexes(table: Table, facts: Facts) -> Table:
    """Put indexes in the order in which servers keep and show them.

    The primary key, unique indexes whose parts are all NOT NULL, other unique ones, plain ones, full-text ones; each
    in the order in which they came (``sort_keys`` in ``sql_table.cc`` of both vendors). MySQL puts those with a
    virtual column behind the others of their rank.
    """
    if len(table.indexes) < 2 or table.indexes is facts.indexes:
        return table
    primary = key_columns(table)
    columns = settled_columns(table, facts)
    virtual = frozenset() if facts.flavor.is_mariadb else _virtual_columns(table)
    ordered = tuple(sorted(table.indexes, key=lambda index: (*_rank(index, columns, primary), _uses(index, virtual))))
    return table if ordered == table.indexes else replace(table, indexes=ordered)


def _virtual_columns(table: Table) -> frozenset[str]:
    return frozenset(fold(c.name) for c in table.columns if c.generated is not None and not c.generated.stored)


def _uses(index: Index, names: frozenset[str]) -> bool:
    return bool(names) and any(fold(part.column) in names for part in index.parts)


def _rank(index: Index, columns: dict[str, Column], primary: frozenset[str]) -> tuple[int, bool, bool]:
    rank = _RANK.get(index.kind, 2)
    if index.kind is not IndexKind.UNIQUE:
        return rank, False, False
    nullable = any(_is_nullable(part, columns, primary) for part in index.parts)
    return rank, nullable, any(_is_partial(part, columns) for part in index.parts)


def _is_partial(part: IndexPart, columns: dict[str, Column]) -> bool:
    """Tell whether an index holds less than a whole column: a prefix, or MariaDB's hash of a BLOB or TEXT."""
    column = columns.get(fold(part.column)) if part.expression is None else None
    is_hashed = column is not None and column.type.name.endswith(("blob", "text"))
    return is_hashed or _part(part, columns).length is not None


def _is_nullable(part: IndexPart, columns: dict[str, Column], primary: frozenset[str]) -> bool:
    if part.expression is not None:
        return True
    column = columns.get(fold(part.column))
    if column is None or fold(part.column) in primary:
        return False
    return column.nullable is True or (column.nullable is None and not column.auto_increment)


def _algorithm(index: Index, columns: dict[str, Column], facts: Facts, engine: str) -> str:
    """Return the algorithm where it is another than the engine's own, which ``information_schema`` does not tell.

    InnoDB has B-trees only, but for the hash by which MariaDB 10.4 keeps a unique index on columns that are too long
    for one (MDEV-371); MEMORY has hashes.
    """
    if index.algorithm == "hash" and engine != "memory":
        is_long = index.kind is IndexKind.UNIQUE and facts.flavor.is_mariadb and _is_too_long(index, columns)
        return "hash" if is_long else ""
    own = "hash" if engine == "memory" else "btree"
    return "" if index.algorithm in {own, "rtree"} else index.algorithm


def _is_too_long(index: Index, columns: dict[str, Column]) -> bool:
    """Tell whether a unique index has a TEXT or BLOB without a prefix, or more bytes than a key can have."""
    total = 0
    for part in index.parts:
        column = columns.get(fold(part.column))
        if column is None:
            continue
        if part.length is None and column.type.name.endswith(("text", "blob")):
            return True
        length = part.length if part.length is not None else (column.type.length or (0,))[0]
        if column.type.name in _LENGTHS or part.length is not None:
            total += length * bytes_per_character(column.charset or "binary")
    return total > _LONGEST_KEY


def _keeps_descending(engine: str, facts: Facts) -> bool:
    """Tell whether DESC in an index means anything: MySQL 8.0 and MariaDB 10.8 (MDEV-13756), there in InnoDB only."""
    if not facts.flavor.at_least(mysql=(8,), mariadb=(10, 8)):
        return False
    return engine == "innodb" or not facts.flavor.is_mariadb


def _settle(index: Index, columns: dict[str, Column], facts: Facts, engine: str) -> Index:
    parts = tuple([_part(part, columns) for part in index.parts])
    if not _keeps_descending(engine, facts):
        parts = tuple([replace(part, descending=False) if part.descending else part for part in parts])
    if index.kind is IndexKind.FULLTEXT:
        parts = tuple([IndexPart(part.column) if part.length or part.descending else part for part in parts])
    algorithm = _algorithm(index, columns, facts, engine)
    name = "PRIMARY" if index.kind is IndexKind.PRIMARY else index.name
    options = tuple([option for option in index.options if option[0] != "key_block_size"])
    if (name, algorithm, options) == (index.name, index.algorithm, index.options) and parts == index.parts:
        return index
    return replace(index, name=name, parts=parts, algorithm=algorithm, options=options)


def _part(part: IndexPart, columns: dict[str, Column]) -> IndexPart:
    column = columns.get(fold(part.column)) if part.expression is None else None
    if column is None:
        return part
    length = part.length
    if length is not None and column.type.name in _LENGTHS and length >= (column.type.length or (1,))[0]:
        length = None
    if length == part.length and column.name == part.column:
        return part
    return replace(part, column=column.name, length=length)
