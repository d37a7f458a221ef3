"""Numbers: what operators and rounding make, as ``Item_func_…::result_precision`` of both vendors works it out."""

from __future__ import annotations

from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Expression, Literal, Unary
from driftproof.replay.resolve.item import NOT_FIXED, Frame, Item

_DIVISION_SCALE = 4


def number_of(item: Item, frame: Frame) -> Item | None:
    """Return a value as a number: dates become whole or exact ones, texts inexact ones; None where not known."""
    if item.is_text:
        return None if item.column is not None and item.column.type.values else frame.double(item.nullable)
    if item.kind in {"date", "time", "datetime", "timestamp"}:
        if item.scale:
            return frame.decimal(item.digits, item.scale, nullable=item.nullable)
        return frame.whole(item.digits, nullable=item.nullable)
    if item.kind in {"null", "bit"} or (not item.is_exact and item.scale != NOT_FIXED):
        return None
    return item


def operate(operator: str, left: Item, right: Item, frame: Frame) -> Item | None:
    """Return what ``left operator right`` makes of two values, or None."""
    one, other = number_of(left, frame), number_of(right, frame)
    if one is None or other is None:
        return None
    if operator == "div":
        return _whole_division(left, one, other, frame)
    if not (one.is_exact and other.is_exact):
        return frame.double(one.nullable or other.nullable or operator in {"/", "%", "mod"})
    if operator == "/":
        return _divided(one, other, frame)
    if operator in {"%", "mod"}:
        return _remainder(one, other, frame)
    return _sum(operator, one, other, frame)


def _sum(operator: str, one: Item, other: Item, frame: Frame) -> Item:
    nullable = one.nullable or other.nullable
    if operator == "*":
        scale, digits = one.scale + other.scale, one.digits + other.digits
        if scale > (38 if frame.is_mariadb else 30):
            scale = 38 if frame.is_mariadb else 30
    else:
        scale = max(one.scale, other.scale)
        digits = max(one.digits - one.scale, other.digits - other.scale) + 1 + scale
    if one.is_whole and other.is_whole:
        return frame.whole(digits, nullable=nullable, unsigned=one.unsigned or other.unsigned)
    return frame.decimal(digits, scale, nullable=nullable, unsigned=one.unsigned and other.unsigned)


def _divided(one: Item, other: Item, frame: Frame) -> Item:
    """A quotient has ``div_precision_increment`` more places, and can be NULL for a division by zero."""
    scale = min(one.scale + _DIVISION_SCALE, 30)
    digits = one.digits + other.scale + _DIVISION_SCALE
    return frame.decimal(digits, scale, nullable=True, unsigned=one.unsigned and other.unsigned)


def _whole_division(dividend: Item, one: Item, other: Item, frame: Frame) -> Item | None:
    if not one.is_exact:
        return None
    digits = one.digits - one.scale
    unsigned = one.unsigned or other.unsigned
    if frame.is_mariadb:
        return frame.whole(max(digits - (not unsigned), 1), nullable=True, unsigned=unsigned, width=digits)
    width = one.width - (one.scale and one.scale + 1) + (not (one.is_whole and other.is_whole) and not unsigned)
    width = width if other.is_exact else 21
    return frame.whole(digits, nullable=True, unsigned=unsigned, width=width)


def _remainder(one: Item, other: Item, frame: Frame) -> Item:
    if one.is_whole and other.is_whole:
        width = max(one.width, other.width)
        if not frame.is_mariadb:
            return frame.whole(width - (not one.unsigned), nullable=True, unsigned=one.unsigned, width=width)
        digits = max(one.digits, other.digits)
        return frame.whole(digits, nullable=True, unsigned=one.unsigned)
    scale = max(one.scale, other.scale)
    digits = max(one.digits, other.digits) + (one.unsigned and not other.unsigned and not frame.is_mariadb)
    return frame.decimal(digits, scale, nullable=True, unsigned=one.unsigned)


