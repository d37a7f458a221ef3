"""The journal: what an upgrade takes with it and without, on a server that waits for its disk.

Run with ``DRIFTPROOF_BENCH_URL=mysql://root:…@host/ scripts/bench journal``, on a server with its own default settings
and its data on a disk, such as one of ``docker run -e MARIADB_ROOT_PASSWORD=x mariadb:11.8``. Runs with and without
the journal take turns; the fastest of each is shown, and the least and greatest ratio of neighbours. "own" is the
part that driftproof itself takes of the difference; the rest is the server's.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from driftproof.live.address import Address, parse_url
from driftproof.live.connect import connect
from driftproof.sources.folder import read_folder
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.procedures import read_helpers
from driftproof.upgrade.run import run_upgrade

ROUNDS = 7
SCHEMA = "bench_journal"
ROWS = 50_000


def scripts() -> Iterator[tuple[str, str]]:
    """Return the scripts to measure, by what they are."""
    made = "CREATE TABLE t{n} (id INT PRIMARY KEY, a VARCHAR(64));\nALTER TABLE t{n} ADD COLUMN b INT;\n"
    plain = made + "CREATE INDEX ix ON t{n} (a);\nALTER TABLE t{n} MODIFY b BIGINT;\n"
    yield "120 DDL statements on empty tables", "".join(plain.format(n=n) for n in range(30))
    big = "ALTER TABLE big ADD INDEX ix{n} (a, n);\nALTER TABLE big DROP INDEX ix{n};\n"
    yield f"20 DDL statements on {ROWS} rows", "".join(big.format(n=n) for n in range(10))
    guarded = (
        "CREATE TABLE IF NOT EXISTS g{n} (id INT PRIMARY KEY, a INT);\nCALL ADD_COLUMN('g{n}', 'b', 'INT', 1, NULL);\n"
    )
    yield "60 guarded DDL statements", "".join(guarded.format(n=n) for n in range(30))
    yield "1000 INSERTs", "CREATE TABLE t (a INT);\n" + "".join(f"INSERT INTO t VALUES ({n});\n" for n in range(1000))


def prepare(address: Address) -> None:
    """Make the schema anew, with a table of many rows."""
    connection = connect(replace(address, schema=""))
    connection.execute(f"DROP DATABASE IF EXISTS {SCHEMA}")
    connection.execute(f"CREATE DATABASE {SCHEMA}")
    connection.use(SCHEMA)
    connection.execute("CREATE TABLE big (n INT AUTO_INCREMENT PRIMARY KEY, a CHAR(60))")
    connection.execute("INSERT INTO big (a) VALUES ('x'), ('y')")
    count = 2
    while count < ROWS:
        connection.execute("INSERT INTO big (a) SELECT a FROM big")
        count *= 2
    connection.close()


def measure(address: Address, folder: Path, journal: bool) -> tuple[float, float]:
    """Return the seconds of an upgrade, and how many of them are the server's."""
    prepare(address)
    options = RunOptions(journal=journal, helpers=read_helpers(shipped_sql("procedures")), placeholders=None)
    options = replace(options, skip_checks=frozenset({"no-history"}))
    started = time.perf_counter()
    outcome = run_upgrade(read_folder(folder), replace(address, schema=SCHEMA), options, Hooks())
    return time.perf_counter() - started, outcome.server_seconds


def main() -> None:
    """Print the table."""
    url = os.environ.get("DRIFTPROOF_BENCH_URL")
    if not url:
        print("not measured: DRIFTPROOF_BENCH_URL names no server that waits for its disk")
        return
    address = parse_url(url)
    connection = connect(address)
    print(f"{connection.flavor}, {ROUNDS} rounds")
    connection.close()
    print(f"{'script':<36} {'without':>8} {'with':>8} {'ratio':>6} {'of neighbours':>14} {'own ms':>7}")
    for name, text in scripts():
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / "V1__t.sql").write_text(text)
            found = [(measure(address, Path(place), False), measure(address, Path(place), True)) for _ in range(ROUNDS)]
        without, written = (min(pair[at] for pair in found) for at in (0, 1))
        ratios = sorted(there[0] / here[0] for here, there in found)
        own = 1000 * ((written[0] - written[1]) - (without[0] - without[1]))
        print(
            f"{name:<36} {without[0]:>7.2f}s {written[0]:>7.2f}s {written[0] / without[0]:>6.2f} "
            f"{ratios[0]:>6.2f} – {ratios[-1]:.2f} {own:>7.0f}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
