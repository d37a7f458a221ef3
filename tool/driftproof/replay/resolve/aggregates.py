"""Aggregates and window functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from driftproof.language.transform import transform
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Call, Expression
from driftproof.replay.resolve.arithmetic import number_of
from driftproof.replay.resolve.collate import common_collation
from driftproof.replay.resolve.item import IMPLICIT, Frame, Item

_SPREADS = frozenset({"std", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"})
AGGREGATES = (
    _SPREADS
    | {"json_arrayagg", "json_objectagg"}
    | {"count", "sum", "avg", "max", "min", "group_concat", "bit_and", "bit_or", "bit_xor", "any_value"}
)
_RANKS = frozenset({"row_number", "rank", "dense_rank", "ntile"})


def aggregate(e: Call, items: Sequence[Item], frame: Frame) -> Item | None:
    """Return what an aggregate of values gives, or None where it is not known."""
    if e.name == "count":
        return frame.fixed("bigint", 21, nullable=False)
    if e.name == "group_concat":
        return _joined(items, frame)
    if e.name in {"json_arrayagg", "json_objectagg"}:
        if not frame.is_mariadb:
            return Item("json", 4_294_967_295, nullable=True, collation="utf8mb4_bin", strength=IMPLICIT)
        return _joined(items, frame)
    if len(items) != 1 or (e.over and e.name not in {"sum", "avg"}):
        return None
    if e.name in {"bit_and", "bit_or", "bit_xor"}:
        is_bytes = items[0].collation == "binary"
        made = frame.fixed("bigint", 21, nullable=False, unsigned=True)
        return None if is_bytes else made if frame.is_mariadb else replace(made, collation="binary", strength=IMPLICIT)
    if e.name in _SPREADS:
        number = number_of(items[0], frame)
        is_double = not frame.is_mariadb or (number is not None and not number.is_exact)
        return frame.double(True) if is_double else None
    if e.name in {"sum", "avg"}:
        return _total(e.name, items[0], frame)
    if e.name not in {"max", "min", "any_value"}:
        return None
    if items[0].is_whole and items[0].column is None:
        return replace(items[0], kind="bigint", nullable=True, is_literal=False)
    if items[0].kind == "bit":
        return None
    return replace(items[0], nullable=True)


def has_aggregate(e: Expression) -> bool:
    """Tell whether an aggregate over the rows of the query is in an expression."""
    return _holds(e, lambda part: isinstance(part, Call) and part.name in AGGREGATES and not part.over)


def has_window(e: Expression) -> bool:
    """Tell whether a window function is in an expression."""
    return _holds(e, lambda part: isinstance(part, Call) and bool(part.over))


def _holds(e: Expression, test: Callable[[Expression], bool]) -> bool:
    """Tell whether an expression or one inside it passes a test; queries in it are passed over."""
    if test(e):
        return True
    found = False

    def look(part: Expression) -> Expression:
        nonlocal found
        found = found or _holds(part, test)
        return part

    transform(e, look, lambda query: query)
    return found


def ranked(e: Call, frame: Frame) -> Item | None:
    """Return what ROW_NUMBER and its kin give, or None for another function."""
    if e.name not in _RANKS:
        return None
    return frame.fixed("bigint", 21, nullable=False, unsigned=not frame.is_mariadb)


def _total(name: str, item: Item, frame: Frame) -> Item | None:
    number = number_of(item, frame)
    if number is None:
        return None
    if not number.is_exact:
        return frame.double(True)
    if name == "sum":
        return frame.decimal(number.digits + 22, number.scale, nullable=True)
    return frame.decimal(number.digits + 4, min(number.scale + 4, 30), nullable=True)


def _joined(items: Sequence[Item], frame: Frame) -> Item | None:
    """GROUP_CONCAT is as long as ``group_concat_max_len``, 1M on MariaDB and 1K on MySQL by default."""
    if frame.session.system.get("group_concat_max_len") is not None:
        return None
    found = common_collation(items, frame)
    if found is None:
        return None
    return Item("joined", 262_144 if frame.is_mariadb else 1024, nullable=True, collation=found[0], strength=found[1])
