"""The ranks of Flyway 3's table: whatever the order in which versions come, they end as Flyway computes them."""

from __future__ import annotations

import random

import pytest

from driftproof.model.history import HistoryRow, Layout
from driftproof.upgrade.history_table import HistoryWriter, create_table, find_history
from support.database import Database


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("chained", [False, True])
def test_version_ranks_are_places_in_the_order_of_versions(database: Database, seed: int, chained: bool) -> None:
    numbers = list(range(1, 16))
    random.Random(seed).shuffle(numbers)
    with database.connection() as connection:
        create_table(connection, find_history(connection, database.name, layout=Layout.FLYWAY_3))
        writer = HistoryWriter(connection, find_history(connection, database.name))
        rows = [HistoryRow(0, f"1.{number}", "x", "SQL", f"V1.{number}__x.sql", number) for number in numbers]
        row = writer.start(rows[0])
        for following in rows[1:]:
            if chained:
                row = writer.end_and_start(row, 5, following)
            else:
                writer.end(row, success=True, milliseconds=5)
                row = writer.start(following)
        writer.end(row, success=True, milliseconds=5)
        found = find_history(connection, database.name).rows
    assert [row.installed_rank for row in found] == numbers_from_one(found)
    assert {row.version: row.version_rank for row in found} == {f"1.{number}": number for number in numbers}
    assert {(row.success, row.execution_time) for row in found} == {(True, 5)}


def numbers_from_one(rows: tuple[HistoryRow, ...]) -> list[int]:
    return list(range(1, len(rows) + 1))
