"""The write-ahead journal: scripts that cannot run twice, killed at every statement, end as if nothing happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.model.errors import UpgradeStopped
from driftproof.proof.kill import Job, Kind, Spot, interrupt
from driftproof.sources.folder import read_folder
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.run import run_upgrade
from support.database import Database

SCRIPT = """CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(20), n INT NOT NULL DEFAULT 0);
INSERT INTO t (a) VALUES ('one');
INSERT INTO t (a) VALUES ('two');
ALTER TABLE t ADD COLUMN b VARCHAR(20);
UPDATE t SET n = n + 1;
ALTER TABLE t ADD INDEX (a);
INSERT INTO t (a) SELECT CONCAT(a, '!') FROM t;
RENAME TABLE t TO u;
SET @word = 'three';
INSERT INTO u (a, b) VALUES (@word, @word);
CREATE VIEW v AS SELECT a FROM u;
UPDATE u SET n = n * 2 + 1;
CREATE TRIGGER tr BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 7;
INSERT INTO u (a) VALUES ('last');
ALTER TABLE u DROP COLUMN b;
DROP VIEW v;
INSERT INTO u (a) VALUES ('end');
"""
STATEMENTS = SCRIPT.count(";\n")
WANTED = [
    ("one", 3), ("two", 3), ("one!", 1), ("two!", 1), ("three", 1), ("last", 7), ("end", 7),
]  # fmt: skip


def job_of(database: Database, folder: Path, **options: object) -> Job:
    address = parse_url(database.url)
    return Job(read_folder(folder), address, RunOptions(**{"journal": True, **options}))  # type: ignore[arg-type]


def run(job: Job, hooks: Hooks | None = None) -> None:
    run_upgrade(job.folder, job.address, job.options, hooks or Hooks())


def check(database: Database) -> None:
    assert database.rows("SELECT a, n FROM u ORDER BY id") == WANTED
    indexes = database.rows("SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() "
                            "AND table_name = 'u' ORDER BY 1")  # fmt: skip
    assert [name for (name,) in indexes] == ["a", "PRIMARY"]
    assert database.rows("SHOW TABLES LIKE 'driftproof_journal'") == []
    assert database.rows("SELECT success FROM flyway_schema_history WHERE version = '1'") == [(1,)]


@pytest.mark.parametrize("kind", ["client", "connection"])
@pytest.mark.parametrize("number", range(1, STATEMENTS + 1))
def test_killed_before_a_statement(database: Database, tmp_path: Path, kind: Kind, number: int) -> None:
    (tmp_path / "V1__t.sql").write_text(SCRIPT)
    job = job_of(database, tmp_path)
    assert interrupt(job, kind, Spot("V1__t.sql", number))
    run(job)
    check(database)


@pytest.mark.parametrize("number", range(1, STATEMENTS + 1))
def test_killed_behind_a_statement_that_took_effect(database: Database, tmp_path: Path, number: int) -> None:
    """The connection dies when the statement has run and the journal does not know it yet."""
    (tmp_path / "V1__t.sql").write_text(SCRIPT)
    job = job_of(database, tmp_path)
    sql = SCRIPT.split(";\n")[number - 1]

    def open_connection(address: object) -> Connection:
        connection = connect(address)  # type: ignore[arg-type]
        send = connection.execute

        def execute(text: str):  # type: ignore[no-untyped-def]
            result = send(text)
            if text == sql:
                with database.connection() as other:
                    other.change(f"KILL {connection.thread_id}")
                send("DO 1")
            return result

        connection.execute = execute  # type: ignore[method-assign]
        return connection

    with pytest.raises(UpgradeStopped):
        run(job, Hooks(connect=open_connection))
    run(job)
    check(database)


@pytest.mark.parametrize("kind", ["client", "connection"])
def test_killed_before_every_statement_in_turn(database: Database, tmp_path: Path, kind: Kind) -> None:
    (tmp_path / "V1__t.sql").write_text(SCRIPT)
    job = job_of(database, tmp_path)
    for number in range(1, STATEMENTS + 1):
        assert interrupt(job, kind, Spot("V1__t.sql", number))
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
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE t (id VARCHAR(36), a INT);\nSET @id = UUID();\nINSERT INTO t VALUES (@id, 1);\n"
        "CREATE TABLE u (id INT);\nINSERT INTO t VALUES (@id, 2);\n"
    )
    job = job_of(database, tmp_path)
    assert interrupt(job, "connection", Spot("V1__t.sql", 5))
    with pytest.raises(UpgradeStopped) as raised:
        run(job)
    assert raised.value.place is not None
    assert raised.value.place.line == 2
    assert "what it put into the session cannot be had again" in str(raised.value)
    assert "INSERT INTO t VALUES (@id, 2);" in raised.value.hint


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
