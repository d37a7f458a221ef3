"""A dump is replayed for the server that it names, unless one of that vendor stands beside or another was chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from driftproof import api
from driftproof.cli import main
from driftproof.model.errors import SourceError
from driftproof.model.flavor import Flavor, default_settings
from driftproof.sources.dump import server_of_dump
from driftproof.sources.schema import Reading
from driftproof.sources.snapshot import write_snapshot

HEAD = "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n-- Server version\t{}\n\n"
TABLE = """
CREATE TABLE `a` (
  `id` int NOT NULL,
  `n` varchar(20) COLLATE utf8mb4_0900_ai_ci DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `ix` ((lower(`n`))) /*!80000 INVISIBLE */
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
"""
END = "\n-- Dump completed on 2026-01-01  1:00:00\n"


@pytest.mark.parametrize(
    ("version", "flavor"),
    [
        ("8.0.36", "mysql:8.0.36"),
        ("8.0.mysql_aurora.3.04.0", "mysql:8.0"),
        ("10.11.18-MariaDB-0+deb12u1", "mariadb:10.11.18"),
        ("5.5.5-10.4.8-MariaDB-log", "mariadb:10.4.8"),
        ("5.1.73", ""),
        ("unknown", ""),
    ],
)
def test_the_head_names_the_server(version: str, flavor: str) -> None:
    assert server_of_dump(HEAD.format(version)) == (Flavor.parse(flavor) if flavor else None)
    assert server_of_dump(TABLE) is None


def test_a_dump_is_replayed_for_its_own_server(tmp_path: Path) -> None:
    file = tmp_path / "dump.sql"
    file.write_text(HEAD.format("8.0.36") + TABLE + END)
    assert api.read_schema(str(file)).settings.flavor == Flavor.parse("mysql:8.0.36")
    chosen = Reading(default_settings(Flavor.parse("mysql:9.7")), has_flavor=True)
    assert api.read_schema(str(file), chosen).settings.flavor == Flavor.parse("mysql:9.7")
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "V1__a.sql").write_text(TABLE)
    found = api.compare(str(folder), str(file))
    assert found.comparison.is_empty
    assert found.before.settings.flavor == Flavor.parse("mysql:8.0.36")


def test_a_dump_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "dump.sql"
    whole = HEAD.format("8.0.36") + TABLE + TABLE.replace("`a`", "`b`") + END
    file.write_text(whole[: len(whole) * 3 // 4])
    with pytest.raises(SourceError, match="cut off") as caught:
        api.read_schema(str(file))
    assert "--keep-going" in str(caught.value.hint)
    assert list(api.read_schema(str(file), Reading(on_error="continue")).schema.tables) == ["a"]
    file.write_text("CREATE TABLE a (id INT);")
    assert list(api.read_schema(str(file)).schema.tables) == ["a"]


def test_a_snapshot_says_for_which_server_a_folder_is_replayed(tmp_path: Path) -> None:
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "V1__a.sql").write_text("CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9));")
    base = default_settings(Flavor.parse("mysql:9.7"))
    settings = replace(base, charset="latin1", collation="latin1_swedish_ci")
    snapshot = tmp_path / "live.json"
    taken = api.read_schema(str(folder), Reading(settings, has_flavor=True))
    snapshot.write_text(write_snapshot(taken.catalog))
    for pair in ((folder, snapshot), (snapshot, folder)):
        assert api.compare(*map(str, pair)).comparison.is_empty
    dump = tmp_path / "other.sql"
    dump.write_text(
        HEAD.format("10.11.18-MariaDB") + "CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9)) CHARSET latin1;" + END
    )
    found = api.compare(str(dump), str(snapshot))
    assert str(found.before.settings.flavor) == "mariadb:10.11.18"
    assert found.comparison.is_empty


def test_a_snapshot_with_values_of_other_types_is_damaged(tmp_path: Path) -> None:
    folder, snapshot = tmp_path / "versions", tmp_path / "live.json"
    folder.mkdir()
    (folder / "V1__a.sql").write_text("CREATE TABLE t (id INT PRIMARY KEY);")
    text = write_snapshot(api.read_schema(str(folder)).catalog)
    snapshot.write_text(text.replace('"int"', "7"))
    with pytest.raises(SourceError, match="damaged: TypeError: 7 is no str"):
        api.read_schema(str(snapshot))


def test_a_comparison_says_what_was_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before.sql", tmp_path / "after.sql"
    before.write_text("CREATE TABLE t (id INT);\nFROBNICATE t;\n")
    after.write_text("CREATE TABLE t (id INT);\n")
    main(["diff", str(before), str(after), "--no-helpers", "--keep-going"])
    assert f"{before}: 1 statement not understood, the first at {before}:2" in capsys.readouterr().err
