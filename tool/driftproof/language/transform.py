"""Rebuilding expressions with some of their parts changed."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import (
    Between,
    Binary,
    Call,
    Case,
    Cast,
    Collate,
    Exists,
    Expression,
    In,
    Interval,
    Row,
    Subquery,
    Unary,
)
from driftproof.model.syntax.queries import Query

Change = Callable[[Expression], Expression]
QueryChange = Callable[[Query], Query]


def transform(e: Expression, change: Change, change_query: QueryChange) -> Expression:
    """Return `e` with `change` done to each expression right inside it, and `change_query` to each query there."""
    match e:
        case Unary():
            return replace(e, operand=change(e.operand))
        case Binary():
            escape = None if e.escape is None else change(e.escape)
            return Binary(e.operator, change(e.left), change(e.right), escape)
        case Between():
            return Between(change(e.operand), change(e.low), change(e.high), e.negated)
        case In():
            query = None if e.query is None else change_query(e.query)
            return In(change(e.operand), _all(e.values, change), query, e.negated)
        case Row():
            return Row(_all(e.values, change))
        case Case():
            operand = None if e.operand is None else change(e.operand)
            branches = tuple((change(when), change(then)) for when, then in e.branches)
            return Case(operand, branches, None if e.otherwise is None else change(e.otherwise))
        case Call():
            order = tuple((change(value), descending) for value, descending in e.order)
            return replace(e, arguments=_all(e.arguments, change), order=order)
        case Cast() | Collate():
            return replace(e, operand=change(e.operand))
        case Interval():
            return replace(e, amount=change(e.amount))
        case Exists() | Subquery():
            return replace(e, query=change_query(e.query))
        case _:
            return e


def _all(values: tuple[Expression, ...], change: Change) -> tuple[Expression, ...]:
    return tuple([change(value) for value in values])
