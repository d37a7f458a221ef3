"""Several installers at once on one database: one applies, the others wait and find nothing to do."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from driftproof.live.processes import processes
from support.database import Database
from support.runner import driftproof, start_driftproof, write_scripts

ROUNDS = 3


def some_scripts(folder: Path) -> Path:
    """Scripts that fail when two run them, and take long enough for the others to arrive meanwhile."""
    scripts: dict[str, str | bytes] = {f"V{n}__t{n}.sql": f"CREATE TABLE t{n} (id INT);\n" for n in range(1, 9)}
    return write_scripts(folder, scripts | {"V9__slow.sql": "DO SLEEP(0.5);\nINSERT INTO t1 VALUES (1);\n"})


def outcome_of(status: int, out: str, err: str) -> str:
    if status == 0 and "applied 9 scripts" in out:
        return "applied everything"
    if status == 0 and "nothing was pending" in out:
        return "waited, nothing to do" if "waiting for another run" in err else "came later, nothing to do"
    return f"exit {status}: {err}"


def race(count: int, database: Database, folder: Path) -> Counter[str]:
    """Start `count` installers at once and count what became of them."""
    running = [start_driftproof("upgrade", str(folder), env={"DRIFTPROOF_URL": database.url}) for _ in range(count)]
    ended = [(process.communicate(timeout=90), process.returncode) for process in running]
    return Counter(outcome_of(status, out, err) for (out, err), status in ended)


@pytest.mark.parametrize("count", [2, 5, 10])
def test_one_applies_and_the_others_find_nothing_to_do(database: Database, tmp_path: Path, count: int) -> None:
    folder = some_scripts(tmp_path / "scripts")
    for _round in range(ROUNDS):
        database.run([f"DROP DATABASE `{database.name}`"])
        found = race(count, database, folder)
        assert found["applied everything"] == 1, found
        assert found["waited, nothing to do"] + found["came later, nothing to do"] == count - 1, found
        assert database.rows("SELECT COUNT(*) FROM t1") == [(1,)]
        assert database.rows("SELECT COUNT(*), SUM(success) FROM flyway_schema_history") == [(10, 10)]


def test_who_holds_the_lock_is_said_and_waiting_ends(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "scripts", {"V1__slow.sql": "DO SLEEP(20);\n"})
    env = {"DRIFTPROOF_URL": database.url}
    holder = start_driftproof("upgrade", str(folder), env=env)
    wait_until(lambda: runs(database, "DO SLEEP(20)"))
    try:
        second = driftproof("upgrade", str(folder), "--lock-timeout", "1", env=env)
        who = re.search(r"host (\S+), process (\d+), since (\S+) \(connection \d+, root@", second.err)
        assert who, second.err
        assert who[2] == str(holder.pid)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", who[3])
        assert second.status == 4
        assert second.out == ""
        status = driftproof("status", str(folder), env=env)
        assert status.status == 0, "reading needs no lock"
        assert "never ended" in status.out
    finally:
        holder.kill()
        holder.communicate()


def test_a_flyway_beside_us_is_waited_for(database: Database, tmp_path: Path) -> None:
    folder = write_scripts(tmp_path / "scripts", {"V1__a.sql": "CREATE TABLE a (id INT);\n"})
    from driftproof.model.history import History, Layout
    from driftproof.upgrade.lock import flyway_lock_name

    name = flyway_lock_name(History(database.name, "flyway_schema_history", Layout.FLYWAY_5))
    with database.connection() as flyway:
        assert flyway.value("SELECT GET_LOCK(%s, 0)", (name,)) == 1
        refused = driftproof("upgrade", str(folder), "--lock-timeout", "0.5", env={"DRIFTPROOF_URL": database.url})
        assert refused.status == 4
        assert "it is no driftproof" in refused.err
        flyway.rows("SELECT RELEASE_LOCK(%s)", (name,))
        assert driftproof("upgrade", str(folder), env={"DRIFTPROOF_URL": database.url}).status == 0


def test_flyway_waits_for_us(database: Database, tmp_path: Path) -> None:
    from driftproof.model.history import History, Layout
    from driftproof.upgrade.lock import flyway_lock_name

    name = flyway_lock_name(History(database.name, "flyway_schema_history", Layout.FLYWAY_5))
    folder = write_scripts(tmp_path / "scripts", {"V1__slow.sql": "DO SLEEP(1);\n"})
    with database.connection() as flyway:
        ours = start_driftproof("upgrade", str(folder), env={"DRIFTPROOF_URL": database.url})
        wait_until(lambda: flyway.value("SELECT IS_USED_LOCK(%s)", (name,)) is not None)
        assert flyway.value("SELECT GET_LOCK(%s, 0)", (name,)) == 0
        ours.communicate(timeout=30)
        assert flyway.value("SELECT GET_LOCK(%s, 3)", (name,)) == 1


def runs(database: Database, statement: str) -> bool:
    """Whether a connection to this database runs this statement now."""
    with database.connection() as connection:
        found = processes(connection).values()
    return any(each.statement == statement and each.schema == database.name for each in found)


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until something is so; fail when it does not become so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
