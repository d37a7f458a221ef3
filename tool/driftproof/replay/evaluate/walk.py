"""What expressions consist of: their parts, the names in them, and the conditions that an AND joins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from driftproof.model.syntax import expressions as syntax
from driftproof.model.syntax.expressions import Expression
from driftproof.replay.evaluate.aggregates import AGGREGATES
from driftproof.replay.evaluate.coercion import is_exact
from driftproof.replay.evaluate.context import Context


def parts(expression: Any) -> tuple[Any, ...]:
    """Return the expressions right inside an expression, queries left out."""
    kind = type(expression)
    if kind is syntax.Binary:
        return (expression.left, expression.right)
    if kind is syntax.Call:
        return (*expression.arguments, *(value for value, _ in expression.order))
    if kind in {syntax.Unary, syntax.Cast, syntax.Collate}:
        return (expression.operand,)
    if kind is syntax.Between:
        return (expression.operand, expression.low, expression.high)
    if kind is syntax.In:
        return (expression.operand, *expression.values)
    if kind is syntax.Row:
        return tuple(expression.values)
    if kind is syntax.Case:
        branches = tuple(value for branch in expression.branches for value in branch)
        return tuple(value for value in (expression.operand, *branches, expression.otherwise) if value is not None)
    return (expression.amount,) if kind is syntax.Interval else ()


def has_aggregate(expression: Any) -> bool:
    """Tell whether an aggregate of this query is in an expression."""
    kind = type(expression)
    if kind is syntax.Name or kind is syntax.Literal:
        return False
    if kind is syntax.Call and expression.name.lower() in AGGREGATES and not expression.over and not expression.schema:
        return True
    return any(has_aggregate(part) for part in parts(expression))


def conjuncts(expression: Expression | None) -> Iterator[Expression]:
    """Yield the conditions that AND joins."""
    if expression is None:
        return
    if type(expression) is syntax.Binary and expression.operator == "and":
        yield from conjuncts(expression.left)
        yield from conjuncts(expression.right)
    elif type(expression) is syntax.Row and len(expression.values) == 1:
        yield from conjuncts(expression.values[0])
    else:
        yield expression


_PLAIN = (
    syntax.Literal,
    syntax.Name,
    syntax.UserVariable,
    syntax.SystemVariable,
    syntax.Marker,
    syntax.Call,
    syntax.Binary,
    syntax.Unary,
    syntax.Cast,
    syntax.Collate,
    syntax.Case,
    syntax.Row,
)


def names_in(expression: Any) -> list[tuple[str, ...]] | None:
    """Return the names in an expression, or None where it holds something else than plain values."""
    kind = type(expression)
    if kind is syntax.Name:
        return [expression.parts]
    if kind not in _PLAIN or (kind is syntax.Binary and expression.operator == ":="):
        return None
    found: list[tuple[str, ...]] = []
    for part in parts(expression):
        inner = names_in(part)
        if inner is None:
            return None
        found += inner
    return found


def has_local(expression: Any, context: Context) -> bool:
    """Tell whether a variable of a collation that is not binary is in an expression.

    Its text compares with names of information_schema in any letter case, where a literal would not: in MySQL the
    collation of a utf8mb4 variable wins over utf8mb3_bin, and MariaDB does not look such a name up by its file.
    Measured on MariaDB 10.11, 11.8 and MySQL 9.7; a user variable has the character set of the connection, and
    MariaDB 11.8 looks it up like a literal.
    """
    kind = type(expression)
    if kind is syntax.Literal:
        return False
    if kind is syntax.UserVariable:
        exact = context.state.catalog.flavor.at_least(mariadb=(11, 8))
        return context.state.session.charset == "utf8mb4" and not exact
    if kind is syntax.Name:
        parts_of = expression.parts
        variable = context.frame.variable(parts_of[0]) if context.frame is not None and len(parts_of) == 1 else None
        return variable is not None and not is_exact(variable.type)
    return any(has_local(part, context) for part in parts(expression))
