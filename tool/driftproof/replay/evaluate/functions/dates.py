"""Functions on dates and times. A replay takes place at the moment `NOW`, so that its outcome is always the same."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from driftproof.model.syntax.expressions import Interval
from driftproof.replay.evaluate.coercion import read_moment
from driftproof.replay.evaluate.functions.function import Function, fixed
from driftproof.replay.evaluate.values import Datum, Moment, Unknown, to_integer, to_text

NOW = datetime(2026, 1, 1)
"""The moment at which every replay takes place."""

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def parse_moment(value: Any) -> datetime | None:
    """Return the moment that a value names, or None."""
    text = read_moment(to_text(value), "datetime", 6)
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def moment_text(moment: datetime) -> str:
    """Return a moment in the server's form, with a fraction only where it has one."""
    return moment.strftime("%Y-%m-%d %H:%M:%S") + (f".{moment.microsecond:06d}" if moment.microsecond else "")


def shift_moment(operator: str, value: Datum, interval: Interval, context: Any) -> Datum:
    """Return `value` + or - an INTERVAL."""
    amount = context.state.verbs.evaluate(interval.amount, context)
    if value is None or amount is None:
        return None
    if isinstance(value, Unknown):
        return value
    if isinstance(amount, Unknown):
        return amount
    return _shifted(operator, value, amount, interval.unit.lower())


def _shifted(operator: str, value: Datum, amount: Datum, unit: str) -> Datum:
    """Return a moment moved by so many units."""
    assert not isinstance(value, Unknown)
    assert not isinstance(amount, Unknown)
    moment = parse_moment(value)
    if moment is None:
        return None
    count = -to_integer(amount) if operator == "-" else to_integer(amount)
    try:
        if unit in _MONTHS:
            moved = _add_months(moment, count * _MONTHS[unit])
        elif unit in _UNITS:
            moved = moment + timedelta(seconds=count * _UNITS[unit])
        elif unit == "microsecond":
            moved = moment + timedelta(microseconds=count)
        else:
            return Unknown(f"INTERVAL … {unit} is not evaluated")
    except (OverflowError, ValueError):
        return None
    if len(to_text(value)) <= 10 and unit in {"day", "week", *_MONTHS}:
        return Moment(moved.strftime("%Y-%m-%d"))
    return Moment(moment_text(moved))


def _add_units(arguments: list[Any]) -> Datum:
    """TIMESTAMPADD(unit, amount, moment)."""
    return _shifted("+", arguments[2], arguments[1], to_text(arguments[0]).lower())


def _add_months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _now(arguments: list[Any], context: Any) -> Datum:
    context.state.note(f"the time is taken as {moment_text(NOW)}")
    precision = to_integer(arguments[0]) if arguments else 0
    return Moment(moment_text(NOW) + ("." + "0" * precision if precision else ""))


def _today(arguments: list[Any], context: Any) -> Datum:
    context.state.note(f"the time is taken as {moment_text(NOW)}")
    return Moment(NOW.strftime("%Y-%m-%d"))


def _clock(arguments: list[Any], context: Any) -> Datum:
    context.state.note(f"the time is taken as {moment_text(NOW)}")
    return Moment(NOW.strftime("%H:%M:%S"))


def _part(name: str) -> Function:
    def run(arguments: list[Any]) -> Datum:
        moment = parse_moment(arguments[0])
        return None if moment is None else int(getattr(moment, name))

    return fixed(1, run)


def _whole_date(arguments: list[Any]) -> Datum:
    moment = parse_moment(arguments[0])
    return None if moment is None else Moment(moment.strftime("%Y-%m-%d"))


def _whole_time(arguments: list[Any]) -> Datum:
    text = read_moment(to_text(arguments[0]), "time")
    return None if text is None else Moment(text)


_FORMATS = {
    "%a": "%a", "%b": "%b", "%d": "%d", "%f": "%f", "%H": "%H", "%h": "%I", "%I": "%I", "%i": "%M", "%j": "%j",
    "%M": "%B", "%m": "%m", "%p": "%p", "%S": "%S", "%s": "%S", "%W": "%A", "%w": "%w", "%Y": "%Y", "%y": "%y",
    "%r": "%I:%M:%S %p", "%T": "%H:%M:%S", "%%": "%%", "%U": "%U", "%u": "%W",
}  # fmt: skip


def _date_format(arguments: list[Any]) -> Datum:
    moment = parse_moment(arguments[0])
    if moment is None:
        return None
    pattern, text, position = to_text(arguments[1]), "", 0
    while position < len(pattern):
        code = pattern[position : position + 2]
        if code in {"%c", "%e", "%k", "%l"}:
            value = {"%c": moment.month, "%e": moment.day, "%k": moment.hour, "%l": (moment.hour + 11) % 12 + 1}[code]
            text += str(value)
        elif code in _FORMATS:
            text += moment.strftime(_FORMATS[code])
        elif code.startswith("%"):
            text += code[1:]
        else:
            text += code[0]
            position -= 1
        position += 2
    return text


def _date_difference(arguments: list[Any]) -> Datum:
    one, two = parse_moment(arguments[0]), parse_moment(arguments[1])
    return None if one is None or two is None else (one.date() - two.date()).days


