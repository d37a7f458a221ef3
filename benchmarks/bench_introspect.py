"""Reading a live schema: queries and time, beside ``mariadb-dump --no-data``, at 10, 100 and 1,000 tables.

Run with ``scripts/bench introspect``; DRIFTPROOF_TEST_URLS names the servers, else a throwaway one is started.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable

from driftproof.live.address import Address, parse_url
from driftproof.live.connect import Connection, connect
from driftproof.live.introspect import introspect
from driftproof.live.throwaway import throwaway
from driftproof.sources.live import read_live

DATABASE = "driftproof_bench"
RUNS = 3


def table(number: int) -> str:
    """A table of ten columns, three keys and, but for the first, a foreign key."""
    parent = f", CONSTRAINT `fk{number}` FOREIGN KEY (`parent`) REFERENCES `t{number - 1}` (`uuid`) ON DELETE SET NULL"
    return (
        f"CREATE TABLE `t{number}` (`uuid` VARCHAR(32) NOT NULL, `parent` VARCHAR(32) NULL, "
        "`name` VARCHAR(255) NOT NULL, "
        "`size` BIGINT UNSIGNED NOT NULL DEFAULT 0, `state` VARCHAR(32) NOT NULL DEFAULT 'Enabled', `note` TEXT NULL, "
        "`cpu` INT NULL, `price` DECIMAL(10,2) NULL, `lastOpDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, "
        "`createDate` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (`uuid`), KEY `n` (`name`), "
        f"UNIQUE KEY `s` (`state`, `uuid`){parent if number else ''}) ENGINE=InnoDB"
    )


def median(work: Callable[[], object]) -> float:
    """The median of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def dump(address: Address) -> None:
    """Let the server's own tool print the schema."""
    subprocess.run(
        [
            shutil.which("mariadb-dump") or "mysqldump",
            "--no-data",
            "--skip-ssl",
            f"--host={address.host}",
            f"--port={address.port}",
            f"--user={address.user}",
            DATABASE,
        ],
        env={**os.environ, "MYSQL_PWD": address.password or ""},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def measure(url: str) -> None:
    """Print a row for each number of tables on one server."""
    address = parse_url(url)
    connection = connect(address)
    made = 0
    connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
    connection.execute(f"CREATE DATABASE {DATABASE}")
    connection.use(DATABASE)
    for wanted in (10, 100, 1000):
        for number in range(made, wanted):
            connection.execute(table(number))
        made = wanted
        row(connection, address, wanted)
    connection.execute(f"DROP DATABASE {DATABASE}")


def row(connection: Connection, address: Address, tables: int) -> None:
    """Print one row."""
    queries = introspect(connection, DATABASE).queries
    bulk = median(lambda: introspect(connection, DATABASE))
    whole = median(lambda: read_live(connection, DATABASE))
    dumped = median(lambda: dump(address))
    times = f"{bulk:>10.3f} {whole:>10.3f} {dumped:>12.3f} {bulk / dumped:>7.2f}"
    print(f"{connection.flavor!s:<18} {tables:>6} {queries:>8} {times}", flush=True)


def main() -> None:
    times = f"{'bulk, s':>10} {'catalog, s':>10} {'its dump, s':>12} {'ratio':>7}"
    print(f"{'server':<18} {'tables':>6} {'queries':>8} {times}", flush=True)
    urls = os.environ.get("DRIFTPROOF_TEST_URLS", "")
    if urls:
        for url in urls.split(","):
            measure(url)
        return
    with throwaway("auto") as server:
        measure(server.url)


if __name__ == "__main__":
    main()
