"""The write-ahead journal: scripts that cannot run twice, killed at every statement, end as if nothing happened."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
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
from driftproof.upgrade.repair import run_repair
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
    return Job(read_folder(folder), address, RunOptions(**{"heartbeat": 0.1, **options}))  # type: ignore[arg-type]


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


def limited(database: Database, rights: str) -> Iterator[str]:
    """The URL of an account that has these rights on the database alone."""
    name = f"few_{os.getpid()}_{abs(hash(rights)) % 10000}"
    database.run(
        [f"CREATE USER {name} IDENTIFIED BY 'Few-rights.1'", f"GRANT {rights} ON `{database.name}`.* TO {name}"]
    )
    found = parse_url(database.url)
    try:
        yield f"mysql://{name}:Few-rights.1@{found.host}:{found.port}/{database.name}"
    finally:
        database.run([f"DROP USER {name}"])


def test_an_account_that_may_not_drop_leaves_the_table_empty(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\n")
    for url in limited(database, "SELECT, INSERT, UPDATE, DELETE, CREATE"):
        told: list[Event] = []
        run_upgrade(read_folder(tmp_path), parse_url(url), RunOptions(), Hooks(tell=told.append))
    assert database.rows("SELECT COUNT(*) FROM driftproof_journal") == [(0,)]
    (said,) = [event.message for event in told if event.kind == "journal"]
    assert said.startswith("`driftproof_journal` stays in the schema, empty: ERROR 1142")


def test_an_account_that_may_not_create_does_without(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE t (a INT);\n")
    run(job_of(database, tmp_path))
    (tmp_path / "V2__t.sql").write_text("INSERT INTO t VALUES (1);\n")
    options = RunOptions(skip_checks=frozenset({"privileges"}))
    for url in limited(database, "SELECT, INSERT, UPDATE, DELETE"):
        told: list[Event] = []
        done = run_upgrade(read_folder(tmp_path), parse_url(url), options, Hooks(tell=told.append))
    assert len(done.applied) == 1
    (said,) = [event.message for event in told if event.kind == "journal"]
    assert said.startswith("no journal can be kept, so that a script starts over after a crash: ERROR 1142")


def test_guarded_scripts_make_no_table(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE IF NOT EXISTS t (a INT);\nCREATE TABLE IF NOT EXISTS u (a INT);\n"
    )
    job = job_of(database, tmp_path)
    assert interrupt(job, "connection", Spot("V1__t.sql", 2))
    assert sorted(name for (name,) in database.rows("SHOW TABLES")) == ["flyway_schema_history", "t"]
    run(job)


def test_a_run_without_the_journal_takes_away_what_is_left_of_one(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\n")
    assert interrupt(job_of(database, tmp_path), "connection", Spot("V1__t.sql", 2))
    database.run(["DROP TABLE t"])
    told: list[Event] = []
    run(job_of(database, tmp_path, journal=False), Hooks(tell=told.append))
    assert [event.message for event in told if event.kind == "journal"] == [
        "the journal of an earlier run is gone: V1__t.sql starts over"
    ]
    assert database.rows("SHOW TABLES LIKE 'driftproof_journal'") == []


def test_who_has_dropped_the_history_starts_anew(database: Database, tmp_path: Path) -> None:
    """What the journal says is of no use then: the tables are gone, too."""
    (tmp_path / "V1__t.sql").write_text("CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\n")
    assert interrupt(job_of(database, tmp_path), "connection", Spot("V1__t.sql", 2))
    database.run(["DROP TABLE t, flyway_schema_history"])
    run(job_of(database, tmp_path))
    assert database.rows("SELECT a FROM t") == [(1,)]


def test_a_repair_of_the_history_starts_nothing_over(database: Database, tmp_path: Path) -> None:
    """Installers that call Flyway's repair before each migrate do so here, too."""
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nALTER TABLE t ADD b INT;\n"
    )
    job = job_of(database, tmp_path)
    assert interrupt(job, "client", Spot("V1__t.sql", 3))
    run_repair(job.folder, job.address, job.options, Hooks())
    told: list[Event] = []
    run(job, Hooks(tell=told.append))
    assert [event.message for event in told if event.kind == "resumed"] == [
        "statement 1 of 3 was run by an earlier upgrade: going on behind it"
    ]
    assert database.rows("SELECT * FROM t") == [(1, None)]


def test_a_read_only_table_in_the_midst_stops_with_a_clear_word(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE t (a INT);\nDROP TABLE driftproof_journal;\nCREATE TABLE u (a INT);\n"
    )
    with pytest.raises(UpgradeStopped, match=r"stopped before statement 3, for the journal .* could not be written"):
        run(job_of(database, tmp_path))


TEMPORARY = """CREATE TEMPORARY TABLE x (a INT);
INSERT INTO x VALUES (1);
CREATE TABLE t (a INT);
INSERT INTO t SELECT a FROM x;
CREATE TABLE u (a INT);
INSERT INTO u SELECT a + 1 FROM x;
"""


def test_temporary_tables_come_back(database: Database, tmp_path: Path) -> None:
    (tmp_path / "V1__t.sql").write_text(TEMPORARY)
    job = job_of(database, tmp_path)
    for number in range(1, 7):
        assert interrupt(job, "connection", Spot("V1__t.sql", number)), number
    run(job)
    assert database.rows("SELECT t.a, u.a FROM t, u") == [(1, 2)]


def test_temporary_tables_of_what_has_changed_are_asked_for(database: Database, tmp_path: Path) -> None:
    text = TEMPORARY.replace("INSERT INTO x VALUES (1);\nCREATE TABLE t (a INT);\n", "INSERT INTO x SELECT a FROM t;\n")
    (tmp_path / "V1__t.sql").write_text(f"CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nCOMMIT;\n{text}")
    job = job_of(database, tmp_path)
    assert interrupt(job, "connection", Spot("V1__t.sql", 8))
    with pytest.raises(UpgradeStopped) as raised:
        run(job)
    assert "its temporary tables `x` went with the session" in raised.value.message
    assert "make them by hand as base tables" in raised.value.hint


def test_quotes_of_the_session_are_those_of_the_journal(database: Database, tmp_path: Path) -> None:
    """Under ANSI_QUOTES a name stands where a string would."""
    text = 'SET SESSION sql_mode = \'ANSI_QUOTES\';\nCREATE TABLE "t" ("a" INT);\nRENAME TABLE "t" TO "u";\n'
    (tmp_path / "V1__t.sql").write_text(text)
    job = job_of(database, tmp_path)
    for number in (2, 3):
        assert interrupt(job, "connection", Spot("V1__t.sql", number))
    run(job)
    assert database.rows("SHOW TABLES LIKE '_'") == [("u",)]
