"""ALGORITHM and LOCK clauses of ALTER TABLE that the server cannot keep: 1845 and 1846.

What an ALTER takes is read off the tables of `driftproof.cost`. Servers say 1846 where they have a reason to give and
1845 where they have none, which is told apart here by the kinds of action.
"""

from __future__ import annotations

from driftproof.cost import copies_online, cost_of_alter
from driftproof.model.catalog import Column, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddIndex,
    AddPartitions,
    AlterCheck,
    AlterTable,
    ChangeColumn,
    DropPartitions,
    OtherAction,
    RemovePartitioning,
    RenameTo,
    ReorganizePartitions,
    SetOptions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.hazard import Algorithm, Cost, Lock
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.outcome import Scene

_ROWS = (AddPartitions, DropPartitions, ReorganizePartitions)
_PARTITIONS = (*_ROWS, SetPartitioning, RemovePartitioning)


def check_algorithm(change: AlterTable, before: Table, after: Table, scene: Scene) -> None:
    """Raise 1845, 1846 or 1221 where the statement asks for an algorithm or lock that it cannot have.

    Tables of other engines than InnoDB are left alone, and partitions on MariaDB, whose clauses are not checked.
    """
    algorithm, lock = (word if word != "default" else "" for word in (change.algorithm, change.lock))
    if not (algorithm or lock) or fold(before.engine or "innodb") != "innodb":
        return
    if algorithm == "instant" and lock and not scene.is_mariadb:
        raise refuse(1221, "Incorrect usage of ALGORITHM=INSTANT and LOCK=NONE/SHARED/EXCLUSIVE")
    if scene.is_mariadb and any(isinstance(action, _PARTITIONS) for action in change.actions):
        return
    plain = _plain(change, after)
    cost = _cost(plain, before, scene)
    if any(_is_order(action) for action in plain.actions) and algorithm not in {"instant", "nocopy"}:
        cost = Cost(Algorithm.COPY, Lock.SHARED)
    if not _allows(algorithm, cost):
        number = 1846 if _has_reason(plain, before, cost, scene) else 1845
        raise refuse(number, f"ALGORITHM={algorithm.upper()} is not supported")
    _check_lock(lock, algorithm, cost, (plain, before), scene)


def copies_table(change: AlterTable, before: Table, after: Table, scene: Scene) -> bool:
    """Tell whether the server carries out a statement by a copy of the table."""
    if change.algorithm == "copy" or any(_is_order(action) for action in change.actions):
        return True
    return _cost(_plain(change, after), before, scene).algorithm is Algorithm.COPY


def _plain(change: AlterTable, after: Table) -> AlterTable:
    """Return a statement without its clauses, columns and indexes as the server keeps them."""
    return replace(change, actions=tuple(_settled(one, after) for one in change.actions), algorithm="", lock="")


def _cost(change: AlterTable, before: Table, scene: Scene) -> Cost:
    return cost_of_alter(change, before, scene.flavor, foreign_key_checks=scene.session.foreign_key_checks)


def _settled(action: TableAction, after: Table) -> TableAction:
    """Return an action with the column or index as the server keeps it."""
    if isinstance(action, AddColumn | ChangeColumn) and (column := after.column(action.column.name)):
        return replace(action, column=replace(column, checks=action.column.checks))
    if isinstance(action, AddIndex) and action.index.name and (index := after.index(action.index.name)):
        return replace(action, index=index)
    return action


def _allows(algorithm: str, cost: Cost) -> bool:
    if algorithm == "instant":
        return cost.algorithm is Algorithm.INSTANT
    if algorithm == "nocopy":
        return cost.algorithm is not Algorithm.COPY and not cost.rebuilds
    return algorithm != "inplace" or cost.algorithm is not Algorithm.COPY


def _check_lock(lock: str, algorithm: str, cost: Cost, altered: tuple[AlterTable, Table], scene: Scene) -> None:
    """Raise what LOCK=NONE or LOCK=SHARED deserves."""
    change, table = altered
    if lock not in {"none", "shared"}:
        return
    text = f"LOCK={lock.upper()} is not supported"
    if any(isinstance(action, RenameTo) for action in change.actions) and algorithm != "copy":
        raise refuse(1845, text)
    if lock == "shared":
        return
    if algorithm == "copy":
        if not copies_online(change, table, scene.flavor):
            raise refuse(1846, text)
        return
    if cost.lock is Lock.NONE or (not algorithm and copies_online(change, table, scene.flavor)):
        return
    if cost.algorithm is not Algorithm.COPY:
        raise refuse(1845 if any(isinstance(one, _ROWS) for one in change.actions) else 1846, text)
    mute = AddCheck if scene.is_mariadb and not scene.flavor.at_least(mariadb=(11, 2)) else ()
    computes = any(_computes(action, table) or isinstance(action, mute) for action in change.actions)
    raise refuse(1845 if computes else 1846, text)


def _has_reason(change: AlterTable, table: Table, cost: Cost, scene: Scene) -> bool:
    """Tell whether the server gives a reason for refusing an algorithm."""
    if cost.algorithm is Algorithm.COPY:
        mute = any(_computes(action, table) or _copies(action, table) for action in change.actions)
        return not mute and (
            scene.is_mariadb or not any(_is_checked(action, table, scene) for action in change.actions)
        )
    if not scene.is_mariadb:
        return cost.lock is not Lock.NONE and not any(isinstance(action, _ROWS) for action in change.actions)
    options = [dict(action.options.others) for action in change.actions if isinstance(action, SetOptions)]
    return not cost.rebuilds or any(option.keys() - {"key_block_size"} for option in options)


def _computes(action: TableAction, table: Table) -> bool:
    """Tell whether an action makes the server compute a value for each row."""
    if isinstance(action, AddColumn):
        return _is_stored(action.column) or (
            action.column.default is not None and action.column.default.kind == "expression"
        )
    before = table.column(action.before) if isinstance(action, ChangeColumn) else None
    if not isinstance(action, ChangeColumn) or before is None or before.generated is None:
        return False
    return not before.generated.stored or before.type == action.column.type


def _is_checked(action: TableAction, table: Table, scene: Scene) -> bool:
    """Tell whether an action changes a column that a check constraint uses."""
    if not isinstance(action, ChangeColumn):
        return False
    return any(fold(action.before) in names_in(check.expression, scene.flavor) for check in table.checks)


def _is_stored(column: Column) -> bool:
    return column.generated is not None and column.generated.stored


def _copies(action: TableAction, table: Table) -> bool:
    """Tell whether an action is one that servers copy for without a word why."""
    if isinstance(action, AddColumn):
        return bool(action.column.checks)
    if isinstance(action, SetOptions):
        return action.options.engine is not None and fold(action.options.engine) != fold(table.engine or "innodb")
    return _is_order(action) or isinstance(action, AddCheck | AlterCheck | SetPartitioning | RemovePartitioning)


def _is_order(action: TableAction) -> bool:
    """Tell whether an action is ORDER BY, which MariaDB before 11.2 takes for instant where it is asked to."""
    return isinstance(action, OtherAction) and action.text.upper().startswith("ORDER BY")
