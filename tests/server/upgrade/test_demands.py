"""What statements demand of a server, found before anything is changed: each check against what the server does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.live.address import Address, parse_url
from driftproof.model.errors import PreflightFailed, StatementFailed
from driftproof.model.history import Layout
from driftproof.sources.folder import read_folder
from driftproof.upgrade.look import read_plan
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.run import run_upgrade
from support.database import Database
from support.runner import driftproof, write_scripts

Scripts = dict[str, str | bytes]
ALIASES = (
    "CREATE TABLE IF NOT EXISTS SHOP.a (id INT PRIMARY KEY, n VARCHAR(9));\n"
    "INSERT INTO SHOP.a SELECT t.id, t.n FROM SHOP.a t ON DUPLICATE KEY UPDATE a.n = 'x';\n"
    "UPDATE SHOP.a t SET t.n = TRIM(BOTH ' ' FROM t.n);\n"
    "DELETE FROM t USING SHOP.a t WHERE t.id < 0;\n"
    "INSERT INTO SHOP.a VALUES (1, 'from b.c');\n"
    "UPDATE SHOP.a SET n = 'y' -- join nosuch.table\n;\n"
    "CREATE TRIGGER g BEFORE INSERT ON SHOP.a FOR EACH ROW SET NEW.n = TRIM(LEADING 'z' FROM NEW.n);\n"
)


def obstacles(database: Database, folder: Path, options: RunOptions | None = None, user: str = "") -> tuple[str, ...]:
    address = parse_url(database.url)
    address = replace(address, user=user, password="Secret-1") if user else address
    return read_plan(read_folder(folder), address, options or RunOptions(), Hooks()).obstacles


@contextmanager
def account(database: Database, *grants: str) -> Iterator[Address]:
    """An account of the test's own; NAME in a grant is the database, TO is added."""
    name = f"{database.name}_u"
    with database.connection() as root:
        root.change(f"CREATE USER `{name}`@`%` IDENTIFIED BY 'Secret-1'")
        try:
            for grant in grants:
                root.change(f"{grant.replace('NAME', database.name)} TO `{name}`@`%`")
            yield replace(parse_url(database.url), user=name, password="Secret-1")
        finally:
            root.change(f"DROP USER `{name}`@`%`")


