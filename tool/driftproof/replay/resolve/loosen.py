"""Columns that can be NULL because of the query that shows them: aggregates without groups, ROLLUP, windows."""

from __future__ import annotations

from driftproof.model.catalog import NULL_DEFAULT
from driftproof.model.flavor import Flavor
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.queries import Select
from driftproof.replay.resolve.aggregates import has_aggregate, has_window
from driftproof.replay.resolve.scope import Shown


def loosened(query: Select, shown: tuple[Shown, ...], flavor: Flavor) -> tuple[Shown, ...]:
    """Return the columns that a resolved SELECT shows with those marked that can be NULL.

    Without rows, an aggregate without GROUP BY still gives one, of NULLs. MySQL empties the columns of a ROLLUP,
    MariaDB lets everything beside a window function be NULL.
    """
    if query.rollup:
        return shown if flavor.is_mariadb else tuple(map(_emptied, shown, (item.expression for item in query.items)))
    expressions = [item.expression for item in query.items]
    tests = expressions if query.having is None else [*expressions, query.having]
    is_one_group = not query.group and any(map(has_aggregate, tests))
    if is_one_group or (flavor.is_mariadb and any(map(has_window, expressions))):
        return tuple(_loose(replace(each, nullable=True)) for each in shown)
    return shown


def _loose(shown: Shown) -> Shown:
    """Let every name in an expression be NULL."""
    return replace(shown, columns={name: replace(each, nullable=True) for name, each in shown.columns.items()})


def _emptied(shown: Shown, expression: object) -> Shown:
    if not isinstance(expression, Name) or shown.column is None:
        return shown
    return replace(
        shown, column=replace(shown.column, nullable=True, default=NULL_DEFAULT, auto_increment=False), nullable=True
    )
