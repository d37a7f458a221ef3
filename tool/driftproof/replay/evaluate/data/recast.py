"""Values on their way from a column of one type to one of another, where that is not what INSERT would do."""

from __future__ import annotations

import re
from datetime import timedelta

from driftproof.model.catalog import Column
from driftproof.replay.evaluate.clock import read_clock
from driftproof.replay.evaluate.functions.dates import NOW
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Moment, Unknown, to_text

_WHOLE = re.compile(r"\s*([+-]?\d+)(.*)", re.DOTALL)


def recast(value: Datum, before: Column, after: Column, strict: bool) -> Datum:
    """Return `value` of the column `before` as ALTER TABLE hands it to the column `after`.

    A text goes into a BIT by the number that it spells, not by its bytes; a TIME gets the day of the statement.
    Raises 1292 in strict mode for a text that spells no number.
    """
    if value is None or isinstance(value, Unknown) or before.type.name == after.type.name:
        return value
    if after.type.name == "bit" and before.type.has_charset and not before.type.values:
        return _spelled(to_text(value), strict)
    if before.type.name == "time" and after.type.name in {"date", "datetime", "timestamp"}:
        return _on_day(to_text(value))
    return value


def _spelled(text: str, strict: bool) -> int:
    found = _WHOLE.fullmatch(text)
    if strict and (found is None or found[2].strip()):
        raise refuse(1292, f"Truncated incorrect INTEGER value: '{text}'")
    return int(found[1]) if found else 0


def _on_day(text: str) -> Datum:
    clock = read_clock(text)
    if clock is None:
        return text
    sign, hours, minutes, seconds, _ = clock
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return Moment((NOW - span if sign else NOW + span).strftime("%Y-%m-%d %H:%M:%S"))
