"""Canonical function calls: the synonyms among built-in functions, and those that servers print as operators."""

from __future__ import annotations

import re
from collections.abc import Callable

from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Binary, Call, Cast, Expression, Interval, Literal

_SYNONYMS = {
    "now": "current_timestamp",
    "localtime": "current_timestamp",
    "localtimestamp": "current_timestamp",
    "current_date": "curdate",
    "current_time": "curtime",
    "day": "dayofmonth",
    "ucase": "upper",
    "lcase": "lower",
    "octet_length": "length",
    "character_length": "char_length",
    "substr": "substring",
    "mid": "substring",
    "ceil": "ceiling",
    "power": "pow",
    "sha1": "sha",
    "schema": "database",
    "session_user": "user",
    "system_user": "user",
    "stddev": "std",
    "stddev_pop": "std",
    "var_pop": "variance",
    "atan2": "atan",
    "st_geometryfromtext": "st_geomfromtext",
    "json_merge": "json_merge_preserve",
    "nvl": "ifnull",
}
_DEFAULT_CHARSET = re.compile(r" (?:charset (?:utf8mb4|utf8mb3|utf8))\b| collate utf8\w*\b")


def canonical_type(text: str) -> str:
    """Return the type of a CAST in one spelling; a Unicode charset is left out, since servers add the session's."""
    if text.endswith("charset binary"):
        return text.removesuffix(" charset binary").replace("char", "binary", 1)
    if text in {"decimal", "decimal(10)"}:
        return "decimal(10,0)"
    found = re.fullmatch(r"decimal\((\d+)\)", text)
    if found:
        return f"decimal({found[1]},0)"
    if text.startswith("varchar"):
        text = text.removeprefix("var")
    if text in {"int", "bigint"}:
        return "signed"
    return _DEFAULT_CHARSET.sub("", text)


def canonical_call(call: Call) -> Expression:
    """Return a call of a built-in function, its arguments canonical, in one spelling."""
    name = _SYNONYMS.get(call.name)
    if name is not None:
        call = replace(call, name=name)
    rule = _RULES.get(call.name)
    return call if rule is None else rule(call)


def _interval(operator: str) -> Callable[[Call], Expression]:
    """Return the rule that makes DATE_ADD and the like an operation with an interval; a plain number means days."""

    def rule(call: Call) -> Expression:
        if len(call.arguments) != 2:
            return call
        moment, amount = call.arguments
        interval = amount if isinstance(amount, Interval) else Interval(amount, "day")
        return Binary(operator, moment, interval)

    return rule


def _timestampadd(call: Call) -> Expression:
    unit, amount, moment = call.arguments
    return Binary("+", moment, Interval(amount, unit.text if isinstance(unit, Literal) else "day"))


def _as_cast(type_text: str) -> Callable[[Call], Expression]:
    """Return the rule that makes a call with one argument a CAST."""

    def rule(call: Call) -> Expression:
        return Cast(call.arguments[0], type_text) if len(call.arguments) == 1 else call

    return rule


def _without_last(value: Literal, arguments: int) -> Callable[[Call], Expression]:
    """Return the rule that leaves out the last of `arguments` where it is the default `value`."""

    def rule(call: Call) -> Expression:
        if len(call.arguments) == arguments and call.arguments[-1] == value:
            return replace(call, arguments=call.arguments[:-1])
        return call

    return rule


def _trim(call: Call) -> Expression:
    """``TRIM(BOTH ' ' FROM s)`` is ``TRIM(s)``; LEADING and TRAILING of a blank are LTRIM and RTRIM."""
    if len(call.arguments) != 3 or call.arguments[1] != Literal("string", " "):
        return call
    side = call.arguments[2]
    name = {"leading": "ltrim", "trailing": "rtrim"}.get(side.text if isinstance(side, Literal) else "", "trim")
    return replace(call, name=name, arguments=call.arguments[:1])


def _concat(call: Call) -> Expression:
    """Nested CONCAT is one CONCAT: NULL comes through either way."""
    parts: list[Expression] = []
    for argument in call.arguments:
        nested = isinstance(argument, Call) and argument.name == "concat" and argument.schema is None
        parts.extend(argument.arguments if isinstance(argument, Call) and nested else (argument,))
    return replace(call, arguments=tuple(parts))


def _conv(base: str) -> Callable[[Call], Expression]:
    """Return the rule that makes BIN or OCT a CONV."""

    def rule(call: Call) -> Expression:
        bases = (Literal("number", "10"), Literal("number", base))
        return replace(call, name="conv", arguments=(*call.arguments, *bases))

    return rule


def _instr(call: Call) -> Expression:
    if len(call.arguments) != 2:
        return call
    return replace(call, name="locate", arguments=(call.arguments[1], call.arguments[0]))


def _mod(call: Call) -> Expression:
    return Binary("%", *call.arguments) if len(call.arguments) == 2 else call


def _regexp_like(call: Call) -> Expression:
    return Binary("rlike", *call.arguments) if len(call.arguments) == 2 else call


def _datediff(call: Call) -> Expression:
    left, right = (Call("to_days", (argument,)) for argument in call.arguments)
    return Binary("-", left, right)


def _group_concat(call: Call) -> Expression:
    """A comma is the separator where none is named."""
    return replace(call, separator=None) if call.separator == Literal("string", ",") else call


def _from_unixtime(call: Call) -> Expression:
    """``FROM_UNIXTIME(a, format)`` is DATE_FORMAT of the moment."""
    if len(call.arguments) != 2:
        return call
    return Call("date_format", (replace(call, arguments=call.arguments[:1]), call.arguments[1]))


def _weight_string(call: Call) -> Expression:
    """MariaDB prints the three numbers that it keeps with WEIGHT_STRING."""
    return replace(call, arguments=call.arguments[:1]) if len(call.arguments) == 4 else call


def _count(call: Call) -> Expression:
    """``COUNT(*)`` counts rows as ``COUNT(0)`` does, which some servers print."""
    if call.distinct or call.arguments != (_ZERO,):
        return call
    return replace(call, arguments=(), star=True)


_ZERO = Literal("number", "0")
_ONE = Literal("number", "1")
_RULES: dict[str, Callable[[Call], Expression]] = {
    "date_add": _interval("+"),
    "adddate": _interval("+"),
    "date_sub": _interval("-"),
    "subdate": _interval("-"),
    "timestampadd": _timestampadd,
    "date": _as_cast("date"),
    "time": _as_cast("time"),
    "timestamp": _as_cast("datetime"),
    "week": _without_last(_ZERO, 2),
    "round": _without_last(_ZERO, 2),
    "current_timestamp": _without_last(_ZERO, 1),
    "curtime": _without_last(_ZERO, 1),
    "lag": _without_last(_ONE, 2),
    "lead": _without_last(_ONE, 2),
    "trim": _trim,
    "concat": _concat,
    "bin": _conv("2"),
    "oct": _conv("8"),
    "instr": _instr,
    "mod": _mod,
    "regexp_like": _regexp_like,
    "datediff": _datediff,
    "group_concat": _group_concat,
    "count": _count,
    "weight_string": _weight_string,
    "from_unixtime": _from_unixtime,
}
