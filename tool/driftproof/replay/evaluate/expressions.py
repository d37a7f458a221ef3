"""Expressions: the value of each kind of expression, with NULL and unknown values flowing as they must."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from driftproof.model.errors import defect
from driftproof.model.names import fold
from driftproof.model.syntax import expressions as syntax
from driftproof.model.syntax.queries import Query
from driftproof.replay.evaluate import functions, operators
from driftproof.replay.evaluate.calling import call, inserted_value
from driftproof.replay.evaluate.coercion import cast, introduced
from driftproof.replay.evaluate.comparisons import between, compare_rows, contained
from driftproof.replay.evaluate.context import NULL_ROW, Context, find_column
from driftproof.replay.evaluate.queries import query_exists, query_rows
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import (
    BinaryText,
    CatalogText,
    Datum,
    HexBytes,
    Moment,
    Unknown,
    to_text,
    truth,
)
from driftproof.replay.evaluate.variables import system_value
from driftproof.replay.evaluate.walk import has_local

_SLIPS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What computing with values that nobody foresaw may raise."""


def evaluate(expression: Any, context: Context) -> Datum:
    """Return the value of an expression, unknown where computing it fails for a reason that is not the server's.

    Raises `Refusal` where the server would refuse the statement.
    """
    try:
        return _EVALUATORS[type(expression)](expression, context)
    except _SLIPS as slip:
        return Unknown(f"driftproof fails to compute it ({defect(slip)})")


def holds(expression: Any, context: Context, purpose: str = "") -> bool:
    """Tell whether a condition is true; an unknown one is taken as not true, with a note that names its `purpose`."""
    found = truth(evaluate(expression, context))
    if isinstance(found, Unknown):
        if purpose:
            context.state.note(f"{purpose} is taken as not true: {found.reason}")
        return False
    return bool(found)


def _literal(expression: syntax.Literal, context: Context) -> Datum:
    kind, text = expression.kind, expression.text
    if kind == "string":
        return introduced(text, expression.charset) if expression.charset else text
    if kind == "number":
        if text.isdigit():
            return int(text)
        return float(text) if "e" in text or "E" in text else Decimal(text)
    if kind == "null":
        return None
    if kind == "bool":
        return int(text.lower() == "true")
    if kind in {"hex", "bit"}:
        digits = text if kind == "hex" else format(int(text or "0", 2), "x")
        data = bytes.fromhex(digits if len(digits) % 2 == 0 else f"0{digits}")
        if expression.charset and expression.charset != "binary":
            return data.decode("utf-8", "replace")
        return HexBytes(data)
    return Moment(text)


def _name(expression: syntax.Name, context: Context) -> Datum:
    parts, frame = expression.parts, context.frame
    if frame is not None:
        if len(parts) == 1:
            variable = frame.variable(parts[0])
            if variable is not None:
                return variable.value
        elif len(parts) == 2 and frame.rows and (row := frame.rows.get(fold(parts[0]))) is not None:
            key = fold(parts[1])
            if key not in row:
                raise refuse(1054, f"Unknown column '{parts[1]}' in '{parts[0].upper()}'")
            return row[key]
    scope = context.scope
    while scope is not None:
        if scope.prefer_aliases and len(parts) == 1 and (aliased := scope.aliases.get(fold(parts[0]))) is not None:
            scope.prefer_aliases = False
            try:
                return evaluate(aliased, context.within(scope))
            finally:
                scope.prefer_aliases = True
        found = find_column(scope, parts)
        if found is not None:
            row = found[0].row
            return None if row is NULL_ROW else found[1](row)
        if len(parts) == 1 and (aliased := scope.aliases.get(fold(parts[0]))) is not None:
            return evaluate(aliased, context.within(scope))
        scope = scope.parent
    clause = context.scope.clause if context.scope else "field list"
    raise refuse(1054, f"Unknown column '{'.'.join(parts)}' in '{clause}'")


def _user_variable(expression: syntax.UserVariable, context: Context) -> Datum:
    return context.state.user_variable(expression.name)


def _system_variable(expression: syntax.SystemVariable, context: Context) -> Datum:
    return system_value(expression, context.state)


def _marker(expression: syntax.Marker, context: Context) -> Datum:
    if expression.position >= len(context.markers):
        raise refuse(1210, "Incorrect arguments to EXECUTE")
    return context.markers[expression.position]


def _unary(expression: syntax.Unary, context: Context) -> Datum:
    return operators.prefix(expression.operator, evaluate(expression.operand, context))


def _binary(expression: syntax.Binary, context: Context) -> Datum:
    own = _OPERATORS.get(expression.operator)
    if own is not None:
        return own(expression, context)
    left, right = _operands(expression, context)
    return operators.infix(expression.operator, left, right, context.state)


def _operands(expression: syntax.Binary, context: Context) -> tuple[Datum, Datum]:
    """Return the values of both operands, as texts that compare under the collation that wins."""
    left, right = evaluate(expression.left, context), evaluate(expression.right, context)
    if type(left) is CatalogText and has_local(expression.right, context):
        return str(left), right
    if type(right) is CatalogText and has_local(expression.left, context):
        return left, str(right)
    return left, right


def _compare(expression: syntax.Binary, context: Context) -> Datum:
    if isinstance(expression.left, syntax.Row) or isinstance(expression.right, syntax.Row | syntax.Subquery):
        return compare_rows(expression, context)
    left, right = _operands(expression, context)
    return operators.infix(expression.operator, left, right, context.state)


