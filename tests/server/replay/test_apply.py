"""Every case file, run on a server and offline: the same error numbers, and the same tables at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.database import Database
from support.differential import run_both

CASES = sorted((Path(__file__).parents[2] / "data" / "replay").glob("*.sql"))


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_apply_as_the_server(database: Database, case: Path) -> None:
    with database.connection() as connection:
        outcome = run_both(connection, database.name, case.read_text(encoding="utf-8"))
    assert outcome.statements > 0
    assert not outcome.wrong, f"{database.server.flavor}\n" + "\n".join(outcome.wrong)
