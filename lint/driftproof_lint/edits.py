"""Edits on the text of a script, for fixes."""

from __future__ import annotations

import re

from driftproof.model.findings import Edit
from driftproof.model.scripts import Statement

_BEHIND = re.compile(r"[ \t]*,[ \t]*\n?")
_AHEAD = re.compile(r",\s*$")


def remove_item(text: str, start: int, end: int) -> Edit:
    """Return the edit that takes an item out of a list with commas, together with one comma.

    `start` and `end` enclose the item. Where the item stands on a line of its own, the line goes with it.
    """
    line = text.rfind("\n", 0, start) + 1
    own_line = text[line:start].strip() == ""
    behind = _BEHIND.match(text, end)
    if behind is not None:
        return Edit(line if own_line and behind.group().endswith("\n") else start, behind.end(), "")
    ahead = _AHEAD.search(text, 0, start)
    return Edit(ahead.start() if ahead else start, end, "")


def remove_word(text: str, start: int, end: int) -> Edit:
    """Return the edit that takes a word out, together with the blank before it."""
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return Edit(start, end, "")


def insert_behind(text: str, start: int, end: int, pattern: str, words: str) -> Edit | None:
    """Return the edit that puts words behind what `pattern` matches at `start`, or None where it does not match.

    White space and comments in front are passed over.
    """
    found = re.compile(r"(?:\s+|/\*.*?\*/|--[^\n]*\n|#[^\n]*\n)*" + pattern, re.IGNORECASE | re.DOTALL).match(
        text, start, end
    )
    return Edit(found.end(), found.end(), words) if found else None


def append(text: str, last: Statement, sql: str) -> Edit | None:
    """Return the edit that adds a statement at the end, or None where the last delimiter is not the usual one."""
    if last.delimiter != ";" or last.open:
        return None
    lead = "" if last.terminated else ";"
    gap = "" if text.endswith("\n") and not lead else "\n"
    return Edit(len(text), len(text), f"{lead}{gap}{sql};\n")
