"""Recursive common tables: what they start from, and what is run again and again on the newest rows."""

from __future__ import annotations

from driftproof.model.names import fold
from driftproof.model.syntax.queries import CommonTable, Query, TableSource, Union
from driftproof.model.syntax.walk import nodes


def recursion(table: CommonTable) -> tuple[Query, tuple[Union, ...]]:
    """Return the query that a table of WITH RECURSIVE starts from, and the unions that add to it, in their order.

    The right side of each of these reads the table; without any the table is not recursive.
    """
    start, steps = table.query, []
    while isinstance(start, Union) and start.operator == "union" and _reads(start.right, table.name):
        steps.append(start)
        start = start.left
    return start, tuple(reversed(steps))


def _reads(query: Query, name: str) -> bool:
    """Tell whether a query reads a table of WITH."""
    read = (node.name for node in nodes(query) if isinstance(node, TableSource))
    return any(one.schema is None and fold(one.name) == fold(name) for one in read)