def negated(item: Item, frame: Frame) -> Item | None:
    """Return what a minus before a value makes."""
    number = number_of(item, frame)
    if number is None or item.kind in {"date", "time", "datetime", "timestamp"}:
        return None
    if number.is_whole:
        if frame.is_mariadb or item.is_literal:
            width = number.width + frame.is_mariadb
            return frame.whole(number.digits, nullable=number.nullable, width=width)
        return replace(number, kind="bigint" if number.kind == "bigint" else "int", unsigned=False, column=None)
    if number.kind == "decimal":
        return frame.decimal(number.digits, number.scale, nullable=number.nullable)
    return frame.double(number.nullable)


def rounded(name: str, item: Item, places: Expression | None, frame: Frame) -> Item | None:
    """Return what ROUND or TRUNCATE makes; `places` is its second argument, of which only constants are known."""
    number = number_of(item, frame)
    count = 0 if places is None else constant(places)
    if number is None or count is None or count < 0:
        return None
    if not number.is_exact:
        return _inexact(item, count, frame)
    if item.kind not in {*_KEPT, "decimal"}:
        return None
    if number.is_whole:
        return replace(number, column=None) if frame.is_mariadb else _long(number)
    if count > number.scale or (number.unsigned and not frame.is_mariadb):
        return None
    scale = count
    grows = name == "round" and scale < number.scale
    digits = max(number.digits - number.scale + scale + grows, 1)
    return frame.decimal(digits, scale, nullable=number.nullable, unsigned=number.unsigned)


def _long(item: Item) -> Item:
    """MySQL gives a BIGINT, however small the number is."""
    return Item("bigint", 21, 20 + item.unsigned, unsigned=item.unsigned, nullable=item.nullable)


def _inexact(item: Item, places: int, frame: Frame) -> Item | None:
    """MariaDB says how many places are left of an inexact number."""
    if not (item.is_text or item.kind in {"double", "float"}) or places > 15:
        return None
    if not frame.is_mariadb:
        return frame.double(item.nullable)
    return Item("double", 17 + places, 17, places, nullable=item.nullable)


_SURELY_LONG = 18
"""How many digits of a DECIMAL fit a BIGINT."""
_KEPT = ("tinyint", "smallint", "mediumint", "int", "bigint")


def whole_part(item: Item, frame: Frame) -> Item | None:
    """Return what FLOOR or CEILING makes of an exact number."""
    if item.kind in _KEPT:
        return replace(item, column=None) if frame.is_mariadb else _long(item)
    if item.kind != "decimal":
        return _inexact(item, 0, frame)
    digits = item.digits - item.scale + (item.scale > 0)
    if digits > _SURELY_LONG:
        return frame.decimal(digits, 0, nullable=item.nullable, unsigned=item.unsigned and frame.is_mariadb)
    if not frame.is_mariadb:
        return _long(replace(item, unsigned=False))
    width = digits + (not item.unsigned)
    return Item("bigint" if digits >= 10 else "int", width, digits, unsigned=item.unsigned, nullable=item.nullable)


def absolute(item: Item, frame: Frame) -> Item | None:
    """Return what ABS makes."""
    number = number_of(item, frame)
    if number is None or not (item.kind in _KEPT or not number.is_whole):
        return None
    if number.is_whole and not frame.is_mariadb:
        return replace(number, kind="bigint" if number.kind == "bigint" else "int", column=None)
    if number.is_whole:
        return frame.whole(number.digits, nullable=number.nullable, unsigned=number.unsigned, width=number.width)
    return replace(number, kind="double" if number.kind == "float" else number.kind, column=None)


def constant(e: Expression) -> int | None:
    """Return the whole number that an expression is written as, or None."""
    if isinstance(e, Unary) and e.operator == "-":
        found = constant(e.operand)
        return None if found is None else -found
    return int(e.text) if isinstance(e, Literal) and e.kind == "number" and e.text.isdigit() else None
