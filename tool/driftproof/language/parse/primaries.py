"""Reading the smallest expressions: literals, names, variables, parentheses, CASE, INTERVAL and calls."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Token, TokenKind
from driftproof.language.parse import expressions, functions, queries
from driftproof.language.parse.words import UNITS, WITHOUT_PARENTHESES
from driftproof.language.reserved import EVERYWHERE
from driftproof.model.syntax.expressions import (
    Binary,
    Call,
    Case,
    DefaultOf,
    Exists,
    Expression,
    Interval,
    Literal,
    Marker,
    Name,
    Row,
    Subquery,
    SystemVariable,
    UserVariable,
)
from driftproof.model.syntax.queries import Query

_QUERY_WORDS = frozenset({"SELECT", "WITH", "TABLE", "VALUES"})
_SCOPES = {"session": "session", "local": "session", "global": "global", "persist": "persist"}


def read_primary(cursor: Cursor) -> Expression:
    """Take an expression without operators around it, and return it; raises `Unreadable`."""
    token = cursor.tokens[cursor.position]
    reader = _BY_KIND.get(token.kind)
    if reader is None:
        raise cursor.unreadable("an expression expected")
    return reader(cursor, token)


def accept_query(cursor: Cursor) -> Query | None:
    """Take ``(query)`` if the parenthesis that comes next holds a query, and return it, else take nothing."""
    depth = 1
    while cursor.peek(depth).upper == "(":
        depth += 1
    word = cursor.peek(depth).upper
    if word not in _QUERY_WORDS or (word == "VALUES" and _is_values_of(cursor, depth)):
        return None
    start = cursor.position
    cursor.advance()
    if depth == 1:
        query = queries.read_query(cursor)
        cursor.expect(")")
        return query
    try:
        query = queries.read_query(cursor)
        cursor.expect(")")
    except Unreadable:
        cursor.position = start
        return None
    return query


def _is_values_of(cursor: Cursor, ahead: int) -> bool:
    """Tell whether VALUES there is the function of INSERT … ON DUPLICATE KEY UPDATE: ``VALUES(column)``."""
    return (
        cursor.peek(ahead + 1).upper == "("
        and cursor.peek(ahead + 3).upper == ")"
        and ahead == 1
        and (cursor.peek(ahead + 2).kind in {TokenKind.WORD, TokenKind.QUOTED})
    )


def _operator(cursor: Cursor, token: Token) -> Expression:
    """Take a parenthesis, an ODBC brace, or a name that starts with a dot."""
    if token.upper == "(":
        return _parenthesis(cursor)
    if token.upper == "{":
        return _brace(cursor)
    raise cursor.unreadable("an expression expected")


def _parenthesis(cursor: Cursor) -> Expression:
    """Take ``(query)``, ``(expression)`` or ``(row, constructor)``."""
    query = accept_query(cursor)
    if query is not None:
        return Subquery(query)
    cursor.advance()
    values = expressions.read_expressions(cursor)
    cursor.expect(")")
    return values[0] if len(values) == 1 else Row(values)


def _brace(cursor: Cursor) -> Expression:
    """Take an ODBC escape: ``{d '2020-01-01'}``, ``{fn now()}``."""
    cursor.advance()
    word = cursor.expect_name().lower()
    value = expressions.read_expression(cursor)
    cursor.expect("}")
    if word in {"d", "t", "ts"} and isinstance(value, Literal):
        return Literal("date" if word == "d" else "time" if word == "t" else "timestamp", value.text)
    return value


def _string(cursor: Cursor, token: Token) -> Expression:
    cursor.position += 1
    if cursor.tokens[cursor.position].kind is not TokenKind.STRING:
        return Literal("string", token.value)
    return Literal("string", token.value + cursor.expect_string())


def _number(cursor: Cursor, token: Token) -> Expression:
    cursor.position += 1
    return Literal("number", token.text)


def _hex(cursor: Cursor, token: Token) -> Expression:
    cursor.position += 1
    return Literal("hex", token.value)


def _bit(cursor: Cursor, token: Token) -> Expression:
    cursor.position += 1
    return Literal("bit", token.value)


def _marker(cursor: Cursor, token: Token) -> Expression:
    position = sum(1 for before in cursor.tokens[: cursor.position] if before.kind is TokenKind.MARKER)
    cursor.position += 1
    return Marker(position)


def _user(cursor: Cursor, token: Token) -> Expression:
    """Take ``@name``, or an assignment to it, which takes in all that follows."""
    cursor.position += 1
    variable = UserVariable(token.value)
    if cursor.accept(":="):
        return Binary(":=", variable, expressions.read_expression(cursor))
    return variable


def _system(cursor: Cursor, token: Token) -> Expression:
    cursor.position += 1
    return system_variable(token.value)


def system_variable(text: str) -> SystemVariable:
    """Return the variable that ``@@text`` names."""
    scope, dot, name = text.lower().partition(".")
    if not dot:
        return SystemVariable(scope)
    known = _SCOPES.get(scope)
    return SystemVariable(name, known) if known else SystemVariable(f"{scope}.{name}")


def _quoted(cursor: Cursor, token: Token) -> Expression:
    """Take a name that starts with a quoted part: a column, or the call of a stored function."""
    return _name(cursor, token)


def _name(cursor: Cursor, token: Token) -> Expression:
    """Take ``a``, ``a.b``, ``a.b.c``, ``a.*`` or the call of a stored function ``schema.name(…)``."""
    tokens = cursor.tokens
    cursor.position += 1
    following = tokens[cursor.position].upper
    if following == "(":
        return functions.read_call(cursor, token.value, None)
    if following != ".":
        return Name((token.value,))
    parts = [token.value]
    while tokens[cursor.position].upper == ".":
        cursor.position += 1
        if tokens[cursor.position].upper == "*":
            cursor.position += 1
            return Name((*parts, "*"))
        parts.append(cursor.expect_name())
    if tokens[cursor.position].upper == "(" and len(parts) == 2:
        return functions.read_call(cursor, parts[1], parts[0])
    return Name(tuple(parts))


def _word(cursor: Cursor, token: Token) -> Expression:
    """Take an expression that starts with a bare word."""
    upper = token.upper
    reader = _BY_WORD.get(upper)
    if reader is not None:
        found = reader(cursor, token)
        if found is not None:
            return found
    following = cursor.tokens[cursor.position + 1]
    if upper[0] == "_" and following.kind in _INTRODUCED:
        cursor.position += 1
        return _introduced(cursor, upper[1:].lower())
    if following.upper not in {"(", "."} and cursor.is_reserved(upper):
        if upper in EVERYWHERE:
            raise cursor.unreadable("an expression expected")
        raise cursor.refused("a name expected that is not reserved")
    if following.upper == "(":
        return functions.read_builtin(cursor, token)
    return _name(cursor, token)


_INTRODUCED = frozenset({TokenKind.STRING, TokenKind.HEX, TokenKind.BIT})


def _introduced(cursor: Cursor, charset: str) -> Expression:
    """Take the literal behind a character set introducer."""
    token = cursor.token
    if token.kind is TokenKind.STRING:
        return Literal("string", cursor.expect_string(), charset)
    cursor.advance()
    return Literal("hex" if token.kind is TokenKind.HEX else "bit", token.value, charset)


def _national(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``N'text'``, which is utf8 text."""
    following = cursor.peek()
    if following.kind is not TokenKind.STRING or following.start != token.end:
        return None
    cursor.advance()
    return Literal("string", cursor.expect_string(), "utf8")


