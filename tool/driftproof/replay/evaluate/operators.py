"""Operators: arithmetic, comparison, logic, bits and patterns, on values that may be NULL or unknown."""

from __future__ import annotations

import math
import re
import warnings
from decimal import Decimal, InvalidOperation, localcontext
from functools import lru_cache

from driftproof.replay.evaluate.refusal import answer, refuse
from driftproof.replay.evaluate.values import (
    BinaryText,
    Datum,
    Row,
    Unknown,
    compare,
    to_integer,
    to_number,
    to_text,
    truth,
)
from driftproof.replay.state import State

_FITTING = {"=": {0}, "<>": {-1, 1}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}
"""The outcomes of `compare` that each comparison takes for true."""

COMPARISONS = frozenset({*_FITTING, "<=>"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "div", "mod"})
_BITS = frozenset({"&", "|", "^", "<<", ">>"})
_ALL_BITS = (1 << 64) - 1
_DIVISION_SCALE = 4


def prefix(operator: str, value: Datum) -> Datum:
    """Return the value of a prefix operator."""
    if value is None or isinstance(value, Unknown):
        return value
    if operator in {"not", "!"}:
        return int(not truth(value))
    if operator == "binary":
        return BinaryText(to_text(value))
    if operator == "~":
        return ~to_integer(value) & _ALL_BITS
    number = to_number(value)
    return -number if operator == "-" else number


def infix(operator: str, left: Datum, right: Datum, state: State) -> Datum:
    """Return the value of an infix operator other than the logical ones."""
    if operator == "<=>":
        return _null_safe_equal(left, right, state)
    if operator == "xor":
        left, right = _truth_value(left), _truth_value(right)
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    if left is None or right is None:
        return None
    fitting = _FITTING.get(operator)
    if fitting is not None:
        return int(compare(left, right, state.pad) in fitting)
    if operator in _ARITHMETIC:
        return _arithmetic(operator, to_number(left), to_number(right), state)
    if operator == "xor":
        return int(left != right)
    if operator in _BITS:
        return _bits(operator, to_integer(left), to_integer(right))
    if operator in {"rlike", "regexp", "not rlike", "not regexp"}:
        return _matches(to_text(left), to_text(right), operator.startswith("not"), left, right)
    if operator == "||":
        return to_text(left) + to_text(right)
    if operator in {"->", "->>"}:
        return Unknown(f"the JSON operator {operator} is not evaluated")
    return Unknown(f"the operator {operator} is not evaluated")


def _truth_value(value: Datum) -> Datum:
    found = truth(value)
    return found if isinstance(found, Unknown) or found is None else int(found)


def _null_safe_equal(left: Datum, right: Datum, state: State) -> Datum:
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    if left is None or right is None:
        return int(left is None and right is None)
    return int(compare(left, right, state.pad) == 0)


Number = int | Decimal | float


def _arithmetic(operator: str, left: Number, right: Number, state: State) -> Datum:
    if isinstance(left, float) or isinstance(right, float):
        return _real_arithmetic(operator, float(left), float(right), state)
    with localcontext() as local:
        local.prec = 65
        try:
            return _exact_arithmetic(operator, left, right, state)
        except InvalidOperation:
            return None


def _exact_arithmetic(operator: str, left: int | Decimal, right: int | Decimal, state: State) -> Datum:
    if operator in {"/", "%", "mod", "div"} and right == 0:
        _division_by_zero(state)
        return None
    result: int | Decimal
    if operator == "+":
        result = left + right
    elif operator == "-":
        result = left - right
    elif operator == "*":
        result = left * right
    elif operator == "/":
        scale = Decimal(1).scaleb(-(_scale(left) + _DIVISION_SCALE))
        return _without_negative_zero((Decimal(left) / Decimal(right)).quantize(scale, "ROUND_HALF_UP"))
    elif operator == "div":
        result = _quotient(left, right)
    else:
        result = _remainder(left, right)
    if isinstance(result, int) and not -(1 << 63) <= result < _limit(left, right):
        raise refuse(1690, f"BIGINT value is out of range in '({left} {operator} {right})'")
    return result if isinstance(result, int) else _without_negative_zero(result)


def _without_negative_zero(number: Decimal) -> Decimal:
    """Return a number with its scale; servers know no -0.00."""
    return number if number else abs(number)


def _limit(left: int | Decimal, right: int | Decimal) -> int:
    """Return what a whole number must stay below: BIGINT UNSIGNED counts only where an operand needs it."""
    return 1 << 64 if max(left, right) >= 1 << 63 else 1 << 63


def _quotient(left: int | Decimal, right: int | Decimal) -> int:
    """Return the whole part of a quotient, cut towards zero."""
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    return int(Decimal(left) / Decimal(right))


