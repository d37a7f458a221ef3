"""The hazards of partitions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.compare.hazards.queries import count_rows, rows_where
from driftproof.model.catalog import Partitioning, Table
from driftproof.model.changes import DropPartitions, SetPartitioning, TableAction
from driftproof.model.findings import Severity
from driftproof.model.hazard import Hazard, HazardKind

_BOUND = re.compile(r"LESS THAN \((-?\d+)\)", re.IGNORECASE)
_REST = ("MAXVALUE", "DEFAULT")
_LIST = re.compile(r"IN \(([-\d, ]+)\)", re.IGNORECASE)


def partition_hazards(action: TableAction, before: Table) -> Iterator[Hazard]:
    """Return the hazards of an action on partitions: rows that fit into none, and rows that go with one."""
    match action:
        case SetPartitioning(partitioning=partitioning) if partitioning.method.upper().split()[0] in {"RANGE", "LIST"}:
            if any(word in one.values.upper() for one in partitioning.partitions for word in _REST):
                return
            check = _outside(partitioning, before)
            message = "rows that fit into no partition stop it"
            yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, message, before.name, check=check, number=1526)
        case DropPartitions(names=names) if names:
            message = f"partitions {', '.join(names)} go with their rows"
            check = count_rows(before.name) + f" PARTITION ({', '.join(f'`{name}`' for name in names)})"
            yield Hazard(HazardKind.DATA_LOSS, Severity.ERROR, message, before.name, check=check)
        case _:
            return


def _outside(partitioning: Partitioning, before: Table) -> str:
    """Return the query for the rows that fit into no partition; empty where values are more than whole numbers."""
    expression = partitioning.expression
    if partitioning.method.upper() == "RANGE":
        bounds = [_BOUND.fullmatch(one.values) for one in partitioning.partitions]
        last = bounds[-1] if bounds else None
        return rows_where(before, (), f"({expression}) >= {last.group(1)}") if last else ""
    lists = [_LIST.fullmatch(one.values) for one in partitioning.partitions]
    if partitioning.method.upper() != "LIST" or not all(lists):
        return ""
    values = ", ".join(found.group(1) for found in lists if found)
    return rows_where(before, (), f"({expression}) NOT IN ({values}) OR ({expression}) IS NULL")
