"""Differences between two schemas, object by object: what a report shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from driftproof.model.changes import Change
from driftproof.model.hazard import Cost, Hazard

ObjectKind = Literal["schema", "table", "view", "procedure", "function", "trigger", "event", "sequence"]
Presence = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that differs within an object: its path, such as ``column hostUuid``, and what it is on each side."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TableSize:
    """How many rows a table has, as the engine estimates it, and the bytes of its rows and indexes."""

    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class ObjectDifference:
    """An object that differs.

    `before` and `after` are its definitions as SQL, empty where it is not there. `details` say what differs, `changes`
    what makes the one the other, `statements` the same as SQL. `cost` is what they take, `hazards` what may go wrong,
    `size` how large a table is on the live server before, where there is one.
    """

    kind: ObjectKind
    name: str
    presence: Presence
    before: str = ""
    after: str = ""
    details: tuple[Detail, ...] = ()
    changes: tuple[Change, ...] = ()
    statements: tuple[str, ...] = ()
    cost: Cost | None = None
    hazards: tuple[Hazard, ...] = ()
    size: TableSize | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two schemas compared.

    `before` and `after` say what they are, with their flavors. `objects` are sorted by kind and name. `changes` and
    `statements` turn the first into the second, in an order that is valid at every step. `renames` name what looks
    renamed, as sentences; `unsupported` the objects that are not fully modelled, with the reason.
    """

    before: str
    after: str
    before_flavor: str
    after_flavor: str
    objects: tuple[ObjectDifference, ...] = ()
    changes: tuple[Change, ...] = ()
    statements: tuple[str, ...] = ()
    renames: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the schemas are the same."""
        return not self.objects and not self.changes

    def of_presence(self, presence: Presence) -> Iterator[ObjectDifference]:
        """Return the objects that were added, removed or changed."""
        return (one for one in self.objects if one.presence == presence)
