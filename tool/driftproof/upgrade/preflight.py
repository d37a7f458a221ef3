"""Pre-flight: every reason why a server cannot take an upgrade, found at once and before anything is changed."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from driftproof.live.connect import Connection, ServerError
from driftproof.live.processes import processes
from driftproof.model.history import Plan
from driftproof.upgrade.demands import (
    absent_definers,
    dropped_history,
    foreign_schemas,
    missing_rights,
    oversized,
    unfit_modes,
    unlogged_programs,
)
from driftproof.upgrade.facts import Facts, demands_of
from driftproof.upgrade.lease import LEASE_TABLE
from driftproof.upgrade.options import JOURNAL_TABLE, RunOptions

_VARIABLES = (
    "read_only", "super_read_only", "innodb_read_only", "innodb_force_recovery", "sql_mode", "log_bin",
    "log_bin_trust_function_creators", "max_allowed_packet", "lock_wait_timeout", "hostname", "datadir",
    "wsrep_on", "pxc_strict_mode", "transaction_read_only", "tx_read_only",
)  # fmt: skip
_OLD = "MySQL 5.7 or MariaDB 10.2"


def obstacles(connection: Connection, plan: Plan, options: RunOptions) -> tuple[str, ...]:
    """Return every problem, each beginning with the name of its check; empty when the upgrade can begin.

    Only reads. A check that the account may not make is left out rather than guessed.
    """
    marks = ", ".join(["%s"] * len(_VARIABLES))
    found = connection.rows(f"SHOW VARIABLES WHERE variable_name IN ({marks})", _VARIABLES)
    variables = {name.lower(): str(value) for name, value in found}
    facts = Facts(connection, variables, plan, options, tuple(demands_of(plan)))
    problems = []
    for name, check in CHECKS.items():
        if name not in options.skip_checks:
            problems += [f"{name}: {text}" for text in _run(check, facts)]
    return tuple(problems)


def server_notes(connection: Connection) -> tuple[str, ...]:
    """Return what a reader should know of the server, though it stands in no upgrade's way."""
    found: dict[str, str] = dict(connection.rows("SHOW VARIABLES WHERE variable_name IN ('sql_mode', 'wsrep_on')"))
    notes = []
    if "STRICT_" not in found.get("sql_mode", "").upper():
        notes.append("sql_mode is not strict: the server cuts values that do not fit, and says so in warnings only")
    if found.get("wsrep_on", "").upper() in {"ON", "1"}:
        notes.append(f"this is a Galera node: a lease, `{LEASE_TABLE}`, keeps runs through other nodes out meanwhile")
    return tuple(notes)


def _run(check: Callable[[Facts], Iterator[str]], facts: Facts) -> list[str]:
    try:
        return list(check(facts))
    except ServerError as error:
        if error.lost:
            raise
        return []


def _version(facts: Facts) -> Iterator[str]:
    if not facts.connection.flavor.at_least(mysql=(5, 7), mariadb=(10, 2)):
        yield f"{facts.connection.flavor} is older than {_OLD}, the oldest servers that driftproof knows"


def _read_only(facts: Facts) -> Iterator[str]:
    if not facts.changes_something:
        return
    names = ("super_read_only", "read_only", "innodb_read_only", "transaction_read_only", "tx_read_only")
    if on := [name for name in names if facts.is_on(name)]:
        yield f"the server is read-only ({on[0]} is ON): is it a replica? Upgrade the primary"
    if facts.variables.get("innodb_force_recovery", "0") != "0":
        yield "innodb_force_recovery is not 0: InnoDB refuses changes until the server is started normally"


def _objects(facts: Facts) -> Iterator[str]:
    history = facts.plan.history
    if history.exists or facts.plan.creates_schema:
        return
    count = facts.connection.value(
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = %s AND table_name NOT IN (%s, %s)",
        (history.schema, JOURNAL_TABLE, LEASE_TABLE),
    )
    if count:
        yield (
            f"`{history.schema}` has {count} {'table' if count == 1 else 'tables'} and no history: is it the right "
            "schema? Say what it holds with `driftproof baseline`, or run every script over it with this check left out"
        )


def _transactions(facts: Facts) -> Iterator[str]:
    limit = facts.options.lock_wait_timeout or min(int(facts.variables.get("lock_wait_timeout") or 60), 60)
    old = facts.connection.rows(
        "SELECT trx_mysql_thread_id, TIMESTAMPDIFF(SECOND, trx_started, NOW()) AS age "
        "FROM information_schema.innodb_trx "
        "WHERE trx_mysql_thread_id <> CONNECTION_ID() HAVING age >= %s ORDER BY age DESC",
        (limit,),
    )
    known = processes(facts.connection) if old else {}
    for thread, age in old:
        found = known.get(thread)
        if found and found.schema == facts.plan.history.schema:
            yield (
                f"connection {thread} ({found.user}@{found.host}) has a transaction open for {age} s, and DDL waits "
                f"for such: end it (KILL {thread}), or wait longer with --lock-wait-timeout {age + 60}"
            )


def _disk(facts: Facts) -> Iterator[str]:
    """Check free space when the server's data directory is on this machine: an ALTER may copy the largest table."""
    directory = facts.variables.get("datadir", "")
    if facts.variables.get("hostname") != socket.gethostname() or not os.path.isdir(directory):
        return
    found = os.statvfs(directory)
    free = found.f_bavail * found.f_frsize
    sql = (
        "SELECT COALESCE(MAX(data_length + index_length), 0) FROM information_schema.tables "
        "WHERE table_schema = %s AND table_type = 'BASE TABLE'"
    )
    largest = int(facts.connection.value(sql, (facts.plan.history.schema,)) or 0)
    wanted = max(largest, 64 << 20)
    if free < wanted:
        yield f"{directory} has {free >> 20} MiB free, and rebuilding the largest table may take {wanted >> 20} MiB"


CHECKS: Mapping[str, Callable[[Facts], Iterator[str]]] = MappingProxyType(
    {
        "version": _version,
        "read-only": _read_only,
        "privileges": missing_rights,
        "sql-mode": unfit_modes,
        "function-creators": unlogged_programs,
        "definer": absent_definers,
        "schema-name": foreign_schemas,
        "drops-history": dropped_history,
        "no-history": _objects,
        "packet-size": oversized,
        "long-transaction": _transactions,
        "disk": _disk,
    }
)
"""Every check by the name that ``--skip-check`` takes."""
