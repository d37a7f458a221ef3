"""Twenty scripts, none of which could run twice, upgraded by plain `driftproof upgrade` that is killed at random.

The end must be that of a run that nothing befell, rows included. Where a run stops with a plan of repair, the plan is
carried out.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path

import pytest

from driftproof.live.address import Address, parse_url
from driftproof.live.connect import Connection, ServerError, connect
from driftproof.live.processes import processes
from driftproof.live.throwaway import throwaway
from support.database import Database

FOLDER = Path(__file__).parents[2] / "data" / "legacy-history"
COMMAND = "from driftproof.cli import main; import sys; sys.exit(main())"
MEANT = re.compile(r"^to (finish|undo) it:\n((?:    .*\n)+)", re.MULTILINE)


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

    def begin(self, schema: str) -> subprocess.Popen[str]:
        """Start an upgrade as a user would, without any option but the address."""
        address = self.address
        environment = {**os.environ, "DRIFTPROOF_PASSWORD": address.password or ""}
        url = f"mysql://{address.user}@{address.host}:{address.port}/{schema}"
        words = [sys.executable, "-c", COMMAND, "upgrade", str(FOLDER), "--url", url]
        pipe = subprocess.PIPE
        return subprocess.Popen(words, stdout=pipe, stderr=subprocess.STDOUT, text=True, env=environment)

    def run(self, schema: str) -> None:
        """Upgrade to the end, carrying out plans of repair on the way."""
        for _ in range(5):
            process = self.begin(schema)
            said, _ = process.communicate(timeout=120)
            if process.returncode == 0:
                self.happened["resumed"] += "run by an earlier upgrade" in said
                return
            assert process.returncode == 3, said
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
            words = ["repair", str(FOLDER), "--in-flight", word]
            url = f"mysql://{self.address.user}@{self.address.host}:{self.address.port}/{schema}"
            environment = {**os.environ, "DRIFTPROOF_PASSWORD": self.address.password or "", "DRIFTPROOF_URL": url}
            subprocess.run([sys.executable, "-c", COMMAND, *words], env=environment, check=True, timeout=60)

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

    def measure(self) -> None:
        """Run without any kill; the second time nothing is cold."""
        for _ in range(2):
            self.new("legacy_reference")
            started = time.monotonic()
            self.run("legacy_reference")
            self.seconds = time.monotonic() - started
        self.wanted = self.found("legacy_reference")

    def killed(self, schema: str, kind: str, kills: int, chance: random.Random) -> None:
        """Kill upgrades of a new schema at random moments, and then let one come to its end."""
        self.new(schema)
        for _ in range(kills):
            process = self.begin(schema)
            time.sleep(chance.uniform(0.3, self.seconds))
            if process.poll() is None:
                self.kill(process, schema, kind)
            said, _ = process.communicate(timeout=120)
            if process.returncode == 3 and MEANT.search(f"{said}\n"):
                self.repair(schema, said)
            elif process.returncode == 0:
                self.happened["missed"] += 1
                break
        self.run(schema)
        assert self.found(schema) == self.wanted, schema

    def kill(self, process: subprocess.Popen[str], schema: str, kind: str) -> None:
        self.happened[kind] += 1
        if kind == "client":
            process.send_signal(signal.SIGKILL)
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


def test_a_plain_upgrade_goes_on_after_kills(database: Database) -> None:
    history = History(parse_url(database.url))
    history.measure()
    chance = random.Random(1)
    for number, kind in enumerate(("client", "connection")):
        history.killed(f"legacy_killed_{os.getpid()}_{number}", kind, 3, chance)
    assert history.happened["client"] + history.happened["connection"] > 0


@pytest.mark.nightly
@pytest.mark.parametrize("image", ["docker:mariadb:10.11", "docker:mariadb:11.8", "docker:mysql:9.7"])
def test_killed_two_hundred_times(image: str) -> None:
    kills = int(os.environ.get("DRIFTPROOF_KILLS", "210"))
    with throwaway(image, restartable=True) as server:
        history = History(parse_url(server.url), server.restart)
        history.measure()
        chance = random.Random(image)
        number = 0
        while (done := sum(history.happened[kind] for kind in ("client", "connection", "server"))) < kills:
            kind = ("client", "connection", "server")[number % 3]
            history.killed(f"legacy_{number % 4}", kind, 4, chance)
            number += 1
            sys.stdout.write(f"{image} {number} {done} {dict(history.happened)} {history.seconds:.1f} s\n")
