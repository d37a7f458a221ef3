"""Law 8: the changes between two databases of a server, run on the first, leave no difference."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driftproof.compare.diff import diff
from driftproof.compare.render import render, render_schema
from driftproof.language.split import split
from driftproof.live.connect import Connection, ServerError
from driftproof.sources.live import read_live
from script_strategies import scripts
from support.database import Database

some = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
many = settings(some, max_examples=150)


def fill(connection: Connection, name: str, statements: list[str]) -> None:
    """Make the database anew with the statements; those that the server refuses do nothing."""
    connection.execute(f"DROP DATABASE IF EXISTS `{name}`")
    connection.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    connection.use(name)
    for sql in statements:
        try:
            connection.execute(sql)
        except ServerError:
            continue


def law(data: st.DataObject, database: Database, other_database: Database) -> None:
    flavor = database.server.flavor
    with database.connection() as connection:
        fill(connection, other_database.name, data.draw(scripts(flavor)))
        fill(connection, database.name, data.draw(scripts(flavor)))
        after = read_live(connection, other_database.name)
        for change in diff(read_live(connection, database.name), after):
            connection.execute(render(change, flavor))
        left = diff(read_live(connection, database.name), after)
    assert [render(change, flavor) for change in left] == []


@given(data=st.data())
@some
def test_changes_run_on_a_server_leave_no_difference(
    database: Database, other_database: Database, data: st.DataObject
) -> None:
    law(data, database, other_database)


@pytest.mark.nightly
@given(data=st.data())
@many
def test_changes_run_on_a_server_leave_no_difference_at_length(
    database: Database, other_database: Database, data: st.DataObject
) -> None:
    law(data, database, other_database)


@given(data=st.data())
@some
def test_a_printed_schema_makes_the_schema(database: Database, other_database: Database, data: st.DataObject) -> None:
    flavor = database.server.flavor
    with database.connection() as connection:
        fill(connection, other_database.name, data.draw(scripts(flavor)))
        catalog = read_live(connection, other_database.name)
        text = render_schema(next(iter(catalog.schemas.values())), flavor)
        fill(connection, database.name, [])
        for piece in split(text):
            if piece.is_sql:
                connection.execute(piece.sql)
        assert diff(read_live(connection, database.name), catalog) == ()
