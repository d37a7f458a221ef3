"""Looking into what statements say: every node of a statement's tree, whatever it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from driftproof.model.catalog import Column, ForeignKey, Index, Table
from driftproof.model.changes import ObjectName
from driftproof.model.syntax.expressions import Binary, Call, Expression, Literal, Name, Row
from driftproof.model.syntax.queries import Select, TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.views import Site, remembered

CHANCE = frozenset({"uuid", "uuid_short", "rand", "random_bytes", "sys_guid", "uuid_v4", "uuid_v7"})
"""Functions that give another value each time."""
MOMENT = frozenset({"now", "current_timestamp", "sysdate", "localtime", "localtimestamp", "unix_timestamp"})
"""Functions that give the time."""


TABLE_PARTS = frozenset({Table, Column, Index, ForeignKey})
"""Nodes that name other objects by texts alone."""


@remembered
def named(site: Site) -> tuple[ObjectName | TableSource, ...]:
    """Return the names of objects in a statement, and the tables that it reads, outer ones first."""
    found = nodes(site.action, TABLE_PARTS)
    return tuple([one for one in found if isinstance(one, ObjectName | TableSource)])


def names(tree: Any) -> set[str]:
    """Return the last parts, in lower case, of every name in a tree."""
    return {one.parts[-1].lower() for one in nodes(tree) if isinstance(one, Name)}


def texts(tree: Any) -> set[str]:
    """Return every string constant in a tree."""
    return {one.text for one in nodes(tree) if isinstance(one, Literal) and one.kind == "string"}


def calls(tree: Any) -> set[str]:
    """Return the names, in lower case, of the functions called in a tree."""
    return {one.name.lower() for one in nodes(tree) if isinstance(one, Call)}


def differs_each_time(expression: Expression | None) -> bool:
    """Tell whether an expression gives another value each time it is evaluated: UUID(), RAND(), NOW()."""
    found = calls(expression) if expression is not None else set()
    return bool(found & (CHANCE | MOMENT))


def narrows(where: Expression | None) -> bool:
    """Tell whether a WHERE leaves any row out: one that is the same for every row, such as ``1 = 1``, does not."""
    match where:
        case None:
            return False
        case Row(values=(inner,)):
            return narrows(inner)
        case Literal(kind="number" | "bool", text=text):
            return text.lower() in {"0", "false"}
        case Binary(operator="=" | "<=>", left=Literal() as left, right=Literal() as right):
            return left != right
        case Binary(operator="or", left=left, right=right):
            return narrows(left) and narrows(right)
        case Binary(operator="and", left=left, right=right):
            return narrows(left) or narrows(right)
        case _:
            return True


def schema_queries(tree: Any) -> Iterator[tuple[Select, TableSource]]:
    """Return every SELECT in a tree that reads from information_schema, with the first such table in it."""
    for one in nodes(tree):
        source = schema_source(one) if isinstance(one, Select) else None
        if source is not None:
            yield one, source


def schema_source(query: Select) -> TableSource | None:
    """Return the first table of information_schema that a SELECT reads from, or None."""
    sources = (one for one in nodes(query.source) if isinstance(one, TableSource))
    return next((one for one in sources if (one.name.schema or "").lower() == "information_schema"), None)
