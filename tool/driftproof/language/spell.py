"""Writing expressions as SQL, exactly: what is written reads back as the same expression.

The text is in one spelling (backticked names, lower-case keywords, as few parentheses as the operators need) and means
the same under every `sql_mode` but ANSI_QUOTES' and NO_BACKSLASH_ESCAPES' string rules. What servers say differently
is unified by `write`, which stands on this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from driftproof.language import spell_query as queries
from driftproof.model.names import quote, quote_text
from driftproof.model.syntax.expressions import (
    Between,
    Binary,
    Call,
    Case,
    Cast,
    Collate,
    DefaultOf,
    Exists,
    Expression,
    In,
    Interval,
    Literal,
    Marker,
    Name,
    Row,
    Subquery,
    SystemVariable,
    Unary,
    Unread,
    UserVariable,
)

_POWERS = {
    "or": 1,
    "xor": 2,
    "and": 3,
    **dict.fromkeys(("=", "<=>", ">=", ">", "<=", "<", "<>", "is", "is not"), 5),
    **dict.fromkeys(("like", "not like", "rlike", "not rlike", "sounds", "member of"), 6),
    "|": 7,
    "&": 8,
    **dict.fromkeys(("<<", ">>"), 9),
    **dict.fromkeys(("+", "-"), 10),
    **dict.fromkeys(("*", "/", "%", "div"), 11),
    "^": 12,
    "||": 13,
    "->": 17,
    "->>": 17,
    ":=": 0,
}
_TIGHTEST = 20
_BITS = 7
_PREDICATE = 6
_UNARY = {"not": 4, "-": 14, "+": 14, "~": 14, "!": 15, "binary": 15}
_OPERATORS = {"sounds": "sounds like"}
_WITHOUT_PARENTHESES = frozenset({"current_user", "current_role"})
_MOMENTS = frozenset({"date", "time", "timestamp"})


def spell(expression: Expression, power: int = 0) -> str:
    """Return `expression` as SQL, in parentheses where it binds less tightly than `power`."""
    return _WRITERS[type(expression)](expression, power)


def spell_list(expressions: tuple[Expression, ...]) -> str:
    """Return expressions with commas between them."""
    return ",".join([spell(value) for value in expressions])


def spell_order(order: tuple[tuple[Expression, bool], ...]) -> str:
    """Return an ORDER BY clause, its words included."""
    return "order by " + ",".join(spell(value) + (" desc" if descending else "") for value, descending in order)


def _literal(e: Literal, power: int) -> str:
    if e.kind == "string":
        return f"_{e.charset}{quote_text(e.text)}" if e.charset else quote_text(e.text)
    if e.kind in {"number", "bool"}:
        return e.text
    if e.kind == "null":
        return "null"
    if e.kind in _MOMENTS:
        return f"{e.kind}{quote_text(e.text)}"
    introducer = f"_{e.charset}" if e.charset else ""
    return f"{introducer}{'x' if e.kind == 'hex' else 'b'}'{e.text}'"


def _name(e: Name, power: int) -> str:
    if e.parts[-1] == "*":
        return ".".join([*(quote(part) for part in e.parts[:-1]), "*"])
    return ".".join([quote(part) for part in e.parts])


def _user(e: UserVariable, power: int) -> str:
    return f"@{quote(e.name)}"


def _system(e: SystemVariable, power: int) -> str:
    return f"@@{e.scope}.{e.name}" if e.scope else f"@@{e.name}"


def _marker(e: Marker, power: int) -> str:
    return "?"


def _unary(e: Unary, power: int) -> str:
    own = _UNARY[e.operator]
    inner = spell(e.operand, own)
    if e.operator in {"-", "+"} and inner[:1] in {"-", "+"}:
        inner = f"({inner})"
    space = " " if e.operator in {"not", "binary"} else ""
    return _wrapped(f"{e.operator}{space}{inner}", own, power)


def _binary(e: Binary, power: int) -> str:
    own = _POWERS[e.operator]
    if e.operator in {"is", "is not"}:
        return _wrapped(f"{spell(e.left, own)} {e.operator} {_truth(e.right)}", own, power)
    if e.operator == ":=":
        return _wrapped(f"{spell(e.left)} := {spell(e.right)}", own, power or 0)
    if e.operator == "||":
        return f"concat({spell(e.left)},{spell(e.right)})"
    left = spell(e.left, own + 1 if own == _PREDICATE else own)
    operator = _OPERATORS.get(e.operator, e.operator)
    text = f"{left}{operator}" if own == _POWERS["->"] else f"{left} {operator} "
    text += f"({spell(e.right)})" if e.operator == "member of" else spell(e.right, own + 1)
    if e.escape is not None:
        text += f" escape {spell(e.escape, _BITS)}"
    return _wrapped(text, own, power)


def _truth(e: Expression) -> str:
    return ".".join(e.parts) if isinstance(e, Name) else spell(e)


def _between(e: Between, power: int) -> str:
    negated = "not " if e.negated else ""
    text = f"{spell(e.operand, _BITS)} {negated}between {spell(e.low, _BITS)} and {spell(e.high, _PREDICATE)}"
    return _wrapped(text, _PREDICATE, power)


def _in(e: In, power: int) -> str:
    inside = queries.spell_query(e.query) if e.query is not None else spell_list(e.values)
    text = f"{spell(e.operand, _BITS)} {'not ' if e.negated else ''}in ({inside})"
    return _wrapped(text, _PREDICATE, power)


def _row(e: Row, power: int) -> str:
    return f"({spell_list(e.values)})" if len(e.values) > 1 else f"row({spell_list(e.values)})"


def _case(e: Case, power: int) -> str:
    parts = ["case" if e.operand is None else f"case {spell(e.operand)}"]
    parts.extend(f"when {spell(condition)} then {spell(value)}" for condition, value in e.branches)
    if e.otherwise is not None:
        parts.append(f"else {spell(e.otherwise)}")
    return " ".join([*parts, "end"])


def _call(e: Call, power: int) -> str:
    if e.name in _KEYWORDS and e.schema is None:
        text = _KEYWORDS[e.name](e)
        return f"{text} over {e.over}" if e.over else text
    inside = "*" if e.star else ("distinct " if e.distinct else "") + spell_list(e.arguments)
    if e.order and not e.name.startswith("percentile"):
        inside += f" {spell_order(e.order)}"
    if e.separator is not None:
        inside += f" separator {spell(e.separator)}"
    text = f"{_function(e)}({inside})"
    if e.order and e.name.startswith("percentile"):
        text += f" within group ({spell_order(e.order)})"
    return f"{text} over {e.over}" if e.over else text


def _function(e: Call) -> str:
    """Return a function's name: built-in ones bare, others quoted."""
    if e.schema is not None:
        return f"{quote(e.schema)}.{quote(e.name)}"
    return e.name if e.name.isascii() and e.name.isidentifier() else quote(e.name)


