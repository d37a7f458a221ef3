"""Reading CREATE TABLE, DROP TABLE, RENAME TABLE, CREATE INDEX and DROP INDEX."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from driftproof.language.cursor import Cursor
from driftproof.language.parse.bodies import take_rest
from driftproof.language.parse.elements import Placed, read_elements
from driftproof.language.parse.heading import Heading, accept_algorithm_or_lock, skip_wait
from driftproof.language.parse.indexes import accept_index_algorithm, read_index_rest
from driftproof.language.parse.names import read_object_name
from driftproof.language.parse.options import read_table_options
from driftproof.language.parse.partitions import read_partitioning
from driftproof.model.catalog import Check, Column, ForeignKey, Index, IndexKind, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    DropIndex,
    DropTables,
    ObjectName,
    RenameTables,
    SetOptions,
    TableOptions,
)
from driftproof.model.replace import replace

_INDEX_KINDS = {
    "UNIQUE": IndexKind.UNIQUE,
    "FULLTEXT": IndexKind.FULLTEXT,
    "SPATIAL": IndexKind.SPATIAL,
    "VECTOR": IndexKind.VECTOR,
}
_QUERY_WORDS = frozenset({"SELECT", "WITH", "VALUES", "TABLE"})


@dataclass(slots=True)
class _Parts:
    """What a definition in parentheses holds, kind by kind, in the order written."""

    columns: list[Column] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)


def read_create_table(cursor: Cursor, heading: Heading) -> CreateTable | CreateTableLike | CreateTableSelect:
    """Read CREATE TABLE behind the word TABLE: a definition, LIKE another, or with a query."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = read_object_name(cursor)
    if cursor.at("LIKE") or cursor.at("(", "LIKE"):
        source = _read_like(cursor)
        return CreateTableLike(name, source, if_not_exists, heading.or_replace, heading.temporary)
    elements = read_elements(cursor) if cursor.at("(") and not _at_query(cursor) else []
    table = _read_table(cursor, name.name, elements)
    word = cursor.accept_any("IGNORE", "REPLACE").lower()
    query = _read_query_text(cursor)
    if query:
        return CreateTableSelect(name, table, query, if_not_exists, heading.or_replace, heading.temporary, word)
    return CreateTable(name, table, if_not_exists, heading.or_replace, heading.temporary)


def read_drop_tables(cursor: Cursor, *, temporary: bool) -> DropTables:
    """Read DROP TABLE behind the word TABLE."""
    if_exists = cursor.accept("IF", "EXISTS")
    names = read_object_names(cursor)
    skip_wait(cursor)
    cursor.accept_any("RESTRICT", "CASCADE")
    return DropTables(names, if_exists, temporary)


def read_rename_tables(cursor: Cursor) -> RenameTables:
    """Read RENAME TABLE behind the word TABLE."""
    if_exists = cursor.accept("IF", "EXISTS")
    pairs: list[tuple[ObjectName, ObjectName]] = []
    while True:
        before = read_object_name(cursor)
        skip_wait(cursor)
        cursor.expect("TO")
        pairs.append((before, read_object_name(cursor)))
        if not cursor.accept(","):
            return RenameTables(tuple(pairs), if_exists)


def read_create_index(cursor: Cursor, heading: Heading) -> AlterTable:
    """Read CREATE INDEX from the words UNIQUE, FULLTEXT … or INDEX on, as the ALTER TABLE that it is."""
    kind = _INDEX_KINDS.get(cursor.accept_any(*_INDEX_KINDS), IndexKind.PLAIN)
    cursor.expect("INDEX")
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.expect_name()
    algorithm = accept_index_algorithm(cursor)
    cursor.expect("ON")
    table = read_object_name(cursor)
    index = read_index_rest(cursor, Index(name, kind, (), algorithm=algorithm), heading.start)
    how = _read_how(cursor)
    index = replace(index, span=(heading.start, cursor.end))
    return AlterTable(
        table,
        (AddIndex(index, if_not_exists, heading.or_replace),),
        ignore=heading.ignore,
        algorithm=how.get("algorithm", ""),
        lock=how.get("lock", ""),
        syntax="create index",
        spans=((heading.start, cursor.end),),
    )


def read_drop_index(cursor: Cursor, start: int) -> AlterTable:
    """Read DROP INDEX behind the word INDEX, as the ALTER TABLE that it is."""
    if_exists = cursor.accept("IF", "EXISTS")
    name = cursor.expect_name()
    cursor.expect("ON")
    table = read_object_name(cursor)
    skip_wait(cursor)
    how = _read_how(cursor)
    name = "PRIMARY" if name.upper() == "PRIMARY" else name
    return AlterTable(
        table,
        (DropIndex(name, if_exists),),
        algorithm=how.get("algorithm", ""),
        lock=how.get("lock", ""),
        syntax="drop index",
        spans=((start, cursor.end),),
    )


def read_object_names(cursor: Cursor) -> tuple[ObjectName, ...]:
    """Read names of objects, commas between them."""
    names = [read_object_name(cursor)]
    while cursor.accept(","):
        names.append(read_object_name(cursor))
    return tuple(names)


def _read_how(cursor: Cursor) -> dict[str, str]:
    """Read ALGORITHM and LOCK, in any order."""
    found: dict[str, str] = {}
    while accept_algorithm_or_lock(cursor, found):
        cursor.accept(",")
    return found


def _read_like(cursor: Cursor) -> ObjectName:
    parenthesised = cursor.accept("(")
    cursor.expect("LIKE")
    source = read_object_name(cursor)
    if parenthesised:
        cursor.expect(")")
    return source


def _read_table(cursor: Cursor, name: str, elements: list[Placed]) -> Table:
    """Read what follows the elements, and return the table that all of it defines."""
    parts = _gather(elements)
    options = read_table_options(cursor, commas=True) or TableOptions()
    partitioning = read_partitioning(cursor) if cursor.at("PARTITION", "BY") else None
    others = {**parts.options, **dict(options.others)}
    return Table(
        name,
        tuple(parts.columns),
        tuple(parts.indexes),
        tuple(parts.foreign_keys),
        tuple(parts.checks),
        options.engine,
        options.charset,
        options.collation,
        options.comment or "",
        tuple(sorted(others.items())),
        partitioning,
        options.auto_increment,
    )


def _gather(elements: list[Placed]) -> _Parts:
    """Sort the elements of a definition by kind."""
    parts = _Parts()
    for action, _ in elements:
        match action:
            case AddColumn(column):
                parts.columns.append(column)
            case AddIndex(index):
                parts.indexes.append(index)
            case AddForeignKey(foreign_key):
                parts.foreign_keys.append(foreign_key)
            case AddCheck(check):
                parts.checks.append(check)
            case SetOptions(options):
                parts.options.update(options.others)
            case other:
                assert_never(other)
    return parts


def _at_query(cursor: Cursor) -> bool:
    """Tell whether the parenthesis that comes next begins a query."""
    ahead = 1
    while cursor.peek(ahead).upper == "(":
        ahead += 1
    return cursor.peek(ahead).upper in _QUERY_WORDS


def _read_query_text(cursor: Cursor) -> str:
    """Read [AS] query up to the end and return the query's text; empty where there is none."""
    cursor.accept("AS")
    if not cursor.at_any(_QUERY_WORDS) and not (cursor.at("(") and _at_query(cursor)):
        return ""
    return take_rest(cursor)