def _to_days(arguments: list[Any]) -> Datum:
    moment = parse_moment(arguments[0])
    return None if moment is None else moment.toordinal() + 365


def _from_days(arguments: list[Any]) -> Datum:
    try:
        return Moment(datetime.fromordinal(to_integer(arguments[0]) - 365).strftime("%Y-%m-%d"))
    except (ValueError, OverflowError):
        return None


def _unix_timestamp(arguments: list[Any], context: Any) -> Datum:
    if arguments and (arguments[0] is None or isinstance(arguments[0], Unknown)):
        return arguments[0]
    moment: datetime | None = NOW
    if arguments:
        moment = parse_moment(arguments[0])
    else:
        context.state.note(f"the time is taken as {moment_text(NOW)}")
    return 0 if moment is None else int((moment - datetime(1970, 1, 1)).total_seconds())


def _from_unixtime(arguments: list[Any]) -> Datum:
    moment = datetime(1970, 1, 1) + timedelta(seconds=to_integer(arguments[0]))
    text = Moment(moment_text(moment))
    return text if len(arguments) == 1 else _date_format([text, arguments[1]])


def _extract(arguments: list[Any]) -> Datum:
    unit, moment = to_text(arguments[0]).lower(), parse_moment(arguments[1])
    if moment is None:
        return None
    if unit in {"year", "month", "day", "hour", "minute", "second", "microsecond"}:
        return int(getattr(moment, unit))
    if unit == "year_month":
        return moment.year * 100 + moment.month
    if unit == "quarter":
        return (moment.month + 2) // 3
    return Unknown(f"EXTRACT({unit} …) is not evaluated")


def _difference(arguments: list[Any]) -> Datum:
    unit = to_text(arguments[0]).lower()
    one, two = parse_moment(arguments[1]), parse_moment(arguments[2])
    if one is None or two is None:
        return None
    if unit in _UNITS:
        return int((two - one).total_seconds() / _UNITS[unit])
    if unit in _MONTHS:
        months = (two.year - one.year) * 12 + two.month - one.month
        if months > 0 and two.replace(year=one.year, month=one.month, day=min(two.day, 28)) < one and two.day < one.day:
            months -= 1
        return int(months / _MONTHS[unit])
    return Unknown(f"TIMESTAMPDIFF({unit} …) is not evaluated")


def _last_day(arguments: list[Any]) -> Datum:
    moment = parse_moment(arguments[0])
    if moment is None:
        return None
    return Moment(moment.replace(day=calendar.monthrange(moment.year, moment.month)[1]).strftime("%Y-%m-%d"))


def _moment(name: str) -> Function:
    def run(arguments: list[Any]) -> Datum:
        if len(arguments) > 1:
            return Unknown(f"{name.upper()} of two values is not evaluated")
        moment = parse_moment(arguments[0])
        return None if moment is None else Moment(moment_text(moment))

    return Function(run, 1, 2 if name == "timestamp" else 1)


_NOW = Function(_now, 0, 1, informed=True)
_TODAY = Function(_today, 0, 0, informed=True)
_CLOCK_NOW = Function(_clock, 0, 1, informed=True)

DATE_FUNCTIONS: Mapping[str, Function] = {
    "now": _NOW,
    "current_timestamp": _NOW,
    "localtime": _NOW,
    "localtimestamp": _NOW,
    "sysdate": _NOW,
    "utc_timestamp": _NOW,
    "curdate": _TODAY,
    "current_date": _TODAY,
    "utc_date": _TODAY,
    "curtime": _CLOCK_NOW,
    "current_time": _CLOCK_NOW,
    "year": _part("year"),
    "month": _part("month"),
    "day": _part("day"),
    "dayofmonth": _part("day"),
    "hour": _part("hour"),
    "minute": _part("minute"),
    "second": _part("second"),
    "microsecond": _part("microsecond"),
    "quarter": fixed(1, lambda a: None if (m := parse_moment(a[0])) is None else (m.month + 2) // 3),
    "dayofweek": fixed(1, lambda a: None if (m := parse_moment(a[0])) is None else m.isoweekday() % 7 + 1),
    "weekday": fixed(1, lambda a: None if (m := parse_moment(a[0])) is None else m.weekday()),
    "dayofyear": fixed(1, lambda a: None if (m := parse_moment(a[0])) is None else m.timetuple().tm_yday),
    "dayname": fixed(1, lambda a: None if (m := parse_moment(a[0])) is None else m.strftime("%A")),
    "monthname": fixed(1, lambda a: None if (m := parse_moment(a[0])) is None else m.strftime("%B")),
    "date": fixed(1, _whole_date),
    "time": fixed(1, _whole_time),
    "timestamp": _moment("timestamp"),
    "date_format": fixed(2, _date_format),
    "datediff": fixed(2, _date_difference),
    "to_days": fixed(1, _to_days),
    "from_days": fixed(1, _from_days),
    "unix_timestamp": Function(_unix_timestamp, 0, 1, nulls=True, informed=True),
    "from_unixtime": Function(_from_unixtime, 1, 2),
    "extract": fixed(2, _extract),
    "timestampdiff": fixed(3, _difference),
    "last_day": fixed(1, _last_day),
    "timestampadd": fixed(3, _add_units),
}
