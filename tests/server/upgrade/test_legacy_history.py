"""Twenty scripts, none of which could run twice, upgraded by plain `driftproof upgrade` that is killed at random.

The end must be that of a run that nothing befell, rows included. Where a run stops with a plan of repair, the plan is
carried out.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path

import pytest

from driftproof.cli import main
from driftproof.live.address import Address, parse_url
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.live.processes import processes
from driftproof.live.throwaway import throwaway
from support.database import Database

FOLDER = Path(__file__).parents[2] / "data" / "legacy-history"
MEANT = re.compile(r"^to (finish|undo) it:\n((?:    .*\n)+)", re.MULTILINE)


class Process:
    """A command of driftproof in a process of its own, forked because that is quicker than to start one."""

    def __init__(self, words: list[str], url: str) -> None:
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self._status: int | None = None
        self.number = os.fork()
        if self.number == 0:
            status = 70
            with suppress(BaseException):
                for stream in (1, 2):
                    os.dup2(self._said.fileno(), stream)
                sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
                sys.argv[1:] = words
                os.environ["DRIFTPROOF_URL"] = url
                status = main(words)
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)

    @property
    def has_ended(self) -> bool:
        if self._status is None:
            ended, status = os.waitpid(self.number, os.WNOHANG)
            self._status = status if ended else None
        return self._status is not None

    def end(self) -> tuple[int, str]:
        """Wait for the end, and return the exit status and what was said."""
        if self._status is None:
            self._status = os.waitpid(self.number, 0)[1]
        self._said.seek(0)
        with self._said:
            return os.waitstatus_to_exitcode(self._status), self._said.read()


@dataclass
class History:
    """The history on a server: upgrades of new databases, and what has happened to them."""

    address: Address
    restart: Callable[[], None] | None = None
    happened: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    wanted: dict[str, object] = field(default_factory=dict)

    def opened(self, schema: str = "") -> Connection:
        connection = connect(replaced(self.address, schema=schema))
        if schema:
            connection.use(schema)
        return connection

    def url(self, schema: str) -> str:
        found = self.address
        return f"mysql://{found.user}:{found.password}@{found.host}:{found.port}/{schema}"

    def begin(self, schema: str) -> Process:
        """Start an upgrade as a user would, without any option but the address."""
        return Process(["upgrade", str(FOLDER)], self.url(schema))

    def run(self, schema: str) -> None:
        """Upgrade to the end, carrying out plans of repair on the way."""
        for _ in range(5):
            status, said = self.begin(schema).end()
            self.happened["resumed"] += "run by an earlier upgrade" in said
            if status == 0:
                return
            assert status == 3, said
            self.repair(schema, said)
        raise AssertionError(f"no end: {said}")

    def repair(self, schema: str, said: str) -> None:
        """Carry a plan of repair out: finish the statement if the plan says how, else undo it."""
        plans = dict(MEANT.findall(f"{said}\n"))
        assert plans, said
        self.happened["repaired"] += 1
        how = "finish" if "finish" in plans else "undo"
        with self.closing(schema) as connection:
            for line in plans[how].splitlines():
                connection.execute(line.strip().rstrip(";"))
            connection.execute("COMMIT")
        if "repair --in-flight" in said:
            word = {"finish": "finished", "undo": "undone"}[how]
            assert Process(["repair", str(FOLDER), "--in-flight", word], self.url(schema)).end()[0] == 0

    def closing(self, schema: str = "") -> closing[Connection]:
        return closing(self.opened(schema))

    def found(self, schema: str) -> dict[str, object]:
        """Return everything in a schema but the history's times, and ids that a rollback leaves out."""
        with self.closing(schema) as connection:
            tables = connection.rows("SHOW FULL TABLES")
            made = {name: connection.rows(f"SHOW CREATE TABLE `{name}`")[0][1] for name, _ in tables}
            found: dict[str, object] = {
                name: re.sub(r" AUTO_INCREMENT=\d+", "", text).replace(schema, "shop") for name, text in made.items()
            }
            for kind in ("TRIGGERS", "EVENTS"):
                found[kind] = [row[0] for row in connection.rows(f"SHOW {kind}")]
            found["ROUTINES"] = connection.rows(
                "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() ORDER BY 1"
            )
            for name, kind in tables:
                if kind == "BASE TABLE":
                    found[f"rows of {name}"] = sorted(
                        connection.rows(f"SELECT {_columns(name)} FROM `{name}`"), key=repr
                    )
        return found

    def new(self, schema: str) -> None:
        with self.closing() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS `{schema}`")
            connection.execute(f"CREATE DATABASE `{schema}` CHARACTER SET utf8mb4")

    def measure(self, schema: str, times: int) -> None:
        """Run without any kill; the second time nothing is cold."""
        for _ in range(times):
            self.new(schema)
            started = time.monotonic()
            self.run(schema)
            self.seconds = time.monotonic() - started
        self.wanted = self.found(schema)

    def killed(self, schema: str, kind: str, kills: int, chance: random.Random) -> None:
        """Kill upgrades of a new schema at random moments, and then let one come to its end."""
        self.new(schema)
        for _ in range(kills):
            process = self.begin(schema)
            time.sleep(chance.uniform(0.0, self.seconds))
            if not process.has_ended:
                self.kill(process, schema, kind)
            status, said = process.end()
            self.happened["resumed"] += "run by an earlier upgrade" in said
            if status == 3 and MEANT.search(f"{said}\n"):
                self.repair(schema, said)
            elif status == 0:
                self.happened["missed"] += 1
                break
        self.run(schema)
        assert self.found(schema) == self.wanted, schema

    def kill(self, process: Process, schema: str, kind: str) -> None:
        self.happened[kind] += 1
        if kind == "client":
            os.kill(process.number, signal.SIGKILL)
        elif kind == "server":
            assert self.restart is not None
            self.restart()
        else:
            with self.closing() as connection:
                for one in processes(connection).values():
                    if one.schema == schema:
                        with suppress(ServerError):
                            connection.change(f"KILL {one.thread_id}")


