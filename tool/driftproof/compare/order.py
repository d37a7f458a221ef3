"""The order in which changes can be made, so that the schema is valid after each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, auto

from driftproof.model.changes import Change


class Phase(IntEnum):
    """When a change is made: what depends on others goes first when dropped, last when made.

    Foreign keys that change, or whose columns do, are dropped before any table changes and added after all have.
    """

    SCHEMAS = auto()
    DROP_EVENTS = auto()
    DROP_TRIGGERS = auto()
    DROP_VIEWS = auto()
    DROP_FOREIGN_KEYS = auto()
    DROP_TABLES = auto()
    SEQUENCES = auto()
    CREATE_TABLES = auto()
    ALTER_TABLES = auto()
    PARTITIONS = auto()
    ADD_FOREIGN_KEYS = auto()
    DROP_SEQUENCES = auto()
    ROUTINES = auto()
    VIEWS = auto()
    TRIGGERS = auto()
    EVENTS = auto()
    DROP_SCHEMAS = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """A change and when it is made."""

    phase: Phase
    change: Change


def in_order(steps: Iterable[Step]) -> tuple[Change, ...]:
    """Return the changes, phase by phase; within a phase they stay as they come."""
    return tuple(step.change for step in sorted(steps, key=lambda step: step.phase))
