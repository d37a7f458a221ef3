"""Random DDL, run offline and on a server: the same error numbers and, at the end, the same tables.

Every disagreement that was found became a case in tests/data/replay.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from driftproof.live.connect import Connection
from support.database import Database
from support.differential import Offline, live_schema, run_both
from support.random_ddl import Writer

LENGTH = 12
CI, NIGHTLY = 200, 2_000


def check_sequence(connection: Connection, database: str, random: Random) -> None:
    """Write a sequence for an empty database, run it both ways, and leave the database empty."""
    connection.execute("SET foreign_key_checks = 0")
    connection.execute(f"DROP DATABASE `{database}`")
    connection.execute(f"CREATE DATABASE `{database}` CHARACTER SET utf8mb4")
    connection.use(database)
    connection.execute("SET foreign_key_checks = 1, sql_mode = 'STRICT_TRANS_TABLES'")
    offline = Offline.start(connection.flavor, live_schema(connection, database))
    offline.run("SET sql_mode = 'STRICT_TRANS_TABLES'")
    writer = Writer(random, offline)
    sequence = ["SET sql_mode = 'STRICT_TRANS_TABLES'"]
    for _ in range(LENGTH):
        sequence.append(writer.statement())
        offline.run(sequence[-1])
    outcome = run_both(connection, database, ";\n".join(sequence) + ";\n")
    assert not outcome.wrong, "\n".join([*sequence, "", *outcome.wrong])


def run_sequences(database: Database, examples: int, *, same: bool) -> None:
    """Run sequences; `same` has every run write the same ones."""
    with database.connection() as connection:

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=same,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2**63))
        def sequences(seed: int) -> None:
            check_sequence(connection, database.name, Random(seed))

        sequences()


def test_random_sequences_end_alike(database: Database) -> None:
    run_sequences(database, CI, same=True)


@pytest.mark.nightly
def test_many_random_sequences_end_alike(database: Database) -> None:
    run_sequences(database, NIGHTLY, same=False)
