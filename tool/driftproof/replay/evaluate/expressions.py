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
from driftproof.replay.evaluate.context import NULL_ROW, Context, find_column
from driftproof.replay.evaluate.queries import query_exists, query_rows
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import (
    BinaryText,
    CatalogText,
    Datum,
    HexBytes,
    Moment,
    Row,
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
    operator = expression.operator
    if operator == "and":
        return _and(expression, context)
    if operator == "or":
        return _or(expression, context)
    if operator == ":=":
        return _assign(expression, context)
    if operator in {"is", "is not"}:
        return _is(expression, context)
    if operator in operators.COMPARISONS and (
        isinstance(expression.left, syntax.Row) or isinstance(expression.right, syntax.Row | syntax.Subquery)
    ):
        return _compare_rows(expression, context)
    if isinstance(expression.right, syntax.Interval):
        return functions.shift_moment(operator, evaluate(expression.left, context), expression.right, context)
    if isinstance(expression.left, syntax.Interval):
        return functions.shift_moment(operator, evaluate(expression.right, context), expression.left, context)
    left, right = evaluate(expression.left, context), evaluate(expression.right, context)
    if type(left) is CatalogText and has_local(expression.right, context):
        left = str(left)
    elif type(right) is CatalogText and has_local(expression.left, context):
        right = str(right)
    if operator in {"like", "not like"}:
        escape = "\\" if expression.escape is None else to_text(_plain(evaluate(expression.escape, context)))
        return operators.like(left, right, escape, operator == "not like")
    return operators.infix(operator, left, right, context.state)


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


def _row_values(expression: Any, context: Context) -> Row | Unknown | None:
    """Return the values of a row expression or of a subquery's only row; None where the subquery has no row."""
    if isinstance(expression, syntax.Row):
        return tuple(evaluate(value, context) for value in expression.values)
    if isinstance(expression, syntax.Subquery):
        result = query_rows(expression.query, context)
        if result.unknown:
            return Unknown(result.unknown)
        if len(result.rows) > 1:
            raise refuse(1242, "Subquery returns more than 1 row")
        return result.rows[0] if result.rows else None
    return (evaluate(expression, context),)


def _compare_rows(expression: syntax.Binary, context: Context) -> Datum:
    right = expression.right
    if isinstance(right, syntax.Subquery) and right.quantifier:
        return _quantified(expression, right, context)
    left_values, right_values = _row_values(expression.left, context), _row_values(right, context)
    if isinstance(left_values, Unknown):
        return left_values
    if isinstance(right_values, Unknown):
        return right_values
    if left_values is None or right_values is None:
        return None
    if len(left_values) != len(right_values):
        raise refuse(1241, f"Operand should contain {len(left_values)} column(s)")
    return operators.compare_rows(expression.operator, left_values, right_values, context.state)


def _quantified(expression: syntax.Binary, right: syntax.Subquery, context: Context) -> Datum:
    left = _row_values(expression.left, context)
    result = query_rows(right.query, context)
    if result.unknown:
        return Unknown(result.unknown)
    if isinstance(left, Unknown) or left is None:
        return left
    outcomes = [operators.compare_rows(expression.operator, left, row, context.state) for row in result.rows]
    if right.quantifier == "all":
        return _every(outcomes)
    return _some(outcomes)


def _every(outcomes: list[Datum]) -> Datum:
    if 0 in outcomes:
        return 0
    return next((outcome for outcome in outcomes if outcome != 1), 1)


def _some(outcomes: list[Datum]) -> Datum:
    if 1 in outcomes:
        return 1
    return next((outcome for outcome in outcomes if outcome != 0), 0)


def _between(expression: syntax.Between, context: Context) -> Datum:
    value = evaluate(expression.operand, context)
    low = operators.infix(">=", value, evaluate(expression.low, context), context.state)
    high = operators.infix("<=", value, evaluate(expression.high, context), context.state)
    found = _every([low, high])
    return operators.prefix("not", found) if expression.negated else found


def _in(expression: syntax.In, context: Context) -> Datum:
    left = _row_values(expression.operand, context)
    if isinstance(left, Unknown) or left is None:
        return left
    if type(left[0]) is CatalogText and any(has_local(value, context) for value in expression.values):
        left = (str(left[0]), *left[1:])
    rows: list[Row] = []
    if expression.query is not None:
        result = query_rows(expression.query, context)
        if result.unknown:
            return Unknown(result.unknown)
        if result.width != len(left):
            raise refuse(1241, f"Operand should contain {len(left)} column(s)")
        rows = result.rows
    else:
        for value in expression.values:
            row = _row_values(value, context) if len(left) > 1 else (evaluate(value, context),)
            rows.append(row if isinstance(row, tuple) else (None,) * len(left))
    found = _some([operators.compare_rows("=", left, row, context.state) for row in rows])
    return operators.prefix("not", found) if expression.negated else found


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


_EVALUATORS: dict[type, Callable[[Any, Context], Datum]] = {
    syntax.Literal: _literal,
    syntax.Name: _name,
    syntax.UserVariable: _user_variable,
    syntax.SystemVariable: _system_variable,
    syntax.Marker: _marker,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.Between: _between,
    syntax.In: _in,
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
