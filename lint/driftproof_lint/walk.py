"""Looking into what statements say: every node of a statement's tree, whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from driftproof.model.syntax.expressions import Binary, Call, Expression, Literal, Name, Row
from driftproof.model.syntax.queries import Select, TableSource
from driftproof_lint.views import Site, remembered

CHANCE = frozenset({"uuid", "uuid_short", "rand", "random_bytes", "sys_guid", "uuid_v4", "uuid_v7"})
"""Functions that give another value each time."""
MOMENT = frozenset({"now", "current_timestamp", "sysdate", "localtime", "localtimestamp", "unix_timestamp"})
"""Functions that give the time."""


def nodes(tree: Any) -> Iterator[Any]:
    """Return every node of a tree of statements, queries and expressions, outer ones first."""
    pending = [tree]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending.extend(reversed(one))
        elif one is not None and (names := _fields(one.__class__)) is not None:
            yield one
            pending.extend([getattr(one, name) for name in names])


@remembered
def parts(site: Site) -> tuple[Any, ...]:
    """Return every node of a statement, outer ones first."""
    return tuple(nodes(site.action))


@cache
def _fields(kind: Any) -> tuple[str, ...] | None:
    """Return the names of a node's fields that may hold nodes, the last first, or None for what is no node."""
    if not is_dataclass(kind):
        return None
    return tuple(
        field.name for field in reversed(fields(kind)) if not _LEAVES.issuperset(_TYPES.findall(str(field.type)))
    )


_TYPES = re.compile(r"\w+")
_LEAVES = frozenset({"str", "int", "bool", "None", "tuple"})
"""What the types of a field are made of, as they are written, that holds texts and numbers alone."""


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
        source = _schema_source(one) if isinstance(one, Select) else None
        if source is not None:
            yield one, source


def _schema_source(query: Select) -> TableSource | None:
    sources = (one for one in nodes(query.source) if isinstance(one, TableSource))
    return next((one for one in sources if (one.name.schema or "").lower() == "information_schema"), None)
