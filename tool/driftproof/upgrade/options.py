"""What a run is told: names, limits, strictness, and where its events go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from driftproof.live.connect import Connect, connect
from driftproof.model.history import Event, Layout, SessionMode
from driftproof.model.scripts import Script
from driftproof.upgrade.lock import HEARTBEAT_SECONDS
from driftproof.upgrade.states import Rules

if TYPE_CHECKING:
    from driftproof.upgrade.program_outcome import Between

JOURNAL_TABLE = "driftproof_journal"
"""The table in which a run with a journal keeps where it is."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The settings of a run beyond its folder and address.

    `table` and `layout` name and shape the history table of a new database; `session` overrides what the layout's
    Flyway does. `placeholders` is None to leave ``${…}`` alone. `helpers` are the procedures to install when a script
    calls one, dropped afterwards with `drop_helpers`. `skip_checks` names pre-flight checks to leave out.
    `init_sql` begins the session of callbacks and scripts, as Flyway's ``initSql`` does.
    `lock_timeout` is the wait for another run in seconds, `lock_wait_timeout` the server's limit for metadata locks
    (None: the server's own). With `journal` a run after a crash goes on behind the statement in flight. `resume` is the
    command that goes on after a failure. `heartbeat` is how long, in seconds, the lock of a client that died stays.
    """

    table: str = ""
    layout: Layout | None = None
    session: SessionMode | None = None
    rules: Rules = field(default_factory=Rules)
    placeholders: Mapping[str, str] | None = field(default_factory=dict)
    helpers: tuple[Script, ...] = ()
    drop_helpers: bool = False
    skip_checks: frozenset[str] = frozenset()
    init_sql: str = ""
    lock_timeout: float = 60.0
    lock_wait_timeout: int | None = None
    retries: int = 3
    resume: str = "driftproof upgrade"
    journal: bool = True
    heartbeat: float = HEARTBEAT_SECONDS


def _silent(event: Event) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """How a run reaches out: opening connections, telling what happens, and finding the statements `between` two
    schemas, for plans of repair.
    """

    connect: Connect = connect
    tell: Callable[[Event], None] = _silent
    between: Between | None = None
