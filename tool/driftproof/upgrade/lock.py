"""One lock for a whole run, on a connection of its own, that shows who holds it and notices when it is lost.

The lock is the server's ``GET_LOCK`` under two names: driftproof's own, and the one that Flyway 4.1 and later take
for the same history table (``MySQLConnection.lock@6.3.1``), so that a Flyway beside us waits. The holder keeps a
short ``DO SLEEP`` running whose comment names host, process and start, which others read in the process list without
any table or privilege beyond seeing their own account's connections. A connection that dies ends that statement, so
its loss is noticed at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from driftproof.live.address import Address
from driftproof.live.connect import Connect, Connection, ServerError
from driftproof.live.processes import processes
from driftproof.model.errors import Interrupted, LockHeld, ServerUnavailable
from driftproof.model.history import History
from driftproof.model.names import quote

HEARTBEAT_SECONDS = 2
"""How long each statement of the lock's connection sleeps: a dead network is noticed, and the lock freed, within it."""


def java_hash(text: str) -> int:
    """Return what Java's ``String.hashCode`` gives: a signed number of 32 bits over UTF-16 code units."""
    data = text.encode("utf-16-be", "surrogatepass")
    value = 0
    for index in range(0, len(data), 2):
        value = (31 * value + (data[index] << 8 | data[index + 1])) & 0xFFFFFFFF
    return value - (1 << 32) if value & 0x80000000 else value


def flyway_lock_name(history: History) -> str:
    """Return the name of Flyway's lock for this history table (``SchemaObject.toString`` hashed)."""
    return f"Flyway-{java_hash(f'{quote(history.schema)}.{quote(history.table)}')}"


def own_lock_name(schema: str) -> str:
    """Return the name of driftproof's lock for a schema, at most 64 characters as MySQL wants."""
    name = f"driftproof:{schema}"
    return name if len(name) <= 64 else f"driftproof:{hashlib.sha256(schema.encode()).hexdigest()[:40]}"


def owner_text(schema: str) -> str:
    """Return what the holder's statements say of it: host, process and since when (UTC)."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    host = re.sub(r"[^\w.:-]", "_", socket.gethostname())
    target = re.sub(r"[^\w.$-]", "_", schema)
    return f"driftproof schema={target} host={host} process={os.getpid()} since={now}"


OWNER = re.compile(r"driftproof schema=\S+ host=(?P<host>\S+) process=(?P<process>\d+) since=(?P<since>\S+)")


class RunLock:
    """The lock of a run, held from `acquire` to `release`."""

    def __init__(
        self, connection: Connection, names: tuple[str, ...], owner: str, beat: float = HEARTBEAT_SECONDS
    ) -> None:
        self._beat_seconds = beat
        self._connection = connection
        self._names = names
        self._owner = owner
        self._stop = threading.Event()
        self._lost = threading.Event()
        self._reason = ""
        self._renew: Callable[[Connection], bool] | None = None
        self._thread = threading.Thread(target=self._beat, name="driftproof-lock", daemon=True)

    @property
    def thread_id(self) -> int:
        """What the server calls the lock's connection."""
        return self._connection.thread_id

    @property
    def lost(self) -> str:
        """Why the lock is no longer held, empty while it is."""
        return self._reason if self._lost.is_set() else ""

    def start(self) -> None:
        """Start the heartbeat."""
        self._thread.start()

    def renewing(self, renew: Callable[[Connection], bool] | None) -> None:
        """Have each heartbeat renew something, too; the lock counts as lost when `renew` returns False."""
        self._renew = renew

    def release(self, messenger: Connection) -> None:
        """Give the lock back; `messenger` is another connection, which wakes the heartbeat up."""
        self._stop.set()
        until = time.monotonic() + HEARTBEAT_SECONDS + 5
        while self._thread.is_alive() and time.monotonic() < until:
            try:
                messenger.kill_query(self.thread_id)
            except ServerError:
                until = min(until, time.monotonic() + HEARTBEAT_SECONDS + 1)
            self._thread.join(0.05)
        self._connection.close()

    def _beat(self) -> None:
        """Keep a statement running that says who holds the lock, until told to stop or the connection dies."""
        sleep = f"/* {self._owner} */ DO SLEEP({self._beat_seconds})"
        while not self._stop.is_set():
            try:
                self._connection.execute(sleep)
                renew = self._renew
                if renew and not renew(self._connection) and renew is self._renew:
                    self._reason = "another run has taken the lease over"
                    self._lost.set()
                    return
            except ServerError as error:
                if error.lost or not self._connection.usable:
                    self._reason = str(error.answer)
                    self._lost.set()
                    return
            except Exception as error:  # whatever breaks the heartbeat, the run must not go on unlocked
                self._reason = repr(error)
                self._lost.set()
                return
        for name in self._names:
            try:
                self._connection.rows("SELECT RELEASE_LOCK(%s)", (name,))
            except ServerError:
                return  # the connection is closed next, which frees whatever is left


