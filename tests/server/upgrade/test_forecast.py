"""What a plan foretells is what the upgrade then does, on every server: the law of forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from driftproof import api
from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.diff import diff
from driftproof.compare.rules import DiffRules
from driftproof.live.address import parse_url
from driftproof.model.catalog import Schema
from driftproof.model.errors import StatementFailed
from driftproof.model.flavor import Flavor
from driftproof.model.forecast import Effect, Forecast
from driftproof.model.hazard import HazardKind
from driftproof.model.scripts import Version
from driftproof.sources.folder import Folder
from driftproof.sources.schema import HISTORY_TABLES, Reading
from driftproof.upgrade.options import RunOptions
from driftproof.upgrade.procedures import read_helpers
from support.database import Database
from support.differential import Offline
from support.product import ROOT, sql_statements, versions
from support.random_ddl import Writer
from support.runner import driftproof, write_scripts

HELPERS = read_helpers(ROOT / "procedures")


def options(target: str = "") -> RunOptions:
    made = RunOptions(helpers=HELPERS)
    return replace(made, rules=replace(made.rules, target=Version.parse(target))) if target else made


def live(database: Database) -> Schema:
    """The database without the run's own tools."""
    return api.read_schema(database.url, Reading(helpers=HELPERS)).schema


def foretold(forecast: Forecast, name: str) -> Schema:
    schema = forecast.after.schema(name)
    assert schema is not None
    tables = {key: table for key, table in schema.tables.items() if key not in HISTORY_TABLES}
    tools = {helper.description.lower() for helper in HELPERS}
    procedures = {key: routine for key, routine in schema.procedures.items() if key not in tools}
    return replace(schema, tables=tables, procedures=procedures)


def check_law(database: Database, folder: Path, how: RunOptions) -> Forecast:
    """Foretell, upgrade, and compare: the end, every object on the way, and where it stops."""
    address, scripts = parse_url(database.url), api.read_folder(folder)
    before = live(database)
    forecast = api.forecast(scripts, address, how)
    assert live(database) == before, "a forecast has written"
    assert forecast.plan == api.plan(scripts, address, how)
    told = forecast.failure
    assert failure(database, scripts, how) == (
        (Path(told[0].script.path).name, told[1].line, told[1].answer.number) if told and told[1].answer else None
    )
    after, end = live(database), foretold(forecast, database.name)
    doubted = doubted_indexes(forecast)
    if doubted:
        assert diff(without(end, doubted), without(after, doubted)) == ()
        return forecast
    assert diff(end, after) == ()
    check_objects(forecast, before, after, database.server.flavor)
    return forecast


DOUBT = re.compile(r"index (`[^`]+`) of (`[^`]+`) is taken as written by somebody")


def doubted_indexes(forecast: Forecast) -> frozenset[str]:
    """The names of indexes of which the forecast says that it cannot know whether the server drops them by itself."""
    notes = [note for script in forecast.scripts for effect in script.effects for note in effect.assumptions]
    return frozenset(found.group(1).strip("`") for note in notes for found in DOUBT.finditer(note))


def without(schema: Schema, indexes: frozenset[str]) -> Schema:
    """The schema without the indexes of those names."""
    tables = {
        key: replace(table, indexes=tuple(index for index in table.indexes if index.name not in indexes))
        for key, table in schema.tables.items()
    }
    return replace(schema, tables=tables)


def failure(database: Database, scripts: Folder, how: RunOptions) -> tuple[str, int, int] | None:
    """Upgrade, and return the file, line and error number where it fails."""
    try:
        api.upgrade(scripts, parse_url(database.url), how)
    except StatementFailed as error:
        return (
            (Path(error.place.path).name, error.place.line or 0, error.answer.number)
            if error.place and error.answer
            else None
        )
    return None


def check_objects(forecast: Forecast, before: Schema, after: Schema, flavor: Flavor) -> None:
    """Compare what is told of each object with what differs between the database before and after."""
    done = compare_sides(Side("", flavor, before), Side("", flavor, after), DiffRules()).objects
    told = [one for one in forecast.comparison.objects if one.before != one.after]
    if any(detail.path == "name" for one in told for detail in one.details):
        return  # a comparison of two states takes a renamed table for one that went and one that came
    shown = [(one.kind, one.name, one.presence, one.details) for one in done if one.before != one.after]
    assert [(one.kind, one.name, one.presence, one.details) for one in told] == shown


