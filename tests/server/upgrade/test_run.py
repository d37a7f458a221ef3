"""What an upgrade does on a real server: callbacks, sessions, repeats, signals, transactions, events."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, Result, ServerError
from driftproof.live.processes import processes
from driftproof.model.errors import HistoryRefused, Interrupted, PreflightFailed, ServerAnswer, StatementFailed
from driftproof.model.history import Event, Layout, Outcome, State
from driftproof.model.scripts import Version
from driftproof.sources.folder import read_folder
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.look import read_plan, read_status
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.procedures import read_helpers
from driftproof.upgrade.run import run_upgrade
from driftproof.upgrade.states import Rules
from support.database import Database
from support.runner import driftproof, start_driftproof, write_scripts
from support.sabotage import Saboteur

Scripts = dict[str, str | bytes]


def upgrade(database: Database, folder: Path, options: RunOptions | None = None, hooks: Hooks | None = None) -> Outcome:
    return run_upgrade(read_folder(folder), parse_url(database.url), options or RunOptions(), hooks or Hooks())


def runs(database: Database, statement: str) -> bool:
    """Whether a connection to this database runs this statement now."""
    with database.connection() as connection:
        found = processes(connection).values()
    return any(each.statement == statement and each.schema == database.name for each in found)


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_statement_finish_and_frees_the_lock(
    database: Database, tmp_path: Path, number: signal.Signals
) -> None:
    script = "CREATE TABLE IF NOT EXISTS a (id INT);\nDO SLEEP(1.5);\nCREATE TABLE IF NOT EXISTS b (id INT);\n"
    folder = write_scripts(tmp_path / "s", {"V1__slow.sql": script})
    running = start_driftproof("upgrade", str(folder), env={"DRIFTPROOF_URL": database.url})
    wait_until(lambda: runs(database, "DO SLEEP(1.5)"))
    started = time.monotonic()
    running.send_signal(number)
    _out, err = running.communicate(timeout=30)
    assert running.returncode == 3, err
    assert time.monotonic() - started > 0.5, "the running statement was not waited for"
    assert f"{number.name}: stopping when the running statement has ended" in err
    assert f"{number.name} came: stopped after 2 of 3 statements of V1__slow.sql" in err
    assert "to go on: driftproof upgrade" in err
    assert database.rows("SELECT success, execution_time > 1000 FROM flyway_schema_history") == [(0, 1)]
    assert [row[0] for row in database.rows("SHOW TABLES")] == ["a", "flyway_schema_history"]
    again = driftproof("upgrade", str(folder), "--lock-timeout", "0", env={"DRIFTPROOF_URL": database.url})
    assert again.status == 0, again.err
    assert [row[0] for row in database.rows("SHOW TABLES")] == ["a", "b", "flyway_schema_history"]


def test_a_killed_run_leaves_its_row_and_goes_on(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__slow.sql": "DO SLEEP(1.9);\nCREATE TABLE IF NOT EXISTS a (id INT);\n"})
    running = start_driftproof("upgrade", str(folder), env={"DRIFTPROOF_URL": database.url})
    wait_until(lambda: runs(database, "DO SLEEP(1.9)"))
    running.kill()
    running.communicate()
    status = read_status(read_folder(folder), parse_url(database.url), RunOptions(), Hooks())
    assert [(item.state, "never ended" in item.note) for item in status.states] == [(State.FAILED, True)]
    assert [done.name for done in upgrade(database, folder).applied] == ["V1__slow.sql"]


def test_callbacks_run_in_flyways_order(database: Database, tmp_path: Path) -> None:
    database.run(["CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(64))"])
    events = [
        "beforeValidate", "afterValidate", "beforeMigrate", "beforeEachMigrate", "beforeEachMigrateStatement",
        "afterEachMigrateStatement", "afterEachMigrate", "afterVersioned", "beforeRepeatables", "afterMigrateApplied",
        "afterMigrate", "afterMigrateError", "afterEachMigrateError",
    ]  # fmt: skip
    scripts: Scripts = {f"{event}.sql": f"INSERT INTO seen (what) VALUES ('{event}');\n" for event in events}
    scripts |= {"beforeMigrate__b.sql": "INSERT INTO seen (what) VALUES ('beforeMigrate b');\n"}
    scripts |= {"V1__one.sql": "INSERT INTO seen (what) VALUES ('V1');\n"}
    scripts |= {"R__two.sql": "INSERT INTO seen (what) VALUES ('R');\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    upgrade(database, folder, RunOptions(skip_checks=frozenset({"no-history"})))
    each = ["beforeEachMigrate", "beforeEachMigrateStatement", "X", "afterEachMigrateStatement", "afterEachMigrate"]
    expected = ["beforeValidate", "afterValidate", "beforeMigrate", "beforeMigrate b"]
    expected += ["V1" if event == "X" else event for event in each] + ["afterVersioned", "beforeRepeatables"]
    expected += ["R" if event == "X" else event for event in each] + ["afterMigrateApplied", "afterMigrate"]
    assert [row[0] for row in database.rows("SELECT what FROM seen ORDER BY id")] == expected
    database.run(["DELETE FROM seen"])
    write_scripts(folder, {"V2__bad.sql": "DO 1;\nSELECT nonsense;\n"})
    with pytest.raises(StatementFailed):
        upgrade(database, folder)
    seen = [row[0] for row in database.rows("SELECT what FROM seen ORDER BY id")]
    assert seen[-2:] == ["afterEachMigrateError", "afterMigrateError"]
    assert "afterMigrate" not in seen


def test_statement_callbacks_share_the_scripts_transaction(database: Database, tmp_path: Path) -> None:
    database.run(["CREATE TABLE t (id INT)", "CREATE TABLE seen (id INT)"])
    scripts: Scripts = {"beforeEachMigrateStatement.sql": "INSERT INTO seen VALUES (1);\n"}
    scripts |= {"V1__dml.sql": "SET @n = 5;\nINSERT INTO t VALUES (@n);\nINSERT INTO t VALUES ('a','b');\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    with pytest.raises(StatementFailed):
        upgrade(database, folder, RunOptions(skip_checks=frozenset({"no-history"})))
    assert database.rows("SELECT COUNT(*) FROM t") == [(0,)]
    assert database.rows("SELECT COUNT(*) FROM seen") == [(0,)]
    write_scripts(folder, {"V1__dml.sql": "SET @n = 5;\nINSERT INTO t VALUES (@n);\n"})
    upgrade(database, folder)
    assert database.rows("SELECT id FROM t") == [(5,)]
    assert database.rows("SELECT COUNT(*) FROM seen") == [(2,)]


def test_an_error_in_a_callback_for_errors_does_not_hide_the_first(database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {"V1__bad.sql": "SELECT nonsense;\n", "afterEachMigrateError.sql": "SELECT more_nonsense;\n"}
    scripts |= {"afterMigrateError.sql": "SELECT even_more;\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    with pytest.raises(StatementFailed) as raised:
        upgrade(database, folder)
    assert raised.value.statement == "SELECT nonsense"


def test_flyway_3_knows_fewer_callbacks(database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {"V1__a.sql": "CREATE TABLE a (id INT);\n", "R__r.sql": "DO 1;\n"}
    scripts |= {"afterVersioned.sql": "SELECT nonsense;\n", "beforeMigrate__x.sql": "SELECT nonsense;\n"}
    scripts |= {"beforeMigrate.sql": "SET @before = 1;\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    done = upgrade(database, folder, RunOptions(layout=Layout.FLYWAY_3))
    assert done.callbacks == ("beforeMigrate.sql",)
    assert [each.name for each in done.applied] == ["V1__a.sql"]
    assert any("afterVersioned.sql" in note and "beforeMigrate__x.sql" in note for note in done.notes)


@pytest.mark.parametrize(
    ("layout", "session", "seen"),
    [
        (Layout.FLYWAY_3, None, [(0, "kept"), (0, "kept")]),
        (Layout.FLYWAY_5, None, [(1, None), (1, None)]),
        (Layout.FLYWAY_3, "restored", [(1, None), (1, None)]),
        (Layout.FLYWAY_5, "shared", [(0, "kept"), (0, "kept")]),
    ],
)
def test_session_state_follows_the_dialect(
    database: Database, tmp_path: Path, layout: Layout, session: Any, seen: list[tuple[int, str | None]]
) -> None:
    scripts: Scripts = {"beforeMigrate.sql": "SET FOREIGN_KEY_CHECKS = 0;\nSET @word = 'kept';\n"}
    scripts |= {"V1__one.sql": "CREATE TABLE seen AS SELECT @@foreign_key_checks AS c, CAST(@word AS CHAR(9)) AS w;\n"}
    scripts |= {"V2__two.sql": "INSERT INTO seen SELECT @@foreign_key_checks, @word;\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    plan = read_plan(read_folder(folder), parse_url(database.url), RunOptions(layout=layout, session=session), Hooks())
    assert [leak.text for leak in plan.leaks] == (
        ["SET FOREIGN_KEY_CHECKS = 0", "SET @word = 'kept'"] if seen[0][0] == 0 else []
    )
    upgrade(database, folder, RunOptions(layout=layout, session=session))
    assert database.rows("SELECT c, w FROM seen") == seen


def test_use_is_undone_when_sessions_are_restored(database: Database, other_database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {"V1__a.sql": f"USE `{other_database.name}`;\nCREATE TABLE there (id INT);\n"}
    folder = write_scripts(tmp_path / "s", scripts | {"V2__b.sql": "CREATE TABLE here (id INT);\n"})
    upgrade(database, folder)
    assert [row[0] for row in other_database.rows("SHOW TABLES")] == ["there"]
    assert [row[0] for row in database.rows("SHOW TABLES")] == ["flyway_schema_history", "here"]


def test_a_script_of_dml_is_one_transaction(database: Database, tmp_path: Path) -> None:
    database.run(["CREATE TABLE t (id INT)"])
    script = "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nINSERT INTO t VALUES ('a','b');\n"
    folder = write_scripts(tmp_path / "s", {"V1__dml.sql": script})
    options = RunOptions(skip_checks=frozenset({"no-history"}))
    with pytest.raises(StatementFailed) as raised:
        upgrade(database, folder, options)
    assert "nothing of V1__dml.sql; 2 more were rolled back with their transaction" in str(raised.value)
    assert database.rows("SELECT COUNT(*) FROM t") == [(0,)]
    (folder / "V1__dml.sql").write_text(script.replace("('a','b')", "(3)"))
    upgrade(database, folder)
    assert database.rows("SELECT id FROM t") == [(1,), (2,), (3,)]


def deadlock(connection: Connection, send: Callable[[], Result]) -> Result:
    """What a server does on a deadlock: the whole transaction is rolled back."""
    del send
    connection.change("ROLLBACK")
    raise ServerError("deadlock", answer=ServerAnswer(1213, "Deadlock found when trying to get lock"))


def test_a_deadlock_repeats_the_transaction_that_it_undid(database: Database, tmp_path: Path) -> None:
    script = (
        "CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nINSERT INTO t VALUES (3);\n"
    )
    folder = write_scripts(tmp_path / "s", {"V1__t.sql": script})
    saboteur = Saboteur(frozenset({"INSERT INTO t VALUES (3)"}), 1, deadlock)
    events: list[Event] = []
    done = upgrade(database, folder, hooks=Hooks(saboteur.connect, events.append))
    assert database.rows("SELECT id FROM t") == [(1,), (2,), (3,)]
    assert done.applied[0].retries == 1
    assert [(event.line, event.statement) for event in events if event.kind == "retry"] == [(4, 4)]


def test_deadlocks_are_repeated_up_to_a_bound(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__t.sql": "CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\n"})

    class Always(Saboteur):
        __slots__ = ()

    saboteur = Always(frozenset({"INSERT INTO t VALUES (1)"}), 1, deadlock)

    def every(connection: Connection, send: Callable[[], Result]) -> Result:
        saboteur.strike += 1
        return deadlock(connection, send)

    saboteur.act = every
    with pytest.raises(StatementFailed) as raised:
        upgrade(database, folder, RunOptions(retries=2), Hooks(saboteur.connect))
    assert saboteur.seen == 3
    assert raised.value.answer == ServerAnswer(1213, "Deadlock found when trying to get lock")


def test_a_real_row_lock_is_waited_for_and_ddl_is_not_repeated(database: Database, tmp_path: Path) -> None:
    database.run(["CREATE TABLE t (id INT PRIMARY KEY, n INT)", "INSERT INTO t VALUES (1, 0)"])
    script = "SET SESSION innodb_lock_wait_timeout = 1;\nUPDATE t SET n = n + 1;\n"
    folder = write_scripts(tmp_path / "s", {"V1__u.sql": script})
    skipped = frozenset({"no-history", "long-transaction"})
    options = RunOptions(skip_checks=skipped, lock_wait_timeout=1, retries=1)
    with database.connection() as other:
        other.execute("START TRANSACTION")
        other.execute("UPDATE t SET n = n + 10")

        def let_go(event: Event) -> None:
            if event.kind == "retry":
                other.execute("COMMIT")

        upgrade(database, folder, options, Hooks(tell=let_go))
        assert database.rows("SELECT n FROM t") == [(11,)]
        write_scripts(folder, {"V2__ddl.sql": "ALTER TABLE t ADD COLUMN m INT;\n"})
        other.execute("START TRANSACTION")
        other.execute("SELECT * FROM t")
        events: list[Event] = []
        with pytest.raises(StatementFailed) as raised:
            upgrade(database, folder, options, Hooks(tell=events.append))
        assert raised.value.answer is not None
        assert raised.value.answer.number == 1205
        assert "SHOW PROCESSLIST" in str(raised.value)
        assert not [event for event in events if event.kind == "retry"]
        other.execute("COMMIT")


def test_long_transactions_are_named_before_anything_is_changed(database: Database, tmp_path: Path) -> None:
    database.run(["CREATE TABLE t (id INT)"])
    folder = write_scripts(tmp_path / "s", {"V1__ddl.sql": "ALTER TABLE t ADD COLUMN m INT;\n"})
    options = RunOptions(skip_checks=frozenset({"no-history"}), lock_wait_timeout=1)
    with database.connection() as other:
        other.execute("START TRANSACTION")
        other.execute("INSERT INTO t VALUES (1)")
        time.sleep(1.2)
        with pytest.raises(PreflightFailed) as raised:
            upgrade(database, folder, options)
        assert f"connection {other.thread_id} (root@" in str(raised.value)
    assert [row[0] for row in database.rows("SHOW TABLES")] == ["t"]


def test_repeatables_run_again_when_their_text_changes(database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {
        "V1__a.sql": "CREATE TABLE a (id INT);\n",
        "R__b_view.sql": "CREATE OR REPLACE VIEW b AS SELECT 1 AS x;\n",
    }
    scripts |= {"R__a_view.sql": "CREATE OR REPLACE VIEW v AS SELECT ${number} AS x;\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    done = upgrade(database, folder, RunOptions(placeholders={"number": "1"}))
    assert [each.name for each in done.applied] == ["V1__a.sql", "R__a_view.sql", "R__b_view.sql"]
    assert upgrade(database, folder, RunOptions(placeholders={"number": "1"})).applied == ()
    done = upgrade(database, folder, RunOptions(placeholders={"number": "2"}))
    assert [each.name for each in done.applied] == ["R__a_view.sql"]
    assert database.rows("SELECT x FROM v") == [(2,)]
    rows = database.rows("SELECT installed_rank, version, description, script FROM flyway_schema_history ORDER BY 1")
    assert rows[1] == (2, None, "a view", "R__a_view.sql")
    assert rows[3] == (4, None, "a view", "R__a_view.sql")
    states = read_status(
        read_folder(folder), parse_url(database.url), RunOptions(placeholders={"number": "2"}), Hooks()
    )
    assert [item.state for item in states.states].count(State.SUPERSEDED) == 1
    assert states.problems == ()


def test_a_baseline_script_starts_an_empty_database(database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {"V1__a.sql": "SELECT nonsense;\n", "V2__b.sql": "SELECT nonsense;\n", "V3__c.sql": "DO 1;\n"}
    folder = write_scripts(tmp_path / "s", scripts | {"B2__all.sql": "CREATE TABLE a (id INT);\n"})
    assert [each.name for each in upgrade(database, folder).applied] == ["B2__all.sql", "V3__c.sql"]
    rows = database.rows("SELECT version, type FROM flyway_schema_history ORDER BY installed_rank")
    assert rows == [("2", "SQL_BASELINE"), ("3", "SQL")]
    assert upgrade(database, folder).applied == ()


def test_baseline_starts_and_refuses(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(
        tmp_path / "s", {"V1__a.sql": "SELECT nonsense;\n", "V2__b.sql": "CREATE TABLE b (id INT);\n"}
    )
    database.run(["CREATE TABLE old (id INT)"])
    env = {"DRIFTPROOF_URL": database.url}
    refused = driftproof("upgrade", str(folder), env=env)
    assert (refused.status, "no-history:" in refused.err) == (2, True), refused.err
    assert driftproof("baseline", "--version", "1", env=env).status == 0
    row = database.rows(
        "SELECT installed_rank, version, description, type, script, checksum FROM flyway_schema_history"
    )
    assert row == [(1, "1", "<< Flyway Baseline >>", "BASELINE", "<< Flyway Baseline >>", None)]
    again = driftproof("baseline", "--version", "1", env=env)
    assert (again.status, "already" in again.out) == (0, True)
    assert driftproof("upgrade", str(folder), env=env).status == 0
    other = driftproof("baseline", "--version", "2", env=env)
    assert (other.status, "has 2 rows" in other.err) == (5, True), other.err


def test_order_target_missing_and_withdrawn(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO 1;\n", "V3__c.sql": "DO 3;\n", "V4__d.sql": "DO 4;\n"})
    done = upgrade(database, folder, RunOptions(rules=Rules(target=Version.parse("3"))))
    assert done.version == "3"
    write_scripts(folder, {"V2__b.sql": "DO 2;\n"})
    with pytest.raises(HistoryRefused, match="was never applied, and 3 was already: --out-of-order runs it"):
        upgrade(database, folder)
    done = upgrade(database, folder, RunOptions(rules=Rules(out_of_order=True)))
    assert [each.version for each in done.applied] == ["2", "4"]
    (folder / "V2__b.sql").unlink()
    with pytest.raises(HistoryRefused, match="its script is not in the folder"):
        upgrade(database, folder)
    assert upgrade(database, folder, RunOptions(rules=Rules(ignore_missing=True))).applied == ()
    write_scripts(folder, {"driftproof.toml": 'withdrawn = ["2"]\n'})
    assert upgrade(database, folder).applied == ()
    (folder / "V4__d.sql").unlink()
    status = read_status(read_folder(folder), parse_url(database.url), RunOptions(), Hooks())
    assert [item.state for item in status.states] == [State.APPLIED, State.WITHDRAWN, State.APPLIED, State.FUTURE]


def test_result_sets_are_read_away_and_warnings_counted(database: Database, tmp_path: Path) -> None:
    script = (
        "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; "
        "SIGNAL SQLSTATE '01000' SET MESSAGE_TEXT='mind'; END $$\n"
        "DELIMITER ;\nSELECT 1 UNION SELECT 2;\nCALL p();\nDROP PROCEDURE p;\nCREATE TABLE IF NOT EXISTS a (id INT);\n"
        "CREATE TABLE IF NOT EXISTS a (id INT);\n"
    )
    events: list[Event] = []
    done = upgrade(database, write_scripts(tmp_path / "s", {"V1__p.sql": script}), hooks=Hooks(tell=events.append))
    assert (done.applied[0].statements, done.applied[0].warnings) == (6, 1)
    assert [event.message for event in events if event.kind == "warning"] == ["1642: mind"]


def test_helpers_are_installed_when_called_and_dropped_when_asked(database: Database, tmp_path: Path) -> None:
    helpers = read_helpers(shipped_sql("procedures"))
    options = RunOptions(helpers=helpers)
    routines = "SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = %s"
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n"})
    assert upgrade(database, folder, options).helpers == ()
    write_scripts(folder, {"V2__b.sql": "CALL ADD_COLUMN('a', 'b', 'VARCHAR(32)', 1, NULL);\n"})
    assert len(upgrade(database, folder, options).helpers) == len(helpers)
    assert database.rows(routines, (database.name,)) == [(len(helpers),)]
    upgrade(database, folder, replace(options, drop_helpers=True))
    assert database.rows(routines, (database.name,)) == [(0,)]
    assert [row[0] for row in database.rows("SHOW COLUMNS FROM a")] == ["id", "b"]


def test_a_folders_own_helper_wins(database: Database, tmp_path: Path) -> None:
    own = (
        "DELIMITER $$\nDROP PROCEDURE IF EXISTS ADD_COLUMN $$\nCREATE PROCEDURE ADD_COLUMN(a INT) BEGIN DO a; END $$\n"
    )
    folder = write_scripts(tmp_path / "s", {"beforeMigrate.sql": own, "V1__a.sql": "CALL ADD_COLUMN(1);\n"})
    done = upgrade(database, folder, RunOptions(helpers=read_helpers(shipped_sql("procedures"))))
    assert "ADD_COLUMN" not in done.helpers
    assert len(done.applied) == 1


def test_reading_commands_change_nothing(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(
        tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n", "V2__b.sql": "SELECT nonsense;\n"}
    )
    env = {"DRIFTPROOF_URL": database.url}
    foretelling = (["plan"], ["plan", "--format", "json"], ["upgrade", "--dry-run"])  # 1: V2 is going to fail
    for command in (*foretelling, ["plan", "--scripts-only"], ["status"], ["validate"]):
        done = driftproof(command[0], str(folder), *command[1:], env=env)
        assert (done.status, done.err) == (int(command in foretelling), "")
    assert driftproof("upgrade", str(folder), "--check", env=env).status == 1
    assert driftproof("plan", str(folder), "--check", env=env).status == 1
    assert driftproof("repair", str(folder), "--dry-run", env=env).status == 5
    assert database.rows("SHOW TABLES") == []
    gone = {"DRIFTPROOF_URL": database.server.database_url(f"{database.name}_gone")}
    assert driftproof("status", str(folder), env=gone).status == 0
    assert not database.rows(
        "SELECT 1 FROM information_schema.schemata WHERE schema_name = %s", (f"{database.name}_gone",)
    )


def test_repair_says_what_it_does_and_does_it(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO 1;\n", "V2__b.sql": "SELECT nonsense;\n"})
    env = {"DRIFTPROOF_URL": database.url}
    assert driftproof("upgrade", str(folder), env=env).status == 3
    write_scripts(folder, {"V1__a.sql": "DO 11;\n"})
    assert driftproof("validate", str(folder), env=env).status == 5
    rows = database.rows("SELECT * FROM flyway_schema_history")
    dry = driftproof("repair", str(folder), "--dry-run", env=env)
    assert "would change 2 rows" in dry.out
    assert database.rows("SELECT * FROM flyway_schema_history") == rows
    done = driftproof("repair", str(folder), env=env)
    assert done.out == dry.out.replace("would change", "changed")
    assert driftproof("validate", str(folder), env=env).status == 0
    after = database.rows("SELECT script, success, installed_on FROM flyway_schema_history")
    assert after == [("V1__a.sql", 1, rows[0][7])]


def test_events_as_json_lines_and_outcome_as_json(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "\n\nCREATE TABLE a (id INT);\nDO 1;\n"})
    done = driftproof(
        "upgrade", str(folder), "--log-format", "json", "--format", "json", env={"DRIFTPROOF_URL": database.url}
    )
    events = [json.loads(line) for line in done.err.splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds == ["locked", "created", "script", "statement", "statement", "applied", "done"]
    assert (events[3]["script"], events[3]["line"], events[3]["statement"], events[3]["statements"]) == (
        "V1__a.sql",
        3,
        1,
        2,
    )
    outcome = json.loads(done.out)
    assert [each["script"] for each in outcome["applied"]] == ["V1__a.sql"]
    assert outcome["version"] == "1"


@pytest.mark.parametrize("layout", [Layout.FLYWAY_3, Layout.FLYWAY_5])
def test_a_signal_between_two_scripts_leaves_the_second_untouched(
    database: Database, tmp_path: Path, layout: Layout
) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO 1;\n", "V2__b.sql": "DO 2;\n", "V3__c.sql": "DO 3;\n"})

    def stop_after_the_first(event: Event) -> None:
        if event.kind == "applied" and event.version == "1":
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(Interrupted, match="SIGTERM came: stopped between two scripts"):
        upgrade(database, folder, RunOptions(layout=layout), Hooks(tell=stop_after_the_first))
    assert database.rows(f"SELECT version, success FROM {layout.table}") == [("1", 1)]
    assert [done.version for done in upgrade(database, folder).applied] == ["2", "3"]
    rows = database.rows(f"SELECT installed_rank, version, success FROM {layout.table} ORDER BY installed_rank")
    assert rows == [(1, "1", 1), (2, "2", 1), (3, "3", 1)]


def test_a_row_that_is_taken_away_meanwhile_is_noticed(database: Database, tmp_path: Path) -> None:
    scripts: Scripts = {"V1__a.sql": "DELETE FROM flyway_schema_history;\nCOMMIT;\n", "V2__b.sql": "DO 2;\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    with pytest.raises(HistoryRefused, match="has gone from"):
        upgrade(database, folder)
    (folder / "V2__b.sql").unlink()
    database.run(["DROP TABLE flyway_schema_history"])
    with pytest.raises(HistoryRefused, match="has gone from"):
        upgrade(database, folder)


def test_before_validate_may_mend_the_history(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "CREATE TABLE a (id INT);\n"})
    upgrade(database, folder, RunOptions(layout=Layout.FLYWAY_3))
    write_scripts(folder, {"V1__a.sql": "CREATE TABLE a (id INT); -- mended\n", "V2__b.sql": "DO 2;\n"})
    with pytest.raises(HistoryRefused):
        upgrade(database, folder)
    mend = "UPDATE `schema_version` SET `checksum` = NULL WHERE `version` = '1';\nSELECT 'mended';\n"
    write_scripts(folder, {"beforeValidate.sql": mend})
    done = upgrade(database, folder)
    assert [each.version for each in done.applied] == ["2"]
    assert database.rows("SELECT version, version_rank FROM schema_version ORDER BY version_rank") == [
        ("1", 1),
        ("2", 2),
    ]


def test_a_folder_in_the_manner_of_flyway_3_runs_as_it_is(database: Database, tmp_path: Path) -> None:
    before = (
        "SET FOREIGN_KEY_CHECKS = 0;\nDELIMITER $$\nDROP PROCEDURE IF EXISTS add_it $$\n"
        "CREATE PROCEDURE add_it(IN t VARCHAR(64)) BEGIN\n"
        "  SET @sql = CONCAT('ALTER TABLE ', t, ' ADD COLUMN it INT');\n  PREPARE s FROM @sql; EXECUTE s;\n"
        "  DEALLOCATE PREPARE s; SELECT CURTIME();\nEND $$\nDELIMITER ;\n"
    )
    child = "CREATE TABLE child (id INT, p INT, FOREIGN KEY (p) REFERENCES parent (id)) ENGINE=InnoDB;\n"
    scripts: Scripts = {"beforeMigrate.sql": before, "afterMigrate.sql": "DROP PROCEDURE IF EXISTS add_it;\n"}
    scripts |= {
        "V1.0__child.sql": child,
        "V1.1__parent.sql": "CREATE TABLE parent (id INT PRIMARY KEY) ENGINE=InnoDB;\n",
    }
    scripts |= {"V1.2__it.sql": "call add_it('child');\nINSERT INTO child VALUES (1, 99, 1);\n"}
    folder = write_scripts(tmp_path / "s", scripts)
    done = upgrade(database, folder, RunOptions(layout=Layout.FLYWAY_3))
    assert done.callbacks == ("beforeMigrate.sql", "afterMigrate.sql")
    assert database.rows("SELECT * FROM child") == [(1, 99, 1)]
    routines = "SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = %s"
    assert database.rows(routines, (database.name,)) == [(0,)]


def test_of_both_history_tables_the_newer_counts(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO 1;\n"})
    upgrade(database, folder, RunOptions(layout=Layout.FLYWAY_3))
    upgrade(database, folder, RunOptions(table="flyway_schema_history", skip_checks=frozenset({"no-history"})))
    status = read_status(read_folder(folder), parse_url(database.url), RunOptions(), Hooks())
    assert status.history.table == "flyway_schema_history"
    old = read_status(read_folder(folder), parse_url(database.url), RunOptions(table="schema_version"), Hooks())
    assert old.history.layout is Layout.FLYWAY_3
