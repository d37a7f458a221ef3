"""What an ALTER TABLE takes on a server: algorithm, lock, rebuild, by the manuals' tables.

The tables are a fallback: servers refuse an algorithm for more reasons than any table lists, so a probe on an empty
clone is the better answer where a server can be had.

Sources: MySQL "Online DDL Operations" (8.0, 8.4 and 9.x manuals, section InnoDB and Online DDL), MariaDB "InnoDB Online
DDL Operations with the INPLACE, NOCOPY and INSTANT Alter Algorithm".
"""

from __future__ import annotations

from typing import assert_never

from driftproof.model.catalog import Column, IndexKind, Table
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

INSTANT = Cost(Algorithm.INSTANT)
INPLACE = Cost(Algorithm.INPLACE)
REBUILD = Cost(Algorithm.INPLACE, rebuilds=True)
COPY = Cost(Algorithm.COPY, Lock.SHARED, rebuilds=True)
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
    return asked | total if total and asked and asked.algorithm > total.algorithm else total or INSTANT


def _adds_primary_key(change: AlterTable) -> bool:
    return any(isinstance(action, AddIndex) and action.index.kind is IndexKind.PRIMARY for action in change.actions)


def _asked(change: AlterTable) -> Cost | None:
    """Return what the statement's own ALGORITHM clause makes of it."""
    return {"copy": COPY, "inplace": INPLACE}.get(change.algorithm)


def _cost(action: TableAction, table: Table, flavor: Flavor, foreign_key_checks: bool) -> Cost:
    """Return what a single action takes."""
    match action:
        case AddColumn():
            return _add_column(action, table, flavor)
        case DropColumn(name=name):
            return _drop_column(table.column(name), flavor)
        case ChangeColumn():
            return _change_column(action, table, flavor)
        case AddIndex(index=index):
            return _add_index(index.kind, table)
        case AddForeignKey() | AddCheck():
            return COPY if foreign_key_checks or isinstance(action, AddCheck) else INPLACE
        case DropIndex(name=name):
            return COPY if name.upper() == "PRIMARY" else INPLACE
        case SetDefault() | DropDefault() | SetColumnVisibility() | RenameColumn() | SetIndexVisibility():
            return INSTANT if flavor.at_least(mysql=(8, 0, 12), mariadb=(10, 3, 2)) else INPLACE
        case RenameIndex():  # MySQL 9.7 refuses INSTANT for it
            return INSTANT if flavor.at_least(mariadb=(10, 5)) else INPLACE
        case DropConstraint() if flavor.at_least(mariadb=(10, 4)):
            return INSTANT  # of a check; MariaDB 10.11 and 11.8 take it
        case DropForeignKey() | DropConstraint():
            return INPLACE
        case _:
            return _cost_of_whole(action, table)


def _cost_of_whole(action: _WholeAction, table: Table) -> Cost:
    """Return what an action on the table as a whole, or the enforcement of a check, takes."""
    match action:
        case AlterCheck(enforced=enforced):
            return COPY if enforced else INPLACE
        case ConvertCharset():
            return COPY if any(column.charset for column in table.columns) else INPLACE
        case SetOptions(options=options):
            return _options(options.engine, {name for name, _ in options.others}, table)
        case SetPartitioning() | RemovePartitioning() | ReorganizePartitions():
            return COPY
        case AddPartitions(count=count):
            return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=count is not None)
        case DropPartitions(coalesce=coalesce):
            return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=coalesce is not None)
        case RenameTo():
            return INSTANT
        case OtherAction(text=text):
            return REBUILD if text.upper() == "FORCE" else INPLACE
        case _:
            assert_never(action)


def _add_column(action: AddColumn, table: Table, flavor: Flavor) -> Cost:
    column = action.column
    if column.generated:
        return COPY if column.generated.stored else INSTANT if flavor.version >= (8,) else INPLACE
    if column.auto_increment:
        return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=True)
    if _never_instant(table):
        return REBUILD
    is_last = action.position is None or _is_last(action.position.after, table)
    since_last = flavor.at_least(mysql=(8, 0, 12), mariadb=(10, 3, 2))
    since_any = flavor.at_least(mysql=(8, 0, 29), mariadb=(10, 4))
    return INSTANT if (since_last if is_last else since_any) else REBUILD


def _is_last(after: str | None, table: Table) -> bool:
    return bool(after and table.columns and fold(after) == fold(table.columns[-1].name))


def _never_instant(table: Table) -> bool:
    """Tell whether the table's form forbids instant changes: compressed rows, or a full-text index."""
    compressed = ("row_format", "compressed") in table.options
    return compressed or any(index.kind is IndexKind.FULLTEXT for index in table.indexes)


def _drop_column(column: Column | None, flavor: Flavor) -> Cost:
    if column and column.generated and not column.generated.stored:
        return INSTANT if flavor.version >= (8,) else INPLACE
    return INSTANT if flavor.at_least(mysql=(8, 0, 29), mariadb=(10, 4)) else REBUILD


def _change_column(action: ChangeColumn, table: Table, flavor: Flavor) -> Cost:
    before, after = table.column(action.before), action.column
    if before is None:
        return COPY
    cost = _change_type(before, after, flavor)
    stays = after.nullable if after.nullable is not None else True
    if cost.algorithm is not Algorithm.COPY and before.nullable != stays:
        cost |= INSTANT if stays and flavor.at_least(mariadb=(10, 4)) else REBUILD
    if action.position is not None and cost.algorithm is not Algorithm.COPY:
        cost |= INSTANT if flavor.at_least(mariadb=(10, 4)) else REBUILD
    return cost


def _change_type(before: Column, after: Column, flavor: Flavor) -> Cost:
    """Return what the change of the type alone takes."""
    instant = INSTANT if flavor.at_least(mysql=(8, 0, 12), mariadb=(10, 3, 2)) else INPLACE
    if before.generated != after.generated or before.auto_increment != after.auto_increment:
        return COPY
    if after.charset not in (None, before.charset) or after.collation not in (None, before.collation):
        return COPY
    old, new = before.type, after.type
    if old == new or (old.is_integer and old.name == new.name and old.unsigned == new.unsigned):
        return instant
    if old.name == new.name and old.name in {"enum", "set"} and new.values[: len(old.values)] == old.values:
        return instant
    if old.name == new.name == "varchar" and _grows_in_place(before, old.length, new.length):
        return instant if flavor.is_mariadb else INPLACE
    return COPY


def _grows_in_place(column: Column, before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Tell whether a VARCHAR grows without another number of length bytes (one up to 255 bytes, then two)."""
    width = {"utf8mb4": 4, "utf8mb3": 3, "ucs2": 2, "utf16": 4, "utf32": 4}.get(column.charset or "", 1)
    old, new = before[0] * width, after[0] * width
    return new >= old and (old > 255) == (new > 255)


def _add_index(kind: IndexKind, table: Table) -> Cost:
    if kind is IndexKind.PRIMARY:
        return REBUILD
    if kind is IndexKind.FULLTEXT:
        first = not any(index.kind is IndexKind.FULLTEXT for index in table.indexes)
        return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=first)
    return Cost(Algorithm.INPLACE, Lock.SHARED) if kind is IndexKind.SPATIAL else INPLACE


def _options(engine: str | None, others: set[str], table: Table) -> Cost:
    if engine is not None:
        return REBUILD if engine.lower() == (table.engine or "").lower() else COPY
    return REBUILD if others & _REBUILDING_OPTIONS else INPLACE


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
