"""Partitioning as servers keep and show it."""

from __future__ import annotations

from driftproof.model.catalog import ColumnType, Partition, Table
from driftproof.model.replace import replace
from driftproof.replay.normalize.facts import Facts
from driftproof.replay.normalize.literals import settle_literal

_NULLS_FIRST = "IN ("
_DEFAULTS = frozenset({("algorithm", "2"), ("sub_algorithm", "2")})


def settle_partitions(table: Table, facts: Facts) -> Table:
    """Leave out the engine of each partition, which is the table's; put NULL first in lists; spell STARTS in full."""
    if table.partitioning is None:
        return table
    before = table.partitioning
    partitions = tuple(_settle(partition) for partition in before.partitions)
    told = [pair for pair in before.options if pair not in _DEFAULTS]
    options = tuple((name, _start(value) if name == "starts" else value) for name, value in told)
    if (partitions, options) == (before.partitions, before.options):
        return table
    return replace(table, partitioning=replace(before, partitions=partitions, options=options))


def _start(text: str) -> str:
    """Return the moment at which history partitions start as MariaDB shows it: a whole TIMESTAMP, in seconds."""
    moment = settle_literal(text.removeprefix("timestamp").strip("'"), ColumnType("datetime"), rounds=False)
    return text if moment is None else f"timestamp'{moment}'"


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
