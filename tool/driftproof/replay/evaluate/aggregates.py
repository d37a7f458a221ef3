"""Aggregate functions over the rows of a group."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from driftproof.model.syntax.expressions import Call
from driftproof.replay.evaluate.context import Context, QueryScope
from driftproof.replay.evaluate.functions.json import JSON_FUNCTIONS
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import (
    WIDE,
    Datum,
    Row,
    Unknown,
    compare,
    group_key,
    sort_key,
    to_integer,
    to_number,
    to_text,
)


def aggregate(call: Call, context: Context) -> Datum:
    """Return the value of an aggregate over the current group; refused with 1111 outside of one."""
    scope = context.scope
    if scope is None or scope.group is None:
        raise refuse(1111, "Invalid use of group function")
    name = call.name.lower()
    if call.star:
        return len(scope.group)
    values: list[Row] = []
    for row in _argument_rows(call, scope, context):
        if any(value is None for value in row[: len(call.arguments)]) and name != "json_arrayagg":
            continue
        unknown = next((value for value in row if isinstance(value, Unknown)), None)
        if unknown is not None:
            return unknown
        values.append(row)
    if call.distinct:
        values = list({tuple(group_key(value, context.state.pad) for value in row): row for row in values}.values())
    if name == "group_concat":
        return _group_concat(call, values, context)
    return AGGREGATES[name](values)


def _argument_rows(call: Call, scope: QueryScope, context: Context) -> list[Row]:
    """Return the arguments, and behind them the ORDER BY values, for each row of the group."""
    evaluate = context.state.verbs.evaluate
    group, scope.group = scope.group or [], None
    saved = [source.row for source in scope.sources]
    expressions = (*call.arguments, *(expression for expression, _ in call.order))
    rows: list[Row] = []
    for snapshot in group:
        for source, row in zip(scope.sources, snapshot, strict=True):
            source.row = row
        rows.append(tuple(evaluate(expression, context) for expression in expressions))
    for source, row in zip(scope.sources, saved, strict=True):
        source.row = row
    scope.group = group
    return rows


def _group_concat(call: Call, values: list[Row], context: Context) -> Datum:
    width = len(call.arguments)
    for place, (_, descending) in reversed(list(enumerate(call.order))):
        key = _nth_key(width + place, context.state.pad)
        values.sort(key=key, reverse=descending)
    if not values:
        return None
    separator = "," if call.separator is None else context.state.verbs.evaluate(call.separator, context)
    if isinstance(separator, Unknown):
        return separator
    limit = context.state.session.system.get("group_concat_max_len", None)
    default = 1 << 20 if context.state.catalog.flavor.is_mariadb else 1024
    text = to_text(separator).join("".join(_text(value) for value in row[:width]) for row in values)
    return text[: to_integer(limit) if limit is not None else default]


def _nth_key(place: int, pad: bool) -> Callable[[Row], Any]:
    return lambda row: sort_key(row[place], pad)


def _text(value: Datum) -> str:
    return "" if isinstance(value, Unknown) else to_text(value)


def _plain(value: Datum) -> Any:
    return None if isinstance(value, Unknown) else value


def _count(values: list[Row]) -> Datum:
    return len(values)


def _sum(values: list[Row]) -> Datum:
    if not values:
        return None
    numbers = [to_number(_plain(row[0])) for row in values]
    if any(isinstance(number, float) for number in numbers):
        return sum(float(number) for number in numbers)
    return sum((Decimal(number) for number in numbers), Decimal(0))


def _average(values: list[Row]) -> Datum:
    total = _sum(values)
    if total is None or isinstance(total, float):
        return None if total is None else total / len(values)
    assert isinstance(total, Decimal)
    exponent = total.as_tuple().exponent
    scale = 4 - (exponent if isinstance(exponent, int) else 0)
    return (total / len(values)).quantize(Decimal(1).scaleb(-scale), "ROUND_HALF_UP", WIDE)


def _extreme(sign: int) -> Callable[[list[Row]], Datum]:
    def run(values: list[Row]) -> Datum:
        if not values:
            return None
        ordered = sorted((_plain(row[0]) for row in values), key=cmp_to_key(compare))
        found: Datum = ordered[-1 if sign > 0 else 0]
        return found

    return run


def _bits(start: int, combine: Callable[[int, int], int]) -> Callable[[list[Row]], Datum]:
    def run(values: list[Row]) -> Datum:
        found = start
        for row in values:
            found = combine(found, to_integer(_plain(row[0])))
        return found

    return run


def _deviation(values: list[Row]) -> Datum:
    return Unknown("a standard deviation is not evaluated")


AGGREGATES: dict[str, Callable[[list[Row]], Datum]] = {
    "count": _count,
    "sum": _sum,
    "avg": _average,
    "min": _extreme(-1),
    "max": _extreme(1),
    "group_concat": _count,
    "bit_and": _bits((1 << 64) - 1, lambda one, two: one & two),
    "bit_or": _bits(0, lambda one, two: one | two),
    "bit_xor": _bits(0, lambda one, two: one ^ two),
    "any_value": lambda values: values[0][0] if values else None,
    "json_arrayagg": lambda values: JSON_FUNCTIONS["json_array"].run([row[0] for row in values]) if values else None,
    "json_objectagg": lambda values: (
        JSON_FUNCTIONS["json_object"].run([value for row in values for value in row]) if values else None
    ),
    **dict.fromkeys(("std", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"), _deviation),
}
"""The aggregates, each on the argument rows that hold no NULL."""
