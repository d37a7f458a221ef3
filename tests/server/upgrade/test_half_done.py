"""Statements that a crash leaves half done: what the next run sees, and that its plan finishes or undoes them."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from driftproof.cli import main
from driftproof.compare.comparison import statements_between
from driftproof.language.split import split
from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, connect
from driftproof.live.processes import Process, processes
from driftproof.model.errors import UpgradeStopped
from driftproof.model.history import Event
from driftproof.proof.kill import Job, Kind, Spot, interrupt
from driftproof.sources.folder import read_folder
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.procedures import read_helpers
from driftproof.upgrade.run import run_upgrade
from support.database import Database

PATIENCE = 20.0
HELPERS = read_helpers(shipped_sql("procedures"))


class Upgrade:
    """A script that is upgraded, killed and upgraded again."""

    def __init__(self, database: Database, folder: Path, script: str, **options: object) -> None:
        (folder / "V1__t.sql").write_text(script)
        self.database, self.folder = database, folder
        self.options = RunOptions(**{"heartbeat": 0.1, "helpers": HELPERS, **options})  # type: ignore[arg-type]
        self.statements = [piece.sql for piece in split(script) if piece.is_sql]

    @property
    def job(self) -> Job:
        return Job(read_folder(self.folder), parse_url(self.database.url), self.options)

    def run(self, **hooks: object) -> None:
        job = self.job
        run_upgrade(job.folder, job.address, job.options, Hooks(**{"between": statements_between, **hooks}))  # type: ignore[arg-type]

    def stops(self, **hooks: object) -> UpgradeStopped:
        with pytest.raises(UpgradeStopped) as raised:
            self.run(**hooks)
        return raised.value

    def dies_having_run(self, statement: str, *instead: str) -> None:
        """Run until a statement, run others in its place, and lose the connection."""

        def open_connection(address: object) -> Connection:
            connection = connect(address)  # type: ignore[arg-type]
            send = connection.execute

            def execute(text: str):  # type: ignore[no-untyped-def]
                if text != statement:
                    return send(text)
                for one in instead:
                    send(one)
                with self.database.connection() as other:
                    other.change(f"KILL {connection.thread_id}")
                return send("DO 1")

            connection.execute = execute  # type: ignore[method-assign]
            return connection

        self.stops(connect=open_connection)

    def dies_while_running(self, number: int, words: str, delay: float = 0.15) -> None:
        """Run, and KILL the session a moment after the server has begun a statement that has these words."""

        def kill() -> None:
            with self.database.connection() as other:
                found = self._waited_for(other, words)
                time.sleep(delay)
                other.change(f"KILL {found.thread_id}")

        killers: list[threading.Thread] = []

        def tell(event: Event) -> None:
            if event.kind == "statement" and (event.script, event.statement) == ("V1__t.sql", number):
                killers.append(threading.Thread(target=kill))
                killers[-1].start()

        self.stops(tell=tell)
        killers[0].join()

    def is_killed_while_running(self, words: str) -> None:
        """Run in a process of its own, and kill it while the server is at a statement that has these words."""
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                self.run()
            os._exit(0)
        with self.database.connection() as other:
            self._waited_for(other, words)
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def _waited_for(self, other: Connection, words: str) -> Process:
        """Return the session that runs a statement with these words, once there is one."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for one in processes(other).values():
                if one.schema == self.database.name and words in one.statement and "PROCEDURE" not in one.statement:
                    return one
            time.sleep(0.01)
        raise AssertionError(f"no session runs {words}")


RENAME = "RENAME TABLE a TO x, b TO a, x TO b"


def two_tables(database: Database, folder: Path) -> Upgrade:
    script = f"CREATE TABLE a (one INT);\nCREATE TABLE b (two INT);\n{RENAME};\nCREATE TABLE last (a INT);\n"
    return Upgrade(database, folder, script)