def _like(expression: syntax.Binary, context: Context) -> Datum:
    left, right = _operands(expression, context)
    escape = "\\" if expression.escape is None else to_text(_plain(evaluate(expression.escape, context)))
    return operators.like(left, right, escape, expression.operator == "not like")


def _shift(expression: syntax.Binary, context: Context) -> Datum:
    """Return a sum or a difference, which may be of a moment and an INTERVAL."""
    operator, left, right = expression.operator, expression.left, expression.right
    if isinstance(right, syntax.Interval):
        return functions.shift_moment(operator, evaluate(left, context), right, context)
    if isinstance(left, syntax.Interval):
        return functions.shift_moment(operator, evaluate(right, context), left, context)
    return operators.infix(operator, evaluate(left, context), evaluate(right, context), context.state)


def _plain(value: Datum) -> Any:
    """Return a value, or NULL in the place of an unknown one."""
    return None if isinstance(value, Unknown) else value


def _and(expression: syntax.Binary, context: Context) -> Datum:
    left = truth(evaluate(expression.left, context))
    if left is False:
        return 0
    right = truth(evaluate(expression.right, context))
    if right is False:
        return 0
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    return None if left is None or right is None else 1


def _or(expression: syntax.Binary, context: Context) -> Datum:
    left = truth(evaluate(expression.left, context))
    if left is True:
        return 1
    right = truth(evaluate(expression.right, context))
    if right is True:
        return 1
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    return None if left is None or right is None else 0


def _assign(expression: syntax.Binary, context: Context) -> Datum:
    value = evaluate(expression.right, context)
    if isinstance(expression.left, syntax.UserVariable):
        context.state.set_user_variable(expression.left.name, value)
    return value


def _is(expression: syntax.Binary, context: Context) -> Datum:
    value, wanted = evaluate(expression.left, context), expression.right
    if isinstance(value, Unknown):
        return value
    if isinstance(wanted, syntax.Literal) and wanted.kind != "null":
        found = truth(value) is (wanted.text.lower() in {"true", "1"})
    else:
        found = value is None  # IS NULL, IS UNKNOWN
    return int(found != (expression.operator == "is not"))


def _row(expression: syntax.Row, context: Context) -> Datum:
    if len(expression.values) == 1:
        return evaluate(expression.values[0], context)
    raise refuse(1241, "Operand should contain 1 column(s)")


def _case(expression: syntax.Case, context: Context) -> Datum:
    operand = evaluate(expression.operand, context) if expression.operand is not None else None
    for condition, value in expression.branches:
        found = evaluate(condition, context)
        if expression.operand is not None:
            found = operators.infix("=", operand, found, context.state)
        decided = truth(found)
        if isinstance(decided, Unknown):
            return decided
        if decided:
            return evaluate(value, context)
    return None if expression.otherwise is None else evaluate(expression.otherwise, context)


def _cast(expression: syntax.Cast, context: Context) -> Datum:
    value = evaluate(expression.operand, context)
    if value is None or isinstance(value, Unknown):
        return value
    if expression.charset:
        return introduced(to_text(value), expression.charset)
    return cast(value, expression.type)


def _collate(expression: syntax.Collate, context: Context) -> Datum:
    value = evaluate(expression.operand, context)
    if value is None or isinstance(value, Unknown):
        return value
    collation = expression.collation.lower()
    text = to_text(value)
    return BinaryText(text) if collation.endswith("_bin") or "_cs" in collation else str(text)


def _interval(expression: syntax.Interval, context: Context) -> Datum:
    return Unknown("an INTERVAL outside date arithmetic")


def _exists(expression: syntax.Exists, context: Context) -> Datum:
    return query_exists(expression.query, context)


def _subquery(expression: syntax.Subquery, context: Context) -> Datum:
    return scalar(expression.query, context)


def scalar(query: Query, context: Context) -> Datum:
    """Return the only value of a query: NULL where it has no row, 1242 where it has several."""
    result = query_rows(query, context)
    if result.unknown:
        return Unknown(result.unknown)
    if result.width != 1:
        raise refuse(1241, "Operand should contain 1 column(s)")
    if len(result.rows) > 1:
        raise refuse(1242, "Subquery returns more than 1 row")
    return result.rows[0][0] if result.rows else None


def _default_of(expression: syntax.DefaultOf, context: Context) -> Datum:
    if expression.inserted:
        return inserted_value(expression.column, context)
    return Unknown("DEFAULT() of a column in an expression")


def _unread(expression: syntax.Unread, context: Context) -> Datum:
    return Unknown(f"expression not understood: {expression.text[:80]}")


_OPERATORS: dict[str, Callable[[Any, Context], Datum]] = {
    **dict.fromkeys(operators.COMPARISONS, _compare),
    "and": _and,
    "or": _or,
    ":=": _assign,
    "is": _is,
    "is not": _is,
    "like": _like,
    "not like": _like,
    "+": _shift,
    "-": _shift,
}
"""The operators that do more than to compute with the values of both sides."""

_EVALUATORS: dict[type, Callable[[Any, Context], Datum]] = {
    syntax.Literal: _literal,
    syntax.Name: _name,
    syntax.UserVariable: _user_variable,
    syntax.SystemVariable: _system_variable,
    syntax.Marker: _marker,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.Between: between,
    syntax.In: contained,
    syntax.Row: _row,
    syntax.Case: _case,
    syntax.Call: call,
    syntax.Cast: _cast,
    syntax.Collate: _collate,
    syntax.Interval: _interval,
    syntax.Exists: _exists,
    syntax.Subquery: _subquery,
    syntax.DefaultOf: _default_of,
    syntax.Unread: _unread,
}
