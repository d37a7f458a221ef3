"""Syntax that one vendor has and the other has not, or only later releases have.

The readers take what any MySQL or MariaDB takes, so that a statement for the one can be understood beside the other.
Here is what a server of the dialect at hand refuses with error 1064. Sources: for MySQL 9.7 and MariaDB 10.11 to 11.8
the servers themselves (a test repeats it), for older releases the "What is new" pages of their manuals.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from driftproof.language.cursor import Cursor
from driftproof.model.catalog import Column, Index, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddIndex,
    AlterCheck,
    AlterSequence,
    AlterTable,
    ChangeColumn,
    CreateEvent,
    CreateRoutine,
    CreateSequence,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropConstraint,
    DropSequences,
    DropTables,
    RenameColumn,
    RenameTables,
    SetColumnVisibility,
    SetIndexVisibility,
    TableAction,
)
from driftproof.model.flavor import Flavor, Release, Vendor
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Delete, Execute, Insert, RunBlock, SetStatement, Truncate

_MARIADB_TYPES = frozenset({"uuid", "inet4", "inet6"})
_MARIADB_COLUMN_OPTIONS = frozenset(
    {"compressed", "row_start", "row_end", "with_system_versioning", "without_system_versioning", "ref_system_id"}
)
_MARIADB_TABLE_OPTIONS = frozenset(
    {"system_versioning", "period_for_system_time", "period", "transactional", "page_checksum", "page_compressed",
     "page_compression_level", "encrypted", "encryption_key_id", "sequence", "ietf_quotes"}
)  # fmt: skip


class _Lack(NamedTuple):
    """Syntax that a vendor does not have, or only `since` a release, or no more since the one in which it `went`."""

    vendor: Vendor
    reason: str
    since: Release | None = None
    went: Release | None = None

    def is_of(self, flavor: Flavor) -> bool:
        """Tell whether a server lacks the syntax."""
        if flavor.vendor != self.vendor:
            return False
        if self.went is not None:
            return flavor.at_least(mysql=self.went, mariadb=self.went)
        return not flavor.at_least(mysql=self.since, mariadb=self.since)


class _Parts(NamedTuple):
    """What a definition is made of."""

    actions: tuple[TableAction, ...] = ()
    tables: tuple[Table, ...] = ()
    columns: tuple[Column, ...] = ()
    indexes: tuple[Index, ...] = ()


_NO_PARTS = _Parts()


def refuse_foreign(action: Parsed, cursor: Cursor, start: int) -> None:
    """Raise `Unreadable`, as refused, where the server of the cursor's dialect has no such syntax.

    `start` is the offset at which the statement starts. Which server it is matters, and is asked, only for syntax that
    some server lacks.
    """
    parts = _parts(action)
    lacks = [*_on_mysql(action, parts), *_on_mariadb(action, parts), *_by_words(action, parts, cursor, start)]
    if lacks:
        flavor = cursor.dialect.flavor
        reason = next((lack.reason for lack in lacks if lack.is_of(flavor)), "")
        if reason:
            raise cursor.refused(reason)


def _parts(action: Parsed) -> _Parts:
    if isinstance(action, (CreateTable, CreateTableSelect)):
        return _Parts((), (action.table,), action.table.columns, action.table.indexes)
    if isinstance(action, AlterTable):
        columns = tuple([part.column for part in action.actions if isinstance(part, AddColumn | ChangeColumn)])
        indexes = tuple([part.index for part in action.actions if isinstance(part, AddIndex)])
        return _Parts(action.actions, (), columns, indexes)
    return _NO_PARTS


def _on_mysql(action: Parsed, parts: _Parts) -> Iterator[_Lack]:
    """Return what MySQL does not have."""
    if isinstance(action, _REPLACED) and action.or_replace:
        yield _Lack("mysql", "MySQL has OR REPLACE for views only")
    match action:
        case RenameTables() | AlterTable() if action.if_exists:
            yield _Lack("mysql", "MySQL has no IF EXISTS here")
        case AlterTable() if action.ignore:
            yield _Lack("mysql", "ALTER IGNORE TABLE went with MySQL 5.7.4", went=(5, 7, 4))
        case CreateRoutine() | CreateTrigger() if action.if_not_exists:
            yield _Lack("mysql", "IF NOT EXISTS came with MySQL 8.0.29 here", (8, 0, 29))
        case CreateView() if action.if_not_exists:
            yield _Lack("mysql", "IF NOT EXISTS came with MySQL 9.1 here", (9, 1))
        case CreateSequence() | AlterSequence() | DropSequences():
            yield _Lack("mysql", "MySQL has no sequences")
        case RunBlock() | SetStatement():
            yield _Lack("mysql", "only MariaDB has this statement")
        case Execute() if action.source is not None:
            yield _Lack("mysql", "only MariaDB has this statement")
    for part in parts.actions:
        yield from _mysql_action(part)
    for name, _ in chain.from_iterable(table.options for table in parts.tables):
        if name in _MARIADB_TABLE_OPTIONS:
            yield _Lack("mysql", f"MySQL has no option {name}")
    for column in parts.columns:
        yield from _mysql_column(column)
    if any(part.expression for index in parts.indexes for part in index.parts):
        yield _Lack("mysql", "indexes of expressions came with MySQL 8.0.13", (8, 0, 13))


_REPLACED = (CreateTable, CreateTableLike, CreateTableSelect, CreateRoutine, CreateTrigger, CreateEvent)
_MYSQL_ACTIONS = {
    RenameColumn: _Lack("mysql", "RENAME COLUMN came with MySQL 8.0", (8,)),
    SetIndexVisibility: _Lack("mysql", "ALTER INDEX came with MySQL 8.0", (8,)),
    SetColumnVisibility: _Lack("mysql", "invisible columns came with MySQL 8.0.23", (8, 0, 23)),
    AlterCheck: _Lack("mysql", "ALTER CHECK came with MySQL 8.0.16", (8, 0, 16)),
}


def _mysql_action(part: TableAction) -> Iterator[_Lack]:
    if getattr(part, "if_exists", False) or getattr(part, "if_not_exists", False):
        yield _Lack("mysql", "MySQL has no IF [NOT] EXISTS in ALTER TABLE, CREATE INDEX and DROP INDEX")
    if getattr(part, "or_replace", False):
        yield _Lack("mysql", "MySQL has no CREATE OR REPLACE INDEX")
    if type(part) in _MYSQL_ACTIONS:
        yield _MYSQL_ACTIONS[type(part)]
    if isinstance(part, DropConstraint) and not part.only_check:
        yield _Lack("mysql", "DROP CONSTRAINT came with MySQL 8.0.19", (8, 0, 19))


def _mysql_column(column: Column) -> Iterator[_Lack]:
    if column.type.name in _MARIADB_TYPES:
        yield _Lack("mysql", f"MySQL has no type {column.type.name.upper()}")
    if column.options and any(name in _MARIADB_COLUMN_OPTIONS for name, _ in column.options):
        yield _Lack("mysql", "only MariaDB has this attribute of a column")
    if column.invisible:
        yield _Lack("mysql", "invisible columns came with MySQL 8.0.23", (8, 0, 23))
    default = column.default
    if default is not None and default.kind == "expression" and not default.text.startswith("current_timestamp"):
        yield _Lack("mysql", "default expressions came with MySQL 8.0.13", (8, 0, 13))


def _on_mariadb(action: Parsed, parts: _Parts) -> Iterator[_Lack]:
    """Return what MariaDB does not have."""
    if any(part.expression for index in parts.indexes for part in index.parts):
        yield _Lack("mariadb", "MariaDB has no indexes of expressions")
    for part in parts.actions:
        if isinstance(part, AlterCheck | SetColumnVisibility) or (isinstance(part, DropConstraint) and part.only_check):
            yield _Lack("mariadb", "MariaDB has no ALTER or DROP CHECK, and no ALTER COLUMN … SET VISIBLE")
        if isinstance(part, RenameColumn):
            yield _Lack("mariadb", "RENAME COLUMN came with MariaDB 10.5.2", (10, 5, 2))
        if isinstance(part, AddCheck) and not part.check.enforced:
            yield _Lack("mariadb", "MariaDB has no NOT ENFORCED")
    if isinstance(action, AlterTable) and action.syntax == "drop index" and (action.algorithm or action.lock):
        yield _Lack("mariadb", "MariaDB has no ALGORITHM or LOCK in DROP INDEX")
    for table in parts.tables:
        checks = chain(table.checks, *(column.checks for column in table.columns))
        if any(not check.enforced for check in checks):
            yield _Lack("mariadb", "MariaDB has no NOT ENFORCED")
    if any(column.generated and (column.nullable is not None or column.default) for column in parts.columns):
        yield _Lack("mariadb", "MariaDB has no [NOT] NULL and no DEFAULT for generated columns")
    if any(name == "srid" for column in parts.columns for name, _ in column.options):
        yield _Lack("mariadb", "MariaDB has REF_SYSTEM_ID in place of SRID")


_WORDED = (AlterTable, Delete, DropTables, Insert, RenameTables, Truncate)
"""The statements with words that their meaning does not keep, whatever they are made of."""


def _by_words(action: Parsed, parts: _Parts, cursor: Cursor, start: int) -> Iterator[_Lack]:
    """Return what the words of a statement give away that its meaning does not."""
    hidden = any(not index.visible for index in parts.indexes)
    hidden = hidden or any(isinstance(part, SetIndexVisibility) for part in parts.actions)
    generated = any(column.generated for column in parts.columns)
    if not (hidden or generated or isinstance(action, _WORDED)):
        return
    end = cursor.end
    words = [token.upper or token.value for token in cursor.tokens if start <= token.start < end]
    if isinstance(action, AlterTable) and words[:2] == ["ALTER", "ONLINE"]:
        yield _Lack("mysql", "MySQL has no ALTER ONLINE TABLE")
    if hidden and ("INVISIBLE" in words or "VISIBLE" in words) and not any(one.invisible for one in parts.columns):
        yield _Lack("mariadb", "MariaDB has IGNORED indexes in place of INVISIBLE ones")
    if hidden and "IGNORED" in words:
        yield _Lack("mysql", "MySQL has INVISIBLE indexes in place of IGNORED ones")
    if "RETURNING" in words and isinstance(action, Insert | Delete):
        yield _Lack("mysql", "MySQL has no RETURNING")
    if generated and "PERSISTENT" in words:
        yield _Lack("mysql", "MySQL has STORED in place of PERSISTENT")
    waits = "WAIT" in words and any(word == "WAIT" and after.isdigit() for word, after in pairwise(words))
    if waits and isinstance(action, DropTables | AlterTable | RenameTables | Truncate):
        yield _Lack("mysql", "MySQL has no WAIT in definitions")
