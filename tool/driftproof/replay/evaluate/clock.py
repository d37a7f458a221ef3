"""Times and durations as servers read them (``str_to_time``): ``10:11:12``, ``1 10:11``, ``101112``, ``5``."""

from __future__ import annotations

import re

_COLONS = re.compile(r"(-?)(?:(\d+) +)?(\d+):(\d{1,2})(?::(\d{1,2})(\.\d*)?)?$")
_DAYS = re.compile(r"(-?)(\d+) +(\d+)()()(\.\d*)?$")
_DIGITS = re.compile(r"(-?)(\d{1,7})(\.\d*)?$")
_LAST = 838 * 3600 + 59 * 60 + 59


def read_clock(text: str) -> tuple[str, int, int, int, str] | None:
    """Return sign, hours, minutes, seconds and fraction of a TIME's text, or None where it is none.

    Hours count days in; more than 838:59:59 is none.
    """
    found = _COLONS.match(text) or _DAYS.match(text)
    if found is not None:
        sign, days, hours, minutes, seconds, fraction = found.groups()
        parts = (int(hours) + 24 * int(days or 0), int(minutes or 0), int(seconds or 0))
    else:
        together = _DIGITS.match(text)
        if together is None:
            return None
        sign, digits, fraction = together.groups()
        number = int(digits)
        parts = (number // 10_000, number // 100 % 100, number % 100)
    hours_in_all, minute, second = parts
    if minute > 59 or second > 59 or hours_in_all * 3600 + minute * 60 + second > _LAST:
        return None
    return sign, hours_in_all, minute, second, fraction or ""