def _remainder(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    """Return the rest of a division, with the sign of the dividend."""
    if isinstance(left, int) and isinstance(right, int):
        rest = abs(left) % abs(right)
        return rest if left >= 0 else -rest
    return Decimal(left) % Decimal(right)


def _scale(number: int | Decimal) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _real_arithmetic(operator: str, left: float, right: float, state: State) -> Datum:
    if operator in {"/", "%", "mod", "div"} and right == 0:
        _division_by_zero(state)
        return None
    try:
        if operator == "+":
            return left + right
        if operator == "-":
            return left - right
        if operator == "*":
            return left * right
        if operator == "/":
            return left / right
        if operator == "div":
            return int(left / right)
    except OverflowError:
        raise refuse(1690, f"DOUBLE value is out of range in '({left} {operator} {right})'") from None
    return math.fmod(left, right)


def _division_by_zero(state: State) -> None:
    if "ERROR_FOR_DIVISION_BY_ZERO" in state.session.sql_mode:
        state.warn(answer(1365, "Division by 0"))


def _bits(operator: str, left: int, right: int) -> int:
    left, right = left & _ALL_BITS, right & _ALL_BITS
    if operator == "&":
        return left & right
    if operator == "|":
        return left | right
    if operator == "^":
        return left ^ right
    if right > 63:
        return 0
    return (left << right) & _ALL_BITS if operator == "<<" else left >> right


def compare_rows(operator: str, left: Row, right: Row, state: State) -> Datum:
    """Return the outcome of comparing two rows value by value."""
    if len(left) == 1:
        return infix(operator, left[0], right[0], state)
    if operator in {"=", "<=>", "<>", "!="}:
        equal = [
            infix("<=>" if operator == "<=>" else "=", one, two, state) for one, two in zip(left, right, strict=True)
        ]
        found: Datum = 0 if 0 in equal else next((outcome for outcome in equal if outcome != 1), 1)
        return prefix("not", found) if operator in {"<>", "!="} else found
    for one, two in zip(left, right, strict=True):
        outcome = infix("=", one, two, state)
        if outcome != 1:
            return infix(operator, one, two, state)
    return int(operator in {"<=", ">="})


def like(value: Datum, pattern: Datum, escape: str, negated: bool) -> Datum:
    """Return whether a text fits a LIKE pattern."""
    if isinstance(value, Unknown):
        return value
    if isinstance(pattern, Unknown):
        return pattern
    if value is None or pattern is None:
        return None
    exact = isinstance(value, BinaryText | bytes) or isinstance(pattern, BinaryText | bytes)
    found = _like_pattern(to_text(pattern), escape, exact).fullmatch(to_text(value))
    return int((found is not None) != negated)


@lru_cache(maxsize=4096)
def _like_pattern(pattern: str, escape: str, exact: bool) -> re.Pattern[str]:
    """Return a LIKE pattern as a regular expression that never tries a ``%`` at more than one place.

    Each text between two ``%`` may stand where it is first found: no later place lets more of the rest fit.
    """
    parts = [""]
    characters = iter(pattern)
    for character in characters:
        if escape and character == escape:
            parts[-1] += re.escape(next(characters, escape))
        elif character == "%":
            parts.append("")
        else:
            parts[-1] += "." if character == "_" else re.escape(character)
    found = parts[0]
    if len(parts) > 1:
        found += "".join(f"(?>.*?{part})" for part in parts[1:-1] if part) + f".*{parts[-1]}"
    return re.compile(found, re.DOTALL if exact else re.DOTALL | re.IGNORECASE)


_CLASSES = {
    "[:alpha:]": "A-Za-z",
    "[:digit:]": "0-9",
    "[:alnum:]": "A-Za-z0-9",
    "[:space:]": r"\s",
    "[:upper:]": "A-Z",
    "[:lower:]": "a-z",
    "[:punct:]": r"!-/:-@\[-`{-~",
    "[:xdigit:]": "0-9A-Fa-f",
    "[:blank:]": r" \t",
    "[:cntrl:]": r"\x00-\x1f",
    "[:print:]": r"\x20-\x7e",
    "[:graph:]": r"\x21-\x7e",
}


_REPEATED_REPEAT = re.compile(r"\([^()]*[*+}][^()]*\)[*+{]")


@lru_cache(maxsize=1024)
def regular(pattern: str, exact: bool) -> re.Pattern[str] | None:
    """Return a server's regular expression as a compiled one, or None where it is none that is known here.

    Nor is one that repeats what repeats, such as ``(a+)+``: matching it may take for ever.
    """
    if _REPEATED_REPEAT.search(pattern):
        return None
    translated = pattern.replace("[[:<:]]", r"\b").replace("[[:>:]]", r"\b")
    for name, members in _CLASSES.items():
        translated = translated.replace(name, members)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sets that future releases of Python may read otherwise
            return re.compile(translated, 0 if exact else re.IGNORECASE)
    except re.error:
        return None


def _matches(text: str, pattern: str, negated: bool, left: Datum, right: Datum) -> Datum:
    exact = isinstance(left, BinaryText | bytes) or isinstance(right, BinaryText | bytes)
    compiled = regular(pattern, exact)
    if compiled is None:
        return Unknown(f"regular expression not understood: {pattern[:60]}")
    return int((compiled.search(text) is not None) != negated)
