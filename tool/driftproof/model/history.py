"""What a database remembers of its upgrades: history rows, the state of every script, a plan, an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from driftproof.model.scripts import Script, Statement, Version

SessionMode = Literal["shared", "restored"]
"""How session state passes from script to script: kept as Flyway 3 does, or restored as Flyway 5 and later do."""


class Layout(Enum):
    """The shape of Flyway's history table, by the release of Flyway that made it."""

    FLYWAY_3 = "3"
    FLYWAY_4 = "4"
    FLYWAY_5 = "5"

    @property
    def table(self) -> str:
        """The name that Flyway gives this table when nothing else is configured."""
        return "flyway_schema_history" if self is Layout.FLYWAY_5 else "schema_version"

    @property
    def session(self) -> SessionMode:
        """What this release of Flyway does with session state."""
        return "restored" if self is Layout.FLYWAY_5 else "shared"

    @property
    def has_repeatables(self) -> bool:
        """Whether rows without a version fit: in Flyway 3's table the version is the primary key."""
        return self is not Layout.FLYWAY_3


UNFINISHED = -1
"""`execution_time` of a row whose script was started and not ended: the run or the server died under it."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row of the history table; `version_rank` is there in Flyway 3's layout only.

    `version` is the stored text. `execution_time` is in milliseconds, or `UNFINISHED`.
    """

    installed_rank: int
    version: str | None
    description: str
    type: str
    script: str
    checksum: int | None
    installed_by: str = ""
    installed_on: str = ""
    execution_time: int = 0
    success: bool = True
    version_rank: int | None = None

    @property
    def number(self) -> Version | None:
        """The version as a number, None for a repeatable script and for a marker without version."""
        return Version.parse(self.version) if self.version else None

    @property
    def is_marker(self) -> bool:
        """Whether the row marks a baseline or a created schema and stands for no script."""
        return self.type in {"SCHEMA", "INIT", "BASELINE"}

    @property
    def is_baseline(self) -> bool:
        """Whether everything up to the row's version counts as there."""
        return self.type in {"INIT", "BASELINE", "SQL_BASELINE"}


@dataclass(frozen=True, slots=True)
class History:
    """The history table of a schema: where it is, its layout, and its rows by installed rank.

    `exists` is False for a table that an upgrade would create.
    """

    schema: str
    table: str
    layout: Layout
    exists: bool = False
    rows: tuple[HistoryRow, ...] = ()


class State(Enum):
    """What a script is to a database."""

    PENDING = "pending"
    APPLIED = "applied"
    OUT_OF_ORDER = "out of order"
    FAILED = "failed"
    MISSING = "missing"
    CHANGED = "changed"
    IGNORED = "ignored"
    BASELINE = "baseline"
    BELOW_BASELINE = "below baseline"
    ABOVE_TARGET = "above target"
    FUTURE = "future"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    SCHEMA = "schema created"


@dataclass(frozen=True, slots=True)
class ScriptState:
    """A script, its row in the history, or both, with the state they make together.

    `note` explains the state where its name does not; `problem` says why an upgrade would refuse, else it is empty.
    """

    state: State
    script: Script | None = None
    row: HistoryRow | None = None
    note: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        """The script's file name as the history has it."""
        return self.script.name if self.script else self.row.script if self.row else ""

    @property
    def version(self) -> str:
        """The version's text, empty for scripts without one."""
        if self.script:
            return str(self.script.version or "")
        return (self.row.version or "") if self.row else ""

    @property
    def description(self) -> str:
        """The description from the file's name, or else from the history."""
        return self.script.description if self.script else self.row.description if self.row else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A script that a run would execute: its statements, what it is recorded as, and why it runs.

    `replaces` is the failed row that a new one takes the place of.
    """

    script: Script
    statements: tuple[Statement, ...] = field(repr=False)
    checksum: int
    reason: str
    row_type: str = "SQL"
    replaces: HistoryRow | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A script outside of the history, such as a callback, with its statements."""

    script: Script
    statements: tuple[Statement, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leak:
    """A statement that leaves the session changed for the scripts that follow it."""

    script: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """Every script with its state on a database, and what the reader should know."""

    history: History
    states: tuple[ScriptState, ...]
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Every reason why the history would refuse an upgrade."""
        return tuple(item.problem for item in self.states if item.problem)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an upgrade would do to a schema, in order, and why it would refuse.

    `init` is what begins the scripts' session, `callbacks` are the callbacks that would run, `helpers` the procedures
    that would be installed, `leaks` what passes from script to script under `session`, `notes` what the reader should
    know, `obstacles` what the pre-flight checks found.
    """

    history: History
    session: SessionMode
    states: tuple[ScriptState, ...]
    steps: tuple[Step, ...]
    creates_schema: bool = False
    init: Part | None = None
    callbacks: tuple[Part, ...] = ()
    helpers: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()
    notes: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Every reason why the history refuses the upgrade."""
        return tuple(item.problem for item in self.states if item.problem)


@dataclass(frozen=True, slots=True)
class AppliedScript:
    """A script that a run has finished: its statements, warnings, retries and time."""

    name: str
    version: str
    description: str
    statements: int
    warnings: int
    retries: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has done."""

    schema: str
    table: str
    applied: tuple[AppliedScript, ...]
    version: str
    created_schema: bool = False
    callbacks: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    server_seconds: float = 0.0

    @property
    def warnings(self) -> int:
        """How many warnings the server gave in all."""
        return sum(script.warnings for script in self.applied)


EventKind = Literal[
    "waiting", "locked", "created", "helpers", "callback", "script", "statement", "retry", "applied", "warning",
    "stopping", "done", "failed", "resumed", "journal",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a run tells while it goes on.

    `script`, `version`, `statement` (from 1) of `statements`, and `line` say where it is; `number` of `total` counts
    scripts; `milliseconds` is the time taken so far by what the event is about.
    """

    kind: EventKind
    message: str = ""
    script: str = ""
    version: str = ""
    statement: int = 0
    statements: int = 0
    line: int = 0
    number: int = 0
    total: int = 0
    milliseconds: int = 0
