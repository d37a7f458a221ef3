"""Replays: sessions, errors, assumptions, inner steps, and the laws of running things twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.model.changes import Opaque
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.trace import Step, Trace
from driftproof.replay.replay import Policy, replay
from support.evaluation import made_script

MARIADB, MYSQL = Flavor("mariadb", (10, 11)), Flavor("mysql", (9, 7))
ADD_COLUMN = """
DELIMITER //
CREATE PROCEDURE add_column(IN p_table VARCHAR(64), IN p_column VARCHAR(64), IN p_type VARCHAR(64))
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns
                 WHERE table_schema = DATABASE() AND table_name = p_table AND column_name = p_column) THEN
    SET @sql = CONCAT('ALTER TABLE `', p_table, '` ADD COLUMN `', p_column, '` ', p_type);
    PREPARE s FROM @sql;
    EXECUTE s;
    DEALLOCATE PREPARE s;
  END IF;
END//
DELIMITER ;
"""


def run(*texts: str, flavor: Flavor = MARIADB, policy: Policy | None = None) -> Trace:
    scripts = [made_script(text, f"V{place}__x.sql") for place, text in enumerate(texts, 1)]
    return replay(scripts, default_settings(flavor), "shop", policy=policy or Policy())


def columns(trace: Trace, table: str) -> list[str]:
    found = trace.catalog.table("shop", table)
    assert found is not None
    return [column.name for column in found.columns]


def numbers(steps: tuple[Step, ...]) -> list[int]:
    return [step.answer.number if step.answer else 0 for step in steps]


@pytest.mark.parametrize("flavor", [MARIADB, MYSQL])
def test_a_guarded_call_acts_once(flavor: Flavor) -> None:
    call = "CALL add_column('t', 'b', 'VARCHAR(10)');"
    trace = run("CREATE TABLE t (a INT);", ADD_COLUMN, call, call, flavor=flavor)
    assert columns(trace, "t") == ["a", "b"]
    assert trace.refused == ()
    first, second = trace.steps[-2:]
    assert first.after is not first.before
    assert second.after is second.before
    [execute] = [step for step in first.inner if step.after is not step.before]
    assert (execute.routine, execute.statement, execute.inner[0].sql) == (
        "add_column",
        first.statement,
        "ALTER TABLE `t` ADD COLUMN `b` VARCHAR(10)",
    )
    assert trace.catalog.routine("shop", "procedure", "ADD_COLUMN").body[execute.offset :].startswith("EXECUTE s")


@given(st.lists(st.sampled_from("abcdef"), max_size=6))
def test_guarded_calls_twice_change_nothing_more(names: list[str]) -> None:
    calls = "".join(f"CALL add_column('t', '{name}', 'INT');" for name in names)
    once = run("CREATE TABLE t (a INT);", ADD_COLUMN, calls)
    twice = run("CREATE TABLE t (a INT);", ADD_COLUMN, calls, calls)
    assert once.catalog == twice.catalog
    assert columns(once, "t") == list(dict.fromkeys(["a", *names]))


def test_the_first_error_stops_the_run() -> None:
    trace = run("CREATE TABLE t (a INT); CREATE TABLE t (a INT); CREATE TABLE u (a INT);", "CREATE TABLE v (a INT);")
    assert numbers(trace.steps) == [0, 1050]
    everything = run(
        "CREATE TABLE t (a INT); CREATE TABLE t (a INT); CREATE TABLE u (a INT);",
        "CREATE TABLE v (a INT);",
        policy=Policy(on_error="continue"),
    )
    assert numbers(everything.steps) == [0, 1050, 0, 0]
    assert [step.answer.number for step in everything.refused if step.answer] == [1050]


def test_a_restored_session_forgets_and_a_shared_one_keeps() -> None:
    texts = ("SET @x = 1, sql_mode = 'ANSI_QUOTES';", 'CREATE TABLE t ("a" INT);')
    assert run(*texts, policy=Policy(session="shared")).refused == ()
    assert run(*texts).session.variables == {}


def test_a_run_puts_back_what_flyway_does_and_keeps_the_rest() -> None:
    texts = (
        "SET NAMES latin1; SET @x = 1, sql_mode = 'ANSI_QUOTES', foreign_key_checks = 0;",
        "CREATE TEMPORARY TABLE u (b INT);",
        "CREATE TABLE t AS SELECT 'a' AS \"a\", u.b FROM u;",
    )
    trace = run(*texts, policy=Policy(session="run"))
    table = trace.catalog.table("shop", "t")
    assert trace.refused == ()
    assert trace.session.variables == {}
    assert trace.session.foreign_key_checks
    assert table is not None
    assert [column.charset for column in table.columns] == ["latin1", None]


def test_a_step_keeps_the_session_and_the_catalogs_around_it() -> None:
    trace = run("SET foreign_key_checks = 0; CREATE TABLE t (a INT);")
    assert [step.session.foreign_key_checks for step in trace.steps] == [True, False]
    assert trace.steps[1].before.table("shop", "t") is None
    assert trace.steps[1].after is trace.catalog


@pytest.mark.parametrize(
    ("text", "assumption"),
    [
        ("CREATE TABLE t (a INT); UPDATE t SET a = 1;", "`t` is taken as empty"),
        ("CREATE TABLE t (a INT); SET @n = (SELECT COUNT(*) FROM t);", "`t` is taken as empty"),
        ("DO NOW();", "the time is taken as 2026-01-01 00:00:00"),
        ("CALL mysql.something();", "`mysql`.`something` is the server's own and taken as doing nothing"),
        (
            "SET @s = UUID(); PREPARE s FROM @s;",
            "prepared statement `s` is taken as doing nothing: UUID() differs from run to run",
        ),
    ],
)
def test_what_is_taken_for_granted_stands_on_the_step(text: str, assumption: str) -> None:
    assert run(text).steps[-1].assumptions == (assumption,)


def test_rows_that_scripts_put_in_are_no_assumption() -> None:
    trace = run("CREATE TABLE t (a INT); INSERT INTO t VALUES (1); SET @n = (SELECT COUNT(*) FROM t);")
    assert trace.steps[-1].assumptions == ()
    assert trace.session.variables["n"] == 1


def test_a_condition_that_is_not_known_is_taken_as_not_true() -> None:
    trace = run(
        "DELIMITER //\nCREATE PROCEDURE p() IF RAND() > 0.5 THEN CREATE TABLE t (a INT); END IF//\nCALL p()//\n"
    )
    assert trace.catalog.table("shop", "t") is None
    assert trace.steps[-1].assumptions == ("an IF condition is taken as not true: RAND() differs from run to run",)


def test_rows_are_forgotten_when_they_become_too_many() -> None:
    values = ", ".join(f"({number})" for number in range(6000))
    trace = run(f"CREATE TABLE t (a INT, b INT); INSERT INTO t (a) VALUES {values}; SET @n = (SELECT COUNT(*) FROM t);")
    assert "n" in trace.session.variables
    assert str(trace.session.variables["n"]).count("not known")


def test_an_endless_loop_comes_to_an_end_with_a_note() -> None:
    trace = run("DELIMITER //\nCREATE PROCEDURE p() l: LOOP SET @x = 1; END LOOP//\nCALL p()//\n")
    assert trace.steps[-1].assumptions == ("a loop is left after 100000 turns",)


def test_a_routine_knows_the_mode_and_the_place_of_its_creation() -> None:
    trace = run("\n\nSET sql_mode = 'ANSI_QUOTES';\nCREATE PROCEDURE p() SELECT \"x\";")
    routine = trace.catalog.routine("shop", "procedure", "p")
    assert routine is not None
    assert (routine.sql_mode, routine.created_by) == ("ANSI_QUOTES", "V1__x.sql:4")


def test_a_statement_that_driftproof_fails_on_is_left_out_and_the_rest_goes_on() -> None:
    deep = "SELECT " + "IF(1, " * 3000 + "1" + ", 0)" * 3000
    trace = run(f"CREATE TABLE t (a INT); {deep}; SELECT JSON_VALID(REPEAT('[', 3000)); ALTER TABLE t ADD b INT;")
    assert columns(trace, "t") == ["a", "b"]
    reasons = [step.action.reason for step in trace.steps if isinstance(step.action, Opaque)]
    assert reasons == ["nested too deeply", "driftproof fails on it: nested too deeply"]


def test_numbers_of_any_length_are_computed() -> None:
    trace = run(
        "CREATE TABLE t (a DECIMAL(65, 30) DEFAULT 99999999999999999999999999999999999.5);",
        "INSERT INTO t VALUES (CAST('1e30' AS DECIMAL(65, 30)));",
        "SET @a = (SELECT a FROM t), @b = CHAR(UUID_SHORT());",
    )
    assert numbers(trace.steps) == [0, 0, 0]
    assert [step for step in trace.steps if isinstance(step.action, Opaque)] == []
    table = trace.catalog.table("shop", "t")
    assert table is not None
    assert table.columns[0].default is not None
    assert table.columns[0].default.text == "99999999999999999999999999999999999.500000000000000000000000000000"


def test_a_temporary_table_may_hide_what_it_is_made_of() -> None:
    trace = run(
        """CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2); CREATE VIEW v AS SELECT a FROM t;
        CREATE TEMPORARY TABLE t AS SELECT a AS b FROM t; CREATE TEMPORARY TABLE v AS SELECT b FROM t;
        SET @sql = CONCAT('CREATE TABLE made_', (SELECT SUM(b) FROM v), ' (x INT)'); PREPARE s FROM @sql; EXECUTE s;"""
    )
    assert numbers(trace.refused) == []
    assert columns(trace, "t") == ["a"]
    assert columns(trace, "made_3") == ["x"]


@pytest.mark.parametrize("query", ["SELECT a AS u, STD(1) AS b FROM t", "SELECT * FROM mysql.user"])
def test_a_table_made_of_what_is_not_known_makes_no_errors_of_its_own(query: str) -> None:
    trace = run(
        f"""CREATE TABLE t (a VARCHAR(32)); CREATE TABLE w AS {query};
        SELECT b FROM w; INSERT INTO w (u, b) VALUES (1, 2);
        UPDATE w SET b = 1 WHERE u = 'x'; DELETE FROM w WHERE u = 'x'; ALTER TABLE w ADD PRIMARY KEY (u), DROP COLUMN b;
        CREATE INDEX i ON w (u); CREATE TRIGGER r BEFORE INSERT ON w FOR EACH ROW SET NEW.u = 'x';
        CREATE VIEW v AS SELECT u FROM w; ALTER TABLE w RENAME x; CREATE TABLE y AS SELECT 1 AS a, x.* FROM x;
        INSERT INTO t SELECT u FROM x; DROP TABLE x;"""
    )
    assert numbers(trace.refused) == []
    made = trace.catalog.table("shop", "y")
    assert made is not None
    assert "are not known" in made.unsupported
