"""Reading function calls, those with keywords inside their parentheses included."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Token
from driftproof.language.parse import casts, expressions, windows
from driftproof.language.parse.words import BUILT_IN, UNITS
from driftproof.model.syntax.expressions import Call, Cast, Expression, Literal, Name, Row, Unread

_ORDERED = frozenset({"group_concat", "json_arrayagg", "json_objectagg"})


def read_builtin(cursor: Cursor, token: Token) -> Expression:
    """Take a call that starts with the bare word `token`, its parenthesis next, and return it; raises `Unreadable`."""
    reader = _SPECIAL.get(token.upper)
    if reader is not None:
        cursor.position += 2
        value = reader(cursor)
        cursor.expect(")")
        return value if not isinstance(value, Call) else windows.read_over(cursor, value)
    if token.upper == "PASSWORD" and cursor.dialect.flavor.at_least(mysql=(8, 0, 11)):
        cursor.advance()
        raise cursor.refused("the function PASSWORD() is gone since MySQL 8.0.11")
    lowered = token.value.lower()
    if lowered not in BUILT_IN and cursor.is_reserved(token.upper):
        raise cursor.unreadable("an expression expected")
    cursor.position += 1
    return read_call(cursor, lowered if lowered in BUILT_IN else token.value, None)


def accept_bare(cursor: Cursor, token: Token) -> Expression | None:
    """Take a function of `WITHOUT_PARENTHESES`, such as CURRENT_TIMESTAMP, where none follow."""
    if cursor.peek().upper == "(":
        return None
    cursor.advance()
    if token.upper == "LOCALTIME" and cursor.dialect.flavor.at_least(mariadb=(11, 8)):
        return Call("curtime")  # as MariaDB 11.8.6 stores it in views and generated columns
    return Call(token.upper.lower())


def read_call(cursor: Cursor, name: str, schema: str | None) -> Expression:
    """Take the parenthesised arguments of function `name` and what follows them; raises `Unreadable`."""
    cursor.position += 1
    if cursor.accept(")"):
        return windows.read_over(cursor, Call(name, (), schema))
    if cursor.accept("*"):
        cursor.expect(")")
        return windows.read_over(cursor, Call(name, (), schema, star=True))
    distinct = cursor.accept_any("DISTINCT", "DISTINCTROW", "ALL").startswith("DISTINCT")
    arguments = expressions.read_expressions(cursor)
    call = Call(name, arguments, schema, distinct)
    if name in _ORDERED and not cursor.at(")"):
        call = _ordered(cursor, call)
    cursor.expect(")")
    return windows.read_over(cursor, call)


def _ordered(cursor: Cursor, call: Call) -> Call:
    """Take ORDER BY and SEPARATOR inside GROUP_CONCAT."""
    order: tuple[tuple[Expression, bool], ...] = ()
    if cursor.accept("ORDER", "BY"):
        order = expressions.read_order(cursor)
    separator = expressions.read_expression(cursor) if cursor.accept("SEPARATOR") else None
    if cursor.accept("LIMIT"):
        raise cursor.unreadable("LIMIT inside an aggregate is not modelled")
    return Call(call.name, call.arguments, call.schema, call.distinct, False, order, separator)


def _text(value: str) -> Literal:
    return Literal("string", value)


def _unit(cursor: Cursor) -> Literal:
    """Take a unit of time."""
    unit = cursor.token.upper
    if unit not in UNITS:
        raise cursor.unreadable("a unit of time expected")
    cursor.advance()
    return _text(unit.lower().removeprefix("sql_tsi_"))


def _cast(cursor: Cursor) -> Expression:
    operand = expressions.read_expression(cursor)
    if cursor.accept("AT", "TIME", "ZONE"):
        cursor.accept("INTERVAL")
        operand = Call("at time zone", (operand, _text(cursor.expect_string())))
    cursor.expect("AS")
    return Cast(operand, casts.read_cast_type(cursor))


def _convert(cursor: Cursor) -> Expression:
    operand = expressions.read_expression(cursor)
    if cursor.accept("USING"):
        return Cast(operand, "", casts.read_charset(cursor))
    cursor.expect(",")
    return Cast(operand, casts.read_cast_type(cursor))


def _trim(cursor: Cursor) -> Expression:
    """Take ``TRIM([BOTH|LEADING|TRAILING] [what] FROM text)``: arguments text, what, side."""
    side = cursor.accept_any("BOTH", "LEADING", "TRAILING").lower()
    if side and cursor.accept("FROM"):
        return Call("trim", (expressions.read_expression(cursor), _text(" "), _text(side)))
    value = expressions.read_expression(cursor)
    if cursor.accept("FROM"):
        return Call("trim", (expressions.read_expression(cursor), value, _text(side or "both")))
    if cursor.accept(","):
        raise cursor.unreadable("FROM expected")
    return Call("trim", (value,))


def _extract(cursor: Cursor) -> Expression:
    unit = _unit(cursor)
    cursor.expect("FROM")
    return Call("extract", (unit, expressions.read_expression(cursor)))


def _substring(cursor: Cursor) -> Expression:
    """Take ``SUBSTRING(text, 1, 2)`` or ``SUBSTRING(text FROM 1 FOR 2)``."""
    arguments = [expressions.read_expression(cursor)]
    if cursor.accept("FROM"):
        arguments.append(expressions.read_expression(cursor))
        if cursor.accept("FOR"):
            arguments.append(expressions.read_expression(cursor))
    else:
        while cursor.accept(","):
            arguments.append(expressions.read_expression(cursor))
    return Call("substring", tuple(arguments))


def _position(cursor: Cursor) -> Expression:
    """Take ``POSITION(what IN text)``, which is LOCATE(what, text)."""
    what = expressions.read_operand(cursor, expressions.BITS)
    cursor.expect("IN")
    return Call("locate", (what, expressions.read_expression(cursor)))


def _char(cursor: Cursor) -> Expression:
    """Take ``CHAR(65, 66 USING utf8mb4)``, which converts the bytes."""
    arguments = expressions.read_expressions(cursor)
    if cursor.accept("USING"):
        return Cast(Call("char", arguments), "", casts.read_charset(cursor))
    return Call("char", arguments)


def _timestamp_function(name: str) -> Callable[[Cursor], Expression]:
    """Return the reader of TIMESTAMPADD or TIMESTAMPDIFF, whose first argument is a unit."""

    def read(cursor: Cursor) -> Expression:
        unit = _unit(cursor)
        cursor.expect(",")
        return Call(name, (unit, *expressions.read_expressions(cursor)))

    return read


def _get_format(cursor: Cursor) -> Expression:
    kind = cursor.expect_name().lower()
    cursor.expect(",")
    return Call("get_format", (_text(kind), expressions.read_expression(cursor)))


def _weight_string(cursor: Cursor) -> Expression:
    start = cursor.tokens[cursor.position - 2].start
    values = expressions.read_expressions(cursor)
    if cursor.at(")"):
        return Call("weight_string", values)
    while not cursor.at(")") and not cursor.at_end:
        if cursor.at("("):
            cursor.skip_parentheses()
        else:
            cursor.advance()
    return Unread(cursor.sql[start : cursor.token.end])


def _json_value(cursor: Cursor) -> Expression:
    """Take JSON_VALUE, of MySQL with RETURNING and ON EMPTY, ON ERROR."""
    start = cursor.tokens[cursor.position - 2].start
    arguments = expressions.read_expressions(cursor)
    if cursor.at(")"):
        return Call("json_value", arguments)
    while not cursor.at(")") and not cursor.at_end:
        if cursor.at("("):
            cursor.skip_parentheses()
        else:
            cursor.advance()
    return Unread(cursor.sql[start : cursor.token.end])


def read_match(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``MATCH (columns) AGAINST (text modifier)``: a Call of ``match`` with a Row, the text and the modifier."""
    cursor.advance()
    parenthesised = cursor.accept("(")
    columns = expressions.read_expressions(cursor)
    if parenthesised:
        cursor.expect(")")
    cursor.expect("AGAINST", "(")
    text = expressions.read_operand(cursor, expressions.BITS)
    start = cursor.start
    while not cursor.at(")") and not cursor.at_end:
        cursor.advance()
    modifier = " ".join(cursor.sql[start : cursor.token.start].lower().split())
    cursor.expect(")")
    if modifier == "in natural language mode":
        modifier = ""
    elif modifier == "in natural language mode with query expansion":
        modifier = "with query expansion"
    return Call("match", (Row(columns), text, _text(modifier)) if modifier else (Row(columns), text))


def read_name_argument(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``NEXTVAL(s)``, ``LASTVAL(s)`` or ``SETVAL(s, …)``: the first argument names a sequence."""
    if cursor.peek().upper != "(" or not cursor.dialect.flavor.is_mariadb:
        return None
    cursor.position += 2
    parts = [cursor.expect_name()]
    while cursor.accept("."):
        parts.append(cursor.expect_name())
    arguments: list[Expression] = [Name(tuple(parts))]
    while cursor.accept(","):
        arguments.append(expressions.read_expression(cursor))
    cursor.expect(")")
    return Call(token.upper.lower(), tuple(arguments))


_SPECIAL: dict[str, Callable[[Cursor], Expression]] = {
    "CAST": _cast,
    "CONVERT": _convert,
    "TRIM": _trim,
    "EXTRACT": _extract,
    "SUBSTRING": _substring,
    "SUBSTR": _substring,
    "MID": _substring,
    "POSITION": _position,
    "CHAR": _char,
    "TIMESTAMPADD": _timestamp_function("timestampadd"),
    "TIMESTAMPDIFF": _timestamp_function("timestampdiff"),
    "GET_FORMAT": _get_format,
    "WEIGHT_STRING": _weight_string,
    "JSON_VALUE": _json_value,
}
