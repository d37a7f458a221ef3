"""Literal defaults as servers keep them: the value as the column's type stores it."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, InvalidOperation

from driftproof.model.catalog import ColumnType
from driftproof.model.names import fold

_DATE = re.compile(r"(\d{1,4})[^\w\s](\d{1,2})[^\w\s](\d{1,2})(?:[T\s]+(.*))?$", re.DOTALL)
_PACKED = re.compile(r"(\d{8}|\d{6})(\d{6})?(\.\d*)?$")
_TIME = re.compile(r"(-?)(?:(\d+)\s+)?(\d{1,3})(?::(\d{1,2}))?(?::(\d{1,2}))?(\.\d*)?$")
_BITS = re.compile(r"b'([01]*)'$")
_WIDE = Context(prec=400)
_FLOAT_DIGITS = {"float": 6, "double": 17}


def settle_literal(text: str, kind: ColumnType, *, rounds: bool = True) -> str | None:
    """Return a literal default as a column of this type keeps it, or None where the type cannot take it.

    `text` and the result are values, unquoted; a bit value is written ``b'1'``. `rounds` says whether fractions of a
    second that the column has no digits for are rounded, as MySQL does, or cut, as MariaDB does.
    """
    name = kind.name
    if kind.is_integer:
        return _integer(text, kind)
    if name == "decimal" or (name in _FLOAT_DIGITS and len(kind.length) == 2):
        return _decimal(text, kind)
    if name in _FLOAT_DIGITS:
        return _float(text, _FLOAT_DIGITS[name])
    if name == "bit":
        return _bit(text, kind)
    if name == "enum":
        return _enum(text, kind)
    if name == "set":
        return _set(text, kind)
    return _temporal_or_text(text, kind, rounds)


def _temporal_or_text(text: str, kind: ColumnType, rounds: bool) -> str | None:
    """Settle a default of a type that is neither a number nor a list."""
    name = kind.name
    if name in {"date", "datetime", "timestamp"}:
        return _date(text, kind, rounds)
    if name == "time":
        return _time(text, kind.length[0] if kind.length else 0, rounds)
    if name == "year":
        return _year(text)
    if name in {"char", "varchar"}:
        return _text(text, kind)
    if name == "binary" and kind.length:
        return text + "\0" * (kind.length[0] - len(text.encode())) if len(text.encode()) <= kind.length[0] else None
    return text


def _number(text: str) -> Decimal | None:
    bits = _BITS.match(text)
    if bits:
        return Decimal(int(bits.group(1) or "0", 2))
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _integer(text: str, kind: ColumnType) -> str | None:
    value = _number(text)
    if value is None:
        return None
    whole = int(value.to_integral_value(ROUND_HALF_UP))
    bits = {"tinyint": 8, "smallint": 16, "mediumint": 24, "int": 32, "bigint": 64}[kind.name]
    unsigned = kind.unsigned or kind.zerofill
    low, high = (0, 2**bits - 1) if unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    if not low <= whole <= high:
        return None
    width = kind.length[0] if kind.zerofill and kind.length else 0
    return str(whole).rjust(width, "0")


def _decimal(text: str, kind: ColumnType) -> str | None:
    value = _number(text)
    if value is None:
        return None
    precision, scale = (*kind.length, 0)[:2] if kind.length else (10, 0)
    try:
        rounded = value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, _WIDE)
    except InvalidOperation:
        return None
    if len(str(abs(int(rounded)))) > max(precision - scale, 1) or (rounded < 0 and (kind.unsigned or kind.zerofill)):
        return None
    shown = f"{rounded:f}"
    if not rounded:
        shown = shown.lstrip("-")
    width = precision + (1 if scale and kind.name == "decimal" else 0)
    return shown.rjust(width, "0") if kind.zerofill else shown


def _float(text: str, digits: int) -> str | None:
    """Write a number as ``my_gcvt`` does: shortest digits, an exponent only outside 1e-15 … 1e15 or so."""
    value = _number(text)
    if value is None:
        return None
    shortest = repr(float(value)) if digits > 6 else f"{float(value):.6g}"
    exact = Decimal(shortest).normalize()
    exponent = exact.adjusted()
    if exact == 0:
        return "0"
    if -15 <= exponent < 17:
        return f"{exact:f}"
    mantissa = str(exact.scaleb(-exponent).normalize())
    return f"{mantissa}e{exponent}"


def _bit(text: str, kind: ColumnType) -> str | None:
    value = _number(text)
    if value is None or value < 0:
        return None
    whole = int(value.to_integral_value(ROUND_HALF_UP))
    width = kind.length[0] if kind.length else 1
    return f"b'{whole:b}'" if whole < 2**width else None


def _enum(text: str, kind: ColumnType) -> str | None:
    wanted = fold(text.rstrip(" "))
    return next((member for member in kind.values if fold(member.rstrip(" ")) == wanted), None)


def _set(text: str, kind: ColumnType) -> str | None:
    if not text:
        return ""
    wanted = {fold(part.rstrip(" ")) for part in text.split(",")}
    found = [member for member in kind.values if fold(member.rstrip(" ")) in wanted]
    return ",".join(found) if len(found) == len(wanted) else None


def _text(text: str, kind: ColumnType) -> str | None:
    length = kind.length[0] if kind.length else 1
    if kind.name == "char":
        text = text.rstrip(" ")
    if len(text) <= length:
        return text
    return text[:length] if not text[length:].strip(" ") else None


def _year(text: str) -> str | None:
    value = _number(text)
    if value is None:
        return None
    number = int(value)
    if number == 0:
        return "2000" if text == "00" else "0000"
    if number < 100:
        return str(number + (2000 if number < 70 else 1900)) if number > 0 else None
    return str(number) if 1901 <= number <= 2155 else None


def _date(text: str, kind: ColumnType, rounds: bool) -> str | None:
    parts = _date_parts(text.strip())
    if parts is None:
        return None
    year, month, day, clock = parts
    if not (month <= 12 and day <= 31 and _day_exists(year, month, day)):
        return None
    date = f"{year:04d}-{month:02d}-{day:02d}"
    if kind.name == "date":
        return date
    time = _time(clock or "0:0:0", kind.length[0] if kind.length else 0, rounds)
    return None if time is None else f"{date} {time}"


def _day_exists(year: int, month: int, day: int) -> bool:
    """Tell whether a month has the day; zero parts are a matter of the SQL mode, not of the calendar."""
    if month == 0 or day == 0:
        return True
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _date_parts(text: str) -> tuple[int, int, int, str] | None:
    """Read a date: year, month, day, and the text of the time."""
    if text == "0":
        return 0, 0, 0, ""
    found = _DATE.match(text)
    if found:
        return _century(found.group(1)), int(found.group(2)), int(found.group(3)), (found.group(4) or "").strip()
    packed = _PACKED.match(text)
    if packed is None:
        return None
    digits, clock = packed.group(1), packed.group(2) or ""
    if len(digits) == 6 and clock:  # twelve digits: YYMMDDhhmmss
        digits, clock = digits, clock
    year, month, day = digits[:-4], int(digits[-4:-2]), int(digits[-2:])
    time = f"{clock[:2]}:{clock[2:4]}:{clock[4:]}{packed.group(3) or ''}" if clock else ""
    return _century(year), month, day, time


def _century(year: str) -> int:
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 70 else 1900)


def _time(text: str, digits: int, rounds: bool) -> str | None:
    text = text.strip()
    if re.fullmatch(r"-?\d{1,7}(\.\d*)?", text):  # packed: [hh][mm]ss
        minus, text = ("-", text[1:]) if text.startswith("-") else ("", text)
        whole, _, fraction = text.partition(".")
        whole = whole.rjust(6, "0")
        text = f"{minus}{whole[:-4]}:{whole[-4:-2]}:{whole[-2:]}" + (f".{fraction}" if fraction else "")
    found = _TIME.match(text)
    if found is None:
        return None
    sign, days, hours, minutes, seconds, fraction = found.groups()
    total = int(hours) + int(days or 0) * 24
    if int(minutes or 0) > 59 or int(seconds or 0) > 59 or total > 838:
        return None
    exact = Decimal(total * 3600 + int(minutes or 0) * 60) + Decimal(f"{int(seconds or 0)}{fraction or '.'}0")
    return sign + _clock(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP if rounds else ROUND_DOWN))


def _clock(whole: Decimal) -> str:
    """Write seconds as a time of day."""
    minute, second = divmod(whole, 60)
    hour, minute = divmod(minute, 60)
    shown = f"{second:f}" if second >= 10 else f"0{second:f}"
    return f"{int(hour):02d}:{int(minute):02d}:{shown}"
