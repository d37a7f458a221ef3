"""Functions on numbers, and the choice between values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from driftproof.replay.evaluate.functions.function import MANY, Function, fixed
from driftproof.replay.evaluate.values import (
    WIDE,
    Datum,
    RoundedFloat,
    Unknown,
    compare,
    to_integer,
    to_number,
    to_text,
)


def _rounded(arguments: list[Any], context: Any, rounding: str) -> Datum:
    """ROUND and TRUNCATE; halves of doubles go to the even neighbour, as rint() does."""
    number = to_number(arguments[0])
    places = max(-30, min(30, to_integer(arguments[1]))) if len(arguments) == 2 else 0
    if isinstance(number, float):
        return _rounded_float(number, places, rounding, context.state.catalog.flavor.is_mariadb)
    if isinstance(number, int) and places >= 0:
        return number
    if isinstance(number, Decimal):
        places = min(places, max(-int(number.as_tuple().exponent), 0)) if places > 0 else places
    found = Decimal(number).quantize(Decimal(1).scaleb(-places), rounding, WIDE)
    return found if places > 0 else int(found) if isinstance(number, int) else Decimal(int(found))


def _rounded_float(number: float, places: int, rounding: str, fixed_decimals: bool) -> Datum:
    if not math.isfinite(number):
        return number
    mode = rounding if rounding == ROUND_DOWN else ROUND_HALF_EVEN
    found = float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), mode, WIDE))
    if not fixed_decimals or places <= 0:
        return found
    shown = RoundedFloat(found)
    shown.decimals = places
    return shown


def _whole(arguments: list[Any], rule: Callable[[Any], int]) -> Datum:
    number = to_number(arguments[0])
    found = rule(number)
    return float(found) if isinstance(number, float) else found


def _real(rule: Callable[[float], float]) -> Function:
    """Return a function on doubles whose domain errors give NULL."""

    def run(arguments: list[Any]) -> Datum:
        try:
            return rule(float(to_number(arguments[0])))
        except (ValueError, OverflowError, ZeroDivisionError):
            return None

    return fixed(1, run)


def _atan(arguments: list[Any]) -> Datum:
    """ATAN and ATAN2, which are one: of a number, or of the two coordinates."""
    first, *others = (float(to_number(value)) for value in arguments)
    return math.atan2(first, others[0]) if others else math.atan(first)


def _power(arguments: list[Any]) -> Datum:
    try:
        found = float(to_number(arguments[0])) ** float(to_number(arguments[1]))
    except (OverflowError, ZeroDivisionError):
        return None
    return found if isinstance(found, float) else None


def _log(arguments: list[Any]) -> Datum:
    try:
        numbers = [float(to_number(argument)) for argument in arguments]
        return math.log(numbers[0]) if len(numbers) == 1 else math.log(numbers[1], numbers[0])
    except (ValueError, ZeroDivisionError):
        return None


def _extreme(arguments: list[Any], sign: int) -> Datum:
    chosen: Datum = arguments[0]
    for argument in arguments[1:]:
        if not isinstance(chosen, Unknown) and chosen is not None and compare(argument, chosen) * sign > 0:
            chosen = argument
    return chosen


def _nullif(arguments: list[Any], context: Any) -> Datum:
    first: Datum = arguments[0]
    second: Datum = arguments[1]
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return first if isinstance(first, Unknown) else second
    if first is None or second is None:
        return first
    return None if compare(first, second, context.state.pad) == 0 else first


def _isnull(arguments: list[Any]) -> Datum:
    return arguments[0] if isinstance(arguments[0], Unknown) else int(arguments[0] is None)


def _nvl2(arguments: list[Any]) -> Datum:
    value, present, absent = arguments
    chosen: Datum = value if isinstance(value, Unknown) else absent if value is None else present
    return chosen


def _interval(arguments: list[Any]) -> Datum:
    if arguments[0] is None:
        return -1
    return sum(1 for argument in arguments[1:] if argument is not None and compare(arguments[0], argument) >= 0)


def _rand(arguments: list[Any]) -> Datum:
    return Unknown("RAND() differs from run to run")


def _mod(arguments: list[Any]) -> Datum:
    left: Any = to_number(arguments[0])
    right: Any = to_number(arguments[1])
    if right == 0:
        return None
    if isinstance(left, float) or isinstance(right, float):
        return math.fmod(float(left), float(right))
    remainder: Datum = (abs(left) % abs(right)) * (1 if left >= 0 else -1)
    return remainder


def _absolute(arguments: list[Any]) -> Datum:
    number = to_number(arguments[0])
    return -number if number < 0 else number


def _sign(arguments: list[Any]) -> Datum:
    number = to_number(arguments[0])
    return (number > 0) - (number < 0)


def _inet_aton(arguments: list[Any]) -> Datum:
    parts = to_text(arguments[0]).split(".")
    if len(parts) != 4 or not all(part.isdigit() and int(part) < 256 for part in parts):
        return None
    return int.from_bytes(bytes(int(part) for part in parts), "big")


def _inet_ntoa(arguments: list[Any]) -> Datum:
    number = to_integer(arguments[0])
    return ".".join(str(part) for part in number.to_bytes(4, "big")) if 0 <= number < 1 << 32 else None


NUMBER_FUNCTIONS: Mapping[str, Function] = {
    "abs": fixed(1, _absolute),
    "ceil": fixed(1, lambda a: _whole(a, math.ceil)),
    "ceiling": fixed(1, lambda a: _whole(a, math.ceil)),
    "floor": fixed(1, lambda a: _whole(a, math.floor)),
    "round": Function(lambda a, context: _rounded(a, context, ROUND_HALF_UP), 1, 2, informed=True),
    "truncate": Function(lambda a, context: _rounded(a, context, ROUND_DOWN), 2, 2, informed=True),
    "mod": fixed(2, _mod),
    "sign": fixed(1, _sign),
    "pow": fixed(2, _power),
    "power": fixed(2, _power),
    "sqrt": _real(math.sqrt),
    "exp": _real(math.exp),
    "ln": _real(math.log),
    "log": Function(_log, 1, 2),
    "log2": _real(math.log2),
    "log10": _real(math.log10),
    "sin": _real(math.sin),
    "cos": _real(math.cos),
    "tan": _real(math.tan),
    "asin": _real(math.asin),
    "acos": _real(math.acos),
    "atan": Function(_atan, 1, 2),
    "atan2": Function(_atan, 1, 2),
    "cot": _real(lambda number: 1 / math.tan(number)),
    "radians": _real(math.radians),
    "degrees": _real(math.degrees),
    "pi": Function(lambda a: Decimal("3.141593"), 0, 0),
    "rand": Function(_rand, 0, 1, nulls=True),
    "greatest": Function(lambda a: _extreme(a, 1), 2, MANY),
    "least": Function(lambda a: _extreme(a, -1), 2, MANY),
    "nullif": Function(_nullif, 2, 2, nulls=True, informed=True),
    "isnull": Function(_isnull, 1, 1, nulls=True),
    "nvl2": Function(_nvl2, 3, 3, nulls=True),
    "interval": Function(_interval, 2, MANY, nulls=True),
    "inet_aton": fixed(1, _inet_aton),
    "inet_ntoa": fixed(1, _inet_ntoa),
}
