"""Looking into what statements say: every node of a statement's tree, whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

_TYPES = re.compile(r"\w+")
_LEAVES = frozenset({"str", "int", "bool", "None", "tuple"})
"""What the types of a field are made of, as they are written, that holds texts and numbers alone."""


def nodes(tree: Any, closed: frozenset[type] = frozenset()) -> Iterator[Any]:
    """Return every node of a tree of statements, queries and expressions, outer ones first.

    Nodes of the kinds in `closed` are left out with all that is in them.
    """
    pending = [tree]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending.extend(reversed(one))
        elif one is not None and one.__class__ not in closed and (names := _fields(one.__class__)) is not None:
            yield one
            pending.extend([getattr(one, name) for name in names])


@cache
def _fields(kind: Any) -> tuple[str, ...] | None:
    """Return the names of a node's fields that may hold nodes, the last first, or None for what is no node."""
    if not is_dataclass(kind):
        return None
    return tuple(
        field.name for field in reversed(fields(kind)) if not _LEAVES.issuperset(_TYPES.findall(str(field.type)))
    )
