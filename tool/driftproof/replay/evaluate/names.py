"""Whether the names in a query are those of columns: servers look them up before they look at any row."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

from driftproof.model.catalog import Column, ColumnType
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.syntax import expressions as syntax
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Join, Query, Select, SelectItem, Source, TableSource
from driftproof.replay.evaluate.calling import is_builtin
from driftproof.replay.evaluate.collations import COMPARISONS, clash, clash_text
from driftproof.replay.evaluate.context import Context, QueryScope, find_column
from driftproof.replay.evaluate.context import Source as QuerySource
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.walk import parts
from driftproof.replay.normalize.facts import Facts
from driftproof.replay.normalize.routines import column_of_type


def check_select(query: Select, items: list[SelectItem], context: Context) -> None:
    """Refuse with 1054 or 1052 the names in a SELECT that its sources do not have; inner queries are left out."""
    scope = context.scope
    assert scope is not None
    for item in items:
        check_names(item.expression, context)
    if query.where is not None:
        scope.clause = "where clause"
        check_names(query.where, context)
    if query.source is not None:
        scope.clause = "on clause"
        check_joins(query.source, context)
    if query.group:
        scope.clause = "group statement"
        for expression in query.group:
            check_names(expression, context)
    if query.having is not None:
        scope.clause = "having clause"
        check_names(query.having, context)
    if query.order:
        scope.clause = "order clause"
        for expression, _ in query.order:
            check_names(expression, context)
    scope.clause = "field list"


def check_joins(source: Source, context: Context) -> None:
    """Refuse the names in the conditions of joins that mean nothing, and columns that cannot be compared."""
    if isinstance(source, Join):
        check_joins(source.left, context)
        check_joins(source.right, context)
        if source.condition is not None:
            check_names(source.condition, context)
        for name in source.using:
            _check_using(name, context)


def _check_using(name: str, context: Context) -> None:
    """Refuse with 1267 a column of USING whose collations in the tables that have it do not go together."""
    sources = context.scope.sources if context.scope is not None else []
    tables = [source.located.table for source in sources if source.located is not None]
    found = [column for table in tables if (column := table.column(name)) is not None]
    for one, other in pairwise(found):
        if clash(one, other):
            raise refuse(1267, clash_text(one, other, "="))


def check_names(expression: Any, context: Context) -> None:
    """Refuse the names in an expression that mean nothing here; those in its inner queries are left out."""
    kind = type(expression)
    if kind is syntax.Name:
        _check_name(expression, context)
    elif kind is not syntax.Literal:
        if kind is syntax.Call and expression.name in _NAMING:
            return
        if kind is syntax.Call:
            check_function(expression, context)
        if kind is syntax.Binary and expression.operator in {"is", "is not"}:
            check_names(expression.left, context)
            return
        for part in parts(expression):
            check_names(part, context)
        if kind is syntax.Binary and expression.operator in COMPARISONS:
            _check_collations(expression.left, expression.right, expression.operator, context)
        elif kind is syntax.In and expression.query is not None:
            _check_collations(expression.operand, syntax.Subquery(expression.query), "=", context)


def _check_collations(left: Expression, right: Expression, operator: str, context: Context) -> None:
    """Refuse with 1267 to compare two columns or variables whose collations do not go together."""
    one = _column(left, context)
    other = _column(right, context) if one is not None and one.type.has_charset else None
    if one is not None and other is not None and clash(one, other):
        raise refuse(1267, clash_text(one, other, operator))


def _column(expression: Expression, context: Context) -> Column | None:
    """Return the table's column that a name or a subquery means, what a variable holds as a column, or None."""
    if isinstance(expression, syntax.Subquery):
        return _column_of_query(expression.query, context)
    scope = context.scope if isinstance(expression, syntax.Name) else None
    if scope is None or not isinstance(expression, syntax.Name):
        return None
    if len(expression.parts) == 1 and context.frame is not None:
        variable = context.frame.variable(expression.parts[0])
        if variable is not None:
            return _held(variable.type, context)
    while scope is not None:
        found = find_column(scope, expression.parts)
        if found is not None:
            located = found[0].located
            return _told(found[0], context) if located is None else located.table.column(expression.parts[-1])
        scope = scope.parent
    return None


