"""Pre-flight on a server where everything is against us: every problem is told at once, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.live.address import Address, parse_url
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.live.privileges import hiding_privileges, privileges_on
from driftproof.live.throwaway import throwaway
from driftproof.model.errors import PreflightFailed
from driftproof.sources.folder import read_folder
from driftproof.sources.live import read_live
from driftproof.upgrade.look import read_plan
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.preflight import CHECKS
from driftproof.upgrade.privileges import privileges_needed
from driftproof.upgrade.run import run_upgrade
from support.database import Database
from support.runner import driftproof, write_scripts
from support.servers import startable

OPTIONS = (
    "--log-bin",
    "--server-id=1",
    "--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES",
    "--max-allowed-packet=1048576",
    "--lock-wait-timeout=2",
)
SCRIPT = (
    'INSERT INTO a VALUES ("x");\n'
    "INSERT INTO a VALUES ('it\\\\s');\n"
    "DELIMITER $$\nCREATE FUNCTION f() RETURNS INT RETURN 1 $$\nDELIMITER ;\n"
    "ALTER TABLE nowhere.a ADD b INT;\n"
    f"INSERT INTO a VALUES ('{'x' * 2_000_000}');\n"
)


@pytest.fixture(scope="module", params=startable())
def hostile(request: pytest.FixtureRequest) -> Iterator[Address]:
    """A server of its own, set up against us, with a schema that has a table, and an account with few rights."""
    with throwaway(request.param, options=OPTIONS) as server:
        address = replace(parse_url(server.url), schema="shop")
        root = connect(address)
        for sql in (
            "CREATE DATABASE shop",
            "CREATE TABLE shop.a (t TEXT)",
            "CREATE USER few@'%' IDENTIFIED BY 'Secret-1'",
            "GRANT SELECT, INSERT, PROCESS ON *.* TO few@'%'",
        ):
            root.execute(sql)
        yield address
        root.close()


def as_few(address: Address) -> Address:
    return replace(address, user="few", password="Secret-1")


def tables(root: Connection) -> list[tuple[object, ...]]:
    return root.rows("SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = 'shop'")


def test_all_problems_at_once_and_nothing_changed(hostile: Address, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__all.sql": SCRIPT})
    root, blocker = connect(hostile), connect(hostile)
    blocker.use("shop")
    blocker.execute("START TRANSACTION")
    blocker.execute("INSERT INTO a VALUES ('open')")
    root.execute("SET GLOBAL read_only = 1")
    root.execute("DO SLEEP(2.1)")
    try:
        before = tables(root)
        with pytest.raises(PreflightFailed) as raised:
            run_upgrade(read_folder(folder), as_few(hostile), RunOptions(lock_wait_timeout=2), Hooks())
        assert tables(root) == before
        found = [problem.split(":")[0] for problem in raised.value.problems]
        assert found == [
            "read-only",
            "privileges",
            "sql-mode",
            "sql-mode",
            "function-creators",
            "schema-name",
            "no-history",
            "packet-size",
            "long-transaction",
        ]
        text = str(raised.value)
        assert "the account lacks ALTER, CREATE, CREATE ROUTINE, DELETE, UPDATE on `shop`" in text
        assert "sql_mode has ANSI_QUOTES" in text
        assert "V1__all.sql:4 creates a function or trigger" in text
        assert "V1__all.sql:6 names the schema `nowhere`" in text
        assert "a statement of 2000025 bytes, and max_allowed_packet is 1048576" in text
        assert f"KILL {blocker.thread_id}" in text
    finally:
        root.execute("SET GLOBAL read_only = 0")
        blocker.close()
        root.close()


@pytest.mark.parametrize("name", [name for name in CHECKS if name not in {"version", "disk", "read-only"}])
def test_a_check_can_be_left_out(hostile: Address, tmp_path: Path, name: str) -> None:
    folder = read_folder(write_scripts(tmp_path / "s", {"V1__all.sql": SCRIPT}))
    options = RunOptions(skip_checks=frozenset({name}))
    plan = read_plan(folder, as_few(hostile), options, Hooks())
    assert plan.obstacles
    assert any("sql_mode is not strict" in note for note in plan.notes)
    assert not [text for text in plan.obstacles if text.startswith(name)]


def test_a_server_that_turns_read_only_meanwhile_stops_the_run(hostile: Address, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE b (i INT);\n"})
    root = connect(hostile)
    root.execute("GRANT ALL PRIVILEGES ON shop.* TO few@'%'")
    root.execute("SET GLOBAL read_only = 1")
    try:
        done = driftproof(
            "upgrade", str(folder), "--skip-check", "no-history", "--skip-check", "read-only",
            env={"DRIFTPROOF_URL": f"mysql://few:Secret-1@{hostile.host}:{hostile.port}/shop"},
        )  # fmt: skip
        assert done.status == 3, done.err
        assert "ERROR 1290" in done.err
    finally:
        root.execute("SET GLOBAL read_only = 0")
        root.execute("REVOKE ALL PRIVILEGES ON shop.* FROM few@'%'")
        root.close()


@pytest.mark.parametrize("says", ["", "NOT DETERMINISTIC", "MODIFIES SQL DATA", "DETERMINISTIC", "NO SQL"])
def test_functions_that_do_not_say_what_they_do(hostile: Address, tmp_path: Path, says: str) -> None:
    create = f"CREATE FUNCTION g(a INT) RETURNS INT {says}\nBEGIN\n  RETURN a;\nEND"
    folder = write_scripts(tmp_path / "s", {"V1__f.sql": f"DELIMITER $$\n{create}$$\n"})
    found = read_plan(read_folder(folder), hostile, RunOptions(), Hooks()).obstacles
    told = [text for text in found if text.startswith("function-creators:")]
    assert bool(told) is (refusal(hostile, create) == 1418)
    assert all("V1__f.sql:2 creates a function that is not said to be DETERMINISTIC" in text for text in told)


def refusal(address: Address, sql: str) -> int:
    """The number of the server's error for a statement as root, 0 for none; what it makes, g, goes again."""
    root = connect(address)
    root.use("shop")
    try:
        root.execute(sql)
        root.execute("DROP FUNCTION g")
    except ServerError as error:
        return error.answer.number
    finally:
        root.close()
    return 0


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        ("GRANT ALL PRIVILEGES ON `NAME`.* TO", {"ALL PRIVILEGES"}),
        ("GRANT SELECT, CREATE VIEW ON `NAME`.* TO", {"SELECT", "CREATE VIEW"}),
        ("GRANT INSERT ON `dp\\_test\\_%`.* TO", {"INSERT"}),
        ("GRANT UPDATE ON `dp_test_______`.* TO", set()),
        ("GRANT DELETE ON `other`.* TO", set()),
    ],
)
def test_grants_are_read(database: Database, grant: str, expected: set[str]) -> None:
    name = f"{database.name}_u"
    with database.connection() as root:
        root.change(f"CREATE USER `{name}`@`%` IDENTIFIED BY 'Secret-1'")
        try:
            root.change(f"{grant.replace('NAME', database.name)} `{name}`@`%`")
            connection = connect(replace(parse_url(database.url), user=name, password="Secret-1"))
            granted = privileges_on(connection, database.name) or frozenset()
            assert granted - {"USAGE"} == expected
            connection.close()
        finally:
            root.change(f"DROP USER `{name}`@`%`")