def product(database: Database, folder: Path) -> Path:
    """The shipped scripts, for the schema of this test."""
    texts = {
        path.name: path.read_text(encoding="utf-8").replace("`zstack`", f"`{database.name}`")
        for path in (ROOT / "versions").glob("V*.sql")
    }
    return write_scripts(folder, texts)


def statements_of(folder: Path, version: str) -> list[str]:
    return sql_statements(next(folder.glob(f"V{version}__*.sql")).read_text(encoding="utf-8"))


@pytest.mark.parametrize("start", range(len(versions())))
def test_the_shipped_scripts_do_what_is_foretold_from_every_version(
    database: Database, tmp_path: Path, start: int
) -> None:
    folder, all_versions = product(database, tmp_path), versions()
    if start:
        api.upgrade(api.read_folder(folder), parse_url(database.url), options(all_versions[start - 1]))
    forecast = check_law(database, folder, options())
    assert [script.script.name for script in forecast.scripts if script.role == "script"] == [
        path.name for version in all_versions[start:] for path in folder.glob(f"V{version}__*.sql")
    ]


def half_done(database: Database, folder: Path, version: str, count: int) -> Forecast:
    """Install what comes before a version and the first statements of its script, then check the law."""
    before = versions()[versions().index(version) - 1]
    api.upgrade(api.read_folder(folder), parse_url(database.url), options(before))
    helpers = [statement for helper in HELPERS for statement in sql_statements(helper.text)]
    text = "\x00".join(helpers).replace("'zstack'", f"'{database.name}'")
    database.run([*text.split("\x00"), *statements_of(folder, version)[:count]])
    return check_law(database, folder, options(version))


@pytest.mark.parametrize(("version", "count"), [("5.5.16", 21), ("5.5.23", 3), ("5.5.28", 6)])
def test_half_done_scripts_go_on_as_foretold(database: Database, tmp_path: Path, version: str, count: int) -> None:
    forecast = half_done(database, product(database, tmp_path), version, count)
    effects = next(script.effects for script in forecast.scripts if script.role == "script")
    done = [effect.does for effect in effects[:count]]
    assert "changes" not in done
    assert "fails" not in done
    assert done.count("rewrites") == (version == "5.5.16" and count > 4), "ROW_FORMAT has no guard"


@pytest.mark.nightly
@pytest.mark.parametrize("version", ["5.5.16", "5.5.20", "5.5.23", "5.5.28"])
def test_every_half_done_state_goes_on_as_foretold(database: Database, tmp_path: Path, version: str) -> None:
    folder = product(database, tmp_path)
    for count in range(len(statements_of(folder, version)) + 1):
        half_done(database, folder, version, count)
        database.run([f"DROP DATABASE `{database.name}`", f"CREATE DATABASE `{database.name}`"])


