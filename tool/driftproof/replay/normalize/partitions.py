"""Partitioning as servers keep and show it."""

from __future__ import annotations

from dataclasses import replace

from driftproof.model.catalog import Partition, Table
from driftproof.replay.normalize.facts import Facts

_NULLS_FIRST = "IN ("


def settle_partitions(table: Table, facts: Facts) -> Table:
    """Leave out the engine of each partition, which is the table's, and put NULL first in lists of values."""
    if table.partitioning is None:
        return table
    partitions = tuple(_settle(partition) for partition in table.partitioning.partitions)
    if partitions == table.partitioning.partitions:
        return table
    return replace(table, partitioning=replace(table.partitioning, partitions=partitions))


def _settle(partition: Partition) -> Partition:
    options = tuple(pair for pair in partition.options if pair[0] != "engine")
    inner = tuple(_settle(each) for each in partition.subpartitions)
    return replace(partition, values=_nulls_first(partition.values), options=options, subpartitions=inner)


def _nulls_first(values: str) -> str:
    """Return the values of a LIST partition with NULL in front, where the servers show it."""
    if not values.startswith(_NULLS_FIRST) or "null" not in values.lower():
        return values
    parts = values[len(_NULLS_FIRST) : -1].split(",")
    nulls = [part for part in parts if part.strip().lower() == "null"]
    return f"{_NULLS_FIRST}{','.join([*nulls, *(part for part in parts if part not in nulls)])})"
