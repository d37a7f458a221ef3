"""Hazards: what a change can cost or break on a live server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from driftproof.model.findings import Severity


class Algorithm(IntEnum):
    """How a server carries out an ALTER TABLE; greater is dearer."""

    INSTANT = 1
    INPLACE = 2
    COPY = 3

    def __str__(self) -> str:
        return self.name


class Lock(IntEnum):
    """What other sessions may do meanwhile: both read and write, read only, or neither."""

    NONE = 1
    SHARED = 2
    EXCLUSIVE = 3

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Cost:
    """What carrying out a change takes.

    `rebuilds` says that every row is written anew; `reason` names the action that decides. `proved` tells that a server
    was asked (a probe); otherwise it is read off the tables in the manuals.
    """

    algorithm: Algorithm
    lock: Lock = Lock.NONE
    rebuilds: bool = False
    reason: str = ""
    proved: bool = False

    @property
    def blocks_writes(self) -> bool:
        """Whether writers wait until it is done."""
        return self.lock is not Lock.NONE

    def __or__(self, other: Cost) -> Cost:
        """Return what both together take: the dearer of each."""
        dearer = max((self, other), key=lambda cost: (cost.algorithm, cost.rebuilds, cost.lock))
        return Cost(
            dearer.algorithm,
            max(self.lock, other.lock),
            self.rebuilds or other.rebuilds,
            dearer.reason,
            self.proved and other.proved,
        )


class HazardKind(Enum):
    """The sorts of hazard."""

    DATA_LOSS = "data loss"
    MAY_FAIL = "may fail on data"
    REBUILD = "table rebuild"
    LOCK = "blocks writes"
    CLIENTS = "breaks clients"
    MEANING = "changes meaning"


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard of one change.

    `table` and `object` say where; `check` is a query that tells beforehand whether it would fail or what would be
    lost, ready to run: no rows (or a count of 0) mean that nothing is in the way. `number` is the server's error
    number where it may fail.
    """

    kind: HazardKind
    severity: Severity
    message: str
    table: str = ""
    object: str = ""
    check: str = ""
    number: int = 0
