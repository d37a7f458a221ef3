"""IF EXISTS and IF NOT EXISTS inside ALTER TABLE (MariaDB): actions that come to nothing are left out, with a note."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import Index, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPartitions,
    ChangeColumn,
    DropColumn,
    DropConstraint,
    DropForeignKey,
    DropIndex,
    DropPartitions,
    RenameColumn,
    RenameIndex,
    SetIndexVisibility,
    TableAction,
)
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer
from driftproof.replay.apply.outcome import Scene


def prune(actions: Sequence[TableAction], table: Table, scene: Scene) -> tuple[TableAction, ...]:
    """Return the actions without those whose IF EXISTS or IF NOT EXISTS makes them void (``handle_if_exists_options``).

    The table as it is before the statement decides, and for columns and indexes the earlier actions of the list.
    """
    kept: list[TableAction] = []
    conditional: set[str] = set()
    skipped: set[str] = set()
    for action in actions:
        if isinstance(action, (AddColumn, ChangeColumn)) and _is_conditional(action):
            conditional.add(fold(action.column.name))
        action = _inherit(action, conditional)
        note = _void(action, table, kept)
        if note is not None:
            scene.warn(note)
            if isinstance(action, AddColumn):
                skipped.add(fold(action.column.name))
        elif not _goes_with_column(action, skipped):
            kept.append(action)
    return tuple(kept)


def _is_conditional(action: AddColumn | ChangeColumn) -> bool:
    return action.if_not_exists if isinstance(action, AddColumn) else action.if_exists


def _inherit(action: TableAction, conditional: set[str]) -> TableAction:
    """Return an inline key with the IF NOT EXISTS that the definition of its column makes for it.

    The key stands on its own: it is added even where its column is not, unless there is one of its name.
    """
    if isinstance(action, AddIndex) and action.index.inline and fold(action.index.columns[0]) in conditional:
        return replace(action, if_not_exists=True)
    return action


def _goes_with_column(action: TableAction, skipped: set[str]) -> bool:
    """Tell whether an action is the inline reference of a column that is not added."""
    if isinstance(action, AddForeignKey) and action.foreign_key.inline:
        return any(fold(name) in skipped for name in action.foreign_key.columns)
    return False


def _void(action: TableAction, table: Table, kept: Sequence[TableAction]) -> ServerAnswer | None:
    """Return the note for an action that comes to nothing, else None."""
    match action:
        case AddColumn(column, _, True):
            again = any(isinstance(a, AddColumn) and fold(a.column.name) == fold(column.name) for a in kept)
            if again or table.column(column.name):
                return answer(1060, f"Duplicate column name '{column.name}'")
        case AddIndex(index, True):
            again = any(isinstance(a, AddIndex) and fold(a.index.name) == fold(index.name) for a in kept)
            name = index.name or (index.columns[0] if index.columns else "")
            if name and (again or table.index(name)):
                text = "Multiple primary key defined" if name == "PRIMARY" else f"Duplicate key name '{name}'"
                return answer(1061, text)
        case AddForeignKey(foreign_key, True):
            name = foreign_key.name or foreign_key.index_name
            if name and table.foreign_key(name):
                return answer(1826, f"Duplicate FOREIGN KEY constraint name '{name}'")
        case AddCheck(check, True):
            if check.name and table.check(check.name):
                return answer(1826, f"Duplicate CHECK constraint name '{check.name}'")
        case AddPartitions(partitions, _, True):
            if _has_partition(table, [partition.name for partition in partitions]):
                return answer(1517, f"Duplicate partition name {partitions[0].name}")
        case _:
            return _void_removal(action, table)
    return None


def _void_removal(action: TableAction, table: Table) -> ServerAnswer | None:
    """Return the note for an action with IF EXISTS whose object is missing, else None."""
    match action:
        case DropColumn(name, True):
            return None if table.column(name) else _missing("COLUMN", name)
        case DropIndex(name, True):
            return None if table.index(name) else _missing("INDEX", name)
        case DropForeignKey(name, True):
            return None if table.foreign_key(name) else _missing("FOREIGN KEY", name)
        case DropConstraint(name, True):
            index = table.index(name)
            found = table.check(name) or table.foreign_key(name) or (index is not None and _is_constraint(index))
            return None if found else _missing("CONSTRAINT", name)
        case DropPartitions(names, None, True):
            return None if _has_partition(table, names) else answer(1507, "Wrong partition name or partition list")
        case ChangeColumn(name, if_exists=True) | RenameColumn(name, if_exists=True):
            return None if table.column(name) else answer(1054, f"Unknown column '{name}' in '{table.name}'")
        case RenameIndex(name, if_exists=True) | SetIndexVisibility(name, if_exists=True):
            return None if table.index(name) else answer(1176, f"Key '{name}' doesn't exist in table '{table.name}'")
        case _:
            return None


def _is_constraint(index: Index) -> bool:
    """Tell whether DROP CONSTRAINT IF EXISTS finds an index: a unique one, but not one that a hash keeps."""
    return index.is_unique and index.algorithm != "hash"


def _missing(kind: str, name: str) -> ServerAnswer:
    return answer(1091, f"Can't DROP {kind} `{name}`; check that it exists")


def _has_partition(table: Table, names: Sequence[str]) -> bool:
    if table.partitioning is None:
        return False
    found = {fold(partition.name) for partition in table.partitioning.partitions}
    return any(fold(name) in found for name in names)
