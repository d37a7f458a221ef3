"""The columns that a view shows: those of its tables where the query passes them on as they are."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Column, ColumnType, Default, Schema, Table, View
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.queries import Join, Query, Select, Source, TableSource
from driftproof.replay.evaluate.reading import plain_dialect, read_query
from driftproof.replay.state import State

Named = list[tuple[str, Table, bool]]
"""Tables of a query: alias, definition, and whether an outer join can make their rows NULL."""


def view_columns(state: State, schema: Schema, view: View) -> Iterator[tuple[Column, bool]]:
    """Yield the columns of a view, each with whether its type is known."""
    query = read_query(view.query, plain_dialect(state)) if not view.unsupported else None
    sources = _tables(state, schema, query.source, False) if isinstance(query, Select) and query.source else None
    known = _columns(query, sources) if isinstance(query, Select) and sources else []
    names = view.columns or tuple(name for name, _ in known)
    for place, name in enumerate(names):
        column = known[place][1] if len(known) == len(names) else None
        if column is None:
            yield Column(name, ColumnType("varchar")), False
        else:
            on_update = None if state.catalog.flavor.is_mariadb else column.on_update
            default = Default("literal", "0") if column.auto_increment else column.default
            seen = replace(column, name=name, auto_increment=False, default=default, generated=None)
            yield replace(seen, on_update=on_update), True


def _tables(state: State, schema: Schema, source: Source, outer: bool) -> Named | None:
    """Return the tables that a FROM clause names, or None where it has anything else."""
    if isinstance(source, Join):
        left = _tables(state, schema, source.left, outer or "right" in source.kind)
        right = _tables(state, schema, source.right, outer or "left" in source.kind)
        return None if left is None or right is None else [*left, *right]
    if not isinstance(source, TableSource):
        return None
    table = state.catalog.table(source.name.schema or schema.name, source.name.name)
    return None if table is None else [(source.alias or source.name.name, table, outer)]


def _columns(query: Query, sources: Named) -> list[tuple[str, Column | None]]:
    """Return the name of each column of the select list, and the column that it passes on, if it is one."""
    assert isinstance(query, Select)
    found: list[tuple[str, Column | None]] = []
    for item in query.items:
        expression = item.expression
        if not isinstance(expression, Name):
            found.append((item.alias or item.text, None))
            continue
        name, qualifier = expression.parts[-1], expression.parts[-2] if len(expression.parts) > 1 else ""
        for alias, table, outer in sources:
            if qualifier and fold(alias) != fold(qualifier):
                continue
            if name == "*":
                found += [(column.name, _seen(column, outer)) for column in table.columns if not column.invisible]
            elif (column := table.column(name)) is not None:
                found.append((item.alias or column.name, _seen(column, outer)))
                break
    return found


def _seen(column: Column, outer: bool) -> Column:
    return replace(column, nullable=True) if outer else column