def _columns(table: str) -> str:
    """Return what to compare of a table: not the times of the history, nor ids that leave out what was rolled back."""
    known = {
        "flyway_schema_history": "installed_rank, version, script, checksum, success",
        "journal_of_all": "what, weight",
        "parent": "name",
        "child": "name, (SELECT p.name FROM parent p WHERE p.id = child.parent), age",
    }
    return known.get(table, "*")


def test_a_plain_upgrade_goes_on_after_kills(database: Database, other_database: Database) -> None:
    history = History(parse_url(database.url))
    history.measure(database.name, 1)
    history.killed(other_database.name, "client", 2, random.Random(1))
    assert history.happened["client"] > 0


@pytest.mark.nightly
@pytest.mark.parametrize("image", ["docker:mariadb:10.11", "docker:mariadb:11.8", "docker:mysql:9.7"])
def test_killed_two_hundred_times(image: str) -> None:
    kills = int(os.environ.get("DRIFTPROOF_KILLS", "210"))
    with throwaway(image, options=("--innodb-flush-log-at-trx-commit=1",), restartable=True) as server:
        history = History(parse_url(server.url), server.restart)
        history.measure("legacy_reference", 2)
        chance = random.Random(image)
        number = 0
        while (done := sum(history.happened[kind] for kind in ("client", "connection", "server"))) < kills:
            kind = ("client", "connection", "server")[number % 3]
            history.killed(f"legacy_{number % 4}", kind, 4, chance)
            number += 1
            sys.stderr.write(f"{image} {number} {done} {dict(history.happened)} {history.seconds:.1f} s\n")


@pytest.mark.nightly
def test_a_server_that_refuses_to_mix_engines(tmp_path: Path) -> None:
    """With GTIDs MySQL refuses a transaction that writes to tables with transactions, as the journal, and without."""
    options = (
        "--gtid-mode=ON",
        "--enforce-gtid-consistency=ON",
        "--log-bin",
        "--server-id=7",
        "--default-storage-engine=MyISAM",
    )
    (tmp_path / "V1__t.sql").write_text(
        "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1);\nDELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n"
        "  INSERT INTO t VALUES (2);\n  INSERT INTO t VALUES (3);\nEND//\nDELIMITER ;\nCALL p();\nCALL p();\n"
    )
    with throwaway("docker:mysql:9.7", options=options) as server:
        assert Process(["upgrade", str(tmp_path)], server.database_url("legacy")).end()[0] == 0
