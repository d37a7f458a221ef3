"""COLUMNS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from driftproof.model.catalog import Column, Index, IndexKind, Schema, Table
from driftproof.model.catalog.type import BLOBS, ColumnType
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote_text
from driftproof.replay.evaluate.information_schema import names
from driftproof.replay.evaluate.information_schema.table import (
    Filters,
    Getter,
    VirtualTable,
    build,
    constant,
    tables,
    views,
)
from driftproof.replay.evaluate.information_schema.view_columns import view_columns
from driftproof.replay.evaluate.values import Datum, Unknown
from driftproof.replay.state import State

Found = tuple[Schema, Table | None, str, Column, int]
"""A column as it is found: schema, table (None where the type is not known), the table's name, itself, its place."""

_PRECISION = {"tinyint": 3, "smallint": 5, "mediumint": 7, "int": 10, "bigint": 19}
_SIZES = {"tiny": 255, "": 65535, "medium": 16777215, "long": 4294967295}
_WIDTHS = {"utf8mb4": 4, "utf8mb3": 3, "utf16": 4, "utf32": 4, "ucs2": 2, "gbk": 2, "gb18030": 4, "big5": 2}
_MOMENTS = frozenset({"time", "datetime", "timestamp"})
_NO_KEYS = Table("")
_UNSEEN = Unknown("the type of a view's column")


def precision(kind: ColumnType, flavor: Flavor) -> Datum:
    """Return NUMERIC_PRECISION of a type; the vendors disagree on MEDIUMINT UNSIGNED."""
    if kind.is_integer:
        longer = {"bigint", "mediumint"} if flavor.is_mariadb else {"bigint"}
        return _PRECISION[kind.name] + (1 if kind.unsigned and kind.name in longer else 0)
    if kind.name == "decimal":
        return kind.length[0] if kind.length else 10
    if kind.name in {"float", "double"}:
        return kind.length[0] if kind.length else (12 if kind.name == "float" else 22)
    return (kind.length[0] if kind.length else 1) if kind.name == "bit" else None


def scale(kind: ColumnType) -> Datum:
    """Return NUMERIC_SCALE of a type."""
    if kind.is_integer:
        return 0
    if kind.name in {"decimal", "float", "double"} and len(kind.length) == 2:
        return kind.length[1]
    return 0 if kind.name == "decimal" else None


def characters(kind: ColumnType) -> Datum:
    """Return CHARACTER_MAXIMUM_LENGTH of a type."""
    if kind.name in {"varchar", "char", "varbinary", "binary"}:
        return kind.length[0] if kind.length else 1
    if kind.name == "enum":
        return max((len(value) for value in kind.values), default=0)
    if kind.name == "set":
        return sum(len(value) for value in kind.values) + max(len(kind.values) - 1, 0)
    if kind.name.endswith("text") or kind.name in BLOBS:
        return _SIZES[kind.name.removesuffix("text").removesuffix("blob")]
    return None


def octets(kind: ColumnType, charset: str | None) -> Datum:
    """Return CHARACTER_OCTET_LENGTH of a type under a character set."""
    length = characters(kind)
    if kind.name.endswith("text") or length is None or isinstance(length, Unknown):
        return length
    return int(str(length)) * _WIDTHS.get(charset or "", 1)


def moment_precision(kind: ColumnType) -> Datum:
    """Return DATETIME_PRECISION of a type."""
    if kind.name not in _MOMENTS:
        return None
    return kind.length[0] if kind.length else 0


def shown_default(column: Column, flavor: Flavor) -> Datum:
    """Return COLUMN_DEFAULT: MariaDB shows an expression (MDEV-13132), MySQL the value itself."""
    default = column.default
    if default is None and (column.generated is None or column.nullable is False):
        return None
    if default is None or default.kind == "null":
        return "NULL" if flavor.is_mariadb else None
    if default.kind == "expression":
        return default.text if flavor.is_mariadb else _mysql_expression(default.text)
    if not flavor.is_mariadb:
        return _mysql_literal(default.text, column.type)
    if default.text.startswith("b'"):
        return default.text
    if column.type.is_integer or column.type.name in {"decimal", "float", "double", "year", "bit"}:
        return default.text
    if default.text and column.type.name in {"binary", "varbinary"} and flavor.at_least(mariadb=(11, 8)):
        return _hexadecimal(default.text, column.type)
    return quote_text(default.text).replace("\0", "\\0")


def _hexadecimal(text: str, kind: ColumnType) -> str:
    """Return a binary default as MariaDB 11.8 shows it, filled up to the length of a BINARY column."""
    data = text.encode("utf-8", "surrogateescape")
    width = kind.length[0] if kind.name == "binary" and kind.length else len(data)
    return f"x'{data.ljust(width, chr(0).encode()).hex()}'"


def _mysql_literal(text: str, kind: ColumnType) -> str:
    """Return a literal default as MySQL shows it: that of a binary column up to its first zero byte, in hexadecimal."""
    if not text or kind.name not in {"binary", "varbinary"}:
        return text
    return "0x" + text.partition("\0")[0].encode().hex().upper()


