"""Every case file, run on a server and offline: the same error numbers, and the same tables at the end.

What the servers say is kept beside each case, so that tests without servers hold the same (tests/replay/apply). A
record is of one patch release: another one may answer otherwise, and is compared with replay alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.database import Database
from support.differential import Recorded, run_both

CASES = sorted((Path(__file__).parents[2] / "data" / "replay").glob("*/script.sql"))


@pytest.mark.parametrize("case", CASES, ids=[case.parent.name for case in CASES])
def test_apply_as_the_server(database: Database, case: Path, golden: Callable[[Path, str], None]) -> None:
    with database.connection() as connection:
        outcome = run_both(connection, database.name, case.read_text(encoding="utf-8"))
    assert outcome.statements > 0
    assert not outcome.wrong, f"{database.server.flavor}\n" + "\n".join(outcome.wrong)
    flavor = database.server.flavor
    text = outcome.recorded.to_json().replace(database.name, "d")
    record = case.with_name(f"{flavor.vendor}-{flavor.version[0]}.{flavor.version[1]}.json")
    if not record.is_file() or Recorded.from_json(record.read_text(encoding="utf-8")).version == str(flavor):
        golden(record, text)
