"""Partitioning from ``information_schema.PARTITIONS``."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.live.connect import Row
from driftproof.live.introspect.text import mysql_expression
from driftproof.model.catalog import Partition, Partitioning
from driftproof.model.flavor import Flavor

_LISTED = ("RANGE", "LIST", "SYSTEM_TIME")


def partitioning_of_rows(rows: Sequence[Row], flavor: Flavor) -> Partitioning | None:
    """Make a table's partitioning of the rows of its partitions, or None where it has none."""
    if not rows:
        return None
    _, _, sub_name, method, sub_method, expression, sub_expression, _, _ = rows[0]
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[1], []).append(row)
    is_listed = str(method).startswith(_LISTED)
    names_default = not is_listed and all(name == f"p{at}" for at, name in enumerate(grouped))
    partitions = tuple(_partition(name, parts, str(method)) for name, parts in grouped.items())
    per_partition = len(next(iter(grouped.values()))) if sub_name else None
    return Partitioning(
        str(method),
        _expression(expression, flavor),
        len(partitions) if names_default else None,
        () if names_default else partitions,
        str(sub_method or ""),
        _expression(sub_expression, flavor),
        per_partition,
    )


def _expression(text: object, flavor: Flavor) -> str:
    if text is None:
        return ""
    return str(text) if flavor.is_mariadb else mysql_expression(str(text))


def _partition(name: str, rows: list[Row], method: str) -> Partition:
    description, comment = rows[0][7], rows[0][8]
    values = ""
    if method.startswith("RANGE") and description is not None:
        values = "LESS THAN MAXVALUE" if str(description) == "MAXVALUE" else f"LESS THAN ({description})"
    elif method.startswith("LIST") and description is not None:
        values = "DEFAULT" if str(description) == "DEFAULT" else f"IN ({description})"
    return Partition(name, values, (("comment", str(comment)),) if comment else ())