@dataclass(frozen=True, slots=True)
class Patience:
    """How to wait for the lock: up to `timeout` seconds, telling `on_wait` who holds it, once for each holder.

    `should_stop` gives the name of a signal that has come, or an empty text. `beat` is the lock's heartbeat.
    """

    timeout: float
    on_wait: Callable[[str], None]
    should_stop: Callable[[], str]
    beat: float = HEARTBEAT_SECONDS


def acquire(address: Address, history: History, connect: Connect, patience: Patience) -> RunLock:
    """Take the lock of a history and start its heartbeat.

    Raises `LockHeld`, `Interrupted`, or `ServerUnavailable` when the server has no such locks.
    """
    connection = connect(address)
    names: tuple[str, ...] = (own_lock_name(history.schema), flyway_lock_name(history))
    if not connection.flavor.at_least(mysql=(5, 7, 5), mariadb=(10, 0, 2)):
        names = names[1:]  # older servers give up one lock for the next
    owner = owner_text(history.schema)
    deadline = time.monotonic() + patience.timeout
    try:
        connection.execute("SET SESSION wait_timeout = 604800")
        for name in names:
            _take(connection, (name, owner), deadline, patience)
    except BaseException as error:
        connection.close()
        if isinstance(error, ServerError):
            hint = "on Galera with pxc_strict_mode, allow user-level locks or upgrade through another node"
            raise ServerUnavailable(f"the server gives no lock: {error.answer}", hint=hint) from None
        raise
    lock = RunLock(connection, names, owner, patience.beat)
    lock.start()
    return lock


def _take(connection: Connection, lock: tuple[str, str], deadline: float, patience: Patience) -> None:
    name, owner = lock
    told = ""
    sql = f"SELECT /* {owner} */ GET_LOCK(%s, %s)"
    wait = 0.0
    while connection.value(sql, (name, wait)) != 1:
        holder = describe_holder(connection, name)
        if signal := patience.should_stop():
            raise Interrupted(f"{signal} came while waiting for the lock; nothing was changed")
        left = deadline - time.monotonic()
        if left <= 0:
            raise LockHeld(
                f"another run holds the lock: {holder or 'it has just changed hands'}",
                hint="wait for it to end, or raise --lock-timeout; if it is dead, KILL its connection on the server",
            )
        if holder and holder != told:
            patience.on_wait(holder)
            told = holder
        wait = min(1.0, max(left, 0.05))


def describe_holder(connection: Connection, name: str) -> str:
    """Return who holds a lock, in words; an empty text when nobody does any more.

    Host and process come from the holder's statement, or else from the process list, where an account without the
    PROCESS privilege sees its own connections only.
    """
    thread_id = connection.value("SELECT IS_USED_LOCK(%s)", (name,))
    if thread_id is None:
        return ""
    for _attempt in range(4):
        found = processes(connection).get(thread_id)
        if not found or OWNER.search(found.statement):
            break
        time.sleep(0.02)  # between two beats there is no statement to read
    if not found:
        return f"connection {thread_id}, which this account may not see (it lacks PROCESS)"
    account = f"{found.user}@{found.host}"
    if match := OWNER.search(found.statement):
        who = f"host {match['host']}, process {match['process']}, since {match['since']}"
        return f"{who} (connection {thread_id}, {account})"
    return f"connection {thread_id}, {account}, in its present state for {found.seconds} s; it is no driftproof"
