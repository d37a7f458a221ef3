"""The product's scripts and helper procedures, run in a schema of a test's own name instead of `zstack`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from driftproof.language.split import split
from driftproof.live.connect import Connection, ServerError
from support.database import drop_database, new_name
from support.servers import Server

ROOT = Path(__file__).parents[2]
WITHDRAWN = ROOT / "tests" / "data" / "withdrawn" / "V5.5.12__model_mounts.sql"

STRICT = "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
LOOSE = ""
ANSI = "ANSI_QUOTES,PIPES_AS_CONCAT,IGNORE_SPACE,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES"


@dataclass(frozen=True, slots=True)
class Product:
    """A schema with the helper procedures in it, and one connection to it."""

    server: Server
    schema: str
    connection: Connection

    def call(self, helper: str, *values: object) -> None:
        """CALL a helper with these values."""
        places = ", ".join(["%s"] * len(values))
        self.connection.change(f"CALL {helper}({places})", values)

    def refusal(self, helper: str, *values: object) -> tuple[int, str]:
        """CALL a helper that must refuse; its error number and message, which a condition holds whole."""
        with pytest.raises(ServerError) as caught:
            self.call(helper, *values)
        answer = caught.value.answer
        assert answer.sqlstate == "45000", answer
        assert len(answer.message) <= 128
        return answer.number, answer.message

    def run(self, statements: Iterable[str]) -> None:
        """Run statements, each as it is; none of them may answer with rows."""
        for statement in statements:
            assert self.connection.execute(statement).result_sets == 0, statement

    def script(self, version: str) -> list[str]:
        """The statements of a shipped script, or of the withdrawn V5.5.12, for this schema."""
        path = WITHDRAWN if version == "5.5.12" else next((ROOT / "versions").glob(f"V{version}__*.sql"))
        return sql_statements(path.read_text(encoding="utf-8").replace("`zstack`", f"`{self.schema}`"))

    def upgrade(self, *versions: str) -> None:
        """Run whole scripts."""
        for version in versions:
            self.run(self.script(version))

    def rows(self, query: str, values: tuple[object, ...] | None = None) -> list[tuple[object, ...]]:
        return self.connection.rows(query, values)

    def session(self, sql_mode: str, foreign_key_checks: int = 1) -> None:
        """Give the session this sql_mode and these foreign key checks."""
        self.connection.change(f"SET SESSION sql_mode = '{sql_mode}', foreign_key_checks = {foreign_key_checks}")

    def clear(self) -> None:
        """Drop every table and view, and give the session the server's defaults again."""
        self.connection.change("SET SESSION foreign_key_checks = 0")
        kinds = {"VIEW": "VIEW"}
        for name, kind in self.rows(
            "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = %s", (self.schema,)
        ):
            self.connection.change(f"DROP {kinds.get(str(kind), 'TABLE')} `{str(name).replace('`', '``')}`")
        self.connection.change("SET SESSION foreign_key_checks = 1, sql_mode = @@GLOBAL.sql_mode")


def sql_statements(text: str) -> list[str]:
    """The SQL statements of a script, as a client would send them."""
    return [piece.sql for piece in split(text) if piece.is_sql]


def versions() -> list[str]:
    """The versions of the shipped scripts, in order."""
    names = [path.name[1:].split("__")[0] for path in (ROOT / "versions").glob("V*.sql")]
    return sorted(names, key=lambda version: [int(part) for part in version.split(".")])


def helper_statements(schema: str) -> Iterator[str]:
    """The statements that install every helper procedure for a schema."""
    for path in sorted((ROOT / "procedures").glob("*.sql")):
        yield from sql_statements(path.read_text(encoding="utf-8").replace("'zstack'", f"'{schema}'"))


@contextmanager
def product_schema(server: Server, charset: str = "utf8mb3 COLLATE utf8mb3_general_ci") -> Iterator[Product]:
    """A schema of its own with the helpers installed, dropped at the end."""
    name = new_name()
    with server.connection() as connection:
        connection.change(f"CREATE DATABASE `{name}` CHARACTER SET {charset}")
        try:
            connection.use(name)
            product = Product(server, name, connection)
            product.run(helper_statements(name))
            yield product
        finally:
            with server.connection() as other:
                drop_database(other, name)
