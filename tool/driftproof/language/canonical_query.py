"""Canonical queries: one form for what servers print differently."""

from __future__ import annotations

import re
from typing import TypeGuard

from driftproof.language import canonical as expressions
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Binary, Expression, Literal, Name
from driftproof.model.syntax.queries import (
    CommonTable,
    DerivedSource,
    Join,
    Query,
    Select,
    SelectItem,
    Source,
    Union,
    Values,
)

_GIVEN = re.compile(r"__\d+")
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
        return _merged(replace(query, left=left, right=right, order=order, with_tables=tables))
    wrapped = _wrapped(query)
    if wrapped is not None:
        return canonical_query(wrapped)
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


def _wrapped(query: Select) -> Query | None:
    """Return the query of a derived table that does nothing but stand for it: MariaDB's way to keep parentheses.

    ``a UNION ALL (b UNION c)`` is printed as ``a UNION ALL SELECT `__5`.`x` AS `x` FROM (b UNION c) `__5```.
    """
    source = query.source
    if not isinstance(source, DerivedSource) or not _GIVEN.fullmatch(source.alias):
        return None
    for item in query.items:
        e = item.expression
        if not isinstance(e, Name) or e.parts[:-1] != (source.alias,) or e.parts[-1] != (item.alias or e.parts[-1]):
            return None
    return source.query if query == Select(query.items, source) else None


def _merged(query: Union) -> Union:
    """Return a union, or an intersection, of whatever depth as one row from left to right, as MySQL keeps it.

    What is distinct in the end is distinct before: ``a UNION ALL b UNION c`` has the rows of ``a UNION b UNION c``.
    EXCEPT is left alone: its ALL counts.
    """
    left, right = query.left, query.right
    if query.operator == "except":
        return query
    if not query.all and _is_link(left, query):
        left = _distinct(left)
    if not query.all and _is_link(right, query):
        right = _distinct(right)
    if _is_link(right, query) and right.all == query.all:
        first = _merged(replace(query, left=left, right=right.left, order=(), limit=None, offset=None, with_tables=()))
        return replace(query, left=first, right=right.right)
    return replace(query, left=left, right=right)


def _is_link(query: Query, outer: Union) -> TypeGuard[Union]:
    """Tell whether a side of `outer` could go on with it without parentheses."""
    if not isinstance(query, Union) or query.operator != outer.operator:
        return False
    return not (query.order or query.limit or query.offset or query.with_tables)


def _distinct(query: Union) -> Union:
    """Return a row of unions without ALL."""
    left = _distinct(query.left) if _is_link(query.left, query) else query.left
    return replace(query, left=left, all=False)


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
