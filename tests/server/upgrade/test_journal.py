"""The write-ahead journal: scripts that cannot run twice, killed at every statement, end as if nothing happened."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from driftproof.language.split import split
from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.live.processes import Process, processes
from driftproof.model.errors import UpgradeStopped
from driftproof.model.history import Event
from driftproof.proof.kill import Job, Kind, Spot, interrupt
from driftproof.sources.folder import read_folder
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.run import run_upgrade
from support.database import Database

SCRIPT = """CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(20), n INT NOT NULL DEFAULT 0);
INSERT INTO t (a) VALUES ('one');
INSERT INTO t (a) VALUES ('two');
ALTER TABLE t ADD COLUMN b VARCHAR(40);
UPDATE t SET n = n + 1;
ALTER TABLE t ADD INDEX (a);
INSERT INTO t (a) SELECT CONCAT(a, '!') FROM t;
RENAME TABLE t TO u;
SET @word = 'three', @key = UUID();
INSERT INTO u (a, b) VALUES (@word, @key);
CREATE VIEW v AS SELECT a FROM u;
UPDATE u SET n = n * 2 + 1, b = IF(b = @key, 'same', b);
SET @missing = (SELECT COUNT(*) = 0 FROM information_schema.columns WHERE table_name = 'u' AND column_name = 'c' \
AND table_schema = DATABASE());
SET @sql = IF(@missing, 'ALTER TABLE u ADD COLUMN c INT', 'DO 0');
PREPARE s FROM @sql;
EXECUTE s;
SET @sql = IF(@missing, 'UPDATE u SET c = id + 1', 'DO 0');
PREPARE s FROM @sql;
EXECUTE s;
CREATE TRIGGER tr BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 7;
INSERT INTO u (a) VALUES ('last');
CREATE TABLE w (u INT);
INSERT INTO w VALUES (LAST_INSERT_ID());
CREATE PROCEDURE p() UPDATE u SET n = n + 10;
CALL p();
COMMIT;
DROP PROCEDURE p;
CREATE TABLE gone (a INT);
INSERT INTO gone VALUES (1);
TRUNCATE TABLE gone;
UPDATE u SET n = n + (SELECT COUNT(*) FROM gone);
DROP TABLE gone;
DROP VIEW v;
INSERT INTO u (a) VALUES ('end');
"""
STATEMENTS = len([piece for piece in split(SCRIPT) if piece.is_sql])
WANTED = [
    ("one", 13), ("two", 13), ("one!", 11), ("two!", 11), ("three", 11), ("last", 17), ("end", 7),
]  # fmt: skip


def job_of(database: Database, folder: Path, **options: object) -> Job:
    address = parse_url(database.url)
    return Job(read_folder(folder), address, RunOptions(**{"journal": True, "heartbeat": 0.1, **options}))  # type: ignore[arg-type]


def run(job: Job, hooks: Hooks | None = None) -> None:
    run_upgrade(job.folder, job.address, job.options, hooks or Hooks())


def check(database: Database) -> None:
    """Nothing was applied twice, nothing left out, and nothing of the journal remains."""
    assert database.rows("SELECT a, n FROM u ORDER BY id") == WANTED
    assert database.rows("SELECT b FROM u WHERE b IS NOT NULL") == [("same",)]
    assert database.rows("SELECT COUNT(*) FROM u WHERE c = id + 1") == [(5,)]
    assert database.rows("SELECT a FROM u JOIN w ON w.u = u.id") == [("last",)]
    indexes = database.rows("SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() "
                            "AND table_name = 'u' ORDER BY 1")  # fmt: skip
    assert [name for (name,) in indexes] == ["a", "PRIMARY"]
    assert database.rows("SHOW TABLES LIKE 'driftproof_journal'") == []
    assert database.rows("SELECT success FROM flyway_schema_history WHERE version = '1'") == [(1,)]


@pytest.mark.parametrize("kind", ["client", "connection"])
def test_killed_before_every_statement_in_turn(database: Database, tmp_path: Path, kind: Kind) -> None:
    (tmp_path / "V1__t.sql").write_text(SCRIPT)
    job = job_of(database, tmp_path)
    for number in range(1, STATEMENTS + 1):
        assert interrupt(job, kind, Spot("V1__t.sql", number)), number
    run(job)
    check(database)


def dying_behind(database: Database, number: int) -> Hooks:
    """Hooks of a run whose connection dies when a statement has run and the journal does not know it yet."""
    sql = [piece.sql for piece in split(SCRIPT) if piece.is_sql][number - 1]
    place = [0]

    def open_connection(address: object) -> Connection:
        connection = connect(address)  # type: ignore[arg-type]
        send = connection.execute

        def execute(text: str):  # type: ignore[no-untyped-def]
            result = send(text)
            if text == sql and place[0] == number:
                with database.connection() as other:
                    other.change(f"KILL {connection.thread_id}")
                send("DO 1")
            return result

        connection.execute = execute  # type: ignore[method-assign]
        return connection

    def tell(event: Event) -> None:
        place[0] = event.statement if event.kind == "statement" else place[0]

    return Hooks(open_connection, tell)


def test_killed_behind_every_statement_in_turn(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text(SCRIPT)
    job = job_of(database, tmp_path)
    for number in range(1, STATEMENTS + 1):
        with pytest.raises(UpgradeStopped):
            run(job, dying_behind(database, number))
    run(job)
    check(database)


@pytest.mark.nightly
@pytest.mark.parametrize("place", ["client", "connection", "behind"])
@pytest.mark.parametrize("number", range(1, STATEMENTS + 1))
def test_killed_once(database: Database, tmp_path: Path, place: str, number: int) -> None:
    (tmp_path / "V1__t.sql").write_text(SCRIPT)
    job = job_of(database, tmp_path)
    if place == "behind":
        with pytest.raises(UpgradeStopped):
            run(job, dying_behind(database, number))
    else:
        assert interrupt(job, place, Spot("V1__t.sql", number))  # type: ignore[arg-type]
    run(job)
    check(database)


def test_a_mended_statement_goes_on_where_the_run_stopped(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "V1__t.sql"
    file.write_text("CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nALTER TABLE t ADD COLUMN a INT;\n")
    with pytest.raises(UpgradeStopped):
        run(job_of(database, tmp_path))
    file.write_text("CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nALTER TABLE t ADD COLUMN b INT;\n")
    run(job_of(database, tmp_path))
    assert database.rows("SELECT * FROM t") == [(1, None)]


def test_what_nobody_can_know_stops_with_a_plan(database: Database, tmp_path: Path) -> None:
    """A procedure that commits in its midst is dead: nobody knows what of it has run."""
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE t (a INT);\nDELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  INSERT INTO t VALUES (1);\n  COMMIT;\n"
        "  DO SLEEP(30);\n  INSERT INTO t VALUES (2);\nEND//\nDELIMITER ;\nCALL p();\nINSERT INTO t VALUES (3);\n"
    )
    job = job_of(database, tmp_path)
    with pytest.raises(UpgradeStopped):
        run(job, Hooks(tell=killing_in_the_midst(database, 3)))
    with pytest.raises(UpgradeStopped) as raised:
        run(job)
    assert raised.value.place is not None
    assert raised.value.place.line == 11
    assert "it has committed something, and may have been in the midst of it" in str(raised.value)
    assert "CALL p();" in raised.value.hint
    assert database.rows("SELECT a FROM t") == [(1,)]


def killing_in_the_midst(database: Database, number: int) -> Callable[[Event], None]:
    """Return what kills the session of a run a moment after it has begun a statement."""

    def kill() -> None:
        with database.connection() as other:
            while not (found := [one for one in processes(other).values() if wanted(one)]):
                time.sleep(0.02)
            time.sleep(0.2)
            other.change(f"KILL {found[0].thread_id}")

    def wanted(one: Process) -> bool:
        return one.schema == database.name and "SLEEP(30)" in one.statement

    def tell(event: Event) -> None:
        if event.kind == "statement" and event.statement == number:
            threading.Thread(target=kill).start()

    return tell


def test_a_drop_that_is_half_done_stops_with_a_plan(database: Database, tmp_path: Path) -> None:
    """MariaDB drops the tables of one statement one after the other; a crash may come between them."""
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE a (a INT);\nCREATE TABLE b (a INT);\nDROP TABLE a, b;\n")
    job = job_of(database, tmp_path)

    def open_connection(address: object) -> Connection:
        connection = connect(address)  # type: ignore[arg-type]
        send = connection.execute

        def execute(text: str):  # type: ignore[no-untyped-def]
            if text != "DROP TABLE a, b":
                return send(text)
            send("DROP TABLE a")
            with database.connection() as other:
                other.change(f"KILL {connection.thread_id}")
            return send("DO 1")

        connection.execute = execute  # type: ignore[method-assign]
        return connection

    with pytest.raises(UpgradeStopped):
        run(job, Hooks(open_connection))
    with pytest.raises(UpgradeStopped, match=r"it has changed `a`, and not `b`") as raised:
        run(job)
    assert raised.value.hint == "to finish it:\n    DROP TABLE `b`;\nthen run the upgrade again: it sees which was done"
    database.run(["DROP TABLE b"])
    run(job)
    assert database.rows("SHOW TABLES LIKE '_'") == []


def test_the_next_run_waits_for_a_statement_whose_client_died(database: Database, tmp_path: Path) -> None:
    """The server goes on with an ALTER when its client has died; a second one beside it would be refused."""
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nCREATE TABLE u AS SELECT SLEEP(1) AS s FROM t;\n"
    )
    job = job_of(database, tmp_path)
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            run(job)
        os._exit(0)
    with database.connection() as other:
        while not any("SLEEP(1) AS" in one.statement for one in processes(other).values()):
            time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told: list[Event] = []
    run(job, Hooks(tell=told.append))
    assert database.rows("SELECT COUNT(*) FROM u") == [(1,)]


def test_without_the_journal_the_script_starts_over(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE t (a INT);\nCREATE TABLE u (a INT);\n")
    job = job_of(database, tmp_path, journal=False)
    assert interrupt(job, "connection", Spot("V1__t.sql", 2))
    with pytest.raises(UpgradeStopped, match="already exists"):
        run(job)


def test_the_journal_leaves_no_trace(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE t (a INT);\n")
    job = job_of(database, tmp_path)
    run(job)
    assert sorted(name for (name,) in database.rows("SHOW TABLES")) == ["flyway_schema_history", "t"]
    with pytest.raises(ServerError), database.connection() as connection:
        connection.rows("SELECT * FROM driftproof_journal")
