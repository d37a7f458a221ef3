"""Values put into typed places: columns, parameters, local variables, and CAST.

Each server rule is that of strict mode where `strict` is set, and of a warning with a changed value otherwise.
"""

from __future__ import annotations

import re
from calendar import isleap
from decimal import Decimal
from functools import lru_cache

from driftproof.model.catalog.type import BLOBS, INTEGERS, TEXTS, ColumnType
from driftproof.replay.evaluate.clock import read_clock
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import (
    WIDE,
    BinaryText,
    Datum,
    HexBytes,
    Moment,
    Unknown,
    folded,
    to_bytes,
    to_integer,
    to_number,
    to_text,
)

_TYPE = re.compile(r"\s*([a-z_]+(?:\s+(?:precision|varying))?)\s*(?:\(([^)]*)\))?(.*)", re.IGNORECASE | re.DOTALL)
_MEMBER = re.compile(r"'((?:[^'\\]|''|\\.)*)'", re.DOTALL)
_SYNONYMS = {
    "integer": "int",
    "int4": "int",
    "int8": "bigint",
    "bool": "tinyint",
    "boolean": "tinyint",
    "dec": "decimal",
    "numeric": "decimal",
    "fixed": "decimal",
    "real": "double",
    "double precision": "double",
    "character": "char",
    "nchar": "char",
    "character varying": "varchar",
    "nvarchar": "varchar",
    "long": "mediumtext",
    "serial": "bigint",
}
_PLAIN_TEXTS = TEXTS - {"enum", "set"}
_BITS = {"tinyint": 8, "smallint": 16, "mediumint": 24, "int": 32, "bigint": 64}
_TEXT_LIMITS = {
    "tinytext": 255,
    "tinyblob": 255,
    "text": 65535,
    "blob": 65535,
    "mediumtext": 1 << 24,
    "mediumblob": 1 << 24,
}
_NUMERIC = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*")
_DATE_ALONE = re.compile(r"\s*\d{4}-\d\d?-\d\d?\s*")
_DATE = re.compile(
    r"(\d{4}|\d{2})[^\w\s](\d{1,2})[^\w\s](\d{1,2})(?:[T ]+(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(\.\d+)?)?)?)?$"
)


@lru_cache(maxsize=4096)
def read_type(text: str) -> ColumnType:
    """Return the type that a parameter's or variable's type text names; attributes that do not matter are left out."""
    found = _TYPE.match(text)
    if found is None:
        return ColumnType("varchar")
    name = " ".join(found.group(1).lower().split())
    name, inside, rest = _SYNONYMS.get(name, name), found.group(2) or "", found.group(3).lower()
    if name in {"enum", "set"}:
        return ColumnType(name, values=tuple(member.replace("''", "'") for member in _MEMBER.findall(text)))
    length = tuple(int(part) for part in re.findall(r"\d+", inside))
    return ColumnType(name, length, unsigned="unsigned" in rest or "zerofill" in rest)


@lru_cache(maxsize=4096)
def is_exact(text: str) -> bool:
    """Tell whether a variable's type text names a binary collation."""
    lowered = text.lower()
    return "_bin" in lowered or lowered.endswith(" binary")


def coerce(value: Datum, kind: ColumnType, name: str, strict: bool, exact: bool = False) -> Datum:
    """Return `value` as a place of the type `kind` called `name` keeps it.

    `exact` says that the place has a binary collation. Raises the server's 1264, 1265, 1292, 1366 or 1406 when
    `strict`.
    """
    if value is None or isinstance(value, Unknown):
        return value
    if kind.name in INTEGERS:
        return _to_integer_type(value, kind, name, strict)
    if kind.name in _PLAIN_TEXTS:
        text = to_text(value)
        text = _fit(text.rstrip(" ") if kind.name == "char" else text, kind, name, strict)
        return BinaryText(text) if exact else (text if type(text) is str else str(text))
    return _coerce_other(value, kind, name, strict)


def as_declared(value: Datum, type_text: str, name: str, strict: bool) -> Datum:
    """Return `value` as a parameter or variable keeps it that is declared with a type's text; raises as `coerce`."""
    if value is None or isinstance(value, Unknown):
        return value
    return coerce(value, read_type(type_text), name, strict, is_exact(type_text))


def _coerce_other(value: Datum, kind: ColumnType, name: str, strict: bool) -> Datum:
    assert not isinstance(value, Unknown)
    if kind.name == "decimal":
        return _to_decimal(value, kind, name, strict)
    if kind.name in {"float", "double"}:
        return float(_numeric(value, name, strict, "double"))
    if kind.name in {"binary", "varbinary"} or kind.name in BLOBS:
        return _fit_bytes(to_bytes(value), kind, name, strict)
    if kind.name in {"datetime", "timestamp", "date", "time"}:
        return _to_moment(value, kind, name, strict)
    if kind.name == "year":
        year = to_integer(value)
        return year + (2000 if year < 70 else 1900) if 0 < year < 100 else year
    if kind.name in {"enum", "set"}:
        return _to_member(value, kind, name, strict)
    if kind.name == "bit":
        return _to_bits(value, kind, name, strict)
    return value


