"""The rows of the tables of WITH."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.queries import CommonTable, Query, Select, Union
from driftproof.model.syntax.recursion import recursion
from driftproof.replay.evaluate.context import Context, QueryScope
from driftproof.replay.evaluate.sources import Result
from driftproof.replay.evaluate.values import Row, group_key

MOST_ROWS = 10_000
"""How many rows a recursive table may get; of one with more nothing is known."""

Run = Callable[[Query, Context], Result]


def run_common_tables(query: Select | Union, context: Context, run: Run) -> None:
    """Run the queries of a WITH clause and keep their rows in the scope."""
    scope = context.scope
    assert scope is not None
    for table in query.with_tables:
        inside = context.within(QueryScope([], scope.parent, tables=scope.tables))
        start, steps = recursion(table) if query.recursive else (table.query, ())
        result = run(start, inside)
        if table.columns:
            result = replace(result, columns=table.columns)
        if steps:
            _recur(table, steps, result, inside, run)
        scope.tables = {**scope.tables, fold(table.name): result}


def _recur(table: CommonTable, steps: tuple[Union, ...], result: Result, context: Context, run: Run) -> None:
    """Add the rows of a recursive table to those that it starts from: each turn reads the newest ones."""
    scope, pad = context.scope, context.state.pad
    assert scope is not None
    is_distinct = not all(step.all for step in steps)
    newest, outer = result.rows, scope.tables
    seen = {_key(row, pad) for row in newest}
    while newest and len(result.rows) < MOST_ROWS:
        scope.tables = {**outer, fold(table.name): replace(result, rows=newest)}
        made = [run(step.right, context) for step in steps]
        result.unknown = next((one.unknown for one in (result, *made) if one.unknown), "")
        newest = [row for one in made for row in one.rows]
        newest = list(_unseen(newest, seen, pad)) if is_distinct else newest
        result.rows = [*result.rows, *newest]
    scope.tables = outer
    if newest:
        result.unknown = result.unknown or f"a recursive query has more than {MOST_ROWS} rows"


def _unseen(rows: Iterable[Row], seen: set[object], pad: bool) -> Iterator[Row]:
    """Return rows that are not there yet, and note them."""
    for row in rows:
        key = _key(row, pad)
        if key not in seen:
            seen.add(key)
            yield row


def _key(row: Row, pad: bool) -> object:
    return tuple([group_key(value, pad) for value in row])
