"""What a server's connections are doing, as far as the account may see: its own, or all with PROCESS."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.live.connect import Connection


@dataclass(frozen=True, slots=True)
class Process:
    """A connection of a server: who it is, its schema, how many seconds it is in its state, its statement if any."""

    thread_id: int
    user: str
    host: str
    schema: str
    seconds: int
    statement: str


def processes(connection: Connection) -> dict[int, Process]:
    """Return the server's connections by their thread number.

    By ``SHOW FULL PROCESSLIST``: on MySQL, ``information_schema.processlist`` fails with error 3854 as soon as any
    connection runs a statement with a character outside of three-byte UTF-8 (seen on 9.7).
    """
    found = {}
    for thread, user, host, schema, _command, seconds, _state, statement, *_more in connection.rows(
        "SHOW FULL PROCESSLIST"
    ):
        found[thread] = Process(thread, user or "", host or "", schema or "", int(seconds or 0), _text(statement))
    return found


def _text(statement: object) -> str:
    return statement.decode("utf-8", "replace") if isinstance(statement, bytes) else str(statement or "")
