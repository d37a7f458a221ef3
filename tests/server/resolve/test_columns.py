"""The columns that CREATE TABLE … SELECT makes offline are those that servers make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Column
from driftproof.model.changes import CreateTable
from driftproof.model.flavor import Flavor
from driftproof.replay.resolve import Unresolved, select_columns
from support.database import Database
from support.resolving import catalog_of, lines, query, settled


def shown_columns(connection: Connection, name: str, flavor: Flavor) -> tuple[Column, ...]:
    text = str(connection.rows(f"SHOW CREATE TABLE {name}")[0][1])
    found = parse(text, Dialect.of(flavor))
    assert isinstance(found, CreateTable), found
    return settled(found.table, flavor).columns


@pytest.mark.parametrize("mode", ["", "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE"])
def test_columns_of_select(database: Database, mode: str) -> None:
    flavor = database.server.flavor
    table, *expressions = lines("columns.sql")
    wrong: list[tuple[object, ...]] = []
    known = 0
    with database.connection() as connection:
        connection.execute(f"SET sql_mode = '{mode}'")
        connection.execute(table)
        shown = str(connection.rows("SHOW CREATE TABLE s")[0][1])
        catalog, session = catalog_of([shown], flavor, database.name)
        collation = str(connection.value("SELECT @@collation_connection"))
        session = replace(session, collation=collation, sql_mode=frozenset(filter(None, mode.split(","))))
        for text in expressions:
            connection.execute("DROP TABLE IF EXISTS made")
            try:
                connection.execute(f"CREATE TABLE made AS SELECT {text} AS x FROM s")
            except ServerError:
                continue
            offline = select_columns(query(f"SELECT {text} AS x FROM s", flavor), catalog, session)
            if isinstance(offline, Unresolved):
                continue
            known += 1
            made = shown_columns(connection, "made", flavor)
            if offline != made:
                wrong.append((text, offline, made))
    assert wrong == []
    assert known > 40
