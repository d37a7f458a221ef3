"""Partitioning of tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition: `values` is the canonical text after VALUES (``LESS THAN (10)``, ``IN (1,2)``), or empty."""

    name: str
    values: str = ""
    options: tuple[tuple[str, str], ...] = ()
    subpartitions: tuple[Partition, ...] = ()


@dataclass(frozen=True, slots=True)
class Partitioning:
    """How a table is partitioned.

    `method` is upper case (``RANGE``, ``LIST COLUMNS``, ``HASH``, ``LINEAR KEY``, ``SYSTEM_TIME`` …), `expression`
    canonical SQL or the column list, `count` the number of partitions where none is listed.
    """

    method: str
    expression: str = ""
    count: int | None = None
    partitions: tuple[Partition, ...] = ()
    sub_method: str = ""
    sub_expression: str = ""
    sub_count: int | None = None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def every(self) -> tuple[Partition, ...]:
        """The partitions, those included that a server names itself where none is listed: p0, p1 …."""
        return self.partitions or tuple(Partition(f"p{number}") for number in range(self.count or 1))
