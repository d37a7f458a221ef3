"""Random DDL, run offline and on a server: the same error numbers and, at the end, the same tables.

Every disagreement that was found became a case in tests/data/replay; ``scripts/fuzz`` runs more of it.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.database import Database
from support.fuzz import KINDS, Kind, fuzz

CI, NIGHTLY = 200, 2_000


def run_sequences(database: Database, examples: int, kind: Kind, *, same: bool) -> None:
    """Run sequences; `same` has every run write the same ones."""
    with database.connection() as connection:

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=same,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2**63))
        def sequences(seed: int) -> None:
            found = fuzz(connection, database.name, (seed,), kind).mismatches
            assert not found, f"{connection.flavor}\n{found[0]}"

        sequences()


def test_random_sequences_end_alike(database: Database) -> None:
    run_sequences(database, CI, KINDS["plain"], same=True)


@pytest.mark.nightly
def test_many_random_sequences_end_alike(database: Database) -> None:
    run_sequences(database, NIGHTLY, KINDS["plain"], same=False)