def _mysql_expression(text: str) -> str:
    lowered = text.lower()
    if not lowered.startswith("current_timestamp"):
        return text
    return lowered.upper().replace("()", "")


def extra(column: Column, flavor: Flavor) -> str:
    """Return EXTRA."""
    found: list[str] = []
    if column.auto_increment:
        found.append("auto_increment")
    if column.default is not None and column.default.kind == "expression" and flavor.at_least(mysql=(8, 0, 13)):
        found.append("DEFAULT_GENERATED")
    if column.on_update:
        text = column.on_update if flavor.is_mariadb else _mysql_expression(column.on_update)
        found.append(f"on update {text}")
    if column.generated is not None:
        found.append("STORED GENERATED" if column.generated.stored else "VIRTUAL GENERATED")
    if column.invisible:
        found.append("INVISIBLE")
    return (", " if flavor.is_mariadb else " ").join(found)


def key_of(table: Table, column: Column) -> str:
    """Return COLUMN_KEY: PRI, UNI for a unique key of one column, MUL for the first column of another, or empty.

    A table without a primary key shows its first unique key without NULLs as one.
    """
    name, found = fold(column.name), ""
    primary = table.primary_key or next((index for index in table.indexes if _is_primary(table, index)), None)
    for index in table.indexes:
        names = [fold(part.column) for part in index.parts if part.expression is None]
        if name not in names:
            continue
        if index is primary:
            return "PRI"
        if names[0] == name:
            single = index.kind is IndexKind.UNIQUE and len(index.parts) == 1
            found = "UNI" if single else found or "MUL"
    return found


def _is_primary(table: Table, index: Index) -> bool:
    """Tell whether a unique key can stand for the primary key: no NULLs, no prefixes, no expressions."""
    if index.kind is not IndexKind.UNIQUE:
        return False
    for part in index.parts:
        column = table.column(part.column) if part.expression is None and part.length is None else None
        if column is None or column.nullable is not False:
            return False
    return True


def _of_known(read: Callable[[Any], Datum]) -> Getter:
    """Return a getter that is unknown for the columns of views."""
    return lambda row: _UNSEEN if row[1] is None else read(row)


def _columns(flavor: Flavor) -> VirtualTable:
    none = constant(None)
    known: dict[str, Callable[[Any], Datum]] = {
        "column_default": lambda row: shown_default(row[3], flavor),
        "is_nullable": lambda row: "NO" if row[3].nullable is False else "YES",
        "data_type": lambda row: row[3].type.name,
        "character_maximum_length": lambda row: characters(row[3].type),
        "character_octet_length": lambda row: octets(row[3].type, row[3].charset),
        "numeric_precision": lambda row: precision(row[3].type, flavor),
        "numeric_scale": lambda row: scale(row[3].type),
        "datetime_precision": lambda row: moment_precision(row[3].type),
        "character_set_name": lambda row: row[3].charset,
        "collation_name": lambda row: row[3].collation,
        "column_type": lambda row: str(row[3].type),
        "column_key": lambda row: key_of(row[1], row[3]),
        "extra": lambda row: extra(row[3], flavor),
        "column_comment": lambda row: row[3].comment,
        "is_generated": lambda row: "ALWAYS" if row[3].generated else "NEVER",
        "generation_expression": lambda row: _generation(row[3], flavor),
    }
    getters: dict[str, Getter] = {
        "table_catalog": constant("def"),
        "table_schema": lambda row: row[0].name,
        "table_name": lambda row: row[2],
        "column_name": lambda row: row[3].name,
        "ordinal_position": lambda row: row[4],
        "privileges": constant("select,insert,update,references"),
        "srs_id": none,
        "is_system_time_period_start": constant("NO"),
        "is_system_time_period_end": constant("NO"),
        **{name: _of_known(read) for name, read in known.items()},
    }
    columns = names.COLUMNS + names.choose(
        flavor, " IS_GENERATED GENERATION_EXPRESSION", " GENERATION_EXPRESSION SRS_ID"
    )
    if flavor.at_least(mariadb=(11, 7)):
        columns += " IS_SYSTEM_TIME_PERIOD_START IS_SYSTEM_TIME_PERIOD_END"
    return build(columns, getters, (_scan, "table_schema table_name column_name"), flavor, names.COLUMNS_BLIND)


def _generation(column: Column, flavor: Flavor) -> Datum:
    if column.generated is None:
        return None if flavor.is_mariadb else ""
    return column.generated.expression


def _scan(state: State, filters: Filters) -> Iterator[Found]:
    wanted = filters.get("column_name")
    key = None if wanted is None else fold(wanted.rstrip(" "))
    for schema, table in tables(state, filters):
        for place, column in enumerate(table.columns, 1):
            if key is None or fold(column.name) == key:
                yield schema, table, table.name, column, place
    for schema, view in views(state, filters):
        for place, (column, known) in enumerate(view_columns(state, schema, view), 1):
            if key is None or fold(column.name) == key:
                yield schema, _NO_KEYS if known else None, view.name, column, place


TABLES: dict[str, Callable[[Flavor], VirtualTable]] = {"columns": _columns}
