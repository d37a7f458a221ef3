"""What an ALTER TABLE takes on a server: algorithm, lock, rebuild, by the manuals' tables.

The tables are a fallback: servers refuse an algorithm for more reasons than any table lists, so a probe on an empty
clone is the better answer where a server can be had.

Sources: MySQL "Online DDL Operations" (8.0, 8.4 and 9.x manuals, section InnoDB and Online DDL), MariaDB "InnoDB Online
DDL Operations with the INPLACE, NOCOPY and INSTANT Alter Algorithm".
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from driftproof.cost.columns import (
    COPY,
    INPLACE,
    INSTANT,
    REBUILD,
    add_column,
    change_column,
    convert_charset,
    drop_column,
)
from driftproof.model.catalog import ForeignKey, Index, IndexKind, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPartitions,
    AlterCheck,
    AlterTable,
    ChangeColumn,
    ConvertCharset,
    DropColumn,
    DropConstraint,
    DropDefault,
    DropForeignKey,
    DropIndex,
    DropPartitions,
    OtherAction,
    RemovePartitioning,
    RenameColumn,
    RenameIndex,
    RenameTo,
    ReorganizePartitions,
    SetColumnVisibility,
    SetDefault,
    SetIndexVisibility,
    SetOptions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Algorithm, Cost, Lock
from driftproof.model.names import fold

_WholeAction = (
    AlterCheck
    | ConvertCharset
    | SetOptions
    | SetPartitioning
    | RemovePartitioning
    | ReorganizePartitions
    | AddPartitions
    | DropPartitions
    | RenameTo
    | OtherAction
)
_REBUILDING_OPTIONS = frozenset({"row_format", "key_block_size", "page_compressed", "encrypted", "encryption"})


def cost_of_alter(change: AlterTable, table: Table, flavor: Flavor, *, foreign_key_checks: bool = True) -> Cost:
    """Return what an ALTER of `table` (as it is before) takes on a server of this flavor."""
    dropped_key = any(isinstance(action, DropIndex) and action.name.upper() == "PRIMARY" for action in change.actions)
    total: Cost | None = None
    for action in change.actions:
        one = _cost(action, table, flavor, foreign_key_checks)
        if dropped_key and isinstance(action, DropIndex) and _adds_primary_key(change):
            one = REBUILD  # a primary key that is replaced in one statement needs no copy
        one = Cost(one.algorithm, one.lock, one.rebuilds, one.reason or describe(action))
        total = one if total is None else total | one
    asked = _asked(change)
    total = asked | total if total and asked and asked.algorithm > total.algorithm else total or INSTANT
    return _online(_together(total, change, table, flavor), change, table, flavor)


def _together(total: Cost, change: AlterTable, table: Table, flavor: Flavor) -> Cost:
    """Return what actions take in one statement: what is instant alone may write the rows anew beside another.

    MariaDB makes no index in a statement that also adds, drops or moves columns without writing the rows anew.
    """
    made = [action.column for action in change.actions if isinstance(action, AddColumn)]
    gone = [table.column(action.name) for action in change.actions if isinstance(action, DropColumn)]
    virtual = [one for one in (*made, *gone) if one and one.generated and not one.generated.stored]
    others = len(made) + len(gone) - len(virtual)
    if virtual and any(_hinders(action, table, flavor, any(c in gone for c in virtual)) for action in change.actions):
        return total | Cost(Algorithm.COPY, Lock.SHARED, rebuilds=True, reason=total.reason)
    indexed = any(isinstance(action, AddIndex) for action in change.actions)
    if virtual and indexed:
        return total | Cost(Algorithm.INPLACE, Lock.SHARED, reason=total.reason)
    moved = any(isinstance(action, ChangeColumn) and action.position for action in change.actions)
    if total.algorithm is Algorithm.INPLACE and (others or moved) and (indexed or not flavor.is_mariadb):
        return replace(total, rebuilds=True)
    return total


def _hinders(action: TableAction, table: Table, flavor: Flavor, goes: bool) -> bool:
    """Tell whether an action makes servers copy a table that gets or, with `goes`, loses a virtual column besides.

    Tried on MariaDB 10.11 and 11.8 and MySQL 9.7: "INPLACE ADD or DROP of virtual columns cannot be combined with other
    ALTER TABLE actions".
    """
    if isinstance(action, AddIndex | DropIndex):
        return False
    if isinstance(action, AddColumn | DropColumn):
        column = action.column if isinstance(action, AddColumn) else table.column(action.name)
        is_virtual = column is not None and column.generated is not None and not column.generated.stored
        return not is_virtual and (flavor.is_mariadb or goes)
    if flavor.is_mariadb:
        return True
    if isinstance(action, ChangeColumn):
        before = table.column(action.before)
        is_named = before is not None and fold(before.name) == fold(action.column.name)
        is_same = before is not None and before.nullable == action.column.nullable
        return not (is_named and is_same and action.position is None)
    return not isinstance(action, SetDefault | DropDefault | SetColumnVisibility | RenameTo)


def _online(total: Cost, change: AlterTable, table: Table, flavor: Flavor) -> Cost:
    """Return a cost with writers let in where the server copies online: MariaDB since 11.2 (MDEV-16329).

    Not where a column starts to count up, nor where a foreign key of the table cascades.
    """
    if total.algorithm is not Algorithm.COPY or change.algorithm or not copies_online(change, table, flavor):
        return total
    return replace(total, lock=Lock.NONE)


def copies_online(change: AlterTable, table: Table, flavor: Flavor) -> bool:
    """Tell whether a server that copies a table lets writers in meanwhile."""
    if not flavor.at_least(mariadb=(11, 2)):
        return False
    columns = [one.column for one in change.actions if isinstance(one, AddColumn | ChangeColumn)]
    counts = any(column.auto_increment and not _counts(table, column.name) for column in columns)
    return not counts and not any(_cascades(key) for key in table.foreign_keys)


def _counts(table: Table, name: str) -> bool:
    column = table.column(name)
    return column is not None and column.auto_increment


def _has_index(key: ForeignKey, table: Table) -> bool:
    """Tell whether a foreign key finds an index of its table."""
    wanted = [fold(name) for name in key.columns]
    return any([fold(name) for name in index.columns][: len(wanted)] == wanted for index in table.indexes)


def _cascades(key: ForeignKey) -> bool:
    return not {key.on_delete, key.on_update} <= {"", "RESTRICT", "NO ACTION"}


def _adds_primary_key(change: AlterTable) -> bool:
    return any(isinstance(action, AddIndex) and action.index.kind is IndexKind.PRIMARY for action in change.actions)


def _asked(change: AlterTable) -> Cost | None:
    """Return what the statement's own ALGORITHM clause makes of it."""
    return {"copy": COPY, "inplace": INPLACE}.get(change.algorithm)


