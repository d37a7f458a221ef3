"""What only one vendor has: sequences, versioned tables and periods; functional and invisible indexes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from driftproof import api
from driftproof.language.split import split
from driftproof.live.connect import Connection
from support.database import drop_database, new_name
from support.servers import Server

CASES = Path(__file__).parents[2] / "data" / "vendors"


def run(connection: Connection, text: str) -> None:
    for piece in split(text):
        if piece.is_sql:
            connection.execute(piece.sql)


@contextmanager
def filled(server: Server, text: str) -> Iterator[str]:
    """The URL of a database that a script has filled."""
    name = new_name()
    with server.connection() as connection:
        connection.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    try:
        with server.connection(name) as connection:
            run(connection, text)
        yield server.database_url(name)
    finally:
        with server.connection() as connection:
            drop_database(connection, name)


@pytest.mark.parametrize("order", [("before", "after"), ("after", "before")], ids="-".join)
def test_scripts_equal_servers_and_the_guarded_script_runs_twice(server: Server, order: tuple[str, str]) -> None:
    files = [CASES / f"{server.flavor.vendor}.{part}.sql" for part in order]
    old, new = (file.read_text(encoding="utf-8") for file in files)
    with filled(server, old) as before, filled(server, new) as after:
        assert api.compare(str(files[0]), before).comparison.statements == ()
        found = api.compare(before, after)
        script = api.script_between(found, api.ScriptStyle(allow_destructive=True, helpers=False))
        for _ in range(2):
            with server.connection(before.rpartition("/")[2]) as connection:
                run(connection, script)
            assert api.compare(before, after).comparison.statements == (), script


def test_the_end_of_versioning_is_destructive(server: Server) -> None:
    if not server.flavor.is_mariadb:
        pytest.skip("MySQL has no versioned tables")
    table = "CREATE TABLE t (id INT PRIMARY KEY, a INT)"
    with filled(server, f"{table} WITH SYSTEM VERSIONING") as before, filled(server, table) as after:
        found = api.compare(before, after)
        (hazard,) = [one for item in found.comparison.objects for one in item.hazards if one.check]
        with server.connection(before.rpartition("/")[2]) as connection:
            run(connection, "INSERT INTO t VALUES (1, 1)")
            assert connection.rows(hazard.check) == [(0,)]
            run(connection, "UPDATE t SET a = 2")
            assert connection.rows(hazard.check) == [(1,)]
        assert "-- Left out, since it is destructive: the history of `t` would go." in api.script_between(found)
