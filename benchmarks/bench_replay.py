"""Replay: statements a second on one core with stored programs, beside the server and Alembic; growth; memory.

Run with ``scripts/bench replay``. Every figure is that of a process of its own that replays once, imports left out.
The server's column is filled when DRIFTPROOF_TEST_URLS names a server: the time that it takes for the same statements.
"""

from __future__ import annotations

import gc
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from corpora import available, corpora
from driftproof.language.split import client_command, split
from driftproof.live.address import parse_url
from driftproof.live.connect import ServerError, connect
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.model.trace import Step
from driftproof.replay.replay import Policy, replay
from driftproof.sources.folder import read_folder
from driftproof.sources.shipped import shipped_sql

FLAVOR = "mariadb:10.11"
NAMES = ("zoneminder", "mediawiki", "icinga2", "cacti", "mariadb-sys", "mariadb-help")
GUARD = """
DELIMITER //
CREATE PROCEDURE guarded(IN p_table VARCHAR(64), IN p_column VARCHAR(64), IN p_type VARCHAR(64))
BEGIN
  DECLARE v_found INT DEFAULT 0;
  SELECT COUNT(*) INTO v_found FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = p_table AND column_name = p_column;
  IF v_found = 0 THEN
    SET @sql = CONCAT('ALTER TABLE `', p_table, '` ADD COLUMN `', p_column, '` ', p_type);
    PREPARE s FROM @sql;
    EXECUTE s;
    DEALLOCATE PREPARE s;
  END IF;
END//
DELIMITER ;
"""
BLOCK = """
CREATE TABLE t%(n)d (id INT PRIMARY KEY, parent INT, name VARCHAR(64) NOT NULL DEFAULT 'x', KEY k (name(10)));
ALTER TABLE t%(n)d ADD COLUMN made TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, ADD INDEX k2 (parent);
CALL guarded('t%(n)d', 'extra', 'INT UNSIGNED NULL');
CALL guarded('t%(n)d', 'extra', 'INT UNSIGNED NULL');
SET @s = (SELECT IF((SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE()
    AND table_name = 't%(n)d' AND index_name = 'k3') > 0, 'DO 1', 'CREATE INDEX k3 ON t%(n)d (extra)'));
PREPARE st FROM @s;
EXECUTE st;
INSERT INTO t%(n)d (id, name) VALUES (1, 'one'), (2, 'two');
UPDATE t%(n)d SET name = CONCAT(name, '!') WHERE id = 2;
ALTER TABLE t%(n)d MODIFY COLUMN name VARCHAR(128) NOT NULL;
"""


def made(text: str, name: str) -> Script:
    """A script with this text."""
    return Script(ScriptKind.VERSIONED, name, name, "", text.encode(), text)


def scripts_of(name: str) -> tuple[list[Script], str]:
    """The scripts of a corpus, of the product or of the growing history, and their database."""
    if name.startswith("blocks:"):
        count = int(name.removeprefix("blocks:"))
        return [made(GUARD, "guard"), *(made(BLOCK % {"n": n}, f"V{n}") for n in range(count))], "bench"
    if name == "shipped":
        helpers = [made(path.read_text(), path.name) for path in sorted(shipped_sql("procedures").glob("*.sql"))]
        return [*helpers, *read_folder(shipped_sql("versions")).versioned], "zstack"
    corpus = next(one for one in corpora() if one.name == name)
    return [made(one.text, one.name) for one in corpus.scripts], corpus.database or "bench"


def count_inner(steps: Iterable[Step]) -> int:
    """The steps and those inside of them."""
    return sum(1 + count_inner(step.inner) for step in steps)


def replay_once(name: str) -> dict[str, float]:
    """Replay once and return the figures."""
    scripts, database = scripts_of(name)
    settings = default_settings(Flavor.parse(FLAVOR))
    gc.disable()  # as the commands that replay do
    start = time.process_time()
    trace = replay(scripts, settings, database, policy=Policy(on_error="continue"))
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "statements": len(trace.steps),
        "inner": count_inner(trace.steps) - len(trace.steps),
        "refused": len(trace.refused),
        "seconds": seconds,
        "memory": memory,
    }