def _cost(action: TableAction, table: Table, flavor: Flavor, foreign_key_checks: bool) -> Cost:
    """Return what a single action takes."""
    match action:
        case AddColumn():
            return add_column(action, table, flavor)
        case DropColumn(name=name):
            return drop_column(name, table, flavor)
        case ChangeColumn():
            return change_column(action, table, flavor)
        case AddIndex(index=index):
            return _add_index(index, table, flavor)
        case AddForeignKey() | AddCheck() if foreign_key_checks or isinstance(action, AddCheck):
            return COPY
        case AddForeignKey(foreign_key=key):
            return INSTANT if flavor.is_mariadb and _has_index(key, table) else INPLACE
        case DropIndex(name=name):
            return COPY if name.upper() == "PRIMARY" else INPLACE
        case SetIndexVisibility() if not flavor.is_mariadb:
            return INPLACE  # MySQL 9.7 refuses INSTANT for it, and for a new name
        case SetDefault() | DropDefault() | SetColumnVisibility() | RenameColumn() | SetIndexVisibility():
            return INSTANT if flavor.at_least(mysql=(8, 0, 12), mariadb=(10, 3, 2)) else INPLACE
        case RenameIndex():
            return INSTANT if flavor.at_least(mariadb=(10, 5)) else INPLACE
        case DropConstraint() if flavor.at_least(mysql=(8, 0, 16), mariadb=(10, 4)):
            return INSTANT  # of a check
        case DropForeignKey() if flavor.at_least(mariadb=(10, 4)):
            return INSTANT
        case DropForeignKey() | DropConstraint():
            return INPLACE
        case _:
            return _cost_of_whole(action, table, flavor)


