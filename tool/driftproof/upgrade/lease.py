"""A lease beside the lock, for Galera clusters, where ``GET_LOCK`` is local to one node.

One row of a table in the upgraded schema says who runs. Its holder makes `beat` grow with every heartbeat; who waits
takes over when `beat` has stood still for `LEASE_SECONDS` by its own clock. The cluster puts the writes of several
nodes to one row in one order, so that one of them succeeds. The table goes with the run: dropping it gives the lease
back.
"""

from __future__ import annotations

import re
import secrets
import time
from contextlib import ExitStack
from dataclasses import dataclass

from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import Interrupted, LockHeld, ServerUnavailable
from driftproof.model.names import quote
from driftproof.upgrade.lock import OWNER, Patience, RunLock, owner_text

LEASE_TABLE = "driftproof_lease"
LEASE_SECONDS = 15.0
"""How long a holder may show no sign of life. While a DDL statement runs on the cluster nobody's reads or writes get
through, so a long one makes no holder look dead."""

_NO_TABLE, _INTERRUPTED = 1146, 1317
_OTHERS_WERE_FIRST = frozenset({1062, 1205, 1213, _NO_TABLE, _INTERRUPTED})
"""Answers that say nothing but that another node was faster, or that the cluster is busy: look again."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that this process has: the table, and the secret by which its row is known."""

    table: str
    token: str

    def renew(self, connection: Connection) -> bool:
        """Show a sign of life; return False when the lease is no longer ours. Raises `ServerError`."""
        sql = f"UPDATE {self.table} SET beat = beat + 1 WHERE id = 1 AND token = %s"
        try:
            return connection.change(sql, (self.token,)) == 1
        except ServerError as error:
            if error.lost:
                raise
            return error.answer.number in _OTHERS_WERE_FIRST - {_NO_TABLE}

    def release(self, connection: Connection) -> None:
        """Give the lease back, if it is still ours; a cluster that cannot be asked any more lets it run out."""
        try:
            if connection.value(f"SELECT token FROM {self.table} WHERE id = 1") == self.token:
                connection.execute(f"DROP TABLE IF EXISTS {self.table}")
        except ServerError:
            return


@dataclass(slots=True)
class _Watch:
    """The holder as it was last seen, and since when it has not changed."""

    owner: str = ""
    token: str = ""
    beat: int = -1
    since: float = 0.0

    def see(self, owner: str, token: str, beat: int) -> None:
        """Note what the row says now."""
        if (token, beat) != (self.token, self.beat):
            self.owner, self.token, self.beat, self.since = owner, token, beat, time.monotonic()

    @property
    def silent_for(self) -> float:
        """Seconds since the last sign of life."""
        return time.monotonic() - self.since if self.token else 0.0

    def __str__(self) -> str:
        match = OWNER.search(self.owner)
        who = f"host {match['host']}, process {match['process']}, since {match['since']}" if match else "unknown"
        return f"{who} (through another node of the cluster)"


def on_galera(connection: Connection) -> bool:
    """Tell whether the server is a node of a Galera cluster."""
    found = connection.rows("SHOW VARIABLES LIKE 'wsrep_on'")
    return bool(found) and str(found[0][1]).upper() in {"ON", "1"}


def hold_lease(lock: RunLock, connection: Connection, schema: str, patience: Patience, stack: ExitStack) -> bool:
    """Take the lease where the lock is not enough, and have the lock's heartbeat renew it; return whether it was taken.

    The end of `stack` gives it back. Raises what `acquire_lease` raises.
    """
    if not on_galera(connection):
        return False
    lease = acquire_lease(connection, schema, patience)
    lock.renewing(lease.renew)
    stack.callback(lease.release, connection)
    stack.callback(lock.renewing, None)
    return True


def acquire_lease(connection: Connection, schema: str, patience: Patience, seconds: float = LEASE_SECONDS) -> Lease:
    """Take the lease on a schema that is there; afterwards this node has everything that other nodes wrote before.

    Raises `LockHeld`, `Interrupted`, or `ServerUnavailable` when the table cannot be written.
    """
    lease = Lease(f"{quote(schema)}.{quote(LEASE_TABLE)}", secrets.token_hex(16))
    deadline, watch, told = time.monotonic() + patience.timeout, _Watch(), ""
    connection.execute("SET SESSION wsrep_sync_wait = 7")
    while not _taken(connection, lease, owner_text(schema), watch, seconds):
        if signal := patience.should_stop():
            raise Interrupted(f"{signal} came while waiting for the lease; nothing was changed")
        if time.monotonic() >= deadline:
            raise LockHeld(
                f"another run holds the lease `{LEASE_TABLE}`: {watch}, silent for {watch.silent_for:.0f} s",
                hint=f"wait for it to end, or raise --lock-timeout; once silent for {seconds:.0f} s it is taken over",
            )
        if watch.token and watch.token != told:
            patience.on_wait(str(watch))
            told = watch.token
        time.sleep(0.5)
    return lease


def _taken(connection: Connection, lease: Lease, owner: str, watch: _Watch, seconds: float) -> bool:
    """Try to take the lease once: a free one, or one whose holder is silent for too long."""
    try:
        row = _row(connection, lease.table)
        if row is None:
            values = (re.sub(r"[^\x20-\x7e]", "?", owner)[:250], lease.token)
            return connection.change(f"INSERT INTO {lease.table} VALUES (1, %s, %s, 0)", values) == 1
        watch.see(*row)
        if watch.silent_for < seconds:
            return False
        sql = f"UPDATE {lease.table} SET owner = %s, token = %s, beat = beat + 1 WHERE token = %s AND beat = %s"
        return connection.change(sql, (owner, lease.token, watch.token, watch.beat)) == 1
    except ServerError as error:
        if error.answer.number in _OTHERS_WERE_FIRST and not error.lost:
            return False
        hint = "the account needs CREATE, DROP, SELECT, INSERT and UPDATE on the schema, and the node its cluster"
        raise ServerUnavailable(f"the cluster gives no lease: {error.answer}", hint=hint) from None


def _row(connection: Connection, table: str) -> tuple[str, str, int] | None:
    """Return owner, token and beat; None when nobody has the lease. The table is made when there is none."""
    try:
        found = connection.rows(f"SELECT owner, token, beat FROM {table} WHERE id = 1")
    except ServerError as error:
        if error.answer.number != _NO_TABLE:
            raise
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} (id TINYINT NOT NULL PRIMARY KEY, owner VARCHAR(250) NOT NULL, "
            "token CHAR(32) NOT NULL, beat BIGINT NOT NULL) ENGINE=InnoDB CHARACTER SET ascii"
        )
        return None
    return (found[0][0], found[0][1], int(found[0][2])) if found else None
