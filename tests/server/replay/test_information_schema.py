"""information_schema offline against real servers: the same columns in the same order, the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof.sources.folder import read_folder
from driftproof.sources.shipped import shipped_sql
from support.database import Database
from support.differential import statements
from support.evaluation import Offline, ask, live_settings

SCHEMA = Path(__file__).parents[2] / "data" / "replay" / "evaluate" / "schema.sql"
TABLES = {
    "SCHEMATA": "schema_name",
    "TABLES": "table_schema",
    "COLUMNS": "table_schema",
    "STATISTICS": "table_schema",
    "KEY_COLUMN_USAGE": "table_schema",
    "TABLE_CONSTRAINTS": "table_schema",
    "REFERENTIAL_CONSTRAINTS": "constraint_schema",
    "CHECK_CONSTRAINTS": "constraint_schema",
    "VIEWS": "table_schema",
    "ROUTINES": "routine_schema",
    "PARAMETERS": "specific_schema",
    "TRIGGERS": "trigger_schema",
    "EVENTS": "event_schema",
    "PARTITIONS": "table_schema",
}
NOT_COMPARED = {
    "definer": "offline statements have no account",
    "privileges": "those of the account that asks",
    "version": "the version of MySQL's file format",
    "view_definition": "compared as a definition, not as text",
    "routine_definition": "MySQL spells string literals anew",
    "generation_expression": "compared as a definition, not as text",
    "check_clause": "compared as a definition, not as text",
    "partition_expression": "compared as a definition, not as text",
    "created": "time",
    "last_altered": "time",
}


def _unknown(value: str | None) -> bool:
    return (value or "").startswith("unknown: ")


def _differences(database: Database, script: str, table: str) -> list[str]:
    with database.connection() as connection:
        settings = live_settings(connection)
        offline = Offline(settings, database.name)
        for sql in statements(script, settings.flavor):
            assert ask(connection, sql).number == offline.run(sql).number, sql
        query = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'information_schema'"
        found = connection.rows(f"{query} AND table_name = %s ORDER BY ordinal_position", (table,))
        names = [row[0].lower() for row in found]
        head = f"FROM information_schema.{table} WHERE {TABLES[table]} = '{database.name}'"
        guessed = offline.run(f"SELECT * {head}").rows or []
        assert offline.run(f"SELECT {', '.join(names)} {head}").rows == guessed, "other columns, or in another order"
        kept = [
            place
            for place, name in enumerate(names)
            if name not in NOT_COMPARED and not any(_unknown(row[place]) for row in guessed)
        ]
        real = ask(connection, f"SELECT {', '.join(f'`{names[place]}`' for place in kept)} {head}").rows or []
    mine = [tuple(row[place] for place in kept) for row in guessed]
    only_real = [f"server only: {row}" for row in sorted(map(str, real)) if row not in set(map(str, mine))]
    only_mine = [f"offline only: {row}" for row in sorted(map(str, mine)) if row not in set(map(str, real))]
    return [*only_real, *only_mine, *([] if len(real) == len(mine) else [f"{len(real)} rows, offline {len(mine)}"])]


@pytest.mark.parametrize("table", TABLES)
def test_every_kind_of_object(database: Database, table: str) -> None:
    assert _differences(database, SCHEMA.read_text(), table) == []


@pytest.mark.parametrize("table", ["TABLES", "COLUMNS", "STATISTICS", "KEY_COLUMN_USAGE", "REFERENTIAL_CONSTRAINTS"])
def test_the_shipped_scripts(database: Database, table: str) -> None:
    helpers = [path.read_text() for path in sorted(shipped_sql("procedures").glob("*.sql"))]
    versions = [script.text for script in read_folder(shipped_sql("versions")).versioned]
    script = "\n".join([*helpers, *versions]).replace("zstack", database.name)
    assert _differences(database, script, table) == []
