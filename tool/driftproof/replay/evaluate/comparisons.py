"""Comparisons of rows, and of a value with several others: ALL, ANY, BETWEEN and IN."""

from __future__ import annotations

from typing import Any

from driftproof.model.syntax import expressions as syntax
from driftproof.replay.evaluate import operators
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import CatalogText, Datum, Row, Unknown
from driftproof.replay.evaluate.walk import has_local


def _row_values(expression: Any, context: Context) -> Row | Unknown | None:
    """Return the values of a row expression or of a subquery's only row; None where the subquery has no row."""
    if isinstance(expression, syntax.Row):
        return tuple(context.state.verbs.evaluate(value, context) for value in expression.values)
    if isinstance(expression, syntax.Subquery):
        result = query_rows(expression.query, context)
        if result.unknown:
            return Unknown(result.unknown)
        if len(result.rows) > 1:
            raise refuse(1242, "Subquery returns more than 1 row")
        return result.rows[0] if result.rows else None
    return (context.state.verbs.evaluate(expression, context),)


def compare_rows(expression: syntax.Binary, context: Context) -> Datum:
    """Return the outcome of a comparison that has a row or a subquery in it."""
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


def between(expression: syntax.Between, context: Context) -> Datum:
    """Return the outcome of BETWEEN."""
    evaluate = context.state.verbs.evaluate
    value = evaluate(expression.operand, context)
    low = operators.infix(">=", value, evaluate(expression.low, context), context.state)
    high = operators.infix("<=", value, evaluate(expression.high, context), context.state)
    found = _every([low, high])
    return operators.prefix("not", found) if expression.negated else found


def contained(expression: syntax.In, context: Context) -> Datum:
    """Return the outcome of IN."""
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
        evaluate = context.state.verbs.evaluate
        for value in expression.values:
            row = _row_values(value, context) if len(left) > 1 else (evaluate(value, context),)
            rows.append(row if isinstance(row, tuple) else (None,) * len(left))
    found = _some([operators.compare_rows("=", left, row, context.state) for row in rows])
    return operators.prefix("not", found) if expression.negated else found
