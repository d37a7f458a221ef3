"""Evaluation against real servers: the same values, OUT parameters, rows and error numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof.sources.shipped import shipped_sql
from support.database import Database
from support.differential import statements
from support.evaluation import Offline, differences, live_settings

CASES = Path(__file__).parents[2] / "data" / "replay" / "evaluate"


def _differences(database: Database, text: str) -> list[str]:
    with database.connection() as connection:
        settings = live_settings(connection)
        offline = Offline(settings, database.name)
        return differences(offline, connection, statements(text, settings.flavor))


def test_helpers(database: Database) -> None:
    """The helper procedures, whole: what they do, what they refuse, and the words of it."""
    paths = sorted(shipped_sql("procedures").glob("*.sql"))
    definitions = [path.read_text().replace("zstack", database.name) for path in paths]
    assert _differences(database, "\n".join([*definitions, (CASES / "helpers.sql").read_text()])) == []


def test_expressions(database: Database) -> None:
    assert _differences(database, (CASES / "expressions.sql").read_text()) == []


@pytest.mark.parametrize("case", sorted(path.name for path in (CASES / "queries").glob("*.sql")))
def test_queries(database: Database, case: str) -> None:
    assert _differences(database, (CASES / "queries" / case).read_text()) == []


@pytest.mark.parametrize("case", sorted(path.name for path in (CASES / "programs").glob("*.sql")))
def test_programs(database: Database, case: str) -> None:
    assert _differences(database, (CASES / "programs" / case).read_text()) == []
