"""What looks like a rename: something dropped and something added that are alike. Suggested, never assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from driftproof.model.catalog import Column, Schema, Table
from driftproof.model.names import fold

_LIKELY = 2
_ALIKE = 0.6
_SHARED = 0.75


@dataclass(frozen=True, slots=True)
class Rename:
    """A pair that may be one thing under two names; `table` is the table of a column, `evidence` says why."""

    kind: Literal["table", "column"]
    before: str
    after: str
    evidence: tuple[str, ...]
    table: str = ""


def suggest_renames(before: Schema, after: Schema) -> tuple[Rename, ...]:
    """Return what looks renamed between two schemas: each name in one pair at most, the best evidence first."""
    found = _best(_tables(before, after))
    for key in sorted(before.tables.keys() & after.tables.keys()):
        found += _best(_columns(before.tables[key], after.tables[key]))
    return tuple(found)


def _best(candidates: Iterator[Rename]) -> list[Rename]:
    """Return the candidates with enough evidence, a name used once."""
    found: list[Rename] = []
    ordered = sorted(candidates, key=lambda item: (-len(item.evidence), item.before, item.after))
    for item in ordered:
        is_free = all(item.before != other.before and item.after != other.after for other in found)
        if len(item.evidence) >= _LIKELY and is_free:
            found.append(item)
    return found


def _tables(before: Schema, after: Schema) -> Iterator[Rename]:
    gone = [table for key, table in before.tables.items() if key not in after.tables]
    new = [table for key, table in after.tables.items() if key not in before.tables]
    for old in gone:
        for table in new:
            evidence = [*_shared_columns(old, table), *_named_alike(old.name, table.name)]
            if evidence and evidence[0].startswith(("the same", "of")):
                yield Rename("table", old.name, table.name, (*evidence, *_same_comment(old.comment, table.comment)))


def _shared_columns(old: Table, new: Table) -> list[str]:
    """Say how many columns two tables have in common, if they are most of them; all count as two reasons."""
    left = {(fold(column.name), str(column.type)) for column in old.columns}
    right = {(fold(column.name), str(column.type)) for column in new.columns}
    common, total = len(left & right), max(len(left), len(right))
    if common == total:
        return ["the same columns", f"of the same types: {total}"]
    return [f"of {total} columns {common} are the same"] if common >= total * _SHARED else []


def _columns(before: Table, after: Table) -> Iterator[Rename]:
    gone = [(place, column) for place, column in enumerate(before.columns) if after.column(column.name) is None]
    new = [(place, column) for place, column in enumerate(after.columns) if before.column(column.name) is None]
    for old_place, old in gone:
        for new_place, column in new:
            if old.type.name != column.type.name:
                continue
            evidence = [*_same_definition(old, column), *_named_alike(old.name, column.name)]
            if _neighbours(before, old_place) & _neighbours(after, new_place):
                evidence.append("in the same place")
            yield Rename("column", old.name, column.name, tuple(evidence), after.name)


def _same_definition(old: Column, new: Column) -> list[str]:
    if replace(old, name="", comment="") == replace(new, name="", comment=""):
        return ["the same definition", *_same_comment(old.comment, new.comment)]
    return ["the same type"] if old.type == new.type else []


def _same_comment(old: str, new: str) -> list[str]:
    return ["the same comment"] if old and old == new else []


def _named_alike(old: str, new: str) -> list[str]:
    ratio = SequenceMatcher(None, fold(old), fold(new)).ratio()
    return [f"named alike ({ratio:.0%})"] if ratio >= _ALIKE else []


def _neighbours(table: Table, place: int) -> set[tuple[str, str]]:
    """Return the columns on either side, the edges of the table included."""
    names = ["", *(fold(column.name) for column in table.columns), ""]
    return {("left", names[place]), ("right", names[place + 2])}
