"""First words, session changes, placeholders, lock names: the small questions of the runner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.language.split import split
from driftproof.model.errors import ScriptError
from driftproof.model.history import History, Layout
from driftproof.model.scripts import Script, ScriptKind
from driftproof.upgrade.lock import flyway_lock_name, java_hash, own_lock_name, owner_text
from driftproof.upgrade.placeholders import fill_placeholders
from driftproof.upgrade.statements import cut_program, first_word, is_restored, may_touch_session, session_change


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("select 1", "SELECT"),
        ("  -- why\n  /* what */ (SELECT 1)", "SELECT"),
        ("# why\nInsert a VALUES (1)", "INSERT"),
        ("/*!50003 CREATE TRIGGER x */", "CREATE"),
        ("/*M!100301 SET @a = 1 */", "SET"),
        ("--1", ""),
        ("", ""),
        ("-- only a comment", ""),
    ],
)
def test_first_word(sql: str, word: str) -> None:
    assert first_word(sql) == word


@given(st.text())
def test_first_word_never_fails_and_is_in_capitals(text: str) -> None:
    word = first_word(text)
    assert word == word.upper()
    assert word.lower() in text.lower()


@pytest.mark.parametrize(
    ("sql", "change", "restored"),
    [
        ("SET FOREIGN_KEY_CHECKS = 0", "SET FOREIGN_KEY_CHECKS = 0", True),
        ("SET @@session.foreign_key_checks=0", "SET @@session.foreign_key_checks=0", True),
        ("SET SESSION sql_safe_updates = 1", "SET SESSION sql_safe_updates = 1", True),
        ("SET @a = 1", "SET @a = 1", True),
        ("SET @a = 1, sql_mode = ''", "SET @a = 1, sql_mode = ''", False),
        ("SET sql_mode = ''", "SET sql_mode = ''", False),
        ("SET NAMES latin1", "SET NAMES latin1", False),
        ("use `shop`", "use `shop`", True),
        ("LOCK TABLES a WRITE", "LOCK TABLES a WRITE", False),
        ("SET GLOBAL x = 1", "", False),
        ("SET PASSWORD = 'x'", "", False),
        ("SELECT 1", "", False),
    ],
)
def test_session_changes(sql: str, change: str, restored: bool) -> None:
    assert session_change(sql) == change
    assert not change or is_restored(change) is restored
    assert not change or may_touch_session(sql)


def test_plain_ddl_and_dml_leave_the_session_alone() -> None:
    assert not any(map(may_touch_session, ["CREATE TABLE a (i INT)", "INSERT a VALUES (1)", "ALTER TABLE a ADD b INT"]))
    assert all(map(may_touch_session, ["SELECT 1 INTO @a", "CALL p()", "USE x", "PREPARE s FROM 'x'"]))


def made(text: str) -> Script:
    return Script(ScriptKind.VERSIONED, "V1__a.sql", "dir/V1__a.sql", "a", text.encode(), text)


def test_placeholders_are_filled_everywhere() -> None:
    (filled,) = fill_placeholders([made("-- ${a}\nDO '${b}${a}';")], {"a": "1", "b": "${a}"})
    assert filled.text == "-- 1\nDO '${a}1';"
    assert filled.data == b"-- ${a}\nDO '${b}${a}';", "the checksum is that of the file"


def test_every_placeholder_without_a_value_is_told() -> None:
    with pytest.raises(ScriptError) as raised:
        fill_placeholders([made("DO ${x};\n\nDO ${y};"), made("DO ${z};")], {"x": "1"})
    assert "dir/V1__a.sql:3: no value for the placeholder ${y}" in str(raised.value)
    assert "dir/V1__a.sql: no value for the placeholder ${z}" in str(raised.value).replace(":1:", ":")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="{}")))
def test_text_without_placeholders_stays(text: str) -> None:
    (filled,) = fill_placeholders([made(text)], {})
    assert filled.text == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("", 0), ("a", 97), ("hello", 99162322), ("polygenelubricants", -(2**31)), ("\U0001f600", 1772899)],
)
def test_java_hash_codes(text: str, value: int) -> None:
    assert java_hash(text) == value


def test_flyways_lock_names() -> None:
    def name(table: str) -> str:
        return flyway_lock_name(History("zstack", table, Layout.FLYWAY_3))

    assert name("schema_version") == "Flyway-945375746"
    assert name("flyway_schema_history") == "Flyway--1956831125"


@given(st.text(min_size=1, max_size=64))
def test_own_lock_names_fit_and_differ(schema: str) -> None:
    assert len(own_lock_name(schema)) <= 64
    assert own_lock_name(schema) != own_lock_name(schema + "x")


@given(st.text(min_size=1, max_size=64))
def test_what_the_holder_says_of_itself_cannot_leave_its_comment(schema: str) -> None:
    text = owner_text(schema)
    assert "*/" not in text
    assert "%" not in text
    assert text.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; SET NEW.c = 2; END;",
        "create definer=`root`@`%` procedure p(IN a INT)\nbegin\n  -- the end; is near\n  select 'END'; end;",
        "CREATE FUNCTION f() RETURNS INT BEGIN RETURN 1; END;",
        "CREATE FUNCTION f(a VARCHAR(3)) RETURNS INT DETERMINISTIC BEGIN IF a THEN RETURN 1; END IF; RETURN 2; END;",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; END;",
        "CREATE OR REPLACE PROCEDURE p() COMMENT 'END' here: BEGIN DECLARE x INT; END here;",
    ],
)
def test_programs_without_a_delimiter_are_seen(text: str) -> None:
    assert next(cut_program(piece) for piece in split(text) if piece.is_sql)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.begin = 1;",
        "CREATE PROCEDURE p() SELECT begin FROM a WHERE b = 'BEGIN SET x';",
        "CREATE PROCEDURE p() SELECT MAX(a) begin FROM b;",
        "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;",
        "CREATE PROCEDURE p() BEGIN END;",
        "CREATE TABLE `procedure` (begin INT) COMMENT 'DO BEGIN SET';",
        "INSERT INTO a VALUES ('CREATE PROCEDURE p() BEGIN SET @a = 1');",
    ],
)
def test_other_statements_are_no_cut_programs(text: str) -> None:
    assert not any(cut_program(piece) for piece in split(text))