def test_aliases_strings_and_comments_name_no_schema(database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {"V1__a.sql": ALIASES.replace("SHOP", database.name)}
    folder = write_scripts(tmp_path / "s", scripts)
    assert obstacles(database, folder) == ()
    run_upgrade(read_folder(folder), parse_url(database.url), RunOptions(), Hooks())
    write_scripts(folder, {"V2__b.sql": f"INSERT INTO {database.name}.a SELECT b.id, b.n FROM nosuch.table_b b;\n"})
    assert [text.split(": ", 1)[1] for text in obstacles(database, folder)] == [
        f"{folder}/V2__b.sql:1 names the schema `nosuch`, which the server does not have"
    ]


def test_a_definer_without_an_account(database: Database, tmp_path: Path) -> None:
    text = (
        "DELIMITER $$\nCREATE DEFINER=`zops`@`nosuch.host` PROCEDURE p()\nBEGIN DO 1; END $$\nDELIMITER ;\nCALL p();\n"
    )
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": text})
    (found,) = obstacles(database, folder)
    assert found.startswith(f"definer: {folder}/V1__a.sql:2 names the definer 'zops'@'nosuch.host'")
    options = RunOptions(skip_checks=frozenset({"definer"}))
    with pytest.raises(StatementFailed, match="1449"):
        run_upgrade(read_folder(folder), parse_url(database.url), options, Hooks())
    write_scripts(folder, {"V1__a.sql": text.replace("`zops`@`nosuch.host`", "CURRENT_USER")})
    assert obstacles(database, folder) == ()
    write_scripts(folder, {"V1__a.sql": text, "beforeMigrate.sql": "CREATE USER IF NOT EXISTS zops@nosuch.host;\n"})
    assert obstacles(database, folder) == ()


def test_zero_dates_and_what_begins_the_session(database: Database, tmp_path: Path) -> None:
    text = "-- a comment\nCREATE TABLE a (d DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00');\n"
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": text, "V2__b.sql": "ALTER TABLE a ADD e INT;\n"})
    with database.connection() as root:
        strict = "NO_ZERO_DATE" in root.value("SELECT @@global.sql_mode")
    found = obstacles(database, folder)
    assert bool(found) is strict
    assert all("V1__a.sql:2: the zero date as a default" in text and "--init-sql" in text for text in found)
    options = RunOptions(init_sql="SET SESSION sql_mode = 'STRICT_ALL_TABLES'; SET @a = 1")
    assert obstacles(database, folder, options) == ()
    plan = read_plan(read_folder(folder), parse_url(database.url), options, Hooks())
    assert [(leak.script, leak.text) for leak in plan.leaks] == [
        ("--init-sql", "SET SESSION sql_mode = 'STRICT_ALL_TABLES'"),
        ("--init-sql", "SET @a = 1"),
    ]
    done = run_upgrade(read_folder(folder), parse_url(database.url), options, Hooks())
    assert done.version == "2"
    assert database.rows("SELECT column_default FROM information_schema.columns WHERE column_name = 'd'")


def test_what_begins_the_session_is_checked_first(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n"})
    with pytest.raises(PreflightFailed, match="--init-sql: SET nosuch = 1: ERROR 1193"):
        run_upgrade(read_folder(folder), parse_url(database.url), RunOptions(init_sql="SET nosuch = 1"), Hooks())
    assert database.rows("SHOW TABLES") == []


def test_callbacks_need_rights_too(database: Database, tmp_path: Path) -> None:
    text = "DELIMITER $$\nCREATE PROCEDURE p()\nBEGIN DO 1; END $$\nDELIMITER ;\n"
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n", "beforeMigrate.sql": text})
    with account(database, "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON `NAME`.*") as address:
        (found,) = obstacles(database, folder, user=address.user)
        assert "lacks CREATE ROUTINE" in found


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SET GLOBAL max_connections = 151", "sets a global variable, for which the account needs SUPER"),
        ("CREATE USER dp_never@localhost", "changes accounts, for which the account needs CREATE USER"),
    ],
)
def test_rights_on_the_whole_server(database: Database, tmp_path: Path, sql: str, says: str) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": f"DO 1;\n{sql};\n"})
    assert obstacles(database, folder) == ()
    with account(database, "GRANT ALL PRIVILEGES ON `NAME`.*") as address:
        (found,) = obstacles(database, folder, user=address.user)
        assert found.startswith(f"privileges: {folder}/V1__a.sql:2 {says}")
        options = RunOptions(skip_checks=frozenset({"privileges"}))
        with pytest.raises(StatementFailed):
            run_upgrade(read_folder(folder), address, options, Hooks())


def test_a_procedure_that_a_script_makes_itself_is_no_helper(database: Database, tmp_path: Path) -> None:
    text = (
        "DELIMITER $$\nCREATE PROCEDURE RENAME_COLUMN(IN a INT)\nBEGIN DO a; END $$\nDELIMITER ;\n"
        "CALL RENAME_COLUMN(1);\nDROP PROCEDURE RENAME_COLUMN;\nCREATE TABLE a (id INT);\n"
        "CALL ADD_COLUMN('a', 'b', 'INT', 1, NULL);\n"
    )
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": text})
    done = driftproof("upgrade", str(folder), env={"DRIFTPROOF_URL": database.url})
    assert done.status == 0, done.err
    assert database.rows("SHOW COLUMNS FROM a LIKE 'b'")


def test_nothing_pending_needs_no_writable_server(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n"})
    run_upgrade(read_folder(folder), parse_url(database.url), RunOptions(layout=Layout.FLYWAY_3), Hooks())
    with account(database, "GRANT SELECT ON `NAME`.*") as address:
        done = run_upgrade(read_folder(folder), address, RunOptions(), Hooks())
        assert done.applied == ()


def test_an_account_that_may_not_see_the_history_does_not_begin_anew(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n"})
    run_upgrade(read_folder(folder), parse_url(database.url), RunOptions(), Hooks())
    with account(database, "GRANT CREATE ON `NAME`.*") as address:
        assert "lacks DELETE, INSERT, SELECT, UPDATE" in obstacles(database, folder, user=address.user)[0]