def _to_bits(value: Datum, kind: ColumnType, name: str, strict: bool) -> int:
    """Return the number that a BIT keeps: that of a text's bytes, so that '0' is 48, and too long for most."""
    assert not isinstance(value, Unknown)
    if isinstance(value, str) and not isinstance(value, Moment):
        value = value.encode()
    number = int.from_bytes(value, "big") if isinstance(value, bytes) else to_integer(value) % (1 << 64)
    most = (1 << (kind.length[0] if kind.length else 1)) - 1
    if number <= most:
        return number
    if strict:
        raise refuse(1406, f"Data too long for column '{name}' at row 1")
    return most


def _numeric(value: Datum, name: str, strict: bool, type_name: str) -> int | Decimal | float:
    assert not isinstance(value, Unknown)
    if strict and isinstance(value, str) and not isinstance(value, Moment) and not _NUMERIC.fullmatch(value):
        if _NUMERIC.match(value):
            raise refuse(1265, f"Data truncated for column '{name}' at row 1")
        raise refuse(1366, f"Incorrect {type_name} value: '{value}' for column '{name}' at row 1")
    if isinstance(value, str) and not isinstance(value, Moment) and (found := _NUMERIC.match(value)):
        text = found.group().strip()
        return int(text) if text.lstrip("+-").isdigit() else Decimal(text)
    return to_number(value)


