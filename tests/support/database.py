"""A database of one test."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from driftproof.live.connect import Connection, ServerError
from support.servers import Server

_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Database:
    """An empty database on a real server."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        return self.server.database_url(self.name)

    def connection(self) -> AbstractContextManager[Connection]:
        """An open connection as root with this database chosen."""
        return self.server.connection(self.name)

    def run(self, statements: Iterable[str]) -> None:
        """Run whole statements, each as it is."""
        with self.connection() as connection:
            for statement in statements:
                connection.execute(statement)

    def rows(self, query: str, values: Any = None) -> list[tuple[Any, ...]]:
        with self.connection() as connection:
            return connection.rows(query, values)


def new_name() -> str:
    """A database name that no other test of this machine uses now."""
    return f"dp_test_{os.getpid()}_{next(_NUMBERS)}"


def drop_database(connection: Connection, name: str) -> None:
    """Drop a database, after ending sessions that a failed test left in it and that would block the drop."""
    for (thread,) in connection.rows("SELECT id FROM information_schema.processlist WHERE db = %s", (name,)):
        try:
            connection.change(f"KILL {int(thread)}")
        except ServerError as error:
            if error.answer.number != 1094:  # it ended by itself in between
                raise
    connection.change(f"DROP DATABASE IF EXISTS `{name}`")