def _word(e: Expression) -> str:
    """Return a unit or another word that a call holds as a string."""
    return e.text if isinstance(e, Literal) else spell(e)


def _trim(e: Call) -> str:
    if len(e.arguments) == 1:
        return f"trim({spell(e.arguments[0])})"
    text, what, side = e.arguments
    return f"trim({_word(side)} {spell(what)} from {spell(text)})"


def _match(e: Call) -> str:
    columns = e.arguments[0]
    inside = spell_list(columns.values) if isinstance(columns, Row) else spell(columns)
    modifier = f" {_word(e.arguments[2])}" if len(e.arguments) > 2 else ""
    return f"match ({inside}) against ({spell(e.arguments[1], _BITS)}{modifier})"


def _unit_first(e: Call) -> str:
    return f"{e.name}({_word(e.arguments[0])},{spell_list(e.arguments[1:])})"


_KEYWORDS: dict[str, Callable[[Call], str]] = {
    "trim": _trim,
    "match": _match,
    "extract": lambda e: f"extract({_word(e.arguments[0])} from {spell(e.arguments[1])})",
    "timestampadd": _unit_first,
    "timestampdiff": _unit_first,
    "get_format": _unit_first,
    "at time zone": lambda e: f"{spell(e.arguments[0])} at time zone {spell(e.arguments[1])}",
}


def _cast(e: Cast, power: int) -> str:
    if e.charset:
        return f"convert({spell(e.operand)} using {e.charset})"
    return f"cast({spell(e.operand)} as {e.type})"


def _collate(e: Collate, power: int) -> str:
    return (
        f"{spell(e.operand, 16)} collate {e.collation}"
        if power <= 16
        else (f"({spell(e.operand, 16)} collate {e.collation})")
    )


def _interval(e: Interval, power: int) -> str:
    return f"interval {spell(e.amount, 1)} {e.unit}"


def _exists(e: Exists, power: int) -> str:
    return f"exists({queries.spell_query(e.query)})"


def _subquery(e: Subquery, power: int) -> str:
    return f"{e.quantifier} ({queries.spell_query(e.query)})" if e.quantifier else f"({queries.spell_query(e.query)})"


def _default(e: DefaultOf, power: int) -> str:
    if not e.column:
        return "default"
    column = ".".join(quote(part) for part in e.column.split("."))
    return f"{'values' if e.inserted else 'default'}({column})"


def _unread(e: Unread, power: int) -> str:
    return e.text


def _wrapped(text: str, own: int, power: int) -> str:
    return f"({text})" if own < power else text


_WRITERS: dict[type[Any], Callable[[Any, int], str]] = {
    Literal: _literal,
    Name: _name,
    UserVariable: _user,
    SystemVariable: _system,
    Marker: _marker,
    Unary: _unary,
    Binary: _binary,
    Between: _between,
    In: _in,
    Row: _row,
    Case: _case,
    Call: _call,
    Cast: _cast,
    Collate: _collate,
    Interval: _interval,
    Exists: _exists,
    Subquery: _subquery,
    DefaultOf: _default,
    Unread: _unread,
}
