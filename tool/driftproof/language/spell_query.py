"""Writing queries as SQL, exactly: what is written reads back as the same query."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language import spell as expressions
from driftproof.model.names import quote
from driftproof.model.syntax.expressions import Expression, Name
from driftproof.model.syntax.queries import (
    CommonTable,
    DerivedSource,
    Join,
    Query,
    Select,
    SelectItem,
    Source,
    TableSource,
    Union,
    UnreadSource,
    Values,
)

_JOINS = {"inner": "join", "cross": "cross join", "straight": "straight_join"}


def spell_query(query: Query) -> str:
    """Return `query` as SQL on one line."""
    if isinstance(query, Select):
        return " ".join(_select(query))
    if isinstance(query, Values):
        rows = "values " + ",".join(f"row({expressions.spell_list(row)})" for row in query.rows)
        return " ".join([rows, *_tail(query)])
    words = f"{query.operator} all" if query.all else query.operator
    parts = [*_with(query.with_tables, query.recursive)]
    parts.append(f"{_side(query.left, query, False)} {words} {_side(query.right, query, True)}")
    return " ".join([*parts, *_tail(query)])


def _side(query: Query, outer: Union, is_right: bool) -> str:
    """Return one side of a set operation, in parentheses where it would read otherwise without."""
    text = spell_query(query)
    if isinstance(query, Union):
        same = not is_right and (query.operator == "intersect" or outer.operator != "intersect")
        bare = same or (is_right and query.operator == "intersect" and outer.operator != "intersect")
    else:
        bare = True
    plain = not (query.order or query.limit or query.offset) and not getattr(query, "with_tables", ())
    if isinstance(query, Select) and (query.locking or query.into or query.into_file):
        plain = False
    return text if bare and plain else f"({text})"


def _with(tables: tuple[CommonTable, ...], recursive: bool) -> Iterator[str]:
    """Yield a WITH clause."""
    if not tables:
        return
    parts = []
    for table in tables:
        columns = f" ({','.join(quote(column) for column in table.columns)})" if table.columns else ""
        parts.append(f"{quote(table.name)}{columns} as ({spell_query(table.query)})")
    yield ("with recursive " if recursive else "with ") + ", ".join(parts)


def _select(query: Select) -> Iterator[str]:
    """Yield the clauses of a SELECT."""
    yield from _with(query.with_tables, query.recursive)
    yield " ".join(["select", *(["distinct"] if query.distinct else []), *query.options])
    yield ",".join(spell_item(item) for item in query.items)
    if query.source is not None:
        yield f"from {spell_source(query.source)}"
    if query.where is not None:
        yield f"where {expressions.spell(query.where)}"
    if query.group:
        yield f"group by {expressions.spell_list(query.group)}" + (" with rollup" if query.rollup else "")
    if query.having is not None:
        yield f"having {expressions.spell(query.having)}"
    if query.windows:
        yield f"window {query.windows}"
    yield from _tail(query)
    if query.into or query.into_file:
        yield "into " + (query.into_file or ",".join(_target(target) for target in query.into))
    if query.locking:
        yield query.locking


def _target(target: Expression) -> str:
    return quote(target.parts[0]) if isinstance(target, Name) and len(target.parts) == 1 else expressions.spell(target)


def _tail(query: Query) -> Iterator[str]:
    """Yield ORDER BY and LIMIT."""
    if query.order:
        yield expressions.spell_order(query.order)
    if query.limit is not None:
        yield f"limit {expressions.spell(query.limit)}"
        if query.offset is not None:
            yield f"offset {expressions.spell(query.offset)}"
    elif query.offset is not None:
        yield f"offset {expressions.spell(query.offset)} rows"


def spell_item(item: SelectItem) -> str:
    """Return an item of a select list; the text that names an unnamed column is not written."""
    text = expressions.spell(item.expression)
    return f"{text} as {quote(item.alias)}" if item.alias else text


def spell_source(source: Source) -> str:
    """Return what stands behind FROM."""
    if isinstance(source, TableSource):
        return _table(source)
    if isinstance(source, DerivedSource):
        columns = f" ({','.join(quote(column) for column in source.columns)})" if source.columns else ""
        lateral = "lateral " if source.lateral else ""
        return f"{lateral}({spell_query(source.query)}){_alias(source.alias)}{columns}"
    if isinstance(source, UnreadSource):
        return f"{source.text}{_alias(source.alias)}"
    left, right = spell_source(source.left), spell_source(source.right)
    if isinstance(source.right, Join):
        right = f"({right})"
    text = f"{left} {_JOINS.get(source.kind) or f'{source.kind} join'} {right}"
    if source.condition is not None:
        return f"{text} on {expressions.spell(source.condition)}"
    return f"{text} using ({','.join(quote(name) for name in source.using)})" if source.using else text


def _table(source: TableSource) -> str:
    """Return a table with its clauses in their places."""
    early = "".join(f" {hint}" for hint in source.hints if hint.startswith(("partition", "for ")))
    late = "".join(f" {hint}" for hint in source.hints if not hint.startswith(("partition", "for ")))
    return f"{source.name}{early}{_alias(source.alias)}{late}"


def _alias(alias: str) -> str:
    return f" {quote(alias)}" if alias else ""
