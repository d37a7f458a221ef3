"""Interrupted runs on a real server: the client, its connections or the server are killed before or in a statement."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from driftproof.compare.comparison import statements_between
from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.model.errors import DriftproofError, Interrupted
from driftproof.model.history import Event
from driftproof.sources.folder import Folder
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.run import run_upgrade

Kind = Literal["client", "connection", "server"]
KINDS: tuple[Kind, ...] = ("client", "connection", "server")
_MISSED = 7
"""The exit status of a client that came to the end of its run before the place of its death."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to kill a run at: before a statement (from 1) of a script, or at its end with one more than it has.

    With a `delay` in seconds the run is killed that long after the statement has begun.
    """

    script: str
    statement: int
    line: int = 0
    delay: float = 0.0

    def is_at(self, event: Event) -> bool:
        """Tell whether a run that told this event is there."""
        return event.kind == "statement" and event.script == self.script and event.statement == self.statement


@dataclass(frozen=True, slots=True)
class Job:
    """A run to be interrupted: its scripts, its database, its options, and how to restart the server where one can."""

    folder: Folder
    address: Address
    options: RunOptions
    restart: Callable[[], None] | None = None


def interrupt(job: Job, kind: Kind, spot: Spot) -> bool:
    """Run until the spot, and kill there; return False when the run never came there.

    Raises what the run raises when it stops for another reason.
    """
    return {"client": _kill_client, "connection": _kill_connection, "server": _kill_server}[kind](job, spot)


def _kill_client(job: Job, spot: Spot) -> bool:
    """Run in a process of its own that gets SIGKILL."""

    def tell(event: Event) -> None:
        if spot.is_at(event):
            _after(spot.delay, lambda: os.kill(os.getpid(), signal.SIGKILL))

    child = os.fork()
    if child == 0:
        status = _MISSED
        with suppress(BaseException):
            run_upgrade(job.folder, job.address, job.options, Hooks(connect, tell, statements_between))
        os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _after(delay: float, kill: Callable[[], None]) -> threading.Timer | None:
    """Kill now, or from another thread once a delay is over."""
    if not delay:
        kill()
        return None
    timer = threading.Timer(delay, kill)
    timer.start()
    return timer


@dataclass(slots=True)
class _Opened:
    """The connections of a run, and whether they were killed."""

    connections: list[Connection] = field(default_factory=list)
    killed: bool = False
    killer: threading.Timer | None = None

    def connect(self, address: Address) -> Connection:
        self.connections.append(connect(address))
        return self.connections[-1]


def _kill_connection(job: Job, spot: Spot) -> bool:
    """Run in this process, and KILL all connections of the run from another one."""
    run = _Opened()

    def kill() -> None:
        run.killed = True
        killer = connect(job.address)
        for one in run.connections:
            with suppress(ServerError):
                killer.change(f"KILL {one.thread_id}")
        killer.close()

    def tell(event: Event) -> None:
        if not run.killed and spot.is_at(event):
            run.killer = _after(spot.delay, kill)

    return _run(job, run, tell)


def _kill_server(job: Job, spot: Spot) -> bool:
    """Run in this process, and kill and restart the server under it."""
    run = _Opened()

    def kill() -> None:
        run.killed = True
        assert job.restart is not None, "only servers that can be restarted are killed"
        job.restart()

    def tell(event: Event) -> None:
        if not run.killed and spot.is_at(event):
            run.killer = _after(spot.delay, kill)

    return _run(job, run, tell)


def _run(job: Job, run: _Opened, tell: Callable[[Event], None]) -> bool:
    try:
        run_upgrade(job.folder, job.address, job.options, Hooks(run.connect, tell, statements_between))
    except (ServerError, DriftproofError) as error:
        if isinstance(error, Interrupted) or not run.killed:
            raise
    finally:
        if run.killer is not None:
            run.killer.cancel()
            run.killer.join()
        for one in run.connections:
            one.close()
    return run.killed
