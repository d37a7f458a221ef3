"""The types that sums, products and quotients of columns have in CREATE TABLE … SELECT.

Sources: ``Item_func_plus``, ``Item_func_mul`` and ``Item_func_div`` in both vendors' ``item_func.cc``.
"""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.catalog import Column, ColumnType
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.expressions import Expression, Literal

_DIGITS = {"tinyint": 3, "smallint": 5, "mediumint": 7, "int": 10, "bigint": 19}
_MOST_DIGITS = 65


@dataclass(frozen=True, slots=True)
class _Number:
    """An exact number: its digits, those behind the point, and whether it has no sign."""

    digits: int
    scale: int
    unsigned: bool
    is_integer: bool


def arithmetic_type(
    operator: str, left: tuple[Expression, Column], right: tuple[Expression, Column], flavor: Flavor
) -> ColumnType | None:
    """Return the type of ``+ - * /`` on two operands with the columns that they make; None if unknown."""
    kinds = {column.type.name for _, column in (left, right)}
    if kinds & {"double", "float", "varchar", "char", "text"}:
        return ColumnType("double")
    one, two = _number(*left), _number(*right)
    if one is None or two is None:
        return None
    if operator == "/":
        return ColumnType("decimal", _fitting(one.digits + two.scale + 4, one.scale + 4))
    scale = one.scale + two.scale if operator == "*" else max(one.scale, two.scale)
    if operator == "*":
        digits = one.digits + two.digits
    else:
        digits = max(one.digits - one.scale, two.digits - two.scale) + 1 + scale
    if not (one.is_integer and two.is_integer):
        return ColumnType("decimal", _fitting(digits, scale))
    unsigned = one.unsigned or two.unsigned
    width = min(digits, 20) + (1 if not unsigned or digits > 20 else 0)
    is_big = width >= 10 if flavor.is_mariadb else width > 11
    return ColumnType("bigint" if is_big else "int", (width,) if flavor.is_mariadb else (), unsigned)


def _fitting(digits: int, scale: int) -> tuple[int, int]:
    return min(digits, _MOST_DIGITS), scale


def _number(e: Expression, column: Column) -> _Number | None:
    kind = column.type
    if isinstance(e, Literal) and kind.is_integer:
        return _Number(len(e.text), 0, False, True)
    if kind.is_integer:
        wider = kind.unsigned and kind.name in {"bigint", "mediumint"}
        return _Number(_DIGITS[kind.name] + wider, 0, kind.unsigned, True)
    if kind.name == "decimal" and len(kind.length) == 2:
        return _Number(kind.length[0], kind.length[1], kind.unsigned, False)
    return None
