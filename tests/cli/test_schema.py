"""``driftproof schema``: forms, versions, what was assumed and what was not understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from driftproof.cli import main

FIRST = "CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(10) NOT NULL DEFAULT 'x' COMMENT 'why', KEY k (b(4) DESC));\n"
SECOND = "UPDATE t SET b = 'y';\nALTER TABLE t ADD c INT;\nCREATE VIEW v AS SELECT a FROM t;\n"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "V1__first.sql").write_text(FIRST)
    (tmp_path / "V2__second.sql").write_text(SECOND)
    return str(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["schema", *arguments, "--no-helpers"])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_sql_is_the_definition_and_a_summary_goes_to_standard_error(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, folder)
    assert status == 0
    assert "`c` int(11) DEFAULT NULL" in out
    assert "VIEW `v`" in out
    assert err.splitlines() == ["4 statements, 0 not understood"]


def test_helpers_work_on_the_schema_that_the_scripts_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "CREATE TABLE `shop`.`t` (a INT PRIMARY KEY);\nCALL ADD_COLUMN('t', 'b', 'INT', 1, NULL);\n"
    (tmp_path / "V1__shop.sql").write_text(text)
    assert main(["schema", str(tmp_path)]) == 0
    assert "`b` int(11) DEFAULT NULL" in capsys.readouterr().out


def test_at_stops_behind_a_version(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, folder, "--at", "1", "--format", "table")
    assert status == 0
    assert out.splitlines() == [
        "t  (InnoDB, latin1_swedish_ci)",
        "  a  int(11)      not null",
        "  b  varchar(10)  not null  default 'x' 'why'",
        "  primary key (a)",
        "  index k (b(4) desc)",
    ]
    assert err.splitlines() == ["1 statement, 0 not understood"]


def test_flavor_decides_what_is_shown(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, folder, "--flavor", "mysql:9.7", "--format", "table")
    assert status == 0
    assert "a  int          not null" in out
    assert "utf8mb4_0900_ai_ci" in out


def test_json_is_a_snapshot_that_reads_back(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, folder, "--format", "json")
    assert json.loads(out)["driftproof"] == "schema"
    kept = tmp_path / "kept.json"
    kept.write_text(out)
    status, again, err = run(capsys, str(kept), "--format", "json")
    assert (status, again, err) == (0, out, "")


def test_assumptions_are_shown_with_their_places(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, folder, "--assumptions")
    assert status == 0
    assert out == f"{folder}/V2__second.sql:1: `t` is taken as empty\n"


def test_what_is_not_understood_is_counted_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "x.sql"
    script.write_text("CREATE TABLE t (a INT);\n\nFROBNICATE t;\n")
    status, out, err = run(capsys, str(script), "--not-understood")
    assert status == 1
    assert out.startswith(f"{script}:3: ")
    assert err.splitlines()[-1] == "2 statements, 1 not understood"


def test_a_program_that_is_not_understood_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "x.sql"
    script.write_text("DELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  FROBNICATE t;\nEND//\n")
    status, out, err = run(capsys, str(script), "--not-understood")
    assert status == 1
    assert "'FROBNICATE t'" in out
    assert err.splitlines()[-1] == "1 statement, 1 not understood"


def test_a_refused_statement_ends_the_replay_with_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "x.sql"
    script.write_text("CREATE TABLE t (a INT);\nCREATE TABLE t (a INT);\nCREATE TABLE u (a INT);\n")
    status, out, err = run(capsys, str(script))
    assert status == 1
    assert "`u`" not in out
    assert err.splitlines() == [
        f"{script}:2: ERROR 1050 (42S01): Table 't' already exists",
        "2 statements, 0 not understood, 1 refused",
    ]
    status, out, _ = run(capsys, str(script), "--keep-going")
    assert (status, "`u`" in out) == (1, True)


def test_a_schema_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "no/such/folder")
    assert status == 2
    assert "no/such/folder" in err


def test_what_lies_behind_a_refused_statement_is_not_said_to_be_equal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "V1__a.sql").write_text("CREATE TABLE t (a INT PRIMARY KEY);\nCREATE TABLE t (b INT PRIMARY KEY);\n")
    (tmp_path / "V2__b.sql").write_text("CREATE TABLE u (a INT PRIMARY KEY);\n")
    pair = [f"{tmp_path}@1", str(tmp_path)]
    assert main(["diff", *pair, "--no-helpers"]) == 1
    out, err = capsys.readouterr()
    assert out == "no differences in what was compared\n"
    assert f"warning: {tmp_path}@1 is compared only up to the statement that is refused" in err
    assert main(["diff", *pair, "--no-helpers", "--keep-going"]) == 1
    assert "table `u` added" in capsys.readouterr().out
