"""The scripts that the real Flyway 3.2.1 and 6.3.1 ran: the same tables and rows, and each goes on after the other."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from driftproof.language.split import split
from driftproof.live.address import parse_url
from driftproof.model.errors import HistoryRefused, StatementFailed
from driftproof.model.history import Layout, State
from driftproof.sources.folder import read_folder
from driftproof.upgrade.look import read_status
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.run import run_upgrade
from driftproof.upgrade.states import Rules
from support.database import Database

GOLDEN = Path(__file__).parents[2] / "data" / "flyway-golden"
EXPECTED: dict[str, Any] = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
CASES = [(Layout.FLYWAY_3, "flyway-3.2.1"), (Layout.FLYWAY_5, "flyway-6.3.1")]
LATER = ("V1.5__late.sql", "V3__fails.sql", "R__views.sql")
MENDED = "INSERT IGNORE INTO `a` VALUES (10);\nINSERT IGNORE INTO `a` VALUES (11);\n"


def history_rows(database: Database, table: str) -> list[dict[str, str]]:
    """The rows of a history table as expected.json writes them: without times."""
    columns = [row[0] for row in database.rows(f"SHOW COLUMNS FROM {table}")]
    untimed = [name for name in columns if name not in {"installed_on", "execution_time"}]
    rows = database.rows(f"SELECT {', '.join(untimed)} FROM {table} ORDER BY installed_rank")
    return [dict(zip(untimed, map(str, row), strict=True)) for row in rows]


def shape(database: Database, table: str) -> list[tuple[Any, ...]]:
    """Columns and keys of a table in words that all servers share."""
    columns = database.rows(
        "SELECT column_name, REGEXP_REPLACE(column_type, '^int.*$', 'int'), is_nullable, extra LIKE %s "
        "FROM information_schema.columns WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position",
        ("%update%", database.name, table),
    )
    keys = database.rows(
        "SELECT index_name, non_unique, column_name FROM information_schema.statistics "
        "WHERE table_schema = %s AND table_name = %s ORDER BY index_name",
        (database.name, table),
    )
    return columns + keys


def options_for(layout: Layout, *, out_of_order: bool) -> RunOptions:
    return RunOptions(layout=layout, rules=Rules(out_of_order=out_of_order))


def scripts(tmp_path: Path, *, later: bool) -> Path:
    folder = tmp_path / "scripts"
    left_out = shutil.ignore_patterns(*(() if later else LATER))
    shutil.copytree(GOLDEN / "scripts", folder, ignore=left_out, dirs_exist_ok=True)
    return folder


def as_flyway_left_it(database: Database, expected: dict[str, Any], folder: Path) -> None:
    """Bring the database to where the real Flyway stopped: its tables, and the history that it wrote."""
    database.run([expected["create"]])
    applied = [row for row in expected["rows"] if row["success"] == "1"]
    for row in applied:
        script = (folder / row["script"]).read_bytes().decode()
        database.run(piece.sql for piece in split(script) if piece.is_sql)
    database.run(["INSERT IGNORE INTO `a` VALUES (10)"])  # the first statement of V3, which DDL then committed
    with database.connection() as connection:
        for row in expected["rows"]:
            columns, marks = ", ".join(f"`{name}`" for name in row), ", ".join(["%s"] * len(row))
            sql = f"INSERT INTO {expected['table']} ({columns}, execution_time) VALUES ({marks}, 7)"
            connection.change(sql, list(row.values()))


@pytest.mark.parametrize(("layout", "key"), CASES)
def test_same_rows_and_tables_as_flyway(database: Database, tmp_path: Path, layout: Layout, key: str) -> None:
    expected, address = EXPECTED[key], parse_url(database.url)
    database.run([f"ALTER DATABASE `{database.name}` CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci"])
    run_upgrade(read_folder(scripts(tmp_path, later=False)), address, options_for(layout, out_of_order=False), Hooks())
    folder = read_folder(scripts(tmp_path, later=True))
    with pytest.raises(StatementFailed) as failed:
        run_upgrade(folder, address, options_for(layout, out_of_order=True), Hooks())
    assert failed.value.answer is not None
    assert failed.value.answer.number == 1146
    assert str(failed.value.place).endswith("V3__fails.sql:2")
    assert failed.value.applied == 1
    assert history_rows(database, expected["table"]) == expected["rows"]
    if str(database.server.flavor).startswith("mariadb:10.11"):
        assert database.rows(f"SHOW CREATE TABLE {expected['table']}")[0][1] == expected["create"]
    with database.connection() as connection:
        ours = shape(database, expected["table"])
        connection.execute(expected["create"].replace(f"`{expected['table']}`", "`as_flyway`", 1))
    assert ours == shape(database, "as_flyway")
    assert database.rows("SELECT id FROM a ORDER BY id") == [(1,), (2,), (3,), (5,), (9,), (10,)]
    assert database.rows("SELECT name FROM d") == [("naïve – 模型缓存",)]


@pytest.mark.parametrize(("layout", "key"), CASES)
def test_goes_on_where_flyway_stopped(database: Database, tmp_path: Path, layout: Layout, key: str) -> None:
    expected, address, path = EXPECTED[key], parse_url(database.url), scripts(tmp_path, later=True)
    as_flyway_left_it(database, expected, path)
    found = read_status(read_folder(path), address, RunOptions(), Hooks())
    assert found.history.layout is layout
    states = {item.name: item.state for item in found.states}
    assert states["V1.5__late.sql"] is State.OUT_OF_ORDER
    assert states["V3__fails.sql"] is State.FAILED
    assert [name for name, state in states.items() if state is State.APPLIED] == [
        row["script"] for row in sorted(expected["rows"], key=version_key) if row["version"] not in {"1.5", "3"}
    ]
    (path / "V3__fails.sql").write_text(MENDED)
    outcome = run_upgrade(read_folder(path), address, RunOptions(), Hooks())
    repeatable = ["R__views.sql"] if layout is Layout.FLYWAY_5 else []
    assert [done.name for done in outcome.applied] == ["V3__fails.sql", *repeatable]
    rows = history_rows(database, expected["table"])
    assert rows[:8] == expected["rows"][:8]
    assert rows[8] == {**expected["rows"][8], "success": "1", "checksum": rows[8]["checksum"]}
    assert [row["script"] for row in rows[9:]] == repeatable
    assert [row["version"] for row in rows[9:]] == ["None" for _ in repeatable]
    assert run_upgrade(read_folder(path), address, RunOptions(), Hooks()).applied == ()


def version_key(row: dict[str, str]) -> list[int]:
    return [int(part) for part in row["version"].split(".")]


@pytest.mark.parametrize(("layout", "key"), CASES)
def test_rows_are_complete_for_flyway_to_go_on(database: Database, tmp_path: Path, layout: Layout, key: str) -> None:
    address = parse_url(database.url)
    folder = read_folder(scripts(tmp_path, later=False))
    run_upgrade(folder, address, options_for(layout, out_of_order=False), Hooks())
    table = EXPECTED[key]["table"]
    assert database.rows(f"SELECT COUNT(*) FROM {table} WHERE success <> 1 OR execution_time < 0") == [(0,)]
    assert database.rows(f"SELECT MAX(installed_rank), COUNT(*) FROM {table}") == [(7, 7)]
    recent = f"SELECT COUNT(*) FROM {table} WHERE installed_on BETWEEN NOW() - INTERVAL 60 SECOND AND NOW()"
    assert database.rows(recent) == [(7,)]


def test_checksums_of_both_algorithms_are_accepted(database: Database, tmp_path: Path) -> None:
    address, path = parse_url(database.url), scripts(tmp_path, later=False)
    run_upgrade(read_folder(path), address, RunOptions(), Hooks())
    of_3 = {row["script"]: row["checksum"] for row in EXPECTED["flyway-3.2.1"]["rows"]}
    with database.connection() as connection:
        for script, checksum in of_3.items():
            connection.change("UPDATE flyway_schema_history SET checksum = %s WHERE script = %s", (checksum, script))
    found = read_status(read_folder(path), address, RunOptions(), Hooks())
    assert found.problems == ()
    assert {item.note for item in found.states} == {"", "checksum of Flyway 3"}
    (path / "V2__two_on_a_line.sql").write_text("DO 0;\n")
    with pytest.raises(HistoryRefused) as refused:
        run_upgrade(read_folder(path), address, RunOptions(), Hooks())
    assert "V2__two_on_a_line.sql was changed after it was applied" in str(refused.value)


def test_schema_marker_and_baseline_are_as_in_flyway(database: Database, tmp_path: Path) -> None:
    for layout, marker in ((Layout.FLYWAY_3, ("0", 1)), (Layout.FLYWAY_5, (None, 0))):
        database.run([f"DROP DATABASE `{database.name}`"])
        folder = read_folder(scripts(tmp_path, later=False))
        outcome = run_upgrade(folder, parse_url(database.url), replace(RunOptions(), layout=layout), Hooks())
        assert outcome.created_schema
        row = database.rows(
            "SELECT version, installed_rank, description, type, script, checksum, execution_time, success "
            f"FROM {layout.table} WHERE type = 'SCHEMA'"
        )
        assert row == [(*marker, "<< Flyway Schema Creation >>", "SCHEMA", f"`{database.name}`", None, 0, 1)]
