"""What adding, dropping and changing columns takes on a server, by the manuals' tables and what servers say to probes.

Where the manuals and MariaDB 10.11, 11.8 or MySQL 9.7 disagree, the servers are right.
"""

from __future__ import annotations

from driftproof.model.catalog import Column, IndexKind, Table
from driftproof.model.changes import AddColumn, ChangeColumn, ConvertCharset
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Algorithm, Cost, Lock
from driftproof.model.names import fold

INSTANT = Cost(Algorithm.INSTANT)
INPLACE = Cost(Algorithm.INPLACE)
REBUILD = Cost(Algorithm.INPLACE, rebuilds=True)
COPY = Cost(Algorithm.COPY, Lock.SHARED, rebuilds=True)
_WIDTHS = {"utf8mb4": 4, "utf8mb3": 3, "ucs2": 2, "utf16": 4, "utf32": 4}
_VARYING = frozenset({"varchar", "varbinary"})


def add_column(action: AddColumn, table: Table, flavor: Flavor) -> Cost:
    """Return what adding a column to a table takes."""
    column = action.column
    if column.generated:
        return COPY if column.generated.stored else INSTANT if flavor.version >= (8,) else INPLACE
    if column.auto_increment:
        return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=True)
    if _has_fulltext(table):
        return Cost(Algorithm.INPLACE, Lock.SHARED, rebuilds=True) if flavor.is_mariadb else COPY
    is_last = action.position is None or _is_last(action.position.after, table)
    if _is_computed_anew(column, flavor) or (flavor.is_mariadb and not is_last and has_virtual(table)):
        return COPY
    if _is_compressed(table):
        return REBUILD
    since_last = flavor.at_least(mysql=(8, 0, 12), mariadb=(10, 3, 2))
    since_any = flavor.at_least(mysql=(8, 0, 29), mariadb=(10, 4))
    return INSTANT if (since_last if is_last else since_any) else REBUILD


def drop_column(name: str, table: Table, flavor: Flavor) -> Cost:
    """Return what dropping a column of a table takes, an index on it included."""
    column = table.column(name)
    if column and column.generated and not column.generated.stored:
        return INSTANT if flavor.version >= (8,) else INPLACE
    if _has_fulltext(table) or _is_compressed(table) or not flavor.at_least(mysql=(8, 0, 29), mariadb=(10, 4)):
        return REBUILD
    if any(fold(name) in map(fold, index.columns) for index in table.indexes):
        return INPLACE if flavor.is_mariadb else REBUILD
    return INSTANT


def change_column(action: ChangeColumn, table: Table, flavor: Flavor) -> Cost:
    """Return what making a column another takes."""
    before, after = table.column(action.before), action.column
    if before is None:
        return COPY
    cost = _change_type(before, after, table, flavor)
    stays = after.nullable if after.nullable is not None else True
    if cost.algorithm is not Algorithm.COPY and before.nullable != stays:
        redundant = ("row_format", "redundant") in table.options
        cost |= INSTANT if stays and redundant and flavor.at_least(mariadb=(10, 4)) else REBUILD
    if action.position is not None and cost.algorithm is not Algorithm.COPY:
        cost |= INSTANT if flavor.at_least(mariadb=(10, 4)) else REBUILD
    return cost


def convert_charset(action: ConvertCharset, table: Table, flavor: Flavor) -> Cost:
    """Return what CONVERT TO CHARACTER SET takes: what the dearest of the columns takes."""
    total = INSTANT if flavor.is_mariadb else INPLACE
    for column in table.columns:
        if column.charset:
            total |= _change_text(column, action.charset or "", action.collation or "", table, flavor)
    return total


def has_virtual(table: Table) -> bool:
    """Tell whether a table has virtual columns."""
    return any(column.generated and not column.generated.stored for column in table.columns)


def _is_last(after: str | None, table: Table) -> bool:
    return bool(after and table.columns and fold(after) == fold(table.columns[-1].name))


def _is_computed_anew(column: Column, flavor: Flavor) -> bool:
    """Tell whether each row gets a value, or a check, of its own, which takes a copy.

    MySQL copies for any expression but the time and for a check, MariaDB for functions only.
    """
    default = column.default
    text = default.text if default is not None and default.kind == "expression" else ""
    is_expression = bool(text) and not text.startswith("current_timestamp")
    return (is_expression and "(" in text) if flavor.is_mariadb else is_expression or bool(column.checks)


def _has_fulltext(table: Table) -> bool:
    return any(index.kind is IndexKind.FULLTEXT for index in table.indexes)


def _is_compressed(table: Table) -> bool:
    return ("row_format", "compressed") in table.options


def _change_type(before: Column, after: Column, table: Table, flavor: Flavor) -> Cost:
    """Return what the change of the type alone takes."""
    instant = INSTANT if flavor.at_least(mysql=(8, 0, 12), mariadb=(10, 3, 2)) else INPLACE
    old, new = before.type, after.type
    if before.generated != after.generated:
        virtual = before.generated and after.generated and not (before.generated.stored or after.generated.stored)
        return instant if virtual and old.name == new.name and flavor.is_mariadb else COPY
    if before.auto_increment != after.auto_increment and not (before.auto_increment and flavor.is_mariadb):
        return COPY
    text = INSTANT
    if after.charset not in (None, before.charset) or after.collation not in (None, before.collation):
        text = _change_text(before, after.charset or "", after.collation or "", table, flavor)
    if old == new or (old.is_integer and old.name == new.name and old.unsigned == new.unsigned):
        return text | instant
    if old.name == new.name and old.name in {"enum", "set"} and new.values[: len(old.values)] == old.values:
        return text | instant
    if old.name == new.name and old.name in _VARYING:
        sizes = old.length[0] * _width(before.charset), new.length[0] * _width(after.charset or before.charset)
        if _grows_in_place(*sizes, flavor):
            return text | (instant if flavor.is_mariadb else INPLACE)
    return COPY


def _change_text(column: Column, charset: str, collation: str, table: Table, flavor: Flavor) -> Cost:
    """Return what another character set or collation takes.

    Bytes stay where the collation alone changes and from utf8mb3 to utf8mb4, unless the column needs another number
    of length bytes. An index on the column is made anew (MariaDB) or takes a copy (MySQL).
    """
    wider = (column.charset, charset) == ("utf8mb3", "utf8mb4")
    if charset not in ("", column.charset) and not wider:
        return COPY
    size = (column.type.length or (0,))[0]
    if wider and column.type.name == "varchar" and not _grows_in_place(size * 3, size * 4, flavor):
        return COPY
    if column.type.values:
        return COPY if flavor.is_mariadb else INSTANT
    indexed = any(fold(column.name) in map(fold, index.columns) for index in table.indexes)
    if not flavor.is_mariadb:
        return COPY if indexed else INPLACE
    same = wider and (not collation or (column.collation or "").partition("_")[2] == collation.partition("_")[2])
    return INPLACE if indexed and not same else INSTANT


def _width(charset: str | None) -> int:
    return _WIDTHS.get(charset or "", 1)


def _grows_in_place(old: int, new: int, flavor: Flavor) -> bool:
    """Tell whether a text or byte string grows to so many bytes without another number of length bytes.

    One counts up to 255 bytes, then two; MariaDB 10.4 needs no more for what had up to 127.
    """
    return new >= old and ((old > 255) == (new > 255) or (old <= 127 and flavor.at_least(mariadb=(10, 4, 3))))
