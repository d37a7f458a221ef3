"""The columns that CREATE TABLE … SELECT makes are those worked out offline, for the expressions of scripts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.database import Database
from support.resolving import catalog_of
from support.selecting import EXPRESSIONS, HELD, QUERIES, TABLES, compare, held, record, recorded_file, written

_STRICT = "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE"


@pytest.mark.parametrize("mode", ["", _STRICT])
def test_columns_of_select(database: Database, mode: str, pytestconfig: pytest.Config) -> None:
    flavor = database.server.flavor
    holding = ", ".join(f"@{name} = {sql}" for name, (sql, _) in HELD.items())
    with database.connection() as connection:
        connection.execute("SET sql_mode = ''")
        for statement in TABLES:
            connection.execute(statement)
        shown = [str(connection.rows(f"SHOW CREATE TABLE {name}")[0][1]) for name in ("s", "t2", "vw")]
        connection.execute(f"SET sql_mode = '{mode}', {holding}")
        answers = record(connection, *((EXPRESSIONS, QUERIES) if mode else (EXPRESSIONS[::4],)))
    if mode and pytestconfig.getoption("--update-golden"):
        recorded_file(flavor).write_text(written(answers))
    catalog, session = catalog_of(shown, flavor, database.name)
    session = replace(session, sql_mode=frozenset(filter(None, mode.split(","))), variables=held())
    wrong, unknown = compare(answers, catalog, session)
    assert wrong == []
    assert unknown < len(answers) * 0.06
