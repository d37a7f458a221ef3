"""Verdicts: what a proof says of each way to the newest schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from driftproof.model.catalog import Schema
from driftproof.model.difference import Comparison
from driftproof.model.errors import Place, ServerAnswer
from driftproof.model.flavor import Flavor


class Outcome(Enum):
    """How a path ended, held against a fresh install."""

    CONVERGED = "converged"
    DIVERGED = "diverged"
    REFUSED = "refused"
    UNKNOWN = "unknown"

    @property
    def is_good(self) -> bool:
        """Whether the path ended at the schema of a fresh install."""
        return self is Outcome.CONVERGED


@dataclass(frozen=True, slots=True)
class Parting:
    """Where two paths part over an object: the statement that last changed it on each of them.

    `fresh` is None where a fresh install never touches the object, `path` where the path does not. `fresh_only` and
    `path_only` are all statements about the object that ran on one of them alone, or more often there.
    """

    object: str
    fresh: Place | None = None
    path: Place | None = None
    fresh_sql: str = ""
    path_sql: str = ""
    fresh_only: tuple[Place, ...] = ()
    path_only: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A table whose rows differ: how many a fresh install and the path have, and examples of what differs.

    `missing` are rows of the fresh install that the path has not, `extra` rows of the path alone.
    """

    table: str
    fresh: int
    path: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one path.

    `path` names it (``fresh``, ``from 5.5.16``, ``release v5.5.12``), `interruption` what befell it (empty,
    ``run twice``, ``stopped after V5.5.16__x.sql:40``), `server` where it ran (``offline mariadb:10.11``).
    `comparison` holds the differences of a diverged path, `partings` the statements behind them; `answer` at `place`
    is what the server refused, or would. `assumptions` are what an offline proof took for granted. `count` is how many
    interruptions a verdict stands for. `rows` are the tables whose rows differ. `ends` of a diverged path are the
    server and the two schemas, that of a fresh install and its own. `losses` are generated rows that were lost as a
    script declares. `shortest` names the scripts that suffice to fail.
    """

    path: str
    server: str
    outcome: Outcome
    interruption: str = ""
    comparison: Comparison | None = None
    partings: tuple[Parting, ...] = ()
    answer: ServerAnswer | None = None
    place: Place | None = None
    statement: str = ""
    assumptions: tuple[str, ...] = ()
    count: int = 1
    rows: tuple[RowDifference, ...] = ()
    shortest: tuple[str, ...] = ()
    ends: tuple[Flavor, Schema, Schema] | None = field(default=None, compare=False, repr=False)
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reused:
    """What was not run on a server, for the offline proof shows that it is what another path ran there.

    The last `shared` of the `scripts` that the `path` runs do what they do in the fresh install, on the same ground.
    """

    server: str
    path: str
    scripts: int
    shared: int


@dataclass(frozen=True, slots=True)
class Proof:
    """All verdicts of a run, and what was looked at; `reused` tells what was not run on servers, and why."""

    verdicts: tuple[Verdict, ...]
    scripts: int = 0
    statements: int = 0
    not_understood: int = 0
    seconds: float = field(default=0.0, compare=False)
    reused: tuple[Reused, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every path ended at the schema of a fresh install."""
        return all(verdict.outcome.is_good for verdict in self.verdicts)
