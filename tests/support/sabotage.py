"""Connections that fail on purpose, put in the place of real ones through the runner's `connect` hook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from driftproof.live.address import Address
from driftproof.live.connect import Connection, Result, ServerError, connect
from driftproof.live.processes import processes
from driftproof.model.errors import ServerAnswer

Act = Callable[[Connection, Callable[[], Result]], Result]
"""What happens in the place of a statement: gets the connection and the function that would send it."""


@dataclass(slots=True)
class Saboteur:
    """Opens connections on which one statement, the `strike`-th among those of `texts`, meets `act`."""

    texts: frozenset[str]
    strike: int
    act: Act
    seen: int = 0
    opened: list[Connection] = field(default_factory=list)

    def connect(self, address: Address) -> Connection:
        connection = connect(address)
        self.opened.append(connection)
        send = connection.execute

        def execute(sql: str) -> Result:
            if sql in self.texts:
                self.seen += 1
                if self.seen == self.strike:
                    return self.act(connection, lambda: send(sql))
            return send(sql)

        connection.execute = execute  # type: ignore[method-assign]
        return connection


def refuse(connection: Connection, send: Callable[[], Result]) -> Result:
    """Refuse the statement as a server without room would; nothing is sent."""
    del connection, send
    raise ServerError("refused", answer=ServerAnswer(1114, "The table is full"))


def cut_before(connection: Connection, send: Callable[[], Result]) -> Result:
    """Lose the connection before the statement reaches the server."""
    kill(connection)
    return send()


def cut_after(connection: Connection, send: Callable[[], Result]) -> Result:
    """Lose the connection when the statement has taken effect and its answer is on the way."""
    send()
    kill(connection)
    raise ServerError("lost", answer=ServerAnswer(2013, "Lost connection to MySQL server during query"))


def kill(connection: Connection) -> None:
    """End a connection on the server."""
    killer = connect(connection.address)
    killer.change(f"KILL {connection.thread_id}")
    while connection.thread_id in processes(killer):
        pass
    killer.close()