def _told(source: QuerySource, context: Context) -> Column | None:
    """Return a text column as MariaDB's information_schema has them, or None for a column of another source."""
    if fold(source.schema) != "information_schema" or not context.state.catalog.flavor.is_mariadb:
        return None
    return Column("", ColumnType("varchar", (64,)), charset="utf8mb3", collation="utf8mb3_general_ci")


def _column_of_query(query: Query, context: Context) -> Column | None:
    """Return the column of the one table that a query reads a single column from, or None."""
    if not isinstance(query, Select) or len(query.items) != 1 or not isinstance(query.source, TableSource):
        return None
    name = query.items[0].expression
    located = context.state.locate(query.source.name) if isinstance(name, syntax.Name) else None
    return located.table.column(name.parts[-1]) if located is not None and isinstance(name, syntax.Name) else None


def _held(type_text: str, context: Context) -> Column | None:
    """Return what a variable of this type holds, as a column; its character set is its database's if it names none."""
    state, frame = context.state, context.frame
    schema = state.catalog.schema(frame.schema) if frame is not None else None
    if schema is None:
        return None
    settings = state.session.settings
    return _column_of_type(type_text, settings.flavor, schema.charset, schema.collation, settings.collation_of_charset)


@lru_cache(maxsize=1000)
def _column_of_type(
    text: str, flavor: Flavor, charset: str, collation: str, collations: tuple[tuple[str, str], ...]
) -> Column | None:
    return column_of_type(text, Facts(flavor, charset, collation, dict(collations)))


def check_function(call: syntax.Call, context: Context) -> None:
    """Refuse with 1305 a call of a function that is not there: servers look for it whether rows call it or not."""
    state = context.state
    schema = call.schema or (context.frame.schema if context.frame else state.session.database)
    if call.over or (call.schema is None and is_builtin(call.name, state.catalog.flavor)):
        return
    if schema is None or state.catalog.schema(schema) is None or state.catalog.routine(schema, "function", call.name):
        return
    raise refuse(1305, f"FUNCTION {schema}.{call.name} does not exist")


_NAMING = frozenset({"values", "value", "nextval", "lastval", "setval", "get_format"})


def _check_name(name: syntax.Name, context: Context) -> None:
    found, frame = name.parts, context.frame
    if frame is not None:
        if len(found) == 1 and frame.variable(found[0]) is not None:
            return
        if len(found) == 2 and fold(found[0]) in frame.rows:
            return
    scope: QueryScope | None = context.scope
    while scope is not None:
        if find_column(scope, found) is not None:
            return
        if len(found) == 1 and fold(found[0]) in scope.aliases:
            return
        scope = scope.parent
    clause = context.scope.clause if context.scope is not None else "field list"
    raise refuse(1054, f"Unknown column '{'.'.join(found)}' in '{clause}'")


def inner_queries(expression: Any) -> list[Query]:
    """Return the queries right inside an expression."""
    kind = type(expression)
    if kind is syntax.Subquery or kind is syntax.Exists:
        return [expression.query]
    found: list[Query] = [expression.query] if kind is syntax.In and expression.query is not None else []
    for part in parts(expression):
        found += inner_queries(part)
    return found


def unrun_queries(query: Select, items: list[SelectItem]) -> list[Query]:
    """Return the inner queries of a SELECT that found no row, which therefore were not run."""
    expressions: list[Expression] = [item.expression for item in items]
    expressions += [clause for clause in (query.where, query.having) if clause is not None]
    return [inner for expression in expressions for inner in inner_queries(expression)]
