"""Statements that are no schema definitions: what each says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.spell import spell
from driftproof.model.changes import AlterTable, DropTables, ObjectName, Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.commands import (
    CallProcedure,
    Deallocate,
    Delete,
    Execute,
    GetDiagnostics,
    Insert,
    Other,
    Prepare,
    RunBlock,
    RunQuery,
    SetStatement,
    SetVariables,
    Several,
    Signal,
    Transaction,
    Truncate,
    Update,
    UseSchema,
)
from driftproof.model.syntax.expressions import DefaultOf, Literal, Name, SystemVariable, UserVariable

DIALECT = Dialect.of(Flavor.parse("mariadb:10.11"))
ONE = Literal("number", "1")


def assignments(sql: str) -> list[tuple[str, str | None]]:
    """Return the targets and values of a SET, spelled."""
    found = parse(sql, DIALECT)
    assert isinstance(found, SetVariables), found
    return [(spell(each.target), None if each.value is None else spell(each.value)) for each in found.assignments]


SETS = {
    "SET @a = 1, @b := 2": [("@`a`", "1"), ("@`b`", "2")],
    "SET a = 1, GLOBAL x = 2, y = 3, @@z = 4, @@global.w = 5": [
        ("@@a", "1"),
        ("@@global.x", "2"),
        ("@@global.y", "3"),
        ("@@z", "4"),
        ("@@global.w", "5"),
    ],
    "SET SESSION sql_mode = ANSI_QUOTES, foreign_key_checks = ON": [
        ("@@session.sql_mode", "`ANSI_QUOTES`"),
        ("@@session.foreign_key_checks", "`ON`"),
    ],
    "SET sql_mode = DEFAULT": [("@@sql_mode", None)],
    "SET @x = (SELECT COUNT(*) FROM t)": [("@`x`", "(select count(*) from `t`)")],
    "/*!40101 SET @OLD=@@SQL_MODE, SQL_MODE='NO_ZERO_DATE' */": [
        ("@`OLD`", "@@sql_mode"),
        ("@@sql_mode", "'NO_ZERO_DATE'"),
    ],
    "SET NAMES 'utf8mb4' COLLATE utf8mb4_bin": [
        ("@@character_set_client", "'utf8mb4'"),
        ("@@character_set_connection", "'utf8mb4'"),
        ("@@character_set_results", "'utf8mb4'"),
        ("@@collation_connection", "'utf8mb4_bin'"),
    ],
    "SET CHARACTER SET latin1": [
        ("@@character_set_client", "'latin1'"),
        ("@@character_set_results", "'latin1'"),
        ("@@collation_connection", "@@collation_database"),
    ],
    "SET time_zone = '+00:00', names = 1": [("@@time_zone", "'+00:00'"), ("@@names", "1")],
}


@pytest.mark.parametrize(("sql", "wanted"), SETS.items(), ids=list(SETS))
def test_set(sql: str, wanted: list[tuple[str, str | None]]) -> None:
    assert assignments(sql) == wanted


KINDS = {
    "SET PASSWORD FOR 'a'@'b' = 'c'": "set password",
    "SET GLOBAL TRANSACTION ISOLATION LEVEL SERIALIZABLE": "set transaction",
    "SET DEFAULT ROLE r": "set default role",
    "GRANT ALL ON a.* TO 'b'@'%'": "grant",
    "REVOKE ALL PRIVILEGES, GRANT OPTION FROM x": "revoke",
    "CREATE USER IF NOT EXISTS 'a'@'%' IDENTIFIED BY 'x'": "create user",
    "CREATE OR REPLACE ROLE r": "create role",
    "ALTER USER a PASSWORD EXPIRE": "alter user",
    "DROP USER IF EXISTS a, b": "drop user",
    "RENAME USER a TO b": "rename user",
    "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'x')": "create server",
    "CREATE TABLESPACE t ADD DATAFILE 'x'": "create tablespace",
    "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'": "create function",
    "FLUSH PRIVILEGES": "flush",
    "ANALYZE TABLE a, b": "analyze table",
    "OPTIMIZE LOCAL TABLE a": "optimize local",
    "LOCK TABLES a WRITE": "lock tables",
    "UNLOCK TABLES": "unlock tables",
    "LOAD DATA LOCAL INFILE 'x' INTO TABLE t": "load data",
    "HANDLER t OPEN": "handler",
    "SHOW CREATE TABLE t": "show",
    "EXPLAIN SELECT 1": "explain",
    "DESC t": "desc",
    "KILL QUERY 3": "kill",
    "CHANGE MASTER TO MASTER_HOST='x'": "change master",
    "START SLAVE": "start slave",
    "INSTALL SONAME 'x'": "install soname",
    "BINLOG 'x'": "binlog",
    "DELETE HISTORY FROM t": "delete history",
    "WITH a AS (SELECT 1) DELETE FROM t": "with",
    "/*!99999 CREATE TABLE t (a INT) */": "comment",
    "-- nothing": "comment",
}


@pytest.mark.parametrize(("sql", "kind"), KINDS.items(), ids=list(KINDS))
def test_statements_that_leave_schema_and_session_alone(sql: str, kind: str) -> None:
    assert parse(sql, DIALECT) == Other(kind, sql)


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("BEGIN", "begin"),
        ("BEGIN WORK", "begin"),
        ("START TRANSACTION READ ONLY", "start transaction"),
        ("COMMIT AND CHAIN", "commit"),
        ("ROLLBACK WORK TO SAVEPOINT x", "rollback to"),
        ("SAVEPOINT x", "savepoint"),
        ("RELEASE SAVEPOINT x", "release savepoint"),
        ("XA START 'x'", "xa start"),
    ],
)
def test_transactions(sql: str, kind: str) -> None:
    assert parse(sql, DIALECT) == Transaction(kind, "x" if "SAVEPOINT" in sql else "")


def test_session_and_program_commands() -> None:
    assert parse("USE `a b`", DIALECT) == UseSchema("a b")
    assert parse("CALL d.p(1, @x)", DIALECT) == CallProcedure(ObjectName("p", "d"), (ONE, UserVariable("x")))
    assert parse("CALL p", DIALECT) == CallProcedure(ObjectName("p"))
    assert parse("PREPARE s FROM @q", DIALECT) == Prepare("s", UserVariable("q"))
    assert parse("EXECUTE s USING @a, 1", DIALECT) == Execute("s", (UserVariable("a"), ONE))
    assert parse("EXECUTE IMMEDIATE 'x'", DIALECT) == Execute("", (), Literal("string", "x"))
    assert parse("DROP PREPARE s", DIALECT) == parse("DEALLOCATE PREPARE s", DIALECT) == Deallocate("s")
    assert parse("SIGNAL SQLSTATE VALUE '45000' SET MESSAGE_TEXT = 'x'", DIALECT) == Signal(
        "45000", (("MESSAGE_TEXT", Literal("string", "x")),)
    )
    assert parse("RESIGNAL", DIALECT) == Signal("", (), True)
    assert parse("GET CURRENT DIAGNOSTICS CONDITION 1 @a = MYSQL_ERRNO", DIALECT) == GetDiagnostics(
        ((UserVariable("a"), "MYSQL_ERRNO"),), ONE
    )
    assert parse("DO SLEEP(1), RELEASE_LOCK('x')", DIALECT) == parse("SELECT SLEEP(1), RELEASE_LOCK('x')", DIALECT)


def test_rows() -> None:
    table = ObjectName("t")
    both = parse("INSERT IGNORE INTO t (a, t.b) VALUES (1, DEFAULT) ON DUPLICATE KEY UPDATE a = VALUES(b)", DIALECT)
    update = ((Name(("a",)), DefaultOf("b", inserted=True)),)
    assert both == Insert(table, ("a", "b"), ((ONE, DefaultOf()),), None, update, ignore=True)
    assert parse("REPLACE t SET a = 1", DIALECT) == Insert(table, ("a",), ((ONE,),), replace=True)
    assert parse("INSERT DELAYED t VALUES (), (1) RETURNING a", DIALECT) == Insert(table, (), ((), (ONE,)))
    selected = parse("INSERT INTO t (a) (SELECT 1) UNION SELECT 2", DIALECT)
    assert isinstance(selected, Insert)
    assert selected.query is not None
    assert isinstance(parse("INSERT INTO t VALUES (1) AS n ON DUPLICATE KEY UPDATE a = n.a", DIALECT), Opaque)
    for values in ("(1) AS n ON DUPLICATE KEY UPDATE a = n.a", "(1) AS n (m) ON DUPLICATE KEY UPDATE a = m"):
        aliased = parse(f"INSERT INTO t (a) VALUES {values}", Dialect.of(Flavor.parse("mysql:8.4")))
        assert isinstance(aliased, Insert)
        assert aliased.updates == ((Name(("a",)), DefaultOf("a", inserted=True)),)
    changed = parse("UPDATE IGNORE t a JOIN u USING (x) SET a.b = 1 WHERE c ORDER BY d DESC LIMIT 3", DIALECT)
    assert isinstance(changed, Update)
    assert (changed.ignore, changed.order) == (True, ((Name(("d",)), True),))
    several = parse("DELETE a.*, s.b FROM a JOIN s.b USING (x)", DIALECT)
    assert isinstance(several, Delete)
    assert several.targets == (ObjectName("a"), ObjectName("b", "s"))
    assert several == parse("DELETE FROM a, s.b USING a JOIN s.b USING (x)", DIALECT)
    assert parse("TRUNCATE t", DIALECT) == Truncate(table)


def test_statements_of_mariadb() -> None:
    within = parse("SET STATEMENT max_statement_time = 1 FOR DROP TABLE t", DIALECT)
    assert isinstance(within, SetStatement)
    assert within.assignments[0].target == SystemVariable("max_statement_time")
    assert within.action == DropTables((ObjectName("t"),))
    assert parse("BEGIN NOT ATOMIC SELECT 1; END", DIALECT) == RunBlock("BEGIN NOT ATOMIC SELECT 1; END")
    assert parse("IF 1 THEN SELECT 1; END IF;", DIALECT) == RunBlock("IF 1 THEN SELECT 1; END IF")


def test_several_statements_in_one_text() -> None:
    found = parse("ALTER TABLE t ADD a INT; SET x = 1;", DIALECT)
    assert isinstance(found, Several)
    assert [part.sql for part in found.parts] == ["ALTER TABLE t ADD a INT", "SET x = 1"]
    assert isinstance(found.parts[0].action, AlterTable)
    assert found.parts[1].offset == 25
    assert parse("SELECT 1;;", DIALECT) == parse("SELECT 1", DIALECT)


@pytest.mark.parametrize("sql", ["gibberish", "SELECT 1 FROM", "INSERT INTO t", "GRANT (", "USE", "SELECT 1; oops"])
def test_what_is_not_understood_is_opaque_with_a_reason(sql: str) -> None:
    found = parse(sql, DIALECT)
    assert isinstance(found, Opaque)
    assert found.text == sql
    assert found.reason


PIECES = "SELECT ( ) , ; ' \" ` a 1 FROM = CASE END IF SET @ @@x /*! */ -- INSERT ALTER"


@settings(max_examples=200, deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES.split())).map(" ".join))
def test_nothing_raises(text: str) -> None:
    parse(text, DIALECT)


def test_deep_nesting_is_opaque() -> None:
    assert isinstance(parse("SELECT " + "(" * 20000 + "1" + ")" * 20000, DIALECT), Opaque)


def test_a_query_is_run() -> None:
    assert isinstance(parse("(SELECT 1) UNION (SELECT 2)", DIALECT), RunQuery)
