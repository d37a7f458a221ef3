"""Reading expressions: operators and their precedence.

The grammar is that of ``sql_yacc.yy`` as the manual tabulates it
(https://dev.mysql.com/doc/refman/8.4/en/operator-precedence.html), read by precedence climbing.
"""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.parse import casts, primaries
from driftproof.model.syntax.expressions import Between, Binary, Collate, Expression, In, Literal, Name, Unary

LOOSEST = 0
PREDICATE = 6
BITS = 7
UNARY = 14
TIGHT = 15

_POWERS = {
    **dict.fromkeys(("OR", "||"), 1),
    "XOR": 2,
    **dict.fromkeys(("AND", "&&"), 3),
    **dict.fromkeys(("=", "<=>", ">=", ">", "<=", "<", "<>", "!=", "IS"), 5),
    **dict.fromkeys(("LIKE", "RLIKE", "REGEXP", "IN", "BETWEEN", "SOUNDS", "MEMBER", "NOT"), PREDICATE),
    "|": BITS,
    "&": 8,
    **dict.fromkeys(("<<", ">>"), 9),
    **dict.fromkeys(("+", "-"), 10),
    **dict.fromkeys(("*", "/", "%", "MOD", "DIV"), 11),
    "^": 12,
    "COLLATE": 16,
    **dict.fromkeys(("->", "->>"), 17),
}
_CONCAT_POWER = 13
_SPELLINGS = {"&&": "and", "||": "or", "!=": "<>", "REGEXP": "rlike", "MOD": "%"}
_NEGATABLE = ("LIKE", "RLIKE", "REGEXP", "IN", "BETWEEN")
_NOT_POWER = 4


def read_expression(cursor: Cursor) -> Expression:
    """Take an expression and return it; raises `Unreadable`."""
    return read_operand(cursor, LOOSEST)


def read_expressions(cursor: Cursor) -> tuple[Expression, ...]:
    """Take ``expression, expression …`` and return them; raises `Unreadable`."""
    values = [read_operand(cursor, LOOSEST)]
    while cursor.accept(","):
        values.append(read_operand(cursor, LOOSEST))
    return tuple(values)


def read_order(cursor: Cursor) -> tuple[tuple[Expression, bool], ...]:
    """Take what follows ORDER BY or GROUP BY: expressions, each paired with True where it is descending."""
    pairs = [_ordered(cursor)]
    while cursor.accept(","):
        pairs.append(_ordered(cursor))
    return tuple(pairs)


def _ordered(cursor: Cursor) -> tuple[Expression, bool]:
    value = read_operand(cursor, LOOSEST)
    return value, cursor.accept_any("ASC", "DESC") == "DESC"


def read_operand(cursor: Cursor, power: int) -> Expression:
    """Take an expression whose operators bind at least as tightly as `power`, and return it; raises `Unreadable`."""
    left = _prefixed(cursor)
    tokens = cursor.tokens
    while True:
        operator = tokens[cursor.position].upper
        found = _POWERS.get(operator)
        if found is None:
            return left
        if operator == "||" and cursor.dialect.modes.pipes_as_concat:
            found = _CONCAT_POWER
        if found < power:
            return left
        after = _infix(cursor, left, operator, found)
        if after is None:
            return left
        left = after


def _prefixed(cursor: Cursor) -> Expression:
    """Take a primary expression with its prefix operators."""
    upper = cursor.tokens[cursor.position].upper
    if upper == "NOT":
        cursor.advance()
        return Unary("not", read_operand(cursor, TIGHT if cursor.dialect.modes.high_not_precedence else _NOT_POWER))
    if upper == "!":
        cursor.advance()
        return Unary("!", read_operand(cursor, TIGHT))
    if upper in {"-", "+", "~"}:
        cursor.advance()
        return Unary(upper, read_operand(cursor, UNARY))
    if upper == "BINARY" and cursor.peek().upper != ".":
        cursor.advance()
        return Unary("binary", read_operand(cursor, TIGHT))
    return primaries.read_primary(cursor)


def _infix(cursor: Cursor, left: Expression, operator: str, power: int) -> Expression | None:
    """Take the infix `operator` that comes next and its right side; None where the word is no operator here."""
    if power == PREDICATE:
        return _predicate(cursor, left, operator)
    cursor.advance()
    if operator == "IS":
        return _is(cursor, left)
    if operator == "COLLATE":
        return Collate(left, casts.read_charset(cursor))
    right = read_operand(cursor, power + 1)
    if power == _CONCAT_POWER:
        return Binary("||", left, right)
    return Binary(_SPELLINGS.get(operator) or operator.lower(), left, right)


def _is(cursor: Cursor, left: Expression) -> Expression:
    """Take what follows IS."""
    operator = "is not" if cursor.accept("NOT") else "is"
    word = cursor.accept_any("NULL", "TRUE", "FALSE", "UNKNOWN")
    if not word:
        raise cursor.unreadable("NULL, TRUE, FALSE or UNKNOWN expected")
    if word == "NULL":
        return Binary(operator, left, Literal("null"))
    if word == "UNKNOWN":
        return Binary(operator, left, Name(("unknown",)))
    return Binary(operator, left, Literal("bool", word.lower()))


def _predicate(cursor: Cursor, left: Expression, operator: str) -> Expression | None:
    """Take LIKE, RLIKE, IN, BETWEEN, SOUNDS LIKE or MEMBER OF, negated or not."""
    negated = operator == "NOT"
    if negated:
        operator = cursor.peek().upper
        if operator not in _NEGATABLE:
            return None
        cursor.advance()
    elif operator in {"SOUNDS", "MEMBER"} and cursor.peek().upper not in {"LIKE", "OF"}:
        return None
    cursor.advance()
    if operator == "IN":
        return _in(cursor, left, negated)
    if operator == "BETWEEN":
        low = read_operand(cursor, BITS)
        cursor.expect("AND")
        return Between(left, low, read_operand(cursor, PREDICATE), negated)
    if operator in {"SOUNDS", "MEMBER"}:
        cursor.advance()
        return Binary("sounds" if operator == "SOUNDS" else "member of", left, read_operand(cursor, BITS))
    name = _SPELLINGS.get(operator) or operator.lower()
    right = read_operand(cursor, BITS)
    escape = read_operand(cursor, BITS) if name == "like" and cursor.accept("ESCAPE") else None
    return Binary(f"not {name}" if negated else name, left, right, escape)


def _in(cursor: Cursor, left: Expression, negated: bool) -> Expression:
    """Take what follows IN: a list, or a query in parentheses."""
    if not cursor.at("("):
        raise cursor.unreadable("( expected")
    query = primaries.accept_query(cursor)
    if query is not None:
        return In(left, (), query, negated)
    cursor.expect("(")
    values = read_expressions(cursor)
    cursor.expect(")")
    return In(left, values, None, negated)
