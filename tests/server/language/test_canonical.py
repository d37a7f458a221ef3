"""A server's own print of an expression has the canonical text of the expression as a script writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.parse.expressions import read_expression
from driftproof.language.parse.queries import read_query
from driftproof.language.write import write, write_condition, write_query
from driftproof.live.connect import Connection, ServerError
from driftproof.model.syntax.expressions import Expression
from support.database import Database

DATA = Path(__file__).parents[2] / "data" / "canonical"
EXPRESSIONS = [line for line in (DATA / "expressions.sql").read_text().splitlines() if not line.startswith("--")]
COLUMNS = "a INT, b INT, c DECIMAL(10,3), d DATETIME, d2 DATETIME, s VARCHAR(50), j JSON"
HEX_TEXTS = {"s = x'616263'", "s = 0x616263"}
"""MariaDB's checks, generated columns and defaults show these bytes as text; that a comparison with a number would
show them as a number cannot be told from the expression alone."""


@pytest.fixture
def connection(database: Database) -> Connection:
    with database.connection() as opened:
        opened.execute("SET sql_mode = ''")
        opened.execute(f"CREATE TABLE t ({COLUMNS}, FULLTEXT KEY (s)) DEFAULT CHARSET utf8mb4")
        yield opened


def read(text: str, dialect: Dialect) -> Expression:
    cursor = Cursor(text, dialect)
    found = read_expression(cursor)
    assert cursor.at_end, cursor.token
    return found


def accepted(connection: Connection, statement: str) -> bool:
    """Run a statement; tell whether the server took it. Not every expression may stand everywhere."""
    try:
        connection.execute(statement)
    except ServerError:
        return False
    return True


def dialect_of(database: Database) -> Dialect:
    return Dialect.of(database.server.flavor)


def differences(
    pairs: list[tuple[str, str]], dialect: Dialect, writer: Callable[[Expression], str] = write
) -> list[tuple[str, str, str, str]]:
    """Return the expressions whose print by the server has another canonical text."""
    found = []
    for source, printed in pairs:
        wanted, got = writer(read(source, dialect)), writer(read(printed, dialect))
        if wanted != got:
            found.append((source, printed, wanted, got))
    return found


def test_select_lists_and_conditions_of_views(database: Database, connection: Connection) -> None:
    dialect = dialect_of(database)
    sources = {}
    for number, text in enumerate(EXPRESSIONS):
        for name, query in (("v", f"SELECT {text} AS x FROM t"), ("w", f"SELECT 1 AS x FROM t WHERE {text}")):
            if accepted(connection, f"CREATE VIEW {name}{number} AS {query}"):
                sources[f"{name}{number}"] = query
    rows = connection.rows(
        "SELECT table_name, view_definition FROM information_schema.views WHERE table_schema = DATABASE()"
    )
    qualifier = re.compile(rf"(?:`{database.name}`\.)?`t`\.|`{database.name}`\.")
    wrong = []
    for name, printed in rows:
        wanted = write_query(read_query(Cursor(sources[name], dialect)))
        got = qualifier.sub("", write_query(read_query(Cursor(printed, dialect))))
        if wanted != got:
            wrong.append((sources[name], printed, wanted, got))
    assert wrong == []
    assert len(rows) > 500


def test_checks(database: Database, connection: Connection) -> None:
    dialect = dialect_of(database)
    pairs = []
    for number, text in enumerate(EXPRESSIONS):
        if accepted(connection, f"CREATE TABLE k{number} ({COLUMNS}, CONSTRAINT k{number} CHECK ({text}))"):
            shown = str(connection.rows(f"SHOW CREATE TABLE k{number}")[0][1])
            found = re.search(r"CONSTRAINT `k\d+` CHECK \((.*)\)\n", shown, re.DOTALL)
            assert found, shown
            pairs.append((text, found[1]))
    assert differences(without_hex(pairs, dialect), dialect, write_condition) == []
    assert len(pairs) > 90  # MySQL wants a truth value


def without_hex(pairs: list[tuple[str, str]], dialect: Dialect) -> list[tuple[str, str]]:
    return [pair for pair in pairs if not (dialect.flavor.is_mariadb and pair[0] in HEX_TEXTS)]


def test_generated_columns(database: Database, connection: Connection) -> None:
    dialect = dialect_of(database)
    pairs = []
    for number, text in enumerate(EXPRESSIONS):
        if accepted(connection, f"CREATE TABLE g{number} ({COLUMNS}, g TEXT AS ({text}) VIRTUAL)"):
            shown = str(connection.rows(f"SHOW CREATE TABLE g{number}")[0][1])
            found = re.search(r"`g` text.* GENERATED ALWAYS AS \((.*)\) VIRTUAL", shown, re.DOTALL)
            assert found, shown
            pairs.append((text, found[1]))
    assert differences(without_hex(pairs, dialect), dialect) == []
    assert len(pairs) > 200


def test_default_expressions(database: Database, connection: Connection) -> None:
    dialect = dialect_of(database)
    pairs = []
    for number, text in enumerate(EXPRESSIONS):
        if accepted(connection, f"CREATE TABLE f{number} ({COLUMNS}, g VARCHAR(500) DEFAULT ({text}))"):
            shown = str(connection.rows(f"SHOW CREATE TABLE f{number}")[0][1])
            found = re.search(r"`g` varchar\(500\).* DEFAULT (.*)\n\)", shown, re.DOTALL)
            assert found, shown
            if "(" in found[1]:  # a constant is stored as the column's value, not as an expression
                pairs.append((text, found[1]))
    assert differences(without_hex(pairs, dialect), dialect) == []
    assert len(pairs) > 200
