"""Upgrading with 100, 1,000 and 10,000 one-statement scripts: driftproof's own time beside the server's, and peers.

Run with ``scripts/bench upgrade``. The scripts are DDL: CREATE TABLE, ALTER TABLE, CREATE INDEX, DROP TABLE in turn.
In the same run the plain client executes the same statements without any history: the floor. dbmate (npm) is counted
when npm can install it. The server is a throwaway one of this machine, which does not wait for its disk, or the one at
DRIFTPROOF_BENCH_URL.

"own time" is the clock's time less what was spent waiting for answers: start-up, reading, planning, and every moment
that the machine gave to others meanwhile. "processor" is all processor time of the run, the protocol's included.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from driftproof.live.address import Address, parse_url
from driftproof.live.connect import connect
from driftproof.live.throwaway import throwaway

COUNTS = (100, 1_000, 10_000)
SCHEMA = "bench_upgrade"
STATEMENTS = (
    "CREATE TABLE t{n} (id INT NOT NULL PRIMARY KEY, name VARCHAR(64)) ENGINE=InnoDB",
    "ALTER TABLE t{n} ADD COLUMN size BIGINT NULL",
    "CREATE INDEX idx ON t{n} (name)",
    "DROP TABLE t{n}",
)
DRIFTPROOF = (sys.executable, "-c", "import sys; from driftproof.cli import main; sys.exit(main())")


def statement(number: int) -> str:
    return STATEMENTS[number % 4].format(n=number // 4)


@contextmanager
def server() -> Iterator[str]:
    """The URL of the server to measure on."""
    if url := os.environ.get("DRIFTPROOF_BENCH_URL"):
        yield url
        return
    with throwaway("auto", say=lambda text: print(text, file=sys.stderr)) as started:
        yield started.url


def fresh_schema(address: Address) -> None:
    connection = connect(address)
    connection.execute(f"DROP DATABASE IF EXISTS {SCHEMA}")
    connection.execute(f"CREATE DATABASE {SCHEMA}")
    connection.close()


def timed(command: list[str], env: dict[str, str] | None = None, text: str | None = None) -> tuple[float, str]:
    """Seconds that a command takes, and its output; its failure ends the benchmark."""
    started = time.perf_counter()
    done = subprocess.run(
        command, env={**os.environ, **(env or {})}, input=text, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return time.perf_counter() - started, done.stdout


def run_driftproof(url: str, count: int, folder: Path) -> dict[str, float]:
    """Total time, the part spent waiting for the server, and the time of ``status`` afterwards."""
    for number in range(count):
        (folder / f"V{number + 1}__step.sql").write_text(statement(number) + ";\n")
    env = {"DRIFTPROOF_URL": f"{url}{SCHEMA}", "PYTHONDONTWRITEBYTECODE": ""}  # as where it is installed
    timed([*DRIFTPROOF, "status", str(folder)], env)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    total, out = timed([*DRIFTPROOF, "upgrade", str(folder), "--format", "json"], env)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    waited = json.loads(out)["server_seconds"]
    status, out = timed([*DRIFTPROOF, "status", str(folder)], env)
    if f"{count} applied" not in out:
        raise SystemExit(out[-500:])
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return {"total": total, "server": waited, "own": total - waited, "processor": processor, "status": status}


def run_client(address: Address, count: int) -> float | None:
    """Time of the plain client on all statements in one file."""
    client = shutil.which("mariadb") or shutil.which("mysql")
    if client is None:
        return None
    text = "".join(statement(number) + ";\n" for number in range(count))
    plain = [] if b"MariaDB" not in subprocess.check_output([client, "--version"]) else ["--skip-ssl"]
    login = [f"-h{address.host}", f"-P{address.port}", f"-u{address.user}", SCHEMA]
    return timed([client, *plain, *login], {"MYSQL_PWD": address.password or ""}, text)[0]


def install_dbmate(folder: Path) -> str | None:
    """Path of dbmate, installed by npm into a folder; None when that cannot be done."""
    npm = shutil.which("npm")
    command = [npm or "", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), "dbmate"]
    if npm is None or subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    return str(folder / "node_modules" / ".bin" / "dbmate")


def run_dbmate(dbmate: str, url: str, count: int, folder: Path) -> float:
    for number in range(count):
        text = f"-- migrate:up\n{statement(number)};\n\n-- migrate:down\n"
        (folder / f"{number + 1:014}_step.sql").write_text(text)
    database = url.replace("mariadb://", "mysql://") + SCHEMA
    return timed([dbmate, "--url", database, "--migrations-dir", str(folder), "--no-dump-schema", "up"])[0]


def shown(value: float | None, unit: str = "s") -> str:
    return "-" if value is None else f"{value:.2f} {unit}"


def measure(url: str, dbmate: str | None, count: int, folder: Path) -> list[str]:
    """One line of the table."""
    address = parse_url(url)
    fresh_schema(address)
    client = run_client(address, count)
    fresh_schema(address)
    (folder / "driftproof").mkdir(parents=True)
    ours = run_driftproof(url, count, folder / "driftproof")
    fresh_schema(address)
    (folder / "dbmate").mkdir()
    peer = run_dbmate(dbmate, url, count, folder / "dbmate") if dbmate else None
    return [
        f"{count:,}",
        shown(ours["total"]),
        shown(ours["server"]),
        shown(ours["own"]),
        f"{100 * ours['own'] / ours['server']:.1f} %",
        shown(ours["processor"]),
        shown(client),
        shown(peer),
        shown(ours["status"]),
    ]


def main() -> None:
    head = ["scripts", "driftproof", "its server time", "own time", "own/server", "processor"]
    head += ["plain client", "dbmate", "status"]
    with tempfile.TemporaryDirectory() as name, server() as url:
        root = Path(name)
        dbmate = install_dbmate(root / "npm")
        rows = [head]
        for count in COUNTS:
            rows.append(measure(url, dbmate, count, root / str(count)))
            print(f"{count} measured", file=sys.stderr)
        flavor = connect(parse_url(url)).flavor
        print(f"server: {flavor}")
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        for row in rows:
            print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main()
