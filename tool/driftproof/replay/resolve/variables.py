"""User variables: the type of what they hold when a statement starts, and of what it assigns to them."""

from __future__ import annotations

from decimal import Decimal

from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.resolve.item import IMPLICIT, LONGEST, NOT_FIXED, Frame, Item

_BYTES = 16_777_215


def user_variable(name: str, frame: Frame) -> Item | None:
    """Return what is known of ``@name``, whose type is the widest of its value's kind.

    MySQL gives a variable that nobody has set the type that stands beside it; it is not known.
    """
    held = frame.session.variables
    if fold(name) not in held:
        return _nothing(LONGEST) if frame.is_mariadb else None
    value = held[fold(name)]
    if value is None:
        return _nothing(_BYTES)
    if isinstance(value, int):
        width = 20 if frame.is_mariadb else 21
        return Item("bigint", width, width - 1, nullable=True)
    if isinstance(value, Decimal):
        width, scale = (83, 38) if frame.is_mariadb else (67, 30)
        return Item("decimal", width, 65, scale, nullable=True)
    if isinstance(value, float):
        return frame.double(True)
    return frame.text(_BYTES // 4, True, strength=IMPLICIT) if isinstance(value, str) else None


def alone(name: str, frame: Frame) -> Item | None:
    """Return what a variable is that is a column of its own: of a text, the longest."""
    item = user_variable(name, frame)
    return replace(item, kind="text", width=LONGEST) if item is not None and item.is_text else item


def converted(name: str, frame: Frame) -> Item:
    """Return what CAST makes its value of, for which a type that is not known does not matter."""
    return user_variable(name, frame) or _nothing(LONGEST)


def _nothing(width: int) -> Item:
    return Item("varchar", width, nullable=True, collation="binary", strength=IMPLICIT)


def assigned(item: Item | None, frame: Frame) -> Item | None:
    """Return what ``@name := value`` is, which forgets where the value comes from."""
    if item is None:
        return None
    if item.is_whole and item.kind not in {"bit", "year"}:
        return frame.whole(item.digits, nullable=item.nullable, unsigned=item.unsigned, width=item.width)
    if item.kind == "float":
        return frame.double(item.nullable)
    if item.kind in {"decimal", "varchar"} or (item.kind == "double" and item.scale == NOT_FIXED):
        return replace(item, column=None, is_literal=False)
    return None