STATES: dict[str, tuple[list[str], dict[str, str]]] = {
    "some objects are there": (
        ["CREATE TABLE a (id INT PRIMARY KEY, x INT)", "CREATE TABLE c (id INT)", "CREATE VIEW v AS SELECT id FROM a"],
        {
            "V1__a.sql": "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY);\nCREATE TABLE b (id INT PRIMARY KEY);\n"
            "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\nDROP TABLE IF EXISTS c, d;\n",
            "V2__b.sql": "CALL ADD_COLUMN('a', 'x', 'INT', 1, NULL);\nCALL ADD_COLUMN('b', 'x', 'INT', 1, NULL);\n"
            "CALL CREATE_INDEX('a', 'kx', 'x');\n",
        },
    ),
    "a column is there already": (
        ["CREATE TABLE a (id INT PRIMARY KEY, x INT)"],
        {"V1__a.sql": "CREATE TABLE n (id INT);\nALTER TABLE a ADD COLUMN x INT;\nCREATE TABLE m (id INT);\n",
         "V2__b.sql": "DROP TABLE n;\n"},
    ),
    "a key is not there": (
        ["CREATE TABLE a (id INT PRIMARY KEY, x INT)"],
        {"V1__a.sql": "ALTER TABLE a DROP INDEX kx, ADD COLUMN y INT;\n"},
    ),
    "guards by information_schema": (
        ["CREATE TABLE a (id INT PRIMARY KEY, x INT)"],
        {"V1__a.sql": "".join(
            f"SET @there = (SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND "
            f"table_name = 'a' AND column_name = '{name}');\n"
            f"SET @sql = IF(@there = 0, 'ALTER TABLE a ADD COLUMN {name} INT', 'DO 0');\n"
            "PREPARE s FROM @sql;\nEXECUTE s;\nDEALLOCATE PREPARE s;\n"
            for name in ("x", "y")
        )},
    ),
    "tables and columns get other names": (
        ["CREATE TABLE a (id INT PRIMARY KEY, x INT)", "CREATE TABLE p (id INT PRIMARY KEY)"],
        {"V1__a.sql": "RENAME TABLE a TO b;\nALTER TABLE b CHANGE x y BIGINT;\nALTER TABLE p RENAME TO q;\n"
         "CREATE TABLE fresh (id INT);\nRENAME TABLE fresh TO final;\n"},
    ),
    "a procedure of the script's own": (
        ["CREATE TABLE a (id INT PRIMARY KEY)"],
        {"V1__a.sql": "DROP PROCEDURE IF EXISTS p;\nDELIMITER $$\nCREATE PROCEDURE p()\nBEGIN\n"
         "  IF NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() "
         "AND table_name = 'b') THEN\n    CREATE TABLE b (id INT);\n    ALTER TABLE a ADD COLUMN z INT;\n  END IF;\n"
         "END $$\nDELIMITER ;\nCALL p();\nCALL p();\nDROP PROCEDURE p;\n"},
    ),
    "every kind of object": (
        ["CREATE TABLE a (id INT PRIMARY KEY, x INT, KEY kx (x))", "CREATE VIEW v AS SELECT id FROM a",
         "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = 1"],
        {"V1__a.sql": "DROP TRIGGER t;\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.x = 2;\n"
         "DROP VIEW v;\nCREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1;\n"
         "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @x = 1;\n"
         "ALTER TABLE a DROP INDEX kx, ADD CONSTRAINT chk CHECK (x > 0), COMMENT = 'c';\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_what_is_there_decides(database: Database, tmp_path: Path, name: str) -> None:
    statements, scripts = STATES[name]
    database.run(statements)
    check_law(database, write_scripts(tmp_path, scripts), replace(options(), skip_checks=frozenset({"no-history"})))


def effects(database: Database, folder: Path, before: Iterable[str], text: str) -> tuple[Effect, ...]:
    """What the statements of one script would do."""
    database.run(before)
    forecast = api.forecast(api.read_folder(write_scripts(folder, {"V1__a.sql": text})), parse_url(database.url))
    return next(script.effects for script in forecast.scripts if script.role == "script")


def test_what_statements_do_is_told(database: Database, tmp_path: Path) -> None:
    there = ["CREATE TABLE a (id INT PRIMARY KEY, x INT)", "INSERT INTO a VALUES (1, 1), (2, NULL)"]
    text = (
        "SET @x = 1;\nINSERT INTO a VALUES (3, 3);\nUPDATE a SET x = 2;\nTRUNCATE TABLE a;\n"
        "ALTER TABLE a ENGINE = InnoDB;\nCREATE TABLE IF NOT EXISTS a (id INT);\nALTER TABLE a MODIFY x INT NOT NULL;\n"
        "CREATE TABLE b (id INT);\nALTER TABLE b ADD COLUMN y INT NOT NULL;\nDROP TABLE a;\nDROP TABLE a;\nDO 1;\n"
    )
    found = effects(database, tmp_path, there, text)
    does = ["session", "rows", "rows", "rows", "rewrites", "nothing", "changes", "changes", "changes", "changes"]
    assert [effect.does for effect in found] == [*does, "fails", "not reached"]
    assert found[3].hazards[0].check == "SELECT COUNT(*) FROM `a`"
    assert [one.cost.rebuilds for one in found[4].objects if one.cost] == [True]
    (changed,) = found[6].objects
    assert HazardKind.MAY_FAIL in {hazard.kind for hazard in changed.hazards}
    assert changed.size is not None
    assert (found[8].objects[0].hazards, found[8].objects[0].cost) == ((), None), "the run has made the table itself"
    assert [hazard.kind for hazard in found[9].objects[0].hazards] == [HazardKind.DATA_LOSS]
    assert found[10].answer is not None
    assert found[10].answer.number == 1051


def test_what_depends_on_rows_is_said(database: Database, tmp_path: Path) -> None:
    text = (
        "DELIMITER $$\nCREATE PROCEDURE p()\nBEGIN\n  IF (SELECT COUNT(*) FROM a) > 0 THEN\n"
        "    ALTER TABLE a ADD COLUMN y INT;\n  END IF;\nEND $$\nDELIMITER ;\nCALL p();\n"
    )
    found = effects(database, tmp_path, ["CREATE TABLE a (id INT)"], text)
    assert found[1].does == "unknown"
    assert found[1].assumptions == (
        "an IF condition is taken as not true: the rows of `a` are not known: they are not read",
    )


@pytest.mark.parametrize("is_written", [False, True])
def test_an_index_that_may_be_the_servers_own_is_said(database: Database, tmp_path: Path, is_written: bool) -> None:
    """No server shows which indexes it made for foreign keys; one that it did goes where another covers it."""
    written = "KEY f (x), " if is_written else ""
    child = f"CREATE TABLE c (x INT, y INT, {written}CONSTRAINT f FOREIGN KEY (x) REFERENCES p (id))"
    database.run(["CREATE TABLE p (id INT PRIMARY KEY)", child])
    text = "ALTER TABLE c ADD COLUMN z INT;\nALTER TABLE c ADD INDEX k (x, y);\n"
    how = replace(options(), skip_checks=frozenset({"no-history"}))
    forecast = check_law(database, write_scripts(tmp_path, {"V1__a.sql": text}), how)
    (script,) = [one for one in forecast.scripts if one.role == "script"]
    assert [len(effect.assumptions) for effect in script.effects] == [0, 1]
    assert "index `f` of `c` is taken as written by somebody" in script.effects[1].assumptions[0]
    assert (live(database).tables["c"].index("f") is None) == (not is_written)


def test_a_table_made_anew_loses_its_rows(database: Database, tmp_path: Path) -> None:
    text = "DROP TABLE a;\nCREATE TABLE a (id INT PRIMARY KEY);\n"
    database.run(["CREATE TABLE a (id INT PRIMARY KEY)"])
    forecast = api.forecast(api.read_folder(write_scripts(tmp_path, {"V1__a.sql": text})), parse_url(database.url))
    (one,) = forecast.comparison.objects
    assert (one.name, one.presence, one.before == one.after) == ("a", "changed", True)
    assert [hazard.kind for hazard in one.hazards] == [HazardKind.DATA_LOSS]


def test_a_table_that_comes_and_goes_in_one_statement_is_no_loss(database: Database, tmp_path: Path) -> None:
    """As the helpers do, which keep values in a table of their own for a while."""
    text = (
        "DELIMITER $$\nCREATE PROCEDURE p()\nBEGIN\n  CREATE TABLE passing (id INT);\n  DROP TABLE passing;\n"
        "  DROP TABLE a;\n  CREATE TABLE a (id INT);\nEND $$\nDELIMITER ;\nCALL p();\n"
    )
    found = effects(database, tmp_path, ["CREATE TABLE a (id INT)"], text)
    (one,) = found[1].objects
    assert (one.name, [hazard.kind for hazard in one.hazards]) == ("a", [HazardKind.DATA_LOSS])


def test_the_server_tells_what_each_alter_takes(database: Database, tmp_path: Path) -> None:
    """Each ALTER is tried on a clone that those before it have changed; the database is only read."""
    text = (
        "ALTER TABLE a ADD COLUMN z INT;\nALTER TABLE a ADD INDEX kz (z);\nALTER TABLE a MODIFY x VARCHAR(40);\n"
        "CREATE TABLE b (id INT);\nALTER TABLE b ADD COLUMN z INT;\n"
    )
    database.run(["CREATE TABLE a (id INT PRIMARY KEY, x INT)"])
    before = live(database)
    scripts = api.read_folder(write_scripts(tmp_path, {"V1__a.sql": text}))
    forecast = api.forecast(scripts, parse_url(database.url), ask=True)
    told = [[one.cost for one in effect.objects] for effect in forecast.scripts[-1].effects]
    algorithms = [str(cost.algorithm) for costs in told for cost in costs if cost]
    assert algorithms == ["INSTANT", "INPLACE", "COPY"]
    assert all(cost.proved for costs in told for cost in costs if cost)
    (altered,) = (one for one in forecast.comparison.objects if one.name == "a")
    assert altered.cost is not None
    assert (str(altered.cost.algorithm), altered.cost.proved) == ("COPY", True)
    assert live(database) == before
    assert database.rows("SHOW DATABASES LIKE 'driftproof\\_probe%'") == []


def test_the_command_tells_and_exits_by_it(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path, {"V1__a.sql": "CREATE TABLE a (id INT);\nALTER TABLE b ADD c INT;\nDO 1;\n"})
    url = {"DRIFTPROOF_URL": database.url}
    ran = driftproof("plan", str(folder), env=url)
    assert ran.status == 1
    assert "+ 1 table added: `a`" in ran.out
    assert "! line 2 fails: ERROR 1146 (42S02)" in ran.out
    assert "the upgrade stops at V1__a.sql:2" in ran.out
    assert driftproof("plan", str(folder), "--scripts-only", env=url).status == 0
    assert driftproof("upgrade", str(folder), "--dry-run", env=url).status == 1


def random_scripts(database: Database, seed: int) -> tuple[list[str], list[str]]:
    """Statements of random DDL that work, and some more that follow them and may fail."""
    offline = Offline.start(database.server.flavor, live(database))
    offline.run("SET sql_mode = 'STRICT_TRANS_TABLES'")
    writer, working, following = Writer(Random(seed), offline), [], []
    for number in range(20):
        statement = writer.statement()
        if number < 10 and offline.run(statement) == 0:
            working.append(statement)
        elif number >= 10:
            offline.run(statement)
            following.append(statement)
    return working, following


def check_random(database: Database, folder: Path, seed: int) -> None:
    mode = "SET sql_mode = 'STRICT_TRANS_TABLES', foreign_key_checks = 1"
    database.run([f"DROP DATABASE `{database.name}`", f"CREATE DATABASE `{database.name}` CHARACTER SET utf8mb4"])
    working, following = random_scripts(database, seed)
    database.run([f"USE `{database.name}`", mode, *working])
    text = "".join(f"{statement};\n" for statement in [mode, *following])
    how = replace(options(), skip_checks=frozenset({"no-history"}))
    check_law(database, write_scripts(folder, {"V1__a.sql": text}), how)


@pytest.mark.parametrize("seed", range(4))
def test_random_scripts_do_what_is_foretold(database: Database, tmp_path: Path, seed: int) -> None:
    check_random(database, tmp_path, seed)


@pytest.mark.nightly
def test_many_random_scripts_do_what_is_foretold(database: Database, tmp_path: Path) -> None:
    for seed in range(100, 600):
        check_random(database, tmp_path, seed)


def test_the_session_is_what_a_run_makes_it(database: Database, tmp_path: Path) -> None:
    """--init-sql and a script's sql_mode stay; user variables, foreign key checks and the schema are put back."""
    scripts = {
        "V1__a.sql": "SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES'), foreign_key_checks = 0, @name = 'x';\n",
        "V2__b.sql": 'CREATE TABLE "a" (id INT DEFAULT NULL);\nCREATE TABLE c (id INT, FOREIGN KEY (id) '
        "REFERENCES nosuch (id));\n",
    }
    how = replace(options(), init_sql="SET SESSION sql_mode = 'NO_ZERO_DATE'")
    forecast = check_law(database, write_scripts(tmp_path, scripts), how)
    assert forecast.failure is not None
    assert forecast.failure[1].line == 2


def test_callbacks_count(database: Database, tmp_path: Path) -> None:
    scripts = {
        "beforeMigrate.sql": "CREATE TABLE IF NOT EXISTS log (id INT);\n",
        "beforeEachMigrate.sql": "INSERT INTO log VALUES (1);\n",
        "V1__a.sql": "ALTER TABLE log ADD COLUMN x INT;\n",
        "V2__b.sql": "CREATE TABLE b (id INT);\n",
        "R__view.sql": "CREATE OR REPLACE VIEW v AS SELECT x FROM log;\n",
    }
    forecast = check_law(database, write_scripts(tmp_path, scripts), options())
    assert forecast.failure is not None, "the second beforeEachMigrate gives too few values"
    assert [script.script.name for script in forecast.scripts if script.role != "preparation"] == [
        "beforeMigrate.sql", "beforeEachMigrate.sql", "V1__a.sql", "beforeEachMigrate.sql", "V2__b.sql",
        "beforeEachMigrate.sql", "R__view.sql",
    ]  # fmt: skip
