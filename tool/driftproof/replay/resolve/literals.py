"""Constants: the type that each is written in."""

from __future__ import annotations

from driftproof.model.flavor import canonical_charset, default_collation
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Literal
from driftproof.replay.resolve.item import LITERAL, NOT_FIXED, Frame, Item

_SIGNED, _UNSIGNED = 2**63 - 1, 2**64 - 1


def literal(e: Literal, frame: Frame) -> Item | None:
    """Return what is known of a constant."""
    found = _found(e, frame)
    return None if found is None else replace(found, is_literal=True)


def _found(e: Literal, frame: Frame) -> Item | None:
    if e.kind == "string":
        return _text(e, frame)
    if e.kind in {"hex", "bit"} and not e.charset:
        length = (len(e.text) + 1) // 2 if e.kind == "hex" else (len(e.text) + 7) // 8
        return Item("varchar", length, collation="binary", strength=LITERAL)
    if e.kind == "bool":
        # seen: int(1) up to MariaDB 11.8.6 and in 10.11.18, int(5) in 11.8.9, where TRUE is as wide as "false"
        width = 5 if frame.flavor.at_least(mariadb=(11, 8, 9)) else 1
        return Item("int", width, width)
    if e.kind == "null":
        return Item("null", nullable=True, collation="binary", strength=6)
    if e.kind in {"date", "time", "timestamp"}:
        scale = min(len(e.text.partition(".")[2]), 6)
        return frame.moment("datetime" if e.kind == "timestamp" else e.kind, 0 if e.kind == "date" else scale, False)
    return _number(e, frame)


def _text(e: Literal, frame: Frame) -> Item | None:
    if not e.charset:
        return frame.text(len(e.text), False)
    charset = canonical_charset(e.charset)
    if charset == "utf8mb3" and frame.flavor.at_least(mariadb=(11, 5)):
        return None  # N'text' has another collation than _utf8'text'
    collation = "binary" if charset == "binary" else default_collation(charset, frame.flavor)
    size = len(e.text.encode()) if charset == "binary" else len(e.text)
    return frame.text(size, False, collation)


def _number(e: Literal, frame: Frame) -> Item | None:
    if "e" in e.text.lower():
        return Item("double", len(e.text) if frame.is_mariadb else 22, 17, NOT_FIXED)
    whole, point, fraction = e.text.partition(".")
    if point:
        whole = whole.lstrip("0") if len(whole) > 1 else whole
        return frame.decimal(max(len(whole), not fraction) + len(fraction), len(fraction), nullable=False)
    value = int(whole)
    if value > _UNSIGNED:
        return frame.decimal(len(whole), 0, nullable=False)
    is_large = len(whole) >= (10 if frame.is_mariadb else 9)
    width = len(whole) + (not frame.is_mariadb and value <= _SIGNED)
    return Item("bigint" if is_large else "int", width, len(whole), unsigned=value > _SIGNED)
