"""Every case file offline, against what real servers said to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import DropTables, ObjectName
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.replay.apply import apply
from support.differential import Offline, Recorded, run_recorded

DATA = Path(__file__).parents[2] / "data" / "replay"
RECORDS = sorted(DATA.glob("*/m*.json"))


@pytest.mark.parametrize("record", RECORDS, ids=[f"{path.parent.name}-{path.stem}" for path in RECORDS])
def test_apply_as_recorded(record: Path) -> None:
    script = record.with_name("script.sql").read_text(encoding="utf-8")
    wrong = run_recorded(Recorded.from_json(record.read_text(encoding="utf-8")), script)
    assert not wrong, "\n".join(wrong)


def test_every_case_is_recorded_on_each_server() -> None:
    cases = {path.parent for path in DATA.glob("*/script.sql")}
    stems = {path.stem for path in RECORDS}
    assert len(cases) >= 11
    assert len(stems) >= 3
    assert all((case / f"{stem}.json").is_file() for case in cases for stem in stems)


def offline(flavor: str) -> Offline:
    return Offline.start(Flavor.parse(flavor), Schema("d", "utf8mb4", "utf8mb4_bin"))


@pytest.mark.parametrize(
    ("flavor", "number", "left"),
    [("mariadb:10.11", 1051, []), ("mysql:5.7", 1051, []), ("mysql:8.4", 1051, ["a"])],
)
def test_a_drop_that_is_not_atomic_drops_what_it_finds(flavor: str, number: int, left: list[str]) -> None:
    run = offline(flavor)
    assert run.run("CREATE TABLE a (id int)") == 0
    assert run.run("DROP TABLE a, missing") == number
    assert list(run.catalog.schemas["d"].tables) == left


def test_without_a_database_the_server_says_1046() -> None:
    flavor = Flavor.parse("mysql:8.4")
    session = Session.start(default_settings(flavor), None)
    applied = apply(Catalog(flavor), DropTables((ObjectName("t"),)), session)
    assert applied.answer is not None
    assert applied.answer.number == 1046
    assert applied.catalog == Catalog(flavor)


@pytest.mark.parametrize("flavor", ["mysql:9.7", "mariadb:11.8"])
@pytest.mark.parametrize(
    "action",
    ["ADD COLUMN b int", "ADD COLUMN b int UNIQUE", "COMMENT 'x'", "ALTER COLUMN n SET DEFAULT 2", "DROP KEY n"],
)
def test_alter_keeps_the_very_parts_of_a_table_that_it_does_not_change(flavor: str, action: str) -> None:
    run = offline(flavor)
    run.run("CREATE TABLE c (id int PRIMARY KEY, a int, n int, KEY (n), FOREIGN KEY (a) REFERENCES c (id))")
    before = run.catalog.table("d", "c")
    assert run.run(f"ALTER TABLE c {action}") == 0
    after = run.catalog.table("d", "c")
    assert before is not None
    assert after is not None
    assert all(after.column(name) is before.column(name) for name in ("id", "a"))
    assert all(after.index(index.name) is index for index in before.indexes if index.columns != ("n",))
    assert after.foreign_keys[0] is before.foreign_keys[0]
    if action in ("ADD COLUMN b int", "COMMENT 'x'"):
        assert after.indexes is before.indexes


@pytest.mark.parametrize("flavor", ["mysql:5.7", "mysql:8.4", "mysql:9.7", "mariadb:10.5", "mariadb:11.8"])
def test_what_is_silently_made_again_is_told(flavor: str) -> None:
    run = offline(flavor)
    run.run("CREATE TABLE p (id int PRIMARY KEY)")
    run.run("CREATE TABLE c (a int, KEY (a), FOREIGN KEY (a) REFERENCES p (id))")
    assert run.run("ALTER TABLE c ADD KEY (a)") == 0
    assert run.doubled == "index a_2"
    assert run.run("ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (id)") == 0
    assert run.doubled == "foreign key c_ibfk_2"
    assert run.run("ALTER TABLE c ADD KEY named (a)") == 0
    assert run.doubled == ""


@pytest.mark.parametrize(
    ("flavor", "names"),
    [("mysql:8.4", []), ("mysql:9.0", ["c_ibfk_1"]), ("mariadb:10.5", ["c_ibfk_1"]), ("mariadb:12.1", ["1"])],
)
def test_a_columns_own_references_and_the_names_of_foreign_keys(flavor: str, names: list[str]) -> None:
    run = offline(flavor)
    run.run("CREATE TABLE p (id int PRIMARY KEY)")
    assert run.run("CREATE TABLE c (a int REFERENCES p (id))") == 0
    table = run.catalog.table("d", "c")
    assert table is not None
    assert [key.name for key in table.foreign_keys] == names


@pytest.mark.parametrize(
    ("flavor", "number"), [("mysql:8.0", 0), ("mysql:8.4", 6125), ("mysql:9.7", 6125), ("mariadb:10.11", 0)]
)
def test_a_foreign_key_to_an_index_that_is_not_unique(flavor: str, number: int) -> None:
    run = offline(flavor)
    run.run("CREATE TABLE p (id int PRIMARY KEY, k int, KEY (k))")
    assert run.run("CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES p (k))") == number


@pytest.mark.parametrize(("flavor", "kept"), [("mysql:5.7", 0), ("mysql:8.0.15", 0), ("mysql:8.0.16", 1)])
def test_checks_are_kept_since_mysql_8_0_16(flavor: str, kept: int) -> None:
    run = offline(flavor)
    assert run.run("CREATE TABLE t (a int, CHECK (a > 0))") == 0
    table = run.catalog.table("d", "t")
    assert table is not None
    assert len(table.checks) == kept


def test_the_prefix_that_mariadb_shows_of_a_geometry_is_read_again() -> None:
    run = offline("mariadb:10.11")
    assert run.run("CREATE TABLE t (e point DEFAULT NULL, KEY k (e(25)) USING BTREE)") == 0
    index = run.catalog.schemas["d"].tables["t"].index("k")
    assert index is not None
    assert index.parts[0].length == 25
