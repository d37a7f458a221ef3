"""CAST and CONVERT."""

from __future__ import annotations

import re

from driftproof.model.flavor import canonical_charset, default_collation
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Cast
from driftproof.replay.resolve.item import IMPLICIT, LITERAL, TEMPORAL, Frame, Item
from driftproof.replay.resolve.texts import converted

_TYPE = re.compile(r"(\w+)(?:\(([\d,]+)\))?(?: charset (\w+))?")
_LONGEST = 4_294_967_295


def cast(e: Cast, operand: Item, frame: Frame) -> Item | None:
    """Return what CAST or CONVERT makes of a value."""
    if e.charset:
        return converted(operand, _collation(e.charset, frame), frame)
    found = _TYPE.fullmatch(e.type)
    if found is None:
        return None
    name, charset = found[1], found[3] or ""
    numbers = tuple(map(int, found[2].split(","))) if found[2] else ()
    if name in {"signed", "unsigned"}:
        return _whole(name == "unsigned", operand, frame)
    if name == "char":
        if charset == "utf8mb3" and frame.flavor.at_least(mariadb=(11, 5)):
            return None  # NCHAR has another collation than CHAR CHARACTER SET utf8mb3
        return _text(numbers, charset, operand, frame)
    if name == "binary":
        width = numbers[0] if numbers else operand.bytes
        nullable = frame.session.is_strict or operand.nullable
        return Item("varchar", min(width, _LONGEST), nullable=nullable, collation="binary", strength=IMPLICIT)
    return _other(name, numbers, operand, frame)


def _other(name: str, numbers: tuple[int, ...], operand: Item, frame: Frame) -> Item | None:
    if name == "decimal":
        digits, scale = (*numbers, 0)[:2] if numbers else (10, 0)
        return frame.decimal(digits, scale, nullable=operand.nullable)
    if name in {"double", "float"} and not numbers:
        return replace(frame.double(frame.is_mariadb or operand.nullable), kind=name)
    if name in TEMPORAL - {"timestamp"}:
        return frame.moment(name, numbers[0] if numbers else 0, True)
    if name == "json" and not frame.is_mariadb:
        return Item("json", _LONGEST, nullable=True, collation="utf8mb4_bin", strength=IMPLICIT)
    return None


def _collation(charset: str, frame: Frame) -> str:
    return "binary" if charset == "binary" else default_collation(canonical_charset(charset), frame.flavor)


def _whole(unsigned: bool, operand: Item, frame: Frame) -> Item | None:
    """MariaDB keeps the width of the value where it has not the widest."""
    if not frame.is_mariadb:
        return Item("bigint", 21, 20 + unsigned, unsigned=unsigned, nullable=operand.nullable)
    if operand.kind in {"double", "float", "null", "json", "timestamp"}:
        return None
    if not unsigned:
        width = min(max(operand.width, 2), 21)
        digits = min(width, 20) if operand.is_text else width - 1
        return frame.whole(digits, nullable=operand.nullable, width=width)
    if (operand.is_literal and operand.is_whole) or operand.kind == "year":
        return frame.whole(operand.width, nullable=operand.nullable, unsigned=True)
    is_wide = operand.kind in {"int", "bigint", "decimal"} or operand.width >= 10
    return frame.whole(20, nullable=operand.nullable, unsigned=True) if is_wide else None


def _text(numbers: tuple[int, ...], charset: str, operand: Item, frame: Frame) -> Item:
    collation = _collation(charset, frame) if charset else frame.collation
    is_binary = collation == "binary"
    width = numbers[0] if numbers else operand.bytes if is_binary else operand.width
    nullable = frame.session.is_strict or operand.nullable
    return frame.text(width, nullable, collation, IMPLICIT if charset else LITERAL)
