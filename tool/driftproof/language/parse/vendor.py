"""Syntax that one vendor has and the other has not, or only later releases have.

The readers take what any MySQL or MariaDB takes, so that a statement for the one can be understood beside the other.
Here is what a server of the dialect at hand refuses with error 1064. Sources: for MySQL 9.7 and MariaDB 10.11 to 11.8
the servers themselves (a test repeats it), for older releases the "What is new" pages of their manuals.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

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
from driftproof.model.flavor import Flavor
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


def refuse_foreign(action: Parsed, cursor: Cursor, start: int) -> None:
    """Raise `Unreadable`, as refused, where the server of the cursor's dialect has no such syntax.

    `start` is the offset at which the statement starts.
    """
    flavor = cursor.dialect.flavor
    faults = _on_mariadb(action, flavor) if flavor.is_mariadb else _on_mysql(action, flavor)
    reason = next(faults, "")
    if not reason:
        words = [token.upper or token.value for token in cursor.tokens if start <= token.start < cursor.end]
        reason = _by_words(action, frozenset(words), flavor) or _waits(action, words, flavor)
        if isinstance(action, AlterTable) and words[:2] == ["ALTER", "ONLINE"] and not flavor.is_mariadb:
            reason = "MySQL has no ALTER ONLINE TABLE"
    if reason:
        raise cursor.refused(reason)


def _on_mysql(action: Parsed, flavor: Flavor) -> Iterator[str]:
    """Return what MySQL does not have."""
    if isinstance(action, CreateSequence | AlterSequence | DropSequences):
        yield "MySQL has no sequences"
    if isinstance(action, RunBlock | SetStatement) or (isinstance(action, Execute) and action.source is not None):
        yield "only MariaDB has this statement"
    replacing = (CreateTable, CreateTableLike, CreateTableSelect, CreateRoutine, CreateTrigger, CreateEvent)
    if isinstance(action, replacing) and action.or_replace:
        yield "MySQL has OR REPLACE for views only"
    if (
        isinstance(action, CreateRoutine | CreateTrigger)
        and action.if_not_exists
        and not flavor.at_least(mysql=(8, 0, 29))
    ):
        yield "IF NOT EXISTS came with MySQL 8.0.29 here"
    if isinstance(action, CreateView) and action.if_not_exists and not flavor.at_least(mysql=(9, 1)):
        yield "IF NOT EXISTS came with MySQL 9.1 here"
    if isinstance(action, RenameTables | AlterTable) and action.if_exists:
        yield "MySQL has no IF EXISTS here"
    if isinstance(action, AlterTable) and action.ignore and flavor.at_least(mysql=(5, 7, 4)):
        yield "ALTER IGNORE TABLE went with MySQL 5.7.4"
    for part in _actions(action):
        yield from _mysql_action(part, flavor)
    for table in _tables(action):
        yield from (f"MySQL has no option {name}" for name, _ in table.options if name in _MARIADB_TABLE_OPTIONS)
    for column in _columns(action):
        yield from _mysql_column(column, flavor)
    if not flavor.at_least(mysql=(8, 0, 13)) and any(
        part.expression for index in _indexes(action) for part in index.parts
    ):
        yield "indexes of expressions came with MySQL 8.0.13"


def _mysql_action(part: TableAction, flavor: Flavor) -> Iterator[str]:
    if getattr(part, "if_exists", False) or getattr(part, "if_not_exists", False):
        yield "MySQL has no IF [NOT] EXISTS in ALTER TABLE, CREATE INDEX and DROP INDEX"
    if getattr(part, "or_replace", False):
        yield "MySQL has no CREATE OR REPLACE INDEX"
    if isinstance(part, RenameColumn) and not flavor.at_least(mysql=(8,)):
        yield "RENAME COLUMN came with MySQL 8.0"
    if isinstance(part, SetIndexVisibility) and not flavor.at_least(mysql=(8,)):
        yield "ALTER INDEX came with MySQL 8.0"
    if isinstance(part, SetColumnVisibility) and not flavor.at_least(mysql=(8, 0, 23)):
        yield "invisible columns came with MySQL 8.0.23"
    if isinstance(part, AlterCheck) and not flavor.at_least(mysql=(8, 0, 16)):
        yield "ALTER CHECK came with MySQL 8.0.16"
    if isinstance(part, DropConstraint) and not flavor.at_least(mysql=(8, 0, 19)) and not part.only_check:
        yield "DROP CONSTRAINT came with MySQL 8.0.19"


def _mysql_column(column: Column, flavor: Flavor) -> Iterator[str]:
    if column.type.name in _MARIADB_TYPES:
        yield f"MySQL has no type {column.type.name.upper()}"
    if any(name in _MARIADB_COLUMN_OPTIONS for name, _ in column.options):
        yield "only MariaDB has this attribute of a column"
    if column.invisible and not flavor.at_least(mysql=(8, 0, 23)):
        yield "invisible columns came with MySQL 8.0.23"
    is_now = column.default is not None and column.default.text.startswith("current_timestamp")
    is_computed = column.default is not None and column.default.kind == "expression" and not is_now
    if is_computed and not flavor.at_least(mysql=(8, 0, 13)):
        yield "default expressions came with MySQL 8.0.13"


def _on_mariadb(action: Parsed, flavor: Flavor) -> Iterator[str]:
    """Return what MariaDB does not have."""
    if any(part.expression for index in _indexes(action) for part in index.parts):
        yield "MariaDB has no indexes of expressions"
    for part in _actions(action):
        if isinstance(part, AlterCheck | SetColumnVisibility) or (isinstance(part, DropConstraint) and part.only_check):
            yield "MariaDB has no ALTER or DROP CHECK, and no ALTER COLUMN … SET VISIBLE"
        if isinstance(part, RenameColumn) and not flavor.at_least(mariadb=(10, 5, 2)):
            yield "RENAME COLUMN came with MariaDB 10.5.2"
        if isinstance(part, AddCheck) and not part.check.enforced:
            yield "MariaDB has no NOT ENFORCED"
    if isinstance(action, AlterTable) and action.syntax == "drop index" and (action.algorithm or action.lock):
        yield "MariaDB has no ALGORITHM or LOCK in DROP INDEX"
    for table in _tables(action):
        checks = (*table.checks, *(check for column in table.columns for check in column.checks))
        if any(not check.enforced for check in checks):
            yield "MariaDB has no NOT ENFORCED"
    if any(column.generated and (column.nullable is not None or column.default) for column in _columns(action)):
        yield "MariaDB has no [NOT] NULL and no DEFAULT for generated columns"
    if any(name == "srid" for column in _columns(action) for name, _ in column.options):
        yield "MariaDB has REF_SYSTEM_ID in place of SRID"


def _by_words(action: Parsed, words: frozenset[str], flavor: Flavor) -> str:
    """Return what the words of a definition give away that its meaning does not."""
    hidden = any(not index.visible for index in _indexes(action))
    hidden = hidden or any(isinstance(part, SetIndexVisibility) for part in _actions(action))
    if flavor.is_mariadb:
        is_column = any(column.invisible for column in _columns(action))
        is_foreign = hidden and bool({"INVISIBLE", "VISIBLE"} & words) and not is_column
        return "MariaDB has IGNORED indexes in place of INVISIBLE ones" if is_foreign else ""
    if hidden and "IGNORED" in words:
        return "MySQL has INVISIBLE indexes in place of IGNORED ones"
    if "RETURNING" in words and isinstance(action, Insert | Delete):
        return "MySQL has no RETURNING"
    if "PERSISTENT" in words and any(column.generated for column in _columns(action)):
        return "MySQL has STORED in place of PERSISTENT"
    return ""


def _waits(action: Parsed, words: list[str], flavor: Flavor) -> str:
    """Return what speaks against MariaDB's ``WAIT seconds`` and ``NOWAIT``."""
    if flavor.is_mariadb or not isinstance(action, DropTables | AlterTable | RenameTables | Truncate):
        return ""
    waits = any(word == "WAIT" and after.isdigit() for word, after in pairwise(words))
    return "MySQL has no WAIT in definitions" if waits else ""


def _actions(action: Parsed) -> tuple[TableAction, ...]:
    return action.actions if isinstance(action, AlterTable) else ()


def _tables(action: Parsed) -> tuple[Table, ...]:
    return (action.table,) if isinstance(action, CreateTable | CreateTableSelect) else ()


def _columns(action: Parsed) -> tuple[Column, ...]:
    created = tuple(column for table in _tables(action) for column in table.columns)
    return created + tuple(part.column for part in _actions(action) if isinstance(part, AddColumn | ChangeColumn))


def _indexes(action: Parsed) -> tuple[Index, ...]:
    created = tuple(index for table in _tables(action) for index in table.indexes)
    return created + tuple(part.index for part in _actions(action) if isinstance(part, AddIndex))
