"""Queries: SELECT, set operations, VALUES and common tables, on the catalog and on known rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from driftproof.model.names import fold
from driftproof.model.syntax.expressions import Expression, Literal, Name
from driftproof.model.syntax.queries import Query, Select, SelectItem, Union, Values
from driftproof.replay.evaluate.common_tables import run_common_tables
from driftproof.replay.evaluate.context import NULL_ROW, Context, QueryScope
from driftproof.replay.evaluate.names import check_select, unrun_queries
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.sources import Result, TooMuchWork, each_row, open_sources, prepare
from driftproof.replay.evaluate.values import Datum, Row, Unknown, group_key, sort_key, to_integer, truth
from driftproof.replay.evaluate.walk import has_aggregate

Snapshot = tuple[Any, ...]
Ordered = list[tuple[Row, tuple[Any, ...]]]


def query_rows(query: Query, context: Context) -> Result:
    """Return the rows of a query; raises `Refusal` where the server would refuse it."""
    try:
        return _run(query, context)
    except TooMuchWork:
        return Result(("?",), [], "a query looks at too many rows")


def query_exists(query: Query, context: Context) -> Datum:
    """Return whether a query has a row."""
    if isinstance(query, Select) and not (query.group or query.having or query.limit or query.distinct):
        result = _select(query, context, first=True)
    else:
        result = query_rows(query, context)
    if result.rows:
        return 1
    return Unknown(result.unknown) if result.unknown else 0


def _run(query: Query, context: Context) -> Result:
    if isinstance(query, Select):
        return _select(query, context)
    if isinstance(query, Union):
        return _union(query, context)
    return _values(query, context)


def _select(query: Select, context: Context, first: bool = False) -> Result:
    scope = QueryScope([], context.scope)
    inner = context.within(scope)
    if query.with_tables:
        run_common_tables(query, inner, _run)
    unknown, rows = "", iter([()])
    if query.source is not None:
        opened = open_sources(query.source, inner, _run)
        unknown = opened.unknown
        prepare(opened, query.where, inner)
        rows = _snapshots(opened.node, scope, inner)
    items = _expand(query, scope)
    scope.aliases = {fold(item.alias): item.expression for item in items if item.alias}
    check_select(query, items, inner)
    result = Result(tuple(_title(item) for item in items), unknown=unknown)
    matching = _matching(rows, query, inner, result)
    aggregates = query.group or any(has_aggregate(item.expression) for item in items)
    if aggregates or (query.having is not None and has_aggregate(query.having)):
        ordered = _grouped(query, items, matching, inner, result)
    else:
        ordered = _projected(query, items, matching, inner, first)
    if not ordered and query.source is not None:
        _check_unrun(query, items, inner)
    result.rows = _finish(query, ordered, context, "sql_calc_found_rows" in query.options)
    return result


def _snapshots(node: Any, scope: QueryScope, context: Context) -> Iterator[Snapshot]:
    sources = scope.sources
    if len(sources) == 1:
        source = sources[0]
        for _ in each_row(node, context):
            yield (source.row,)
    else:
        for _ in each_row(node, context):
            yield tuple([source.row for source in sources])


def _matching(rows: Iterator[Snapshot], query: Select, context: Context, result: Result) -> Iterator[Snapshot]:
    """Yield the rows that WHERE lets through; a row of which that is not known makes the result unknown."""
    where = query.where
    if where is None:
        yield from rows
        return
    scope, evaluate = context.scope, context.state.verbs.evaluate
    assert scope is not None
    for row in rows:
        scope.clause = "where clause"
        found = truth(evaluate(where, context))
        scope.clause = "field list"
        if found is True:
            yield row
        elif isinstance(found, Unknown):
            result.unknown = result.unknown or found.reason


def _expand(query: Select, scope: QueryScope) -> list[SelectItem]:
    """Return the select list with its stars replaced by columns."""
    items: list[SelectItem] = []
    for item in query.items:
        if not isinstance(item.expression, Name) or item.expression.parts[-1] != "*":
            items.append(item)
            continue
        if query.source is None:
            raise refuse(1096, "No tables used")
        qualifiers = item.expression.parts[:-1]
        found = False
        for source in scope.sources:
            if qualifiers and fold(source.alias) != fold(qualifiers[-1]):
                continue
            found = True
            if source.open:
                items.append(SelectItem(Literal("null"), "*"))
            hidden = source.hidden if not qualifiers else frozenset()
            parts = (source.schema, source.alias) if source.schema else (source.alias,)
            items += [SelectItem(Name((*parts, name))) for name in source.columns if fold(name) not in hidden]
        if not found:
            number = 1051 if qualifiers else 1096
            raise refuse(number, f"Unknown table '{'.'.join(qualifiers)}'")
    return items


def _title(item: SelectItem) -> str:
    if item.alias:
        return item.alias
    return item.expression.parts[-1] if isinstance(item.expression, Name) else item.text


def _projected(
    query: Select, items: list[SelectItem], rows: Iterator[Snapshot], context: Context, first: bool
) -> Ordered:
    """Return the projected rows, each with its sort keys."""
    evaluate, scope = context.state.verbs.evaluate, context.scope
    assert scope is not None
    ordered: Ordered = []
    for _ in rows:
        row = tuple([evaluate(item.expression, context) for item in items])
        if query.having is not None and not _passes(query.having, context):
            continue
        ordered.append((row, _keys(query.order, row, items, context) if query.order else ()))
        if first:
            break
    return ordered


def _check_unrun(query: Select, items: list[SelectItem], context: Context) -> None:
    """Run the inner queries of a query without rows on rows of NULLs, so that unknown names in them are refused."""
    scope, state = context.scope, context.state
    assert scope is not None
    inner = unrun_queries(query, items)
    if not inner:
        return
    for source in scope.sources:
        source.row = NULL_ROW
    notes, work, session = dict(state.notes), state.work, state.session
    for found in inner:
        query_rows(found, context)
    state.notes, state.work, state.session = notes, work, session


def _passes(having: Expression, context: Context) -> bool:
    scope = context.scope
    assert scope is not None
    scope.prefer_aliases, scope.clause = True, "having clause"
    found = truth(context.state.verbs.evaluate(having, context))
    scope.prefer_aliases, scope.clause = False, "field list"
    return found is True


def _keys(
    order: tuple[tuple[Expression, bool], ...], row: Row, items: list[SelectItem], context: Context
) -> tuple[Any, ...]:
    """Return what a row sorts by; a number is a column of the select list."""
    scope, state = context.scope, context.state
    assert scope is not None
    keys: list[Any] = []
    scope.prefer_aliases, scope.clause = True, "order clause"
    for expression, _ in order:
        if isinstance(expression, Literal) and expression.kind == "number" and expression.text.isdigit():
            place = int(expression.text) - 1
            if not 0 <= place < len(row):
                raise refuse(1054, f"Unknown column '{expression.text}' in 'order clause'")
            keys.append(sort_key(row[place], state.pad))
        else:
            keys.append(sort_key(state.verbs.evaluate(expression, context), state.pad))
    scope.prefer_aliases, scope.clause = False, "field list"
    return tuple(keys)


def _grouped(
    query: Select, items: list[SelectItem], rows: Iterator[Snapshot], context: Context, result: Result
) -> Ordered:
    """Return one row for each group, or for all rows together, each with its sort keys."""
    scope, state = context.scope, context.state
    assert scope is not None
    groups: dict[Any, list[Snapshot]] = {} if query.group else {(): []}
    by = [_group_expression(expression, items) for expression in query.group]
    for snapshot in rows:
        key = tuple([group_key(state.verbs.evaluate(expression, context), state.pad) for expression in by])
        groups.setdefault(key, []).append(snapshot)
    if query.rollup:
        result.unknown = result.unknown or "WITH ROLLUP is not evaluated"
    ordered: Ordered = []
    for group in groups.values():
        for place, source in enumerate(scope.sources):
            source.row = group[0][place] if group else NULL_ROW
        scope.group = group
        row = tuple([state.verbs.evaluate(item.expression, context) for item in items])
        if result.unknown:
            row = tuple(
                Unknown(result.unknown) if has_aggregate(item.expression) else value
                for item, value in zip(items, row, strict=True)
            )
        if query.having is None or _passes(query.having, context):
            ordered.append((row, _keys(query.order, row, items, context) if query.order else ()))
    scope.group = None
    return ordered


def _group_expression(expression: Expression, items: list[SelectItem]) -> Expression:
    if isinstance(expression, Literal) and expression.kind == "number" and expression.text.isdigit():
        place = int(expression.text) - 1
        if not 0 <= place < len(items):
            raise refuse(1054, f"Unknown column '{expression.text}' in 'group statement'")
        return items[place].expression
    return expression


def _finish(query: Select, ordered: Ordered, context: Context, count_all: bool) -> list[Row]:
    """Apply DISTINCT, ORDER BY and LIMIT."""
    pad = context.state.pad
    if query.distinct:
        ordered = list({tuple([group_key(value, pad) for value in row]): (row, keys) for row, keys in ordered}.values())
    _sort(ordered, query.order)
    rows = [row for row, _ in ordered]
    total = len(rows)
    rows = _limited(rows, query, context)
    if context.scope is None:
        context.state.found_rows = total if count_all else len(rows)
    return rows


def _sort(ordered: Ordered, order: tuple[tuple[Expression, bool], ...]) -> None:
    for place, (_, descending) in reversed(list(enumerate(order))):
        ordered.sort(key=_nth(place), reverse=descending)


def _nth(place: int) -> Callable[[tuple[Row, tuple[Any, ...]]], Any]:
    return lambda pair: pair[1][place]


def _limited(rows: list[Row], query: Query, context: Context) -> list[Row]:
    start = _number(query.offset, context) or 0
    count = _number(query.limit, context)
    return rows[start:] if count is None else rows[start : start + count]


def _number(expression: Expression | None, context: Context) -> int | None:
    if expression is None:
        return None
    value = context.state.verbs.evaluate(expression, context)
    return None if value is None or isinstance(value, Unknown) else max(0, to_integer(value))


def _union(query: Union, context: Context) -> Result:
    scope = QueryScope([], context.scope)
    inner = context.within(scope) if query.with_tables else context
    if query.with_tables:
        run_common_tables(query, inner, _run)
    left, right = _run(query.left, inner), _run(query.right, inner)
    if left.width != right.width:
        raise refuse(1222, "The used SELECT statements have a different number of columns")
    result = Result(
        left.columns, _combined(query, left.rows, right.rows, context.state.pad), left.unknown or right.unknown
    )
    if query.order:
        result.rows = _union_sorted(query, result, context)
    result.rows = _limited(result.rows, query, context)
    return result


def _combined(query: Union, left: list[Row], right: list[Row], pad: bool) -> list[Row]:
    def key(row: Row) -> tuple[object, ...]:
        return tuple([group_key(value, pad) for value in row])

    if query.operator == "union":
        rows = [*left, *right]
    else:
        others = {key(row) for row in right}
        rows = [row for row in left if (key(row) in others) == (query.operator == "intersect")]
    if query.all:
        return rows
    unique: dict[tuple[object, ...], Row] = {}
    for row in rows:
        unique.setdefault(key(row), row)
    return list(unique.values())


def _union_sorted(query: Union, result: Result, context: Context) -> list[Row]:
    names = {fold(name): place for place, name in enumerate(result.columns)}
    ordered: Ordered = []
    for row in result.rows:
        keys: list[Any] = []
        for expression, _ in query.order:
            place = None
            if isinstance(expression, Name):
                place = names.get(fold(expression.parts[-1]))
            elif isinstance(expression, Literal) and expression.text.isdigit():
                place = int(expression.text) - 1
            if place is None or not 0 <= place < len(row):
                raise refuse(1054, "Unknown column in 'order clause'")
            keys.append(sort_key(row[place], context.state.pad))
        ordered.append((row, tuple(keys)))
    _sort(ordered, query.order)
    return [row for row, _ in ordered]


def _values(query: Values, context: Context) -> Result:
    evaluate = context.state.verbs.evaluate
    rows = [tuple([evaluate(value, context) for value in row]) for row in query.rows]
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        raise refuse(1136, "Column count doesn't match value count at row 2")
    names = tuple(f"column_{place}" for place in range(width))
    result = Result(names, rows)
    result.rows = _limited(rows, query, context)
    return result
