"""Which actions of an ALTER a probe on an empty clone can tell the cost of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from driftproof.model.changes import (
    AddForeignKey,
    AlterTable,
    DropForeignKey,
    RemovePartitioning,
    RenameTo,
    ReorganizePartitions,
    SetOptions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.hazard import Cost


@dataclass(frozen=True, slots=True)
class Trial:
    """An ALTER of a live table to try on a clone, after those before it, and what the manuals' tables say of it."""

    table: str
    change: AlterTable
    expected: Cost


def told(change: AlterTable) -> AlterTable | None:
    """Return the part of an ALTER that a clone can tell of, or None where there is none."""
    actions = tuple(action for action in change.actions if not is_untold(action))
    if not actions or any(isinstance(action, RenameTo) for action in actions):
        return None
    return replace(change, actions=actions, spans=())


def untold(change: AlterTable) -> AlterTable | None:
    """Return the part of an ALTER that a clone cannot tell of, or None where there is none."""
    actions = tuple(action for action in change.actions if is_untold(action))
    return replace(change, actions=actions, spans=()) if actions else None


def is_untold(action: TableAction) -> bool:
    """Tell whether a clone cannot tell: it has no foreign keys, and MariaDB 10.11 takes a change of the engine or of
    the partitioning with ALGORITHM=INSTANT and copies all the same.
    """
    if isinstance(action, SetOptions):
        return action.options.engine is not None
    partitioning = SetPartitioning | RemovePartitioning | ReorganizePartitions
    return isinstance(action, AddForeignKey | DropForeignKey | partitioning)
