"""Two texts side by side: their lines paired, changed words marked, long equal stretches folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_CONTEXT = 3

Segments = tuple[tuple[str, bool], ...]
"""Pieces of a line, and whether each differs from the other side."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on each side with its number (0 where there is none); `folded` counts equal lines left out."""

    kind: Literal["same", "changed", "removed", "added", "folded"]
    before: Segments = ()
    after: Segments = ()
    before_number: int = 0
    after_number: int = 0
    folded: int = 0


def side_by_side(before: str, after: str) -> tuple[Row, ...]:
    """Return the rows that show two texts side by side."""
    old, new = before.splitlines(), after.splitlines()
    rows: list[Row] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            same = [_same(old[at], at + 1, at - old_from + new_from + 1) for at in range(old_from, old_to)]
            rows += _folded(same, at_start=old_from == 0, at_end=old_to == len(old))
        else:
            rows += _changed((old, old_from, old_to), (new, new_from, new_to))
    return tuple(rows)


def _same(line: str, before: int, after: int) -> Row:
    return Row("same", ((line, False),), ((line, False),), before, after)


def _folded(rows: list[Row], *, at_start: bool, at_end: bool) -> list[Row]:
    """Return equal rows, those far from any difference folded into one."""
    head, tail = 0 if at_start else _CONTEXT, 0 if at_end else _CONTEXT
    if at_start:
        head = 1
    if len(rows) <= head + tail + 2:
        return rows
    left_out = len(rows) - head - tail
    return [*rows[:head], Row("folded", folded=left_out), *rows[len(rows) - tail :]]


def _changed(before: tuple[list[str], int, int], after: tuple[list[str], int, int]) -> Iterator[Row]:
    """Pair the lines of a stretch that differs: by what they begin with, then those that are left in order."""
    old, new = list(range(before[1], before[2])), list(range(after[1], after[2]))
    pairs = _pairs([before[0][at] for at in old], [after[0][at] for at in new])
    for left, right in pairs:
        if left is None and right is not None:
            yield Row("added", after=((after[0][new[right]], True),), after_number=new[right] + 1)
        elif right is None and left is not None:
            yield Row("removed", before=((before[0][old[left]], True),), before_number=old[left] + 1)
        elif left is not None and right is not None:
            segments = _marked(before[0][old[left]], after[0][new[right]])
            yield Row("changed", *segments, old[left] + 1, new[right] + 1)


def _pairs(old: list[str], new: list[str]) -> list[tuple[int | None, int | None]]:
    """Return which lines belong together: those about the same name, in the order of both."""
    keys = [_subject(line) for line in old], [_subject(line) for line in new]
    pairs: list[tuple[int | None, int | None]] = []
    for _, old_from, old_to, new_from, new_to in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        lefts, rights = list(range(old_from, old_to)), list(range(new_from, new_to))
        if keys[0][old_from:old_to] == keys[1][new_from:new_to]:
            pairs += zip(lefts, rights, strict=True)
        else:
            pairs += [(left, None) for left in lefts] + [(None, right) for right in rights]
    return pairs


def _subject(line: str) -> str:
    """Return what a line of a definition is about: its first quoted name, or its first words."""
    found = re.search(r"`[^`]+`", line)
    start = " ".join(re.findall(r"\w+", line)[:1]).lower() if not line.lstrip().startswith("`") else ""
    return f"{start} {found.group()}" if found else start


def _marked(before: str, after: str) -> tuple[Segments, Segments]:
    """Return two lines with the words marked that differ."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    lefts: list[tuple[str, bool]] = []
    rights: list[tuple[str, bool]] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = tag != "equal"
        if old_from < old_to:
            lefts.append(("".join(old[old_from:old_to]), differs))
        if new_from < new_to:
            rights.append(("".join(new[new_from:new_to]), differs))
    return tuple(lefts), tuple(rights)