def _to_integer_type(value: Datum, kind: ColumnType, name: str, strict: bool) -> Datum:
    number = to_integer(_numeric(value, name, strict, "integer"))
    bits = _BITS[kind.name]
    low, high = (0, (1 << bits) - 1) if kind.unsigned else (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    if low <= number <= high:
        return number
    if strict:
        raise refuse(1264, f"Out of range value for column '{name}' at row 1")
    return min(max(number, low), high)


def _to_decimal(value: Datum, kind: ColumnType, name: str, strict: bool) -> Datum:
    precision, scale = (*kind.length, 10, 0)[:2] if len(kind.length) != 1 else (kind.length[0], 0)
    number = _numeric(value, name, strict, "decimal")
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    limit = Decimal(10) ** (precision - scale)
    if abs(exact) < limit * 2:
        exact = exact.quantize(Decimal(1).scaleb(-scale), "ROUND_HALF_UP", WIDE)
    if abs(exact) < limit:
        return exact
    if strict:
        raise refuse(1264, f"Out of range value for column '{name}' at row 1")
    return WIDE.subtract(limit, Decimal(1).scaleb(-scale)).copy_sign(exact)


def _fit(text: str, kind: ColumnType, name: str, strict: bool) -> str:
    if kind.name in {"varchar", "char"}:
        limit = kind.length[0] if kind.length else (1 if kind.name == "char" else 0)
        if limit == 0 and not kind.length:
            return text
        length = len(text)
    else:
        limit = _TEXT_LIMITS.get(kind.name, 1 << 32)
        length = len(text) if len(text) * 4 <= limit else len(text.encode("utf-8", "surrogateescape"))
    if length <= limit:
        return text
    if kind.name == "varchar" and not text[limit:].strip(" "):
        return text[:limit]
    if strict:
        raise refuse(1406, f"Data too long for column '{name}' at row 1")
    return text[:limit]


def _fit_bytes(data: bytes, kind: ColumnType, name: str, strict: bool) -> bytes:
    limit = kind.length[0] if kind.length else _TEXT_LIMITS.get(kind.name, 1 if kind.name == "binary" else 1 << 32)
    if len(data) > limit:
        if strict:
            raise refuse(1406, f"Data too long for column '{name}' at row 1")
        return data[:limit]
    return data.ljust(limit, b"\0") if kind.name == "binary" else data


def _to_member(value: Datum, kind: ColumnType, name: str, strict: bool) -> Datum:
    if isinstance(value, int) and not isinstance(value, bool) and kind.name == "enum" and 0 < value <= len(kind.values):
        return kind.values[value - 1]
    assert not isinstance(value, Unknown)
    wanted = to_text(value)
    known = {folded(member, True): member for member in kind.values}
    if kind.name == "set":
        parts = [known.get(folded(part, True)) for part in wanted.split(",")] if wanted else []
        if None not in parts:
            return ",".join(member for member in kind.values if member in parts)
    elif (member := known.get(folded(wanted, True))) is not None:
        return member
    elif wanted.isdigit() and 0 < int(wanted) <= len(kind.values):
        return kind.values[int(wanted) - 1]
    if strict:
        raise refuse(1265, f"Data truncated for column '{name}' at row 1")
    return ""


def _to_moment(value: Datum, kind: ColumnType, name: str, strict: bool) -> Datum:
    assert not isinstance(value, Unknown)
    text = read_moment(_moment_text(value, kind.name), kind.name, kind.length[0] if kind.length else 0)
    is_written = kind.name == "time" and not isinstance(value, Moment)
    if text is not None and not (is_written and _DATE_ALONE.fullmatch(to_text(value))):
        return Moment(text)
    if strict:
        raise refuse(1292, f"Incorrect {kind.name} value: '{to_text(value)}' for column '{name}' at row 1")
    return Moment({"time": "00:00:00", "date": "0000-00-00"}.get(kind.name, "0000-00-00 00:00:00"))


def _moment_text(value: Datum, kind: str) -> str:
    """Return the text of a value for a date or time; short numbers are dates of two-digit years."""
    assert not isinstance(value, Unknown)
    text = to_text(value)
    if kind == "time" or isinstance(value, str | bytes) or not text.isdigit() or len(text) > 5:
        return text
    return text.zfill(6) if int(text) else "00000000"


def read_moment(text: str, kind: str, precision: int = 0) -> str | None:
    """Return a date, time, datetime or timestamp text in the server's own form, or None where it is none."""
    text = text.strip()
    if kind == "time" and (clock := read_clock(text)):
        sign, hours, minutes, seconds, fraction = clock
        return f"{sign}{hours:02d}:{minutes:02d}:{seconds:02d}{_fraction(fraction, precision)}"
    if text.isdigit() and len(text) in {6, 8, 12, 14}:
        text = _dashed(text)
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    if len(found.group(1)) == 2:
        year += 2000 if year < 70 else 1900
    if not (0 <= month <= 12 and 0 <= day <= _days(year, month) and hour < 24 and minute < 60 and second < 60):
        return None
    date, clock_text = f"{year:04d}-{month:02d}-{day:02d}", f"{hour:02d}:{minute:02d}:{second:02d}"
    if kind == "date":
        return date
    clock_text += _fraction(found.group(7), precision)
    return clock_text if kind == "time" else f"{date} {clock_text}"


def _days(year: int, month: int) -> int:
    """Return how many days a month has; 31 where the month is zero."""
    return 29 if month == 2 and isleap(year) else _DAYS[month]


_DAYS = (31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _dashed(digits: str) -> str:
    year, rest = (digits[:-4], digits[-4:]) if len(digits) <= 8 else (digits[:-10], digits[-10:])
    date = f"{year}-{rest[:2]}-{rest[2:4]}"
    return date if len(rest) == 4 else f"{date} {rest[4:6]}:{rest[6:8]}:{rest[8:10]}"


def _fraction(text: str | None, precision: int) -> str:
    return "." + (text or ".")[1:].ljust(precision, "0")[:precision] if precision else ""


def introduced(text: str, charset: str) -> Datum:
    """Return a text under a character set's introducer or CONVERT … USING."""
    return BinaryText(text) if charset.lower().lstrip("_") == "binary" else text


_CAST_NUMBER = re.compile(r"\s*([+-]?\d+)")


def cast(value: Datum, type_text: str) -> Datum:
    """Return CAST(value AS type)."""
    if value is None or isinstance(value, Unknown):
        return value
    kind = read_type(type_text)
    lowered = type_text.lower()
    if lowered.startswith(("signed", "int")):
        number = _whole(value)
        return number - (1 << 64) if number >= 1 << 63 else number
    if lowered.startswith("unsigned"):
        return _whole(value) % (1 << 64)
    if kind.name in {"char", "varchar"}:
        text = to_text(value)
        return text[: kind.length[0]] if kind.length else text if type(text) is str else str(text)
    if kind.name == "decimal":
        return _to_decimal(value, kind, "", False)
    if kind.name in {"double", "float"}:
        return float(to_number(value))
    if kind.name == "binary":
        data = BinaryText(to_text(value))
        return BinaryText(data[: kind.length[0]]) if kind.length else data
    if kind.name in {"date", "datetime", "time"}:
        text_found = read_moment(to_text(value), kind.name, kind.length[0] if kind.length else 0)
        return None if text_found is None else Moment(text_found)
    if kind.name == "json":
        return to_text(value)
    return Unknown(f"CAST to {type_text} is not evaluated")


def _whole(value: Datum) -> int:
    assert not isinstance(value, Unknown)
    if isinstance(value, str) and not isinstance(value, Moment):
        found = _CAST_NUMBER.match(value)
        return int(found.group(1)) if found else 0
    return to_integer(value)


__all__ = ["HexBytes", "as_declared", "cast", "coerce", "introduced", "is_exact", "read_moment", "read_type"]