def _null(cursor: Cursor, token: Token) -> Expression | None:
    cursor.position += 1
    return Literal("null")


def _bool(cursor: Cursor, token: Token) -> Expression | None:
    cursor.position += 1
    return Literal("bool", token.upper.lower())


def _moment(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``DATE 'text'``, ``TIME 'text'`` or ``TIMESTAMP 'text'``."""
    if cursor.peek().kind is not TokenKind.STRING:
        return None
    cursor.advance()
    text = cursor.expect_string()
    return Literal("date" if token.upper == "DATE" else "time" if token.upper == "TIME" else "timestamp", text)


def _case(cursor: Cursor, token: Token) -> Expression | None:
    cursor.advance()
    operand = None if cursor.at("WHEN") else expressions.read_expression(cursor)
    branches: list[tuple[Expression, Expression]] = []
    while cursor.accept("WHEN"):
        condition = expressions.read_expression(cursor)
        cursor.expect("THEN")
        branches.append((condition, expressions.read_expression(cursor)))
    if not branches:
        raise cursor.unreadable("WHEN expected")
    otherwise = expressions.read_expression(cursor) if cursor.accept("ELSE") else None
    cursor.expect("END")
    return Case(operand, tuple(branches), otherwise)


def _exists(cursor: Cursor, token: Token) -> Expression | None:
    cursor.advance()
    query = accept_query(cursor) if cursor.at("(") else None
    if query is None:
        raise cursor.unreadable("a query expected")
    return Exists(query)


def _quantified(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``ANY (query)``, ``ALL (query)`` or ``SOME (query)``."""
    if cursor.peek().upper != "(":
        return None
    start = cursor.position
    cursor.advance()
    query = accept_query(cursor)
    if query is None:
        cursor.position = start
        return None
    return Subquery(query, token.upper.lower())


def _row(cursor: Cursor, token: Token) -> Expression | None:
    if cursor.peek().upper != "(":
        return None
    cursor.position += 2
    values = expressions.read_expressions(cursor)
    cursor.expect(")")
    return Row(values)


def _interval(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``INTERVAL amount unit``; ``INTERVAL(a, b …)`` is a function."""
    start = cursor.position
    cursor.advance()
    amount = expressions.read_expression(cursor)
    unit = cursor.token.upper
    if unit in UNITS and not isinstance(amount, Row):
        cursor.advance()
        interval = Interval(amount, unit.lower().removeprefix("sql_tsi_"))
        if cursor.at("+") and (start == 0 or cursor.tokens[start - 1].upper not in {"+", "-"}):
            cursor.advance()  # the grammar takes all that follows as the date to add to
            return Binary("+", interval, expressions.read_operand(cursor, expressions.BITS))
        return interval
    if isinstance(amount, Row) and cursor.tokens[start + 1].upper == "(":
        return Call("interval", amount.values)
    cursor.position = start
    return None


def _default(cursor: Cursor, token: Token) -> Expression | None:
    """Take DEFAULT, or ``DEFAULT(column)``."""
    cursor.advance()
    if not cursor.accept("("):
        return DefaultOf()
    column = read_column(cursor)
    cursor.expect(")")
    return DefaultOf(column)


def _values(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``VALUES(column)`` of ON DUPLICATE KEY UPDATE; MariaDB also knows it as VALUE."""
    if cursor.peek().upper != "(":
        return None
    cursor.position += 2
    column = read_column(cursor)
    cursor.expect(")")
    return DefaultOf(column, inserted=True)


def read_column(cursor: Cursor) -> str:
    """Take a column's name, qualified or not, and return it with dots between its parts."""
    parts = [cursor.expect_name()]
    while cursor.accept("."):
        parts.append(cursor.expect_name())
    return ".".join(parts)


def _sequence(cursor: Cursor, token: Token) -> Expression | None:
    """Take ``NEXT VALUE FOR s`` or ``PREVIOUS VALUE FOR s``, which are NEXTVAL(s) and LASTVAL(s)."""
    if cursor.peek().upper != "VALUE" or cursor.peek(2).upper != "FOR":
        return None
    cursor.position += 3
    parts = [cursor.expect_name()]
    while cursor.accept("."):
        parts.append(cursor.expect_name())
    return Call("nextval" if token.upper == "NEXT" else "lastval", (Name(tuple(parts)),))


_Reader = Callable[[Cursor, Token], Expression | None]

_BY_KIND: dict[TokenKind, Callable[[Cursor, Token], Expression]] = {
    TokenKind.WORD: _word,
    TokenKind.QUOTED: _quoted,
    TokenKind.STRING: _string,
    TokenKind.NUMBER: _number,
    TokenKind.HEX: _hex,
    TokenKind.BIT: _bit,
    TokenKind.USER: _user,
    TokenKind.SYSTEM: _system,
    TokenKind.MARKER: _marker,
    TokenKind.OPERATOR: _operator,
}
_BY_WORD: dict[str, _Reader] = {
    "NULL": _null,
    "TRUE": _bool,
    "FALSE": _bool,
    "N": _national,
    "DATE": _moment,
    "TIME": _moment,
    "TIMESTAMP": _moment,
    "CASE": _case,
    "EXISTS": _exists,
    "ANY": _quantified,
    "ALL": _quantified,
    "SOME": _quantified,
    "ROW": _row,
    "INTERVAL": _interval,
    "DEFAULT": _default,
    "VALUES": _values,
    "NEXT": _sequence,
    "PREVIOUS": _sequence,
    "NEXTVAL": functions.read_name_argument,
    "LASTVAL": functions.read_name_argument,
    "SETVAL": functions.read_name_argument,
    "MATCH": functions.read_match,
    **dict.fromkeys(WITHOUT_PARENTHESES, functions.accept_bare),
}
