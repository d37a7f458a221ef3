"""A dump of a server, as mysqldump and mariadb-dump write it, replayed, equals the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from driftproof import api
from driftproof.language.split import split
from driftproof.live.connect import Connection, ServerError
from script_strategies import scripts
from support.database import drop_database, new_name
from support.dumps import TOOLS, dump
from support.servers import Server

CASES = Path(__file__).parents[2] / "data" / "diff"
SOME = [
    "check-changed",
    "column-invisible",
    "default-expression",
    "event-schedule",
    "foreign-keys-in-a-circle",
    "fulltext-added",
    "function-added",
    "generated-with-index",
    "index-direction",
    "partition-replaced",
    "procedure-parameters",
    "table-option",
    "trigger-order",
    "views-in-order",
]
EVERY = sorted(path.name for path in CASES.iterdir())
COLLATION = "CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"
many = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def fill(connection: Connection, name: str, statements: list[str]) -> None:
    """Make a database; generated statements that the server refuses do nothing."""
    connection.execute(f"CREATE DATABASE `{name}` {COLLATION}")
    connection.use(name)
    for sql in statements:
        try:
            connection.execute(sql)
        except ServerError:
            continue


def of_case(case: str) -> list[str]:
    text = (CASES / case / "after.sql").read_text(encoding="utf-8")
    return [piece.sql for piece in split(text) if piece.is_sql]


@pytest.fixture
def names(server: Server) -> Iterator[list[str]]:
    """The names of databases that a test makes; they are dropped in the end."""
    made: list[str] = []
    yield made
    with server.connection() as connection:
        for name in made:
            drop_database(connection, name)


def law(server: Server, names: list[str], wanted: list[list[str]], folder: Path) -> None:
    """Fill databases, dump them with both tools, and find no difference between a dump and its database.

    The mysqldump of MySQL knows no sequences of MariaDB: without data it writes tables that lack what they are.
    """
    new = [new_name() for _ in wanted]
    names += new
    with server.connection() as connection:
        for name, statements in zip(new, wanted, strict=True):
            fill(connection, name, statements)
    for tool in TOOLS:
        (folder / tool).mkdir(exist_ok=True)
        paths = dump(tool, server, new, folder / tool)
        for name, path, statements in zip(new, paths, wanted, strict=True):
            if tool == "mysqldump" and any(sql.startswith("CREATE SEQUENCE") for sql in statements):
                continue
            for pair in ((str(path), server.database_url(name)), (server.database_url(name), str(path))):
                found = api.compare(*pair)
                assert found.comparison.is_empty, (tool, found.comparison.statements, path.read_text(encoding="utf-8"))
                assert not found.comparison.unsupported


def test_a_dump_equals_its_server(server: Server, names: list[str], tmp_path: Path) -> None:
    law(server, names, [of_case(case) for case in SOME], tmp_path)


@pytest.mark.nightly
def test_a_dump_equals_its_server_for_every_case(server: Server, names: list[str], tmp_path: Path) -> None:
    law(server, names, [of_case(case) for case in EVERY], tmp_path)


@pytest.mark.nightly
@given(data=st.data())
@many
def test_a_dump_of_many_generated_schemas_equals_its_server(
    server: Server, names: list[str], tmp_path: Path, data: st.DataObject
) -> None:
    law(server, names, [data.draw(scripts(server.flavor)) for _ in range(10)], tmp_path)