REVISION = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "r%(n)d", %(down)r
def upgrade():
    op.create_table("t%(n)d", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(64)))
    op.add_column("t%(n)d", sa.Column("made", sa.TIMESTAMP(), server_default=sa.func.now()))
    op.create_index("k", "t%(n)d", ["name"])
    op.alter_column("t%(n)d", "name", existing_type=sa.String(64), type_=sa.String(128), nullable=False)
"""
ENVIRONMENT = """
from alembic import context
context.configure(url="mysql://", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""


def alembic_beside(count: int) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of Alembic's offline mode over so many revisions, and those of replaying the SQL that it writes."""
    from alembic import command
    from alembic.config import Config

    written = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "versions").mkdir()
        (Path(folder) / "env.py").write_text(ENVIRONMENT)
        for n in range(count):
            text = REVISION % {"n": n, "down": f"r{n - 1}" if n else None}
            (Path(folder) / "versions" / f"r{n}.py").write_text(text)
        config = Config(output_buffer=written)
        config.set_main_option("script_location", folder)
        start = time.process_time()
        command.upgrade(config, "head", sql=True)
        rendered = time.process_time() - start
    settings = default_settings(Flavor.parse(FLAVOR))
    gc.disable()
    start = time.process_time()
    trace = replay([made(written.getvalue(), "V1")], settings, "bench", policy=Policy(on_error="continue"))
    seconds = time.process_time() - start
    common = {"statements": len(trace.steps), "inner": 0, "refused": len(trace.refused), "memory": 0}
    return common | {"seconds": rendered}, common | {"seconds": seconds}


def measured(name: str) -> dict[str, float]:
    """The figures of a process of its own; the least time of three."""
    runs: list[dict[str, float]] = []
    for _ in range(3):
        found = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
        runs.append(json.loads(found.stdout))
    return min(runs, key=lambda run: run["seconds"])


def server_seconds(name: str, url: str) -> float:
    """The time that a server takes for the statements, in a database made for them and dropped after."""
    scripts, wanted = scripts_of(name)
    connection = connect(parse_url(url))
    database = f"dp_bench_{os.getpid()}"
    try:
        connection.change(f"CREATE DATABASE `{database}`")
        connection.use(database)
        before = connection.server_seconds
        for script in scripts:
            for piece in split(script.text.replace(wanted, database)):
                if piece.is_sql and not client_command(piece.sql):
                    try:
                        connection.execute(piece.sql)
                    except ServerError:
                        continue
        return connection.server_seconds - before
    finally:
        connection.change(f"DROP DATABASE IF EXISTS `{database}`")
        connection.close()


def row(name: str, run: dict[str, float], server: float | None) -> str:
    """One line of the table."""
    rate = run["statements"] / run["seconds"]
    beside = f"{server:9.2f}{server / run['seconds']:8.1f}x" if server is not None else f"{'-':>9}{'-':>9}"
    return (
        f"{name:14}{run['statements']:11.0f}{run['inner']:8.0f}{run['refused']:9.0f}"
        f"{run['seconds']:9.2f}{rate:9.0f}{run['memory']:8.0f}{beside}"
    )


def main(arguments: Sequence[str]) -> None:
    """Print the tables, or the figures of one replay."""
    if arguments:
        print(json.dumps(replay_once(arguments[0])))
        return
    urls = [url for url in os.environ.get("DRIFTPROOF_TEST_URLS", "").split(",") if url.startswith("mariadb")]
    head = f"{'':14}{'statements':>11}{'inner':>8}{'refused':>9}{'cpu s':>9}{'per s':>9}{'MB':>8}{'server s':>9}{'':>9}"
    print(f"cold replay for {FLAVOR}\n{head}")
    for name in ("shipped", *(NAMES if available() else ())):
        print(row(name, measured(name), server_seconds(name, urls[0]) if urls and name != "zoneminder" else None))
    print(f"\nbeside Alembic's offline mode, which writes the SQL of 200 revisions that is then replayed\n{head}")
    for name, run in zip(("alembic --sql", "replay"), alembic_beside(200), strict=True):
        print(row(name, run, None))
    print(f"\ngrowth: blocks of ten statements with guarded calls and prepared text\n{head}")
    for count in (25, 250, 2500):
        print(row(f"{count} blocks", measured(f"blocks:{count}"), None))


if __name__ == "__main__":
    main(sys.argv[1:])
