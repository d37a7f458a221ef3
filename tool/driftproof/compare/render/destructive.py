"""Which changes take something away that nothing brings back, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from driftproof.compare.table_changes import drops_versioning
from driftproof.model.catalog import Table
from driftproof.model.changes import (
    AddColumn,
    AddIndex,
    AlterTable,
    Change,
    CreateEvent,
    CreateRoutine,
    CreateTrigger,
    CreateView,
    DropColumn,
    DropEvent,
    DropIndex,
    DropRoutine,
    DropSequences,
    DropTables,
    DropTrigger,
    DropViews,
    TableAction,
)
from driftproof.model.names import fold, quote


@dataclass(frozen=True, slots=True)
class Judged:
    """A change, and why it is destructive; an empty `reason` is a change that takes nothing away."""

    change: Change
    reason: str = ""


def judged(changes: tuple[Change, ...], tables: dict[str, Table]) -> list[Judged]:
    """Return the changes with what is destructive taken apart; `tables` are those before, by `fold` of their names."""
    made = {_made(change) for change in changes}
    found: list[Judged] = []
    for change in changes:
        if isinstance(change, AlterTable) and fold(change.name.name) in tables:
            found += _of_table(change, tables[fold(change.name.name)])
        else:
            found.append(Judged(change, _reason(change, made)))
    return found


def _made(change: Change) -> tuple[str, str]:
    """Return kind and name of a program that a change makes, or empty texts."""
    match change:
        case CreateView(view=view):
            return "view", fold(view.name)
        case CreateRoutine(routine=routine):
            return routine.kind, fold(routine.name)
        case CreateTrigger(trigger=trigger):
            return "trigger", fold(trigger.name)
        case CreateEvent(event=event):
            return "event", fold(event.name)
        case _:
            return "", ""


def _reason(change: Change, made: set[tuple[str, str]]) -> str:
    """Return why dropping an object is destructive, or an empty text."""
    match change:
        case DropTables(names=names):
            return f"{_listed('table', [name.name for name in names])} would go with every row"
        case DropSequences(names=names):
            return f"{_listed('sequence', [name.name for name in names])} would go with the value that it is at"
        case DropViews(names=names):
            gone = [name.name for name in names if ("view", fold(name.name)) not in made]
            return f"{_listed('view', gone)} would go, and what reads from it fails" if gone else ""
        case DropRoutine(kind=kind, name=name) if (kind, fold(name.name)) not in made:
            return f"{kind} {quote(name.name)} would go, and what calls it fails"
        case DropTrigger(name=name) if ("trigger", fold(name.name)) not in made:
            return f"trigger {quote(name.name)} would go, and what it does is no longer done"
        case DropEvent(name=name) if ("event", fold(name.name)) not in made:
            return f"event {quote(name.name)} would go, and what it does is no longer done"
        case _:
            return ""


def _listed(kind: str, names: list[str]) -> str:
    return f"{kind} {', '.join(map(quote, names))}"


def _of_table(change: AlterTable, table: Table) -> list[Judged]:
    """Return an ALTER TABLE as what takes nothing away, then what drops columns with their values."""
    if any(map(drops_versioning, change.actions)):
        return [Judged(change, f"the history of {quote(table.name)} would go")]
    dropped = [action.name for action in change.actions if isinstance(action, DropColumn)]
    lost = [name for name in dropped if not _is_computed(table, name)]
    if not lost:
        return [Judged(change)]
    doomed = _doomed(change.actions, table, {fold(name) for name in dropped})
    if any(isinstance(action, AddColumn) and action.column.auto_increment for action in change.actions):
        doomed = list(change.actions)
    kept = tuple(action for action in change.actions if action not in doomed)
    reason = f"{_listed('column' if len(lost) == 1 else 'columns', lost)} would go with every value"
    harmless = [Judged(replace(change, actions=kept, spans=()))] if kept else []
    return [*harmless, Judged(replace(change, actions=tuple(doomed), spans=()), reason)]


def _is_computed(table: Table, name: str) -> bool:
    column = table.column(name)
    return column is not None and column.generated is not None


def _doomed(actions: Iterable[TableAction], table: Table, dropped: set[str]) -> list[TableAction]:
    """Return the actions that belong to the dropping of columns: their indexes, and what is added in their place."""
    found: list[TableAction] = []
    indexes: set[str] = set()
    for action in actions:
        if isinstance(action, DropIndex):
            index = table.index(action.name)
            if index is not None and {fold(name) for name in index.columns} & dropped:
                indexes.add(fold(action.name))
                found.append(action)
        elif isinstance(action, DropColumn) or (isinstance(action, AddColumn) and fold(action.column.name) in dropped):
            found.append(action)
        elif isinstance(action, AddIndex):
            columns = {fold(name) for name in action.index.columns}
            if fold(action.index.name) in indexes or columns & dropped:
                found.append(action)
    return found
