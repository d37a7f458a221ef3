"""Dates and times: what functions of them give."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Call, Interval, Literal
from driftproof.replay.resolve.fixed import extracted
from driftproof.replay.resolve.item import NOT_FIXED, TEMPORAL, Frame, Item

_NOW = {
    **dict.fromkeys(("now", "current_timestamp", "sysdate"), "now"),
    **dict.fromkeys(("localtime", "localtimestamp", "utc_timestamp"), "datetime"),
    **dict.fromkeys(("curdate", "current_date", "utc_date"), "date"),
    **dict.fromkeys(("curtime", "current_time", "utc_time"), "time"),
}
_DATES = frozenset({"date", "last_day", "makedate", "from_days"})
_SHIFTS = frozenset({"date_add", "date_sub", "adddate", "subdate"})
_OF_TIME = frozenset({"hour", "minute", "second", "microsecond"})
_LARGE = frozenset({"year", "quarter", "month", "year_month"})


def current(e: Call, frame: Frame) -> Item | None:
    """Return what NOW() and its kin give, or None for another function; MariaDB 11.8 makes a TIMESTAMP of NOW()."""
    kind = _NOW.get(e.name)
    if kind is None:
        return None
    if kind == "now":
        kind = "timestamp" if frame.flavor.at_least(mariadb=(11, 8)) else "datetime"
    digits = [int(part.text) for part in e.arguments if isinstance(part, Literal) and part.text.isdigit()]
    made = frame.moment(kind, digits[0] if digits else 0, False)
    return replace(made, width=made.width - 2) if kind == "time" and not frame.is_mariadb else made


def moment_call(e: Call, items: Sequence[Item | None], frame: Frame) -> Item | None:
    """Return what a function of dates gives, or None where it is not known."""
    name = e.name
    if name in _DATES:
        return frame.moment("date", 0, True)
    if name == "year":
        return extracted("year", frame) if frame.is_mariadb else Item("year", 4, 4, unsigned=True, nullable=True)
    if name == "extract" and isinstance(e.arguments[0], Literal):
        return extracted(e.arguments[0].text, frame)
    if name == "unix_timestamp":
        return _unix_timestamp(items, frame)
    if name in _SHIFTS and len(items) == 2:
        return _shift(e, items[0], frame)
    if name == "timestampadd" and isinstance(e.arguments[0], Literal):
        return shifted(items[-1], Interval(e.arguments[1], e.arguments[0].text), frame)
    if name == "str_to_date":
        return _parsed(e, frame)
    known = [item for item in items if item is not None]
    return _of_known(name, known, frame) if known and len(known) == len(items) else None


def _of_known(name: str, items: list[Item], frame: Frame) -> Item | None:
    if name == "from_unixtime" and len(items) == 1:
        kind = "timestamp" if frame.flavor.at_least(mariadb=(11, 8)) else "datetime"
        return frame.moment(kind, _fraction(items[0]), True)
    if name in {"time", "timediff"}:
        return frame.moment("time", max(map(_fraction, items)), True)
    if name in {"timestamp", "convert_tz"}:
        return frame.moment("datetime", _fraction(items[0]), True)
    if name in {"sec_to_time", "maketime"}:
        return frame.moment("time", _fraction(items[-1]), True)
    if name in {"addtime", "subtime"} and items[0].kind in TEMPORAL and items[1].is_literal:
        kind = "datetime" if items[0].kind in {"date", "timestamp"} else items[0].kind
        return frame.moment(kind, max(map(_fraction, items)), True)
    return None


def _fraction(item: Item) -> int:
    """Return how many places of seconds a value can have; six where that is not fixed."""
    if item.is_text:
        return 0 if item.is_literal else 6
    return 6 if item.scale == NOT_FIXED else min(item.scale, 6)


def _unix_timestamp(items: Sequence[Item | None], frame: Frame) -> Item | None:
    nullable = frame.is_mariadb
    scale = 0
    if items:
        if items[0] is None:
            return None
        scale, nullable = _fraction(items[0]), nullable or items[0].nullable
    if not scale:
        digits = 16 if frame.is_mariadb else 20
        return Item("bigint", digits + 1, digits, nullable=nullable)
    return frame.decimal((16 if frame.is_mariadb else 11) + scale, scale, nullable=nullable)


def shifted(item: Item | None, interval: Interval, frame: Frame) -> Item | None:
    """Return a date or time plus an interval: a date stays one for days and months; texts stay texts."""
    if item is None or item.kind == "null":
        return None
    unit = interval.unit.lower()
    fraction = _interval_fraction(interval, unit)
    if fraction is None:
        return None
    if item.kind not in TEMPORAL:
        return _shifted_text(item, fraction, frame)
    parts = set(unit.split("_"))
    if item.kind == "date":
        kind = "datetime" if parts & _OF_TIME else "date"
    elif item.kind == "time":
        is_time = not parts & _LARGE if frame.is_mariadb else not parts & {*_LARGE, "day", "week"}
        kind = "time" if is_time else "datetime"
    else:
        kind = "datetime"
    return frame.moment(kind, max(item.scale, fraction), True)


def _shifted_text(item: Item, fraction: int, frame: Frame) -> Item:
    """A text or number that may be a date gives a text."""
    if not frame.is_mariadb:
        return frame.text(29, True)
    has_fraction = fraction or (item.is_text and not item.is_literal) or item.scale
    return frame.text(26 if has_fraction else 19, True)


def _interval_fraction(interval: Interval, unit: str) -> int | None:
    """Return how many places of seconds an interval has, or None where that is not known."""
    if "microsecond" in unit:
        return 6
    if unit != "second":
        return 0
    amount = interval.amount
    if isinstance(amount, Literal) and amount.kind == "number":
        return len(amount.text.partition(".")[2])
    return 6 if isinstance(amount, Literal) and "." in amount.text else None


def _shift(e: Call, item: Item | None, frame: Frame) -> Item | None:
    by = e.arguments[1]
    return shifted(item, by if isinstance(by, Interval) else Interval(by, "day"), frame)


def _parsed(e: Call, frame: Frame) -> Item | None:
    """STR_TO_DATE gives a date, a time or both by its format."""
    pattern = e.arguments[-1]
    if not isinstance(pattern, Literal) or pattern.kind != "string":
        return frame.moment("datetime", 6, True)
    letters = {pattern.text[place + 1] for place in range(len(pattern.text) - 1) if pattern.text[place] == "%"}
    has_date, has_time = bool(letters & set("MVUXYWabcjmvuxywDde")), bool(letters & set("fHISThiklprs"))
    kind = "datetime" if has_date and has_time else "time" if has_time else "date"
    return frame.moment(kind, 6 if "f" in letters else 0, True)
