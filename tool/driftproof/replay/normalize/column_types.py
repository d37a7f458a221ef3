"""Column types as servers keep them: widths, binary character sets, TEXT sizes, MariaDB's JSON."""

from __future__ import annotations

from driftproof.model.catalog import Check, Column, ColumnType, Table
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote
from driftproof.model.replace import replace
from driftproof.replay.normalize.facts import Facts, bytes_per_character

_DISPLAY = {"tinyint": 4, "smallint": 6, "mediumint": 9, "int": 11, "bigint": 20}
_BINARY = {"char": "binary", "varchar": "varbinary"}
_SIZES = ((255, "tiny"), (65_535, ""), (16_777_215, "medium"), (4_294_967_295, "long"))
_ONE = frozenset({"bit", "char", "binary"})
_APPROXIMATE = frozenset({"decimal", "float", "double"})
_FRACTIONAL = frozenset({"time", "datetime", "timestamp"})
_DEFAULT_VECTOR = 2048
_BINARY_WORD = ("binary", "")
"""The attribute BINARY of a character type, which says the ``_bin`` collation of its character set."""


def settle_columns(table: Table, facts: Facts) -> Table:
    """Bring the type, character set and collation of every column to the form that the server keeps."""
    defined = facts.defined
    if defined == frozenset():
        return table
    columns = tuple(
        [
            settle_column(column, table, facts) if defined is None or fold(column.name) in defined else column
            for column in table.columns
        ]
    )
    return table if columns == table.columns else replace(table, columns=columns)


def settled_columns(table: Table, facts: Facts) -> dict[str, Column]:
    """Return the columns of a table by folded name, their types as the server keeps them."""
    if facts.is_typed:
        return {fold(column.name): column for column in table.columns}
    defined = facts.defined
    found = {}
    for column in table.columns:
        key = fold(column.name)
        found[key] = settle_column(column, table, facts) if defined is None or key in defined else column
    return found


def settle_column(column: Column, table: Table, facts: Facts) -> Column:
    """Bring the type, character set and collation of one column to the server's form.

    Every rule about a table asks for it, so the facts remember it, with the column that the number stands for.
    """
    if facts.is_typed:
        return column
    key = id(column), table.charset, table.collation
    known = facts.settled.get(key)
    if known is None:
        known = facts.settled[key] = column, _settled(column, table, facts)
    return known[1]


def _settled(column: Column, table: Table, facts: Facts) -> Column:
    if column.type.name == "json" and facts.flavor.is_mariadb:
        return _json_column(column)
    charset: str | None = None
    collation: str | None = None
    options = column.options
    if column.type.has_charset:
        charset, collation = facts.of_column(column, table)
        if _BINARY_WORD in options:
            collation = f"{charset}_bin" if charset != "binary" else "binary"
    if _BINARY_WORD in options:
        options = tuple(option for option in options if option != _BINARY_WORD)
    settled = settle_type(column.type, charset or "binary", facts.flavor)
    if not settled.has_charset:
        charset = collation = None
    if (settled, charset, collation) == (column.type, column.charset, column.collation) and options is column.options:
        return column
    return replace(column, type=settled, charset=charset, collation=collation, options=options)


def settle_type(kind: ColumnType, charset: str, flavor: Flavor) -> ColumnType:
    """Return a type as the server keeps it; `charset` is the column's."""
    if kind.is_integer:
        return _integer(kind, flavor)
    if kind.has_charset:
        return _character(kind, charset)
    if kind.name in _APPROXIMATE:
        return _fraction(kind)
    if kind.name == "year":
        return _year(kind, flavor)
    if kind.name in _FRACTIONAL and kind.length == (0,):
        return replace(kind, length=())
    if kind.name == "blob" and kind.length:
        return ColumnType(_size(kind.length[0]) + "blob")
    if kind.name in _ONE and kind.length in ((), (0,)) and (kind.name == "bit" or not kind.length):
        return replace(kind, length=(1,))
    if kind.name == "vector" and not kind.length and not flavor.is_mariadb:
        return replace(kind, length=(_DEFAULT_VECTOR,))
    return kind


def _integer(kind: ColumnType, flavor: Flavor) -> ColumnType:
    """Settle the display width.

    MySQL 8.0.19 shows it no more, but for ``tinyint(1)`` and ZEROFILL (release notes of 8.0.19); all others fill it in.
    """
    unsigned = kind.unsigned or kind.zerofill
    default = _DISPLAY[kind.name] - (1 if unsigned and kind.name != "bigint" else 0)
    length = kind.length
    if flavor.at_least(mysql=(8, 0, 19)) and not kind.zerofill:
        length = (1,) if kind.name == "tinyint" and length == (1,) and not unsigned else ()
    elif length in ((), (0,)):
        length = (default,)
    if length == kind.length and unsigned == kind.unsigned:
        return kind
    return replace(kind, length=length, unsigned=unsigned)


def _character(kind: ColumnType, charset: str) -> ColumnType:
    """Settle a character type: a binary character set makes it a binary type, TEXT(n) takes the size that holds n."""
    name, length = kind.name, kind.length
    if name == "text" and length:
        name, length = _size(length[0] * bytes_per_character(charset)) + "text", ()
    if name == "char" and not length:
        length = (1,)
    if charset == "binary" and not kind.values:
        name = _BINARY.get(name) or name.replace("text", "blob")
    return kind if name == kind.name and length == kind.length else replace(kind, name=name, length=length)


def _size(length: int) -> str:
    """Return what the smallest TEXT or BLOB of so many bytes is called before that word."""
    return next((size for limit, size in _SIZES if length <= limit), "long")


def _fraction(kind: ColumnType) -> ColumnType:
    """Settle the precision of DECIMAL, FLOAT and DOUBLE."""
    name, length = kind.name, kind.length
    if name == "decimal" and len(length) < 2:
        length = ((length[0] or 10) if length else 10, 0)
    elif name == "float" and len(length) == 1:
        name, length = ("float" if length[0] <= 24 else "double"), ()
    unsigned = kind.unsigned or kind.zerofill
    if (name, length, unsigned) == (kind.name, kind.length, kind.unsigned):
        return kind
    return replace(kind, name=name, length=length, unsigned=unsigned)


def _year(kind: ColumnType, flavor: Flavor) -> ColumnType:
    """Settle YEAR, whose width is 4 wherever it is shown; MySQL 8.0.19 shows none."""
    length = () if flavor.at_least(mysql=(8, 0, 19)) else (4,)
    return kind if kind == ColumnType("year", length) else ColumnType("year", length)


def _json_column(column: Column) -> Column:
    """Return what MariaDB makes of JSON: LONGTEXT in utf8mb4_bin, and a check unless the column has one.

    Source: https://mariadb.com/kb/en/json/ (the check is added since 10.4.3).
    """
    checks = column.checks or (Check("", f"json_valid({quote(column.name)})"),)
    kind = ColumnType("longtext")
    options = tuple(option for option in column.options if option != _BINARY_WORD)
    return replace(column, type=kind, charset="utf8mb4", collation="utf8mb4_bin", checks=checks, options=options)
