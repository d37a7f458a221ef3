"""The columns of queries within queries: of FROM, of WITH, and of both sides of a UNION."""

from __future__ import annotations

from driftproof.model.replace import replace
from driftproof.model.syntax.queries import Query, Select, Union
from driftproof.replay.resolve.aggregates import has_aggregate, has_window
from driftproof.replay.resolve.scope import Shown


def behind(shown: tuple[Shown, ...] | None, query: Query) -> tuple[Shown, ...] | None:
    """Return what a query in FROM shows to the one around it."""
    if shown is None:
        return None
    merged = is_merged(query)
    return tuple(Shown(each.name, each.column, source=each, is_merged=merged) for each in shown)


def renamed(shown: tuple[Shown, ...] | None, names: tuple[str, ...]) -> tuple[Shown, ...]:
    """Return columns under the names that a list gives them."""
    if shown is None or len(shown) != len(names):
        return tuple(map(Shown, names))
    return tuple(replace(each, name=name) for each, name in zip(shown, names, strict=True))


def is_merged(query: Query) -> bool:
    """Tell whether servers take a query in FROM into the one around it."""
    if not isinstance(query, Select) or query.source is None:
        return False
    if query.group or query.having is not None or query.distinct or query.limit is not None:
        return False
    return not any(has_aggregate(item.expression) or has_window(item.expression) for item in query.items)


def recursive(shown: tuple[Shown, ...] | None) -> tuple[Shown, ...] | None:
    """Return what a recursive table shows: the types of what it starts from, and anything can be NULL."""
    if shown is None:
        return None
    return tuple(Shown(each.name, nullable=True, parts=(each,), union="recursive") for each in shown)


def united(query: Union, shown: tuple[Shown, ...], others: tuple[Shown, ...] | None) -> tuple[Shown, ...]:
    """Return the columns of a UNION, EXCEPT or INTERSECT under the names of its left side."""
    if others is None:
        return tuple(Shown(each.name, is_unnamed=each.is_unnamed) for each in shown)
    return tuple(_united(query, *pair) for pair in zip(shown, others, strict=True))


def _united(query: Union, left: Shown, right: Shown) -> Shown:
    """Return a column of both: its parts, those of unions in a row as one, and whether any of these is distinct."""
    if query.operator != "union":
        return Shown(left.name, is_unnamed=left.is_unnamed, parts=(left, right), union=query.operator)
    unions = [side for side in (left, right) if side.parts and side.union in {"all", "distinct"}]
    parts = tuple(part for side in (left, right) for part in (side.parts if side in unions else (side,)))
    is_all = query.all and all(side.union == "all" for side in unions)
    return Shown(left.name, is_unnamed=left.is_unnamed, parts=parts, union="all" if is_all else "distinct")