def _cost_of_whole(action: _WholeAction, table: Table, flavor: Flavor) -> Cost:
    """Return what an action on the table as a whole, or the enforcement of a check, takes."""
    match action:
        case AlterCheck(enforced=enforced):
            return COPY if enforced else INSTANT
        case ConvertCharset():
            return convert_charset(action, table, flavor)
        case SetOptions(options=options):
            return _options(options.engine, {name for name, _ in options.others}, table, flavor)
        case SetPartitioning() | RemovePartitioning():
            return COPY
        case ReorganizePartitions():
            return COPY if flavor.is_mariadb else Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=True)
        case AddPartitions(count=count):
            return _partitions(count is not None, flavor)
        case DropPartitions(coalesce=coalesce):
            return _partitions(coalesce is not None, flavor)
        case RenameTo():
            return INSTANT
        case OtherAction(text=text):
            return _other(text.upper(), flavor)
        case _:
            assert_never(action)


def _partitions(rebuilds: bool, flavor: Flavor) -> Cost:
    """Return what partitions that come or go take; MySQL lets writers in where no rows move."""
    locks = rebuilds or flavor.is_mariadb
    return Cost(Algorithm.INPLACE, Lock.SHARED if locks else Lock.NONE, rebuilds=rebuilds)


def _other(text: str, flavor: Flavor) -> Cost:
    if text.startswith("ORDER BY"):
        return INSTANT if flavor.is_mariadb and not flavor.at_least(mariadb=(11, 2)) else COPY
    return REBUILD if text == "FORCE" else INPLACE


def _add_index(index: Index, table: Table, flavor: Flavor) -> Cost:
    if index.kind is IndexKind.PRIMARY:
        return REBUILD
    if index.kind is IndexKind.FULLTEXT:
        first = not any(other.kind is IndexKind.FULLTEXT for other in table.indexes)
        return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=first)
    if index.kind is IndexKind.SPATIAL or any(part.expression is not None for part in index.parts):
        return Cost(Algorithm.INPLACE, Lock.SHARED)
    named = [table.column(name) for name in index.columns]
    if index.kind is IndexKind.UNIQUE and table.primary_key is None and all(one and not one.nullable for one in named):
        return REBUILD  # it becomes the key that the rows are stored by
    return INPLACE


def _options(engine: str | None, others: set[str], table: Table, flavor: Flavor) -> Cost:
    if engine is not None:
        return REBUILD if engine.lower() == (table.engine or "").lower() else COPY
    if "system_versioning" in others:
        return COPY
    if others & _REBUILDING_OPTIONS:
        return REBUILD
    return INSTANT if flavor.at_least(mariadb=(10, 3, 2)) else INPLACE


def describe(action: TableAction) -> str:
    """Return a few words that say what an action does, such as ``add column hostUuid``."""
    match action:
        case AddColumn(column=column):
            return f"add column {column.name}"
        case DropColumn(name=name):
            return f"drop column {name}"
        case ChangeColumn(before=before):
            return f"change column {before}"
        case AddIndex(index=index):
            return "add primary key" if index.kind is IndexKind.PRIMARY else f"add index {index.name}".rstrip()
        case DropIndex(name=name):
            return "drop primary key" if name.upper() == "PRIMARY" else f"drop index {name}"
        case AddForeignKey(foreign_key=foreign_key):
            return f"add foreign key {foreign_key.name}".rstrip()
        case DropForeignKey(name=name) | DropConstraint(name=name):
            return f"drop constraint {name}"
        case AddCheck(check=check):
            return f"add check {check.name}".rstrip()
        case _:
            return _describe_rarer(action)


def _describe_rarer(action: TableAction) -> str:
    """Return the words for the rarer actions: the name of their kind, spaced."""
    import re

    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(action).__name__).lower()
