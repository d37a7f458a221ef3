"""Suppressions: comments in a script that silence rules for a statement, a range or the whole file.

::

    -- lint-ignore cascade-fk-nullable, CK102 -- the parent is never deleted
    ALTER TABLE …                              (covers the statement below, or the one it stands in or behind)

    -- lint-ignore-start zero-date-default -- repair of old rows
    …
    -- lint-ignore-end zero-date-default

    -- lint-ignore-file identifier-backticks -- written before the rule

A comment must name rules; a name that is none is reported and silences nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from driftproof.model.scripts import Statement

Scope = Literal["statement", "range", "file"]
_COMMENT = re.compile(
    r"""'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`(?:[^`]|``)*`"""
    r"""|(?P<comment>(?:\#|--(?=[\s\x00-\x1f]|$))[^\n]*|/\*.*?\*/)""",
    re.DOTALL,
)
_MARK = re.compile(r"^(?:--|\#|/\*)\s*lint-ignore(?P<form>-start|-end|-file)?\b(?P<rest>.*?)(?:\*/)?\s*$", re.DOTALL)
_SPLIT = re.compile(r"\s--\s|\s—\s")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences `rules` between the offsets `start` and `end`; `at` and `until` are the comment's own."""

    rules: tuple[str, ...]
    reason: str
    scope: Scope
    start: int
    end: int
    at: int
    until: int


@dataclass(frozen=True, slots=True)
class _Mark:
    form: str
    rules: tuple[str, ...]
    reason: str
    at: int
    until: int
    piece: int


def suppressions(pieces: tuple[Statement, ...]) -> tuple[Suppression, ...]:
    """Return the suppressions in a script, given as the pieces that `split` makes of it."""
    marks = [mark for number, piece in enumerate(pieces) for mark in _marks(number, piece)]
    found = [_of_mark(mark, pieces, marks) for mark in marks if mark.form != "-end"]
    return tuple(found)


def _marks(number: int, piece: Statement) -> Iterator[_Mark]:
    """Find the lint-ignore comments of one piece."""
    if "lint-ignore" not in piece.text:
        return
    for found in _COMMENT.finditer(piece.text):
        mark = _MARK.match(found.group("comment") or "")
        if mark is None:
            continue
        names, _, reason = _split_reason(mark.group("rest"))
        rules = tuple(name for name in re.split(r"[\s,]+", names) if name)
        at = piece.span.start + found.start()
        yield _Mark(mark.group("form") or "", rules, reason, at, piece.span.start + found.end(), number)


def _split_reason(rest: str) -> tuple[str, str, str]:
    """Part the names of rules from the reason behind them."""
    parts = _SPLIT.split(f" {rest.strip()}", maxsplit=1)
    return parts[0].strip(), "--", parts[1].strip() if len(parts) > 1 else ""


def _of_mark(mark: _Mark, pieces: tuple[Statement, ...], marks: list[_Mark]) -> Suppression:
    """Work out what a comment covers."""
    end_of_text = pieces[-1].span.end
    if mark.form == "-file":
        return Suppression(mark.rules, mark.reason, "file", 0, end_of_text + 1, mark.at, mark.until)
    if mark.form == "-start":
        closing = (
            other.at
            for other in marks
            if other.form == "-end" and other.at > mark.at and (not other.rules or set(other.rules) & set(mark.rules))
        )
        return Suppression(
            mark.rules, mark.reason, "range", mark.at, next(closing, end_of_text + 1), mark.at, mark.until
        )
    covered = _covered(mark, pieces)
    start, end = (covered.span.start, covered.span.end) if covered else (mark.at, mark.until)
    return Suppression(mark.rules, mark.reason, "statement", start, end, mark.at, mark.until)


def _covered(mark: _Mark, pieces: tuple[Statement, ...]) -> Statement | None:
    """Return the statement that a comment stands in, or behind on the same line, or above."""
    piece = pieces[mark.piece]
    if piece.is_sql:
        return piece
    behind = "\n" not in piece.text[: mark.at - piece.span.start]
    if behind and mark.piece > 0 and pieces[mark.piece - 1].is_sql and not pieces[mark.piece - 1].text.endswith("\n"):
        return pieces[mark.piece - 1]
    return next((later for later in pieces[mark.piece + 1 :] if later.is_sql), None)
