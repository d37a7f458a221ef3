"""Canonical queries: one form for what servers print differently."""

from __future__ import annotations

from driftproof.language import canonical as expressions
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Binary, Expression, Literal
from driftproof.model.syntax.queries import (
    CommonTable,
    DerivedSource,
    Join,
    Query,
    SelectItem,
    Source,
    Union,
    Values,
)

_UNPRINTED = frozenset({"sql_no_cache", "sql_cache"})


def canonical_query(query: Query) -> Query:
    """Return the canonical form of `query`."""
    order = expressions.canonical_order(query.order)
    if isinstance(query, Values):
        rows = tuple(expressions.canonical_list(row) for row in query.rows)
        return replace(query, rows=rows, order=order)
    tables = tuple(CommonTable(table.name, canonical_query(table.query), table.columns) for table in query.with_tables)
    if isinstance(query, Union):
        left, right = canonical_query(query.left), canonical_query(query.right)
        return replace(query, left=left, right=right, order=order, with_tables=tables)
    return replace(
        query,
        items=tuple(SelectItem(expressions.canonical(item.expression), item.alias, item.text) for item in query.items),
        source=None if query.source is None else canonical_source(query.source),
        where=_condition(query.where),
        group=expressions.canonical_list(query.group),
        having=_condition(query.having),
        order=order,
        options=tuple(option for option in query.options if option not in _UNPRINTED),
        with_tables=tables,
    )


def _condition(condition: Expression | None) -> Expression | None:
    return None if condition is None else _only_true(expressions.canonical(condition, True))


def _only_true(e: Expression) -> Expression:
    """Rows count where a condition is true: there IS TRUE, which MariaDB 11.8 adds, says nothing."""
    if isinstance(e, Binary) and e.operator in {"and", "or"}:
        return replace(e, left=_only_true(e.left), right=_only_true(e.right))
    if isinstance(e, Binary) and e.operator == "is" and isinstance(e.right, Literal) and e.right.kind == "bool":
        return e.left if e.right.text == "true" else expressions.negate(e.left)
    return e


def canonical_source(source: Source) -> Source:
    """Return the canonical form of what stands behind FROM: RIGHT JOIN is a LEFT JOIN turned round."""
    if isinstance(source, DerivedSource):
        return replace(source, query=canonical_query(source.query))
    if not isinstance(source, Join):
        return source
    left, right = canonical_source(source.left), canonical_source(source.right)
    kind = "inner" if source.kind == "cross" else source.kind
    if kind == "right":
        left, right, kind = right, left, "left"
    return Join(left, right, kind, _condition(source.condition), source.using)
