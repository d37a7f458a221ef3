"""The session of an earlier run: a client that died may have left its statement running on the server."""

from __future__ import annotations

import hashlib
import time

from driftproof.live.connect import Connection, ServerError
from driftproof.live.processes import processes
from driftproof.model.errors import Interrupted, LockHeld
from driftproof.upgrade.lock import Patience

_NO_THREAD = 1094


def session_lock_name(schema: str) -> str:
    """Return the name of the lock that the session of a run's scripts holds until it ends."""
    return f"driftproof-session:{hashlib.sha256(schema.encode()).hexdigest()[:40]}"


def end_earlier_session(connection: Connection, observer: Connection, schema: str, patience: Patience) -> None:
    """Return when no session of an earlier run is left on the server; `connection` then marks the one of this run.

    What it still runs ends by itself, for nobody knows the effect of a statement before; an idle session is ended.
    Raises `LockHeld` when it takes too long, `Interrupted` when a signal comes.
    """
    name = session_lock_name(schema)
    deadline = time.monotonic() + patience.timeout
    told = False
    while connection.value("SELECT GET_LOCK(%s, 0)", (name,)) != 1:
        holder = observer.value("SELECT IS_USED_LOCK(%s)", (name,))
        found = processes(observer).get(holder) if holder else None
        if signal := patience.should_stop():
            raise Interrupted(f"{signal} came while a statement of an earlier run was still running")
        if found and not found.statement:
            _kill(observer, found.thread_id)
        elif time.monotonic() > deadline:
            raise LockHeld(
                f"a statement of an earlier run is still running, on connection {holder}"
                + (f" for {found.seconds} s: {found.statement[:200]}" if found else ""),
                hint=f"wait for it to end, raise --lock-timeout, or KILL {holder} on the server",
            )
        elif found and not told:
            patience.on_wait(f"an earlier run's statement on connection {holder}: {found.statement[:80]}")
            told = True
        time.sleep(0.05)


def _kill(connection: Connection, thread: int) -> None:
    try:
        connection.change(f"KILL {thread}")
    except ServerError as error:
        if error.answer.number != _NO_THREAD:  # it ended by itself in between
            raise
