"""From the columns of one table to those of another: dropped, added, changed and moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from driftproof.compare.rules import DiffRules, column_key
from driftproof.model.catalog import Column, ColumnType, Table
from driftproof.model.catalog.type import BLOBS, TEXTS
from driftproof.model.changes import AddColumn, ChangeColumn, DropColumn, Position, TableAction
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold

_SPATIAL_NAMES = "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection"
_SPATIAL = frozenset(_SPATIAL_NAMES.split())
_OPAQUE = frozenset({"uuid", "inet4", "inet6", "vector"})


def column_actions(before: Table, after: Table, rules: DiffRules, rebuilt: set[str]) -> list[TableAction]:
    """Return the actions that make the columns of `before` those of `after`, in an order that positions rely on.

    A column of `rebuilt` (folded names, see `rebuilt_columns`) is dropped and added.
    """
    if before.columns == after.columns:
        return []
    old = {fold(column.name): column for column in before.columns if fold(column.name) not in rebuilt}
    wanted = {fold(column.name) for column in after.columns}
    actions: list[TableAction] = [
        DropColumn(column.name)
        for column in before.columns
        if fold(column.name) not in wanted or fold(column.name) in rebuilt
    ]
    stable = _stable(before, after, old) if rules.column_order else set(old)
    last_old = max((place for place, column in enumerate(after.columns) if fold(column.name) in old), default=-1)
    for place, column in enumerate(after.columns):
        existing = old.get(fold(column.name))
        position = Position(after.columns[place - 1].name if place else None)
        if existing is None:
            actions.append(AddColumn(column, position if place < last_old or not place else None))
        elif fold(column.name) not in stable:
            actions.append(ChangeColumn(existing.name, column, position, is_modify=existing.name == column.name))
        elif existing != column and column_key(existing, rules) != column_key(column, rules):
            actions.append(ChangeColumn(existing.name, column, is_modify=existing.name == column.name))
    return actions


def rebuilt_columns(before: Table, after: Table, flavor: Flavor | None) -> set[str]:
    """Return the folded names of the columns that must be dropped and added to become what they shall be.

    Servers refuse to turn a virtual column into another kind and back; MySQL alone turns ordinary and stored columns
    into each other (https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html). No server turns a
    geometry into a number or a text and back (1416, 4078).
    """
    old = {fold(column.name): column for column in before.columns}
    pairs = ((old.get(fold(column.name)), column) for column in after.columns)
    return {fold(column.name) for existing, column in pairs if existing and _must_be_rebuilt(existing, column, flavor)}


def _must_be_rebuilt(before: Column, after: Column, flavor: Flavor | None) -> bool:
    if before.generated is after.generated is None and before.type == after.type:
        return False
    kinds = {_kind(before), _kind(after)}
    may_turn = flavor is not None and not flavor.is_mariadb and "virtual" not in kinds
    return (len(kinds) > 1 and not may_turn) or _are_unrelated(before.type, after.type)


def _kind(column: Column) -> str:
    if column.generated is None:
        return "ordinary"
    return "stored" if column.generated.stored else "virtual"


def _are_unrelated(before: ColumnType, after: ColumnType) -> bool:
    """Tell whether no server turns values of the one type into the other."""
    if (before.name in _SPATIAL) != (after.name in _SPATIAL):
        return True
    pair = {before.name, after.name}
    other = pair - _OPAQUE
    return len(pair) == 2 and bool(pair & _OPAQUE) and not (other & (TEXTS | BLOBS | {"binary", "varbinary"}))


def _stable(before: Table, after: Table, old: dict[str, Column]) -> set[str]:
    """Return the columns that need not move: a longest run of them that stands in the same order in both."""
    places = {fold(column.name): place for place, column in enumerate(before.columns)}
    common = [fold(column.name) for column in after.columns if fold(column.name) in old]
    return {common[index] for index in longest_rising([places[name] for name in common])}


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the indexes of a longest strictly rising subsequence of distinct numbers."""
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [index]
        links.append(ends[place - 1] if place else -1)
    found: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(index)
        index = links[index]
    return found[::-1]
