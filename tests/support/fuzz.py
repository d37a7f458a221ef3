"""Random DDL, sequence after sequence, offline and on a server: where the two part, made short, and a table of it all.

``scripts/fuzz`` is the way to run it: ``scripts/fuzz --sequences 2000 --first 1``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from driftproof.live.connect import Connection
from driftproof.replay.apply.foreign_keys import mismatch
from driftproof.replay.apply.outcome import Scene
from support import servers
from support.database import new_name
from support.differential import Offline, Outcome, live_schema, run_both
from support.random_ddl import Writer
from support.random_objects import WideWriter

Kind = type[Writer] | type[WideWriter]
KINDS: dict[str, Kind] = {"plain": Writer, "wide": WideWriter}
LENGTH = 12
_OTHER_NUMBER = re.compile(r"server [1-9].*, offline [1-9]", re.DOTALL)
START = "SET sql_mode = 'STRICT_TRANS_TABLES'"


@dataclass
class Mismatch:
    """A sequence that ended otherwise on the server than offline, with no statement that could be left out."""

    seed: int
    script: list[str]
    wrong: list[str]

    @property
    def is_order(self) -> bool:
        """Whether nothing but the number of a refusal differs: both refuse, for another of several faults."""
        return all(_OTHER_NUMBER.match(line) for line in self.wrong)

    def __str__(self) -> str:
        return "\n".join([f"-- seed {self.seed}", *(f"{sql};" for sql in self.script), "", *self.wrong])


@dataclass
class Tally:
    """What was run on one server."""

    flavor: str
    sequences: int = 0
    statements: int = 0
    refused: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)

    def row(self) -> str:
        orders = sum(one.is_order for one in self.mismatches)
        figures = (self.sequences, self.statements, self.refused, len(self.mismatches) - orders, orders)
        return f"| {self.flavor} | {' | '.join(f'{figure:,}' for figure in figures)} |"


HEAD = (
    "| server | sequences | statements | of them refused by the server | mismatches | refused with another number |\n"
    "|---|---:|---:|---:|---:|---:|"
)


def write(connection: Connection, database: str, seed: int, kind: Kind) -> list[str]:
    """Return the sequence of that number for an empty database of this server."""
    offline = Offline.start(connection.flavor, live_schema(connection, database))
    writer = kind(Random(seed), offline)
    sequence = [START]
    offline.run(START)
    while len(sequence) <= LENGTH:
        text = writer.statement()
        before = count_keys(offline)
        offline.run(text)
        is_lost = " rename to " in text and count_keys(offline) < before
        if is_lost or has_misfit(offline) or has_unknown(offline) or has_unloadable(offline):
            break
        sequence.append(text)
    return sequence


def has_unknown(offline: Offline) -> bool:
    """Tell whether a table is not known, as one of a query whose columns need types that are not worked out."""
    return any(table.unsupported for schema in offline.catalog.schemas.values() for table in schema.tables.values())


def count_keys(offline: Offline) -> int:
    """Count foreign keys: those that MariaDB loses in a copy under another name wait for the old name to come again."""
    return sum(
        len(table.foreign_keys) for schema in offline.catalog.schemas.values() for table in schema.tables.values()
    )


def has_unloadable(offline: Offline) -> bool:
    """Tell whether a server would refuse its own SHOW CREATE TABLE: MariaDB, an index on CHAR(0) that came NOT NULL."""
    return any(
        (column := table.column(name)) is not None and column.nullable is False and column.type.length == (0,)
        for schema in offline.catalog.schemas.values()
        for table in schema.tables.values()
        for index in table.indexes
        for name in index.columns
    )


def has_misfit(offline: Offline) -> bool:
    """Tell whether MariaDB has let a foreign key be that does not fit its parent.

    It forgets such a one when it copies the table, and remembers it when the two fit again: that is not modelled, so
    sequences end before.
    """
    scene = Scene(offline.catalog, offline.session)
    return scene.is_mariadb and any(
        parent is not None and mismatch(foreign_key, child, parent, scene) is not None
        for schema in offline.catalog.schemas.values()
        for child in schema.tables.values()
        for foreign_key in child.foreign_keys
        for parent in [schema.tables.get(scene.key(foreign_key.referenced_table))]
    )


def run(connection: Connection, database: str, sequence: Iterable[str]) -> Outcome:
    """Run a sequence both ways on a database made anew."""
    empty(connection, database)
    return run_both(connection, database, ";\n".join(sequence) + ";\n")


def empty(connection: Connection, database: str) -> None:
    """Make a database anew, whatever is in it and however the session was left."""
    connection.execute("SET foreign_key_checks = 0")
    connection.execute(f"DROP DATABASE IF EXISTS `{database}`")
    connection.execute(f"CREATE DATABASE `{database}` CHARACTER SET utf8mb4")
    connection.use(database)
    settings = f"foreign_key_checks = 1, explicit_defaults_for_timestamp = DEFAULT, {START.removeprefix('SET ')}"
    connection.execute(f"SET {settings}")


def shorten(sequence: list[str], fails: Callable[[list[str]], bool]) -> list[str]:
    """Return the sequence without the statements that its failing does not need, the last first; the setting stays."""
    for place in reversed(range(1, len(sequence))):
        shorter = sequence[:place] + sequence[place + 1 :]
        if shorter and fails(shorter):
            sequence = shorter
    return sequence


def fuzz(connection: Connection, database: str, seeds: Iterable[int], kind: Kind, stop: int = 1_000) -> Tally:
    """Run the sequences of those numbers, up to `stop` mismatches."""
    tally = Tally(str(connection.flavor))
    empty(connection, database)
    for seed in seeds:
        sequence = write(connection, database, seed, kind)
        outcome = run(connection, database, sequence)
        tally.sequences += 1
        tally.statements += outcome.statements
        tally.refused += sum(1 for number in outcome.recorded.answers if number)
        if outcome.wrong:
            short = shorten(sequence, lambda script: bool(run(connection, database, script).wrong))
            tally.mismatches.append(Mismatch(seed, short, run(connection, database, short).wrong))
            if len(tally.mismatches) >= stop:
                break
    return tally


def main() -> int:
    """Run the fuzzer on the servers of the tests; print mismatches, and the table at the end."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--first", type=int, default=1, help="the number of the first sequence")
    parser.add_argument("--sequences", type=int, default=2_000, help="how many, per server")
    parser.add_argument("--stop", type=int, default=20, help="stop on a server after so many mismatches")
    parser.add_argument("--kind", choices=KINDS, default="plain", help="wide has rarer statements among the others")
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.sequences)
    servers.open_registry()
    try:
        tallies = [_on(servers.obtain(spec), seeds, given) for spec in servers.wanted()]
    finally:
        servers.close_registry()
    sys.stdout.write("\n".join([HEAD, *(tally.row() for tally in tallies)]) + "\n")
    return 1 if any(tally.mismatches for tally in tallies) else 0


def _on(server: servers.Server, seeds: Iterable[int], given: argparse.Namespace) -> Tally:
    database = new_name()
    with server.connection() as connection:
        try:
            tally = fuzz(connection, database, seeds, KINDS[given.kind], given.stop)
        finally:
            connection.execute("SET foreign_key_checks = 0")
            connection.execute(f"DROP DATABASE IF EXISTS `{database}`")
    for found in tally.mismatches:
        sys.stdout.write(f"== {tally.flavor}\n{found}\n\n")
    return tally


if __name__ == "__main__":
    sys.exit(main())
