"""The collation that several texts have together (https://dev.mysql.com/doc/refman/8.4/en/charset-collation-coercibility.html)."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.flavor import charset_of
from driftproof.replay.resolve.item import LITERAL, NUMBER, Frame, Item

_UNICODE = {"utf8mb3": 1, "ucs2": 1, "utf16": 2, "utf16le": 2, "utf32": 2, "utf8mb4": 2}


def common_collation(items: Sequence[Item], frame: Frame) -> tuple[str, int] | None:
    """Return the collation of a text made of `items` and how strongly it holds, or None where that is not known.

    Numbers and dates follow any text; alone they have the session's collation.
    """
    found: tuple[str, int] | None = None
    for item in items:
        if item.kind == "null":
            continue
        own = (item.collation, item.strength) if item.collation else (frame.collation, NUMBER)
        if found is None:
            found = own
            continue
        found = _stronger(found, own)
        if found is None:
            return None
    if found is None:
        return "binary", LITERAL
    return found[0], min(found[1], LITERAL)


def _stronger(one: tuple[str, int], other: tuple[str, int]) -> tuple[str, int] | None:
    """Return which of two collations with their strengths a text of both has; None where servers refuse or convert."""
    if one[0] == other[0]:
        return one[0], min(one[1], other[1])
    if one[1] != other[1]:
        return min(one, other, key=lambda each: each[1])
    if "binary" in {one[0], other[0]}:
        return "binary", one[1]
    charsets = charset_of(one[0]), charset_of(other[0])
    if charsets[0] == charsets[1]:
        binary = [each for each in (one, other) if each[0].endswith("_bin")]
        return binary[0] if len(binary) == 1 else None
    ranks = [_UNICODE.get(charset, 0) for charset in charsets]
    if ranks[0] == ranks[1]:
        return None
    return one if ranks[0] > ranks[1] else other
