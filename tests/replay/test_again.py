from __future__ import annotations

import pytest

from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.replay.again import ScriptRun, replay_twice, run_on
from driftproof.replay.parts import changed_parts

SETTINGS = default_settings(Flavor.parse("mariadb:10.11"))


def run(*texts: str) -> list[ScriptRun]:
    scripts = [
        Script(ScriptKind.REPEATABLE, name, name, name, text.encode(), text)
        for name, text in ((f"{number}.sql", text) for number, text in enumerate(texts))
    ]
    return list(replay_twice(scripts, SETTINGS, "app"))


def test_the_second_run_goes_on_what_the_first_made() -> None:
    (one,) = run("CREATE TABLE a (x INT); CREATE TABLE IF NOT EXISTS b (x INT);")
    assert [step.answer for step in one.steps] == [None, None]
    assert [step.answer.number if step.answer else 0 for step in one.again] == [1050, 0]


def test_the_next_script_goes_on_what_the_first_run_made() -> None:
    first, second = run("CREATE TABLE a (x INT, KEY (x)); ALTER TABLE a ADD KEY (x);", "ALTER TABLE a ADD KEY (x);")
    assert first.again[1].doubled
    assert second.before == first.after != first.after_again


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("CREATE TABLE IF NOT EXISTS a (x INT); INSERT INTO a VALUES (1);", ((1, "a"),)),
        ("CREATE TABLE IF NOT EXISTS a (x INT PRIMARY KEY); INSERT IGNORE INTO a VALUES (1);", ()),
        ("CREATE TABLE IF NOT EXISTS a (x INT); DELETE FROM a; INSERT INTO a VALUES (1);", ()),
        ("CREATE TEMPORARY TABLE a (x INT); INSERT INTO a VALUES (1);", ()),
        ("CREATE TABLE IF NOT EXISTS a (x INT); INSERT INTO a VALUES (1), (2);", ((1, "a"),)),
    ],
)
def test_rows_that_come_again(text: str, doubled: tuple[tuple[int, str], ...]) -> None:
    (one,) = run(text)
    assert one.doubled_rows == doubled


def test_stops_are_tried_where_something_is_there_for_a_while() -> None:
    (one,) = run("CREATE PROCEDURE p() DO 0; CALL p(); DROP PROCEDURE p; CREATE TABLE IF NOT EXISTS a (x INT);")
    assert [step.answer for step in one.again] == [None] * 4
    (stopped,) = one.stopped
    assert stopped.after == 1
    assert stopped.again[0].answer is not None
    assert stopped.again[0].answer.number == 1304


def test_each_stop_is_tried_on_what_is_there_by_then() -> None:
    (one,) = run(
        "CREATE TABLE a (x INT); ALTER TABLE a ADD y INT; CREATE PROCEDURE p() DO 0; INSERT INTO a VALUES (1, 1);"
        "DROP PROCEDURE p; ALTER TABLE a DROP y;"
    )
    assert [stopped.after for stopped in one.stopped] == [2, 3]
    numbers = [[step.answer.number if step.answer else 0 for step in stopped.again] for stopped in one.stopped]
    assert numbers == [[1050, 1060], [1050, 1060, 1304]]
    assert one.doubled_rows == ((3, "a"),)


def test_a_script_that_takes_nothing_back_has_no_stops() -> None:
    (one,) = run("CREATE TABLE a (x INT); ALTER TABLE a ADD y INT; CREATE VIEW v AS SELECT x FROM a;")
    assert one.stopped == ()


def test_parts_that_come_and_go() -> None:
    (one,) = run("CREATE TABLE a (x INT); ALTER TABLE a ADD y INT, ADD KEY k (y); ALTER TABLE a MODIFY x BIGINT;")
    made, added, changed = one.steps
    assert changed_parts(made.before, made.after) == {("app", "tables", "a")}
    assert changed_parts(added.before, added.after) == {
        ("app", "tables", "a", "column", "y"),
        ("app", "tables", "a", "index", "k"),
    }
    assert changed_parts(changed.before, changed.after) == set()
    assert changed_parts(added.after, added.before) == changed_parts(added.before, added.after)


def test_a_statement_runs_anew_on_another_catalog() -> None:
    (one,) = run("CREATE TABLE a (x INT);")
    (made,) = one.steps
    assert run_on(made).answer is None
    again = run_on(made, before=made.after)
    assert again.answer is not None
    assert again.answer.number == 1050
    assert run_on(made, "CREATE TABLE b (x INT)").after.table("app", "b") is not None
