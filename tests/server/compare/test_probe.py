"""Probes on real servers: what each ALTER takes, by the server's own word, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof import api
from driftproof.model.hazard import Algorithm
from driftproof.sources.schema import Reading
from support.database import Database

CASES = {
    "add column": ("a INT", "a INT, b INT", Algorithm.INSTANT),
    "add index": ("a INT", "a INT, KEY k (a)", Algorithm.INPLACE),
    "type": ("a INT", "a BIGINT", Algorithm.COPY),
    "rebuild": ("a INT", "a INT) ROW_FORMAT=COMPRESSED COMMENT='c'", Algorithm.INPLACE),
}


@pytest.mark.parametrize("name", CASES)
def test_the_server_tells_the_algorithm(name: str, database: Database, tmp_path: Path) -> None:
    before, after, algorithm = CASES[name]
    table = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, {}" + (")" if "ROW_FORMAT" not in after else "")
    database.run([table.format(before) + (")" if "ROW_FORMAT" in after else "")])
    wanted = tmp_path / "after.sql"
    wanted.write_text(f"ALTER DATABASE CHARACTER SET utf8mb4;{table.format(after)};", encoding="utf-8")
    found = api.probed(api.compare(database.url, str(wanted)), Reading())
    (one,) = [one for one in found.comparison.objects if one.kind == "table"]
    assert one.cost is not None
    assert one.cost.proved
    assert one.cost.algorithm is algorithm
    assert not [row for row in database.rows("SHOW DATABASES") if str(row[0]).startswith("driftproof_probe")]
