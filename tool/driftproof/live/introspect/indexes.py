"""Indexes from ``information_schema.STATISTICS``."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.live.connect import Row
from driftproof.live.introspect.text import mysql_expression
from driftproof.model.catalog import Index, IndexKind, IndexPart

_KINDS = {"FULLTEXT": IndexKind.FULLTEXT, "SPATIAL": IndexKind.SPATIAL, "VECTOR": IndexKind.VECTOR}


def indexes_of_rows(rows: Sequence[Row], engine: str) -> tuple[Index, ...]:
    """Make the indexes of a table of their rows, which come part by part; the primary key first.

    `engine` decides which algorithm is its own: hash for MEMORY, the B-tree for all others.
    """
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[1], []).append(row)
    indexes = [_index(name, parts, engine) for name, parts in grouped.items()]
    return tuple(sorted(indexes, key=lambda index: index.kind is not IndexKind.PRIMARY))


def _index(name: str, rows: list[Row], engine: str) -> Index:
    first = rows[0]
    kind_text, comment, visible = str(first[6]), first[7] or "", first[8] == "YES"
    kind = _KINDS.get(kind_text)
    if kind is None:
        kind = IndexKind.PRIMARY if name == "PRIMARY" else IndexKind.PLAIN if int(first[2]) else IndexKind.UNIQUE
    own = "HASH" if engine.upper() == "MEMORY" else "BTREE"
    algorithm = kind_text.lower() if kind_text in {"HASH", "BTREE"} and kind_text != own else ""
    return Index(name, kind, tuple(_part(row, kind) for row in rows), comment, visible, algorithm)


def _part(row: Row, kind: IndexKind) -> IndexPart:
    column, direction, length, expression = row[3], row[4], row[5], row[9]
    descending = direction == "D"
    if expression:
        return IndexPart("", None, descending, mysql_expression(str(expression)))
    prefix = int(length) if length is not None and kind not in _KINDS.values() else None
    return IndexPart(str(column), prefix, descending)