def test_privileges_by_statement() -> None:
    assert privileges_needed(()) == {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE"}
    statements = [
        "CREATE OR REPLACE ALGORITHM=MERGE VIEW v AS SELECT 1",
        "CREATE UNIQUE INDEX i ON t (a)",
        "DROP TRIGGER x",
        "CREATE DEFINER=`a`@`b` PROCEDURE p() BEGIN END",
        "TRUNCATE t",
        "CALL p()",
    ]
    more = {"CREATE VIEW", "INDEX", "TRIGGER", "CREATE ROUTINE", "DROP", "EXECUTE"}
    assert privileges_needed(statements) - privileges_needed(()) == more


def test_what_an_account_may_not_see_is_said(database: Database) -> None:
    name = f"{database.name}_u"
    hiding = {"": ("SHOW VIEW", "TRIGGER", "EVENT", "EXECUTE"), "SHOW VIEW, TRIGGER, EVENT, EXECUTE": ()}
    with database.connection() as root:
        root.change(f"CREATE USER `{name}`@`%` IDENTIFIED BY 'Secret-1'")
        root.execute("CREATE TABLE p (id INT PRIMARY KEY)")
        root.execute("CREATE TABLE c (id INT PRIMARY KEY, CONSTRAINT f FOREIGN KEY (id) REFERENCES p (id))")
        root.execute("CREATE TRIGGER tr BEFORE INSERT ON c FOR EACH ROW SET @a = 1")
        try:
            for more, expected in hiding.items():
                root.change(f"GRANT SELECT{', ' if more else ''}{more} ON `{database.name}`.* TO `{name}`@`%`")
                connection = connect(replace(parse_url(database.url), user=name, password="Secret-1"))
                assert hiding_privileges(connection, database.name) == expected
                seen = next(iter(read_live(connection, database.name).schemas.values()))
                connection.close()
            assert seen.tables["c"].foreign_key("f") is not None
            assert list(seen.triggers) == ["tr"]
        finally:
            root.change(f"DROP USER `{name}`@`%`")


@pytest.mark.parametrize("word", ["DATABASE IF EXISTS", "schema"])
def test_a_script_that_drops_the_history_stops_before_anything_runs(
    database: Database, tmp_path: Path, word: str
) -> None:
    database.run(["CREATE TABLE kept (id INT)"])
    folder = write_scripts(tmp_path, {"V1__a.sql": f"SELECT 1;\nDROP {word} `{database.name}`;\n"})
    ran = driftproof("upgrade", str(folder), "--skip-check", "no-history", env={"DRIFTPROOF_URL": database.url})
    assert (ran.status, "drops-history:" in ran.err, "V1__a.sql:2" in ran.err) == (2, True, True)
    assert database.rows("SHOW TABLES") == [("kept",)]