def names(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SHOW TABLES") if name != "flyway_schema_history"]


@pytest.mark.parametrize("way", ["finish", "undo"])
@pytest.mark.parametrize("done", [1, 2])
def test_a_rename_of_several_tables(database: Database, tmp_path: Path, way: str, done: int) -> None:
    """Before MySQL 8.0 and MariaDB 10.6 a crash may come between two of them."""
    upgrade = two_tables(database, tmp_path)
    pairs = RENAME.removeprefix("RENAME TABLE ").split(", ")
    upgrade.dies_having_run(RENAME, "RENAME TABLE " + ", ".join(pairs[:done]))
    said = upgrade.stops()
    finish, undo = {
        1: ("RENAME TABLE `b` TO `a`, `x` TO `b`", "RENAME TABLE `x` TO `a`"),
        2: ("RENAME TABLE `x` TO `b`", "RENAME TABLE `a` TO `b`, `x` TO `a`"),
    }[done]
    assert said.hint == (
        f"to finish it:\n    {finish};\nto undo it:\n    {undo};\nthen run the upgrade again: it sees which was done"
    )
    database.run([finish if way == "finish" else undo])
    upgrade.run()
    assert names(database) == ["a", "b", "last"]
    assert database.rows("SHOW COLUMNS FROM a")[0][0] == "two"


@pytest.mark.parametrize("done", [0, 3])
def test_a_rename_that_was_whole_or_not_begun(database: Database, tmp_path: Path, done: int) -> None:
    upgrade = two_tables(database, tmp_path)
    upgrade.dies_having_run(RENAME, *([RENAME] if done else []))
    upgrade.run()
    assert database.rows("SHOW COLUMNS FROM a")[0][0] == "two"


def test_a_swap_of_tables_that_look_alike_is_for_people_to_see(database: Database, tmp_path: Path) -> None:
    script = f"CREATE TABLE a (n INT);\nCREATE TABLE b (n INT);\nINSERT INTO a VALUES (1);\n{RENAME};\n"
    upgrade = Upgrade(database, tmp_path, script)
    upgrade.dies_having_run(RENAME, RENAME)
    said = upgrade.stops()
    assert "names look alike before and after it" in said.message
    assert said.hint.endswith(
        "then say which, `driftproof repair --in-flight finished` or `undone`, and run the upgrade again"
    )
    url = ["--url", database.url, str(tmp_path)]
    assert main(["repair", *url, "--in-flight", "finished"]) == 0
    upgrade.run()
    assert database.rows("SELECT n FROM b") == [(1,)]
    assert main(["repair", *url, "--in-flight", "undone"]) == 2


def test_a_table_that_is_replaced_is_made_again(database: Database, tmp_path: Path) -> None:
    """MariaDB drops the old table, and a kill leaves none: the statement runs once more."""
    if not database.server.flavor.is_mariadb:
        return  # MySQL has no such statement
    upgrade = Upgrade(
        database,
        tmp_path,
        "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1), (2), (3);\nCREATE TABLE r (old INT);\n"
        "CREATE OR REPLACE TABLE r AS SELECT a, SLEEP(0.2) AS s FROM t;\nINSERT INTO r VALUES (4, 0);\n",
    )
    upgrade.dies_while_running(4, "SLEEP(0.2)")
    assert "r" not in names(database)
    upgrade.run()
    assert [a for (a,) in database.rows("SELECT a FROM r ORDER BY a")] == [1, 2, 3, 4]


def test_a_copy_that_may_lack_rows_is_undone(database: Database, tmp_path: Path) -> None:
    """MySQL 9.7 leaves such a table with a part of its rows when the server dies."""
    copy = "CREATE TABLE c ENGINE = MyISAM AS SELECT a FROM t"
    upgrade = Upgrade(database, tmp_path, f"CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1), (2);\n{copy};\n")
    upgrade.dies_having_run(copy, f"{copy} LIMIT 1")
    said = upgrade.stops()
    assert said.message.endswith("`c` is there, and may have a part of its rows")
    assert said.hint.startswith("to undo it:\n    DROP TABLE `c`;\n")
    database.run(["DROP TABLE `c`"])
    upgrade.run()
    assert database.rows("SELECT a FROM c ORDER BY a") == [(1,), (2,)]


MIXED = """CREATE TABLE m (id INT AUTO_INCREMENT PRIMARY KEY, a INT NOT NULL, n INT NOT NULL DEFAULT 0) ENGINE = MyISAM;
CREATE TABLE i (id INT AUTO_INCREMENT PRIMARY KEY, a INT) ENGINE = InnoDB;
INSERT INTO m (a) VALUES (1), (2);
INSERT INTO i (a) VALUES (10);
INSERT INTO m (a) SELECT a + 2 FROM m;
UPDATE m SET n = n + 1;
INSERT INTO i (a) SELECT a FROM m;
UPDATE i SET a = a * 2;
ALTER TABLE i ADD COLUMN b INT;
UPDATE m SET n = n * 3 WHERE a > 2;
INSERT INTO i (a) VALUES (99);
INSERT INTO m (a) SELECT COUNT(*) FROM i;
"""
MIXED_COUNT = len([piece for piece in split(MIXED) if piece.is_sql])


@pytest.mark.parametrize("where", ["before", "behind"])
def test_rows_without_transactions_are_written_once(database: Database, tmp_path: Path, where: str) -> None:
    upgrade = Upgrade(database, tmp_path, MIXED)
    for number, sql in enumerate(upgrade.statements, start=1):
        if where == "before":
            assert interrupt(upgrade.job, "connection", Spot("V1__t.sql", number)), number
        elif "m SET" in sql:  # nobody can see that an UPDATE has changed all rows
            upgrade.dies_having_run(sql, sql)
            assert "changed rows" in upgrade.stops().message
            assert main(["repair", "--url", database.url, str(tmp_path), "--in-flight", "finished"]) == 0
        elif "m (a) SELECT" not in sql:
            upgrade.dies_having_run(sql, sql)
    upgrade.run()
    assert database.rows("SELECT a, n FROM m ORDER BY id") == [(1, 1), (2, 1), (3, 3), (4, 3), (6, 0)]
    assert database.rows("SELECT a FROM i ORDER BY id") == [(20,), (2,), (4,), (6,), (8,), (99,)]


def test_an_insert_of_rows_that_was_killed_in_its_midst(database: Database, tmp_path: Path) -> None:
    upgrade = Upgrade(
        database,
        tmp_path,
        "CREATE TABLE s (a INT);\nINSERT INTO s VALUES (1), (2), (3), (4), (5), (6), (7), (8);\n"
        "CREATE TABLE m (id INT AUTO_INCREMENT PRIMARY KEY, a INT) ENGINE = MyISAM;\nINSERT INTO m (a) VALUES (0);\n"
        "INSERT INTO m (a) SELECT a FROM s WHERE SLEEP(0.1) = 0;\nINSERT INTO m (a) VALUES (9);\n",
    )
    upgrade.dies_while_running(5, "SLEEP(0.1)", 0.35)
    said = upgrade.stops()
    assert "more than before it" in said.message
    undo = "DELETE FROM `m` WHERE `id` > 1"
    assert said.hint == f"to undo it:\n    {undo};\nthen run the upgrade again: it sees which was done"
    database.run([undo])
    upgrade.run()
    assert [a for (a,) in database.rows("SELECT a FROM m ORDER BY a")] == list(range(10))


def test_an_insert_of_values_is_finished(database: Database, tmp_path: Path) -> None:
    insert = "INSERT INTO m VALUES (1, 'a'), (2, 'b''c'), (3, NULL)"
    upgrade = Upgrade(database, tmp_path, f"CREATE TABLE m (a INT, b TEXT) ENGINE = MyISAM;\n{insert};\n")
    upgrade.dies_having_run(insert, "INSERT INTO m VALUES (1, 'a')")
    said = upgrade.stops()
    assert said.message.endswith("`m` has 1 row more than before it")
    finish = said.hint.splitlines()[1].strip().rstrip(";")
    database.run([finish])
    upgrade.run()
    assert database.rows("SELECT a, b FROM m ORDER BY a") == [(1, "a"), (2, "b'c"), (3, None)]


def test_an_update_that_reads_what_it_assigns_says_what_to_look_at(database: Database, tmp_path: Path) -> None:
    update = "UPDATE m SET n = n + 1"
    made = "CREATE TABLE m (id INT PRIMARY KEY, n INT) ENGINE = MyISAM;\nINSERT INTO m VALUES (1, 1), (2, 2);\n"
    upgrade = Upgrade(database, tmp_path, f"{made}{update};\n")
    upgrade.dies_having_run(update, f"{update} WHERE id = 1")
    said = upgrade.stops()
    assert said.message.endswith(f"it has changed rows of `{database.name}`.`m`, and perhaps not all that it should")
    assert said.hint == (
        f"`{database.name}`.`m` had 2 rows before it, and has 2\n"
        "rows are changed one after the other: the first may be done, and others not\n"
        "look at `n`: which rows have their new values, and which the old ones?\n"
        f"to repair: see whether it has done its work, and finish or undo it by hand:\n    {update};\n"
        "then say which, `driftproof repair --in-flight finished` or `undone`, and run the upgrade again"
    )
    database.run([f"{update} WHERE id = 2"])
    assert main(["repair", "--url", database.url, str(tmp_path), "--in-flight", "finished"]) == 0
    upgrade.run()
    assert database.rows("SELECT n FROM m ORDER BY id") == [(2,), (3,)]


def test_rows_that_a_trigger_left_are_taken_back(database: Database, tmp_path: Path) -> None:
    insert = "INSERT INTO t VALUES (1), (2)"
    upgrade = Upgrade(
        database,
        tmp_path,
        "CREATE TABLE log (n INT AUTO_INCREMENT PRIMARY KEY, a INT) ENGINE = MyISAM;\nCREATE TABLE t (a INT);\n"
        "CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW INSERT INTO log (a) VALUES (NEW.a);\n"
        f"{insert};\nCREATE TABLE last (a INT);\n",
    )
    upgrade.dies_having_run(insert, insert)
    said = upgrade.stops()
    log = f"`{database.name}`.`log`"
    assert said.message.endswith(
        f"a trigger of it has written to {log}, which no transaction takes back; what it wrote itself may be gone"
    )
    undo = f"DELETE FROM {log} WHERE `n` IS NOT NULL"
    assert said.hint == (
        f"{log} had 0 rows before it, and has 2\nto undo it:\n    {undo};\n"
        "then run the upgrade again: it sees which was done"
    )
    database.run([undo])
    upgrade.run()
    assert database.rows("SELECT a FROM log ORDER BY n") == database.rows("SELECT a FROM t ORDER BY a") == [(1,), (2,)]


PROCEDURE = """CREATE TABLE t (a INT);
CREATE TABLE pause AS SELECT 30 AS seconds;
INSERT INTO t VALUES (1);
DELIMITER //
CREATE PROCEDURE own()
BEGIN
  ALTER TABLE t ADD COLUMN b INT;
  CREATE INDEX ix ON t (a);
  DO SLEEP((SELECT seconds FROM pause));
  ALTER TABLE t ADD COLUMN c INT;
END//
DELIMITER ;
CALL own();
DROP PROCEDURE own;
UPDATE t SET c = 7;
"""


@pytest.mark.parametrize("way", ["finish", "undo"])
def test_a_procedure_that_changes_the_schema(database: Database, tmp_path: Path, way: str) -> None:
    upgrade = Upgrade(database, tmp_path, PROCEDURE)
    upgrade.dies_while_running(5, "SLEEP(")
    said = upgrade.stops()
    assert said.message.endswith("it has made 2 of its 3 changes of the schema")
    plan = said.hint.splitlines()
    assert plan[0] == "to finish it:"
    assert plan[-1] == "then run the upgrade again: it sees which was done"
    undo = plan.index("to undo it:")
    lines = plan[1:undo] if way == "finish" else plan[undo + 1 : -1]
    database.run([line.strip().rstrip(";") for line in lines])
    if way == "undo":
        assert [row[0] for row in database.rows("SHOW COLUMNS FROM t")] == ["a"]
        database.run(["UPDATE pause SET seconds = 0"])
    upgrade.run()
    assert database.rows("SELECT a, b, c FROM t") == [(1, None, 7)]


KEY_OF_ITS_OWN = """CREATE TABLE p (a INT PRIMARY KEY);
CREATE TABLE c (a INT NOT NULL, b INT NOT NULL, FOREIGN KEY (a) REFERENCES p (a));
DELIMITER //
CREATE PROCEDURE own()
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.TABLE_CONSTRAINTS
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'c' AND CONSTRAINT_TYPE = 'PRIMARY KEY') THEN
    ALTER TABLE c ADD PRIMARY KEY (a, b);
  END IF;
END//
DELIMITER ;
CALL own();
DROP PROCEDURE own;
INSERT INTO p VALUES (1);
"""


@pytest.mark.parametrize("instead", [["CALL own()"], []], ids=["done", "not begun"])
def test_a_program_that_takes_an_index_of_the_server_itself(
    database: Database, tmp_path: Path, instead: list[str]
) -> None:
    upgrade = Upgrade(database, tmp_path, KEY_OF_ITS_OWN)
    upgrade.dies_having_run("CALL own()", *instead)
    upgrade.run()
    assert database.rows("SELECT a FROM p") == [(1,)]
    assert [row[2] for row in database.rows("SHOW INDEX FROM c")] == ["PRIMARY", "PRIMARY"]


def test_a_procedure_that_writes_rows_between_its_changes(database: Database, tmp_path: Path) -> None:
    script = PROCEDURE.replace(
        "DO SLEEP((SELECT seconds FROM pause));",
        "INSERT INTO t (a) VALUES (2);\n  COMMIT;\n  DO SLEEP((SELECT seconds FROM pause));",
    )
    upgrade = Upgrade(database, tmp_path, script)
    upgrade.dies_while_running(5, "SLEEP(")
    said = upgrade.stops()
    assert said.hint.splitlines()[:5] == [
        "rows that these write may be there already: look before you finish it",
        "to finish it:",
        "    INSERT INTO t (a) VALUES (2);",
        "    COMMIT;",
        "    ALTER TABLE t ADD COLUMN c INT;",
    ]
    database.run(["ALTER TABLE t ADD COLUMN c INT"])
    assert main(["repair", "--url", database.url, str(tmp_path), "--in-flight", "finished"]) == 0
    upgrade.run()
    assert database.rows("SELECT a, c FROM t ORDER BY a") == [(1, 7), (2, 7)]


BLOCK = "BEGIN NOT ATOMIC\n  ALTER TABLE t ADD b INT;\n  DO SLEEP(30);\n  ALTER TABLE t ADD c INT;\nEND"
SEVERAL = "ALTER TABLE t ADD b INT;\nDO SLEEP(30);\nALTER TABLE t ADD c INT"


@pytest.mark.parametrize("text", [BLOCK, SEVERAL], ids=["block", "several"])
def test_several_statements_sent_as_one(database: Database, tmp_path: Path, text: str) -> None:
    if text == BLOCK and not database.server.flavor.is_mariadb:
        return  # MySQL has no such statement
    script = f"CREATE TABLE t (a INT);\nDELIMITER //\n{text}//\nDELIMITER ;\nINSERT INTO t VALUES (1, 2, 3);\n"
    upgrade = Upgrade(database, tmp_path, script)
    upgrade.dies_while_running(2, "SLEEP(30)")
    said = upgrade.stops()
    assert said.message.endswith("it has made 1 of its 2 changes of the schema")
    finish, undo = said.hint.splitlines()[1], said.hint.splitlines()[3]
    assert undo.strip() == "ALTER TABLE `t` DROP COLUMN `b`;"
    database.run([finish.strip().rstrip(";")])
    upgrade.run()
    assert database.rows("SELECT a, b, c FROM t") == [(1, 2, 3)]


def slow_table(database: Database) -> None:
    """A table whose ALTER takes a while."""
    database.run([
        "CREATE TABLE big (id INT AUTO_INCREMENT PRIMARY KEY, a CHAR(200) NOT NULL DEFAULT 'x')",
        "INSERT INTO big (a) VALUES ('x'), ('y'), ('z'), ('w')",
        *["INSERT INTO big (a) SELECT a FROM big"] * 14,
    ])  # fmt: skip


@pytest.mark.parametrize("journal", [True, False])
@pytest.mark.parametrize("kind", ["client", "connection"])
def test_a_helper_killed_while_its_alter_runs(database: Database, tmp_path: Path, kind: Kind, journal: bool) -> None:
    slow_table(database)
    script = (
        "CALL MODIFY_COLUMN('big', 'a', 'VARCHAR(250)', 0, 'x');\n"
        "CALL CREATE_INDEX('big', 'ixA', 'a');\nINSERT INTO big (a) VALUES ('last');\n"
    )
    upgrade = Upgrade(database, tmp_path, script, journal=journal, skip_checks=frozenset({"no-history"}))
    for number, words in ((1, "MODIFY COLUMN"), (2, "ADD INDEX")):
        if kind == "connection":
            upgrade.dies_while_running(number, words, 0)
        else:
            upgrade.is_killed_while_running(words)
    upgrade.run()
    assert database.rows("SELECT COUNT(*) FROM big WHERE a = 'last'") == [(1,)]
    (found,) = [row for row in database.rows("SHOW COLUMNS FROM big") if row[0] == "a"]
    assert found[1:5] == ("varchar(250)", "NO", "MUL", "x")
    assert [row[2] for row in database.rows("SHOW INDEX FROM big")] == ["PRIMARY", "ixA"]
