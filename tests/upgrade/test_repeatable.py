"""Which scripts can start over wherever they were cut short, so that they need no journal."""

from __future__ import annotations

import pytest

from driftproof.language.split import split
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.plan import helper_names
from driftproof.upgrade.procedures import read_helpers
from driftproof.upgrade.repeatable import needs_journal
from driftproof.upgrade.surroundings import (
    filled_again,
    lock_held,
    locking,
    temporary_tables,
    unfit,
)

HELPERS = frozenset(name.lower() for name in helper_names(read_helpers(shipped_sql("procedures"))))


def needs(text: str) -> bool:
    return needs_journal([piece for piece in split(text) if piece.is_sql], HELPERS)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE IF NOT EXISTS t (a INT);\nCREATE OR REPLACE VIEW v AS SELECT a FROM t;",
        "CALL ADD_COLUMN('t', 'a', 'INT', 1, NULL);\nCALL `shop`.`CREATE_INDEX`('t', 'ix', 'a');",
        "SET FOREIGN_KEY_CHECKS = 0;\nUSE shop;\nDROP TABLE IF EXISTS a, b;",
        "DROP PROCEDURE IF EXISTS p;\nDELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND//\nDELIMITER ;",
        "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 1;",
        "DO SLEEP(1);\nSELECT COUNT(*) FROM t;\nCREATE TABLE IF NOT EXISTS t (a INT);",
        "CALL ADD_COLUMN('t', 'a', 'INT', 1, NULL);\nCALL DROP_COLUMN('t', 'b');",
        "CALL MODIFY_COLUMN('t', 'a', 'INT', 1, NULL);\nCALL MODIFY_COLUMN('t', 'b', 'INT', 1, NULL);",
        "DROP INDEX IF EXISTS ix ON t;\nCREATE INDEX IF NOT EXISTS iy ON t (a);",
    ],
)
def test_guarded_statements_need_none(text: str) -> None:
    assert not needs(text)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (a INT);",
        "ALTER TABLE t ADD a INT;",
        "INSERT INTO t VALUES (1);",
        "UPDATE t SET a = 1;",
        "CALL mine();",
        "PREPARE s FROM 'DO 1';\nEXECUTE s;",
        "SET @n = f();",
        "CREATE TABLE IF NOT EXISTS t AS SELECT * FROM u;",
        "CREATE OR REPLACE TABLE b LIKE a;\nCREATE OR REPLACE TABLE a (x INT);",
        "DELIMITER //\nBEGIN NOT ATOMIC\n  UPDATE t SET a = a + 1;\nEND//\nDELIMITER ;",
        "DELIMITER //\nCREATE TABLE IF NOT EXISTS t (a INT); INSERT INTO t VALUES (1)//\nDELIMITER ;",
    ],
)
def test_others_need_one(text: str) -> None:
    assert needs(text)


@pytest.mark.parametrize(
    "text",
    [
        "CALL DROP_COLUMN('t', 'a');\nCALL RENAME_COLUMN('t', 'b', 'a');",
        "DROP TABLE IF EXISTS bak;\nCALL RENAME_TABLE_SAFELY('t', 'bak');",
        "CREATE OR REPLACE VIEW v AS SELECT a FROM w;\nDROP VIEW IF EXISTS w;",
        "CALL ADD_COLUMN('t', 'a', 'INT', 1, NULL);\nCALL MODIFY_COLUMN('t', 'a', 'BIGINT', 1, NULL);",
        "CALL COPY_COLUMN('t', 'a', 'b');\nCALL DROP_COLUMN('t', 'a');",
    ],
)
def test_what_takes_away_what_an_earlier_one_names_needs_one(text: str) -> None:
    """Each statement may run twice; but from the first on again, they would miss, or destroy, something."""
    assert needs(text)


def statements(text: str) -> list:  # type: ignore[type-arg]
    return [piece for piece in split(text) if piece.is_sql]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("SET sql_log_bin = 0;\nUPDATE t SET a = 1;", 0),
        ("DO 1;\nFLUSH TABLES t WITH READ LOCK;", 1),
        ("CREATE TABLE t AS SELECT ROW_COUNT() AS n;", 0),
        ("UPDATE t SET a = 1;\nINSERT INTO n VALUES (ROW_COUNT());\nLOCK TABLES t WRITE;", None),
        ("DELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  SET sql_log_bin = 0;\n  CALL q(ROW_COUNT());\nEND//", None),
    ],
)
def test_what_leaves_no_room_for_a_journal(text: str, number: int | None) -> None:
    found = statements(text)
    assert unfit(found) == (None if number is None else found[number])


def test_a_lock_takes_the_journal_in() -> None:
    sent = locking("LOCK TABLES t AS x READ LOCAL NOWAIT", "`s`.`j`")
    assert sent == "LOCK TABLES `s`.`j` WRITE, t AS x READ LOCAL NOWAIT"
    assert locking("UPDATE t SET a = 1", "`s`.`j`") == "UPDATE t SET a = 1"
    done = statements("LOCK TABLES t WRITE;\nUPDATE t SET a = 1;\nUNLOCK TABLES;\nDO 1;")
    assert lock_held(done[:2]) == "LOCK TABLES t WRITE"
    assert lock_held(done) == ""


def test_temporary_tables_are_filled_again_where_nothing_has_changed() -> None:
    text = "CREATE TEMPORARY TABLE x (a INT);\nINSERT INTO x SELECT a FROM t;\nINSERT INTO u SELECT a FROM x;\n"
    done = statements(text)
    assert temporary_tables(done) == {"x": 0}
    assert [each.sql for each in filled_again(done, {"x": 0}) or []] == [done[0].sql, done[1].sql]
    changed = statements(text + "UPDATE t SET a = a + 1;\n")
    assert filled_again(changed, {"x": 0}) is None
    assert temporary_tables(statements(text + "DROP TEMPORARY TABLE x;")) == {}
