"""What values make together: IF, CASE, COALESCE, GREATEST and UNION (``aggregate_for_result``)."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import NULL_DEFAULT, Column, ColumnType
from driftproof.model.flavor import charset_of
from driftproof.model.replace import replace
from driftproof.replay.resolve.collate import common_collation
from driftproof.replay.resolve.item import NOT_FIXED, TEMPORAL, WHOLE, Frame, Item, column_of


def merged(items: Sequence[Item], frame: Frame, *, nullable: bool) -> Item | None:
    """Return one of several values by the types of their columns, as MySQL does for IFNULL and UNION.

    A constant is a BIGINT there, and small whole numbers stay small.
    """
    found = together(items, frame, nullable=nullable)
    if frame.is_mariadb or found is None or not found.is_whole or found.kind == "year":
        return found
    given = [item for item in items if item.kind != "null"]
    is_long = len({item.unsigned for item in given}) > 1 or any(item.is_literal for item in given)
    kind = "bigint" if is_long else max((item.kind for item in given), key=WHOLE.index)
    return replace(found, kind=kind)


def united(items: Sequence[Item], frame: Frame, *, nullable: bool) -> Column | None:
    """Return the unnamed column of a UNION of values: texts of one type stay what they are."""
    columns = [item.column for item in items if item.kind != "null"]
    if columns and all(column is not None and column.type.name == "char" for column in columns):
        widest = max(items, key=lambda item: item.width)
        return None if len({item.collation for item in items}) > 1 else _as_char(widest, nullable)
    found = merged(items, frame, nullable=nullable)
    if found is None or (found.kind == "bit" and not frame.is_mariadb):
        return None
    if found.kind not in {"varchar", "text"}:
        return column_of(found, frame)
    is_short = found.kind == "varchar" and (frame.is_mariadb or found.width <= 512) and found.bytes < 65_533
    return column_of(replace(found, kind="exactly" if is_short else "fitted"), frame)


def _as_char(item: Item, nullable: bool) -> Column:
    made = ColumnType("char", (item.width,))
    return Column(
        "",
        made,
        nullable,
        NULL_DEFAULT if nullable else None,
        charset=charset_of(item.collation),
        collation=item.collation,
    )


def together(items: Sequence[Item], frame: Frame, *, nullable: bool) -> Item | None:
    """Return the value that is one of `items`, or None where its type is not known."""
    given = [item for item in items if item.kind != "null"]
    if not given:
        return Item("null", nullable=True, collation="binary")
    found = _common(given, frame)
    return None if found is None else replace(found, nullable=nullable, column=None, is_literal=False)


def _common(items: list[Item], frame: Frame) -> Item | None:
    kinds = {item.kind for item in items}
    if len(kinds) == 1 and next(iter(kinds)) in {"float", "double", "json", "year", "bit"}:
        is_bit = kinds == {"bit"} and not frame.is_mariadb
        return None if is_bit or {item.scale for item in items} > {NOT_FIXED} else items[0]
    if all(item.is_exact for item in items):
        return _exact(items, frame)
    if kinds <= TEMPORAL:
        return _moments(items, frame)
    if any(item.is_text or item.kind in TEMPORAL for item in items):
        return _texts(items, frame)
    if any(not item.is_exact and item.scale != NOT_FIXED for item in items):
        return None
    is_float = not frame.is_mariadb and kinds <= {"float", *WHOLE} and _stays_float(items)
    return replace(frame.double(False), kind="float" if is_float else "double")


def _stays_float(items: list[Item]) -> bool:
    """MySQL merges types from left to right: FLOAT with INT is DOUBLE, with a BIGINT or a constant behind it FLOAT."""
    first, *others = items
    if first.kind != "float" and (first.is_literal or first.kind in {"int", "bigint"}):
        return False
    return not any(item.kind == "int" and not item.is_literal for item in others)


def _exact(items: list[Item], frame: Frame) -> Item | None:
    """Whole numbers keep the widest type; those with and without a sign need a DECIMAL on MariaDB."""
    whole = max(item.digits - item.scale for item in items)
    scale = max(item.scale for item in items)
    unsigned = all(item.unsigned for item in items)
    if any(not item.is_whole for item in items):
        return frame.decimal(whole + scale, scale, nullable=False, unsigned=unsigned)
    is_mixed = len({item.unsigned for item in items}) > 1
    if any(item.kind == "bit" for item in items) or (is_mixed and frame.is_mariadb):
        return frame.decimal(whole, 0, nullable=False)
    if frame.is_mariadb:
        kind = max(("int" if item.kind == "year" else item.kind for item in items), key=WHOLE.index)
        return Item(kind, whole + (not unsigned), whole, unsigned=unsigned)
    if is_mixed and any(
        item.unsigned and (item.kind == "bigint" or not (item.column or item.kind == "year")) for item in items
    ):
        return frame.decimal(whole, 0, nullable=False)
    kind = "bigint" if any(item.kind == "bigint" for item in items) else "int"
    return Item(kind, whole + (not unsigned), whole, unsigned=unsigned)


def _moments(items: list[Item], frame: Frame) -> Item:
    kinds = {item.kind for item in items}
    kind = next(iter(kinds)) if len(kinds) == 1 else "datetime"
    if frame.flavor.at_least(mariadb=(11, 8)) and kinds == {"date", "timestamp"}:
        kind = "datetime"
    return frame.moment(kind, max(item.scale for item in items), False)


def _texts(items: list[Item], frame: Frame) -> Item | None:
    found = common_collation(items, frame)
    if found is None:
        return None
    collation, strength = found
    is_long = any(item.kind in {"text", "json", "joined"} for item in items)
    widths = [item.bytes if collation == "binary" else item.width for item in items]
    return Item("text" if is_long else "varchar", max(widths), collation=collation, strength=strength)
