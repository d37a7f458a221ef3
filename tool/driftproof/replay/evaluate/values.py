"""Values as evaluation computes them, and their conversions between text, numbers, truth and bytes.

Rules: https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Context as DecimalContext
from decimal import Decimal
from functools import lru_cache

from driftproof.model.session import Value


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that scripts alone do not tell; `reason` says why. Whatever is computed from it is unknown too."""

    reason: str


Datum = Value | Unknown
Row = tuple[Datum, ...]


class BinaryText(str):
    """A text under a binary collation: it compares by its characters alone."""

    __slots__ = ()


class CatalogText(BinaryText):
    """A name that MySQL's information_schema shows: exact, but for texts of local variables, whose collation wins."""

    __slots__ = ()


class AnyCase(str):
    """A name looked up that fits in any letter case."""

    __slots__ = ()


class Moment(str):
    """A date, time or datetime, as its text; in a number context its digits count."""

    __slots__ = ()


class HexBytes(bytes):
    """A hexadecimal or bit literal: bytes in a text context, a number in a number context."""

    __slots__ = ()


class RoundedFloat(float):
    """A double that ROUND or TRUNCATE made, which MariaDB prints with as many decimals as were asked for."""

    decimals: int = 0


WIDE = DecimalContext(prec=400)
"""The precision for numbers of any column: a DECIMAL has up to 65 digits, a double up to 309 before the point."""

_MOST_DIGITS = 400
_HUGE = int(10**_MOST_DIGITS)
"""A number out of the range of every type stands for those beyond: their digits are not written out."""

_NUMBER = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)")
_MOMENT_DIGITS = re.compile(r"\D")


def is_number(value: Datum) -> bool:
    """Tell whether a value has a numeric type."""
    return isinstance(value, int | Decimal | float)


def to_number(value: Value) -> int | Decimal | float:
    """Return the number that a value is in a number context; a text counts as far as it starts with a number."""
    if isinstance(value, int | Decimal | float):
        return value
    if value is None:
        return 0
    if isinstance(value, HexBytes):
        return int.from_bytes(value, "big")
    if isinstance(value, Moment):
        whole, _, fraction = value.partition(".")
        digits = _MOMENT_DIGITS.sub("", whole) or "0"
        return Decimal(f"{digits}.{fraction}") if fraction else int(digits)
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    found = _NUMBER.match(text)
    return float(found.group(1)) if found else 0.0


def to_integer(value: Value) -> int:
    """Return the whole number nearest to a value: halves away from zero, those of doubles to the even one."""
    number = to_number(value)
    if isinstance(number, int):
        return number
    if isinstance(number, float):
        return round(number) if math.isfinite(number) else 0
    if number.adjusted() > _MOST_DIGITS:
        return _HUGE if number > 0 else -_HUGE
    return int(number.to_integral_value("ROUND_HALF_UP"))


def to_text(value: Value) -> str:
    """Return the text of a value; NULL gives an empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, float):
        return float_text(value)
    return str(value) if isinstance(value, int) else format(value, "f")


def float_text(value: float) -> str:
    """Return a double as servers print it: shortest digits, no ``.0``, exponents from 1e15 on."""
    if isinstance(value, RoundedFloat):
        return format(value, f".{value.decimals}f")
    text = repr(value)
    if "e" in text:
        mantissa, exponent = text.split("e")
        if 0 <= int(exponent) < 15:
            return format(Decimal(text), "f")
        return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
    if text.endswith(".0"):
        text = text[:-2]
        if len(text.lstrip("-")) > 15:
            digits = text.lstrip("-")
            kept = digits.rstrip("0")
            mantissa = kept[0] + ("." + kept[1:] if len(kept) > 1 else "")
            return f"{'-' if value < 0 else ''}{mantissa}e{len(digits) - 1}"
    return text


def to_bytes(value: Value) -> bytes:
    """Return the bytes of a value's text, in UTF-8."""
    return value if isinstance(value, bytes) else to_text(value).encode("utf-8", "surrogateescape")


def truth(value: Datum) -> bool | Unknown | None:
    """Return whether a value counts as true; None for NULL."""
    if value is None or isinstance(value, Unknown):
        return value
    if isinstance(value, int):
        return value != 0
    return to_number(value) != 0


@lru_cache(maxsize=16384)
def folded(text: str, pad: bool) -> str:
    """Return the form in which a text compares under a case- and accent-blind collation.

    `pad` drops trailing spaces, as all collations but MySQL's ``…_0900_…`` and MariaDB's ``…_nopad_…`` do.
    """
    if not text.isascii():
        text = "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))
        text = text.casefold()
    else:
        text = text.lower()
    return text.rstrip(" ") if pad else text


def compare(left: Value, right: Value, pad: bool = True) -> int:
    """Return -1, 0 or 1 as `left` sorts before, with or behind `right`; neither is NULL."""
    if isinstance(left, int) and isinstance(right, int):
        return (left > right) - (left < right)
    if isinstance(left, str) and isinstance(right, str):
        if left == right:
            return 0
        if isinstance(left, BinaryText) or isinstance(right, BinaryText):
            first, second = (left.rstrip(" "), right.rstrip(" ")) if pad else (str(left), str(right))
        else:
            first, second = folded(left, pad), folded(right, pad)
        return (first > second) - (first < second)
    if isinstance(left, str | bytes) and isinstance(right, str | bytes):
        one, two = to_bytes(left), to_bytes(right)
        return (one > two) - (one < two)
    number, other = to_number(left), to_number(right)
    if isinstance(number, float) or isinstance(other, float):
        number, other = float(number), float(other)
    return (number > other) - (number < other)


def sort_key(value: Datum, pad: bool) -> tuple[int, int | Decimal | float | str]:
    """Return a key that orders a column's values as ORDER BY does: NULL first."""
    if value is None:
        return (0, 0)
    if isinstance(value, Unknown):
        return (3, "")
    if isinstance(value, BinaryText):
        return (2, str(value))
    if isinstance(value, str):
        return (2, folded(value, pad))
    if isinstance(value, bytes):
        return (2, value.decode("latin-1"))
    return (1, value)


def group_key(value: Datum, pad: bool) -> object:
    """Return a hashable key under which values count as the same for GROUP BY, DISTINCT and unique keys."""
    if isinstance(value, BinaryText):
        return str(value)
    if isinstance(value, str):
        return folded(value, pad)
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return value
