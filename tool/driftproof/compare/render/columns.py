"""Columns and their defaults as SQL."""

from __future__ import annotations

import re

from driftproof.compare.render.names import charset_name, collation_name, is_number, option_value
from driftproof.model.catalog import Check, Column, ColumnType, Default
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote, quote_text

_NUMERIC = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year"})
_BINARY = re.compile(r"b'[01]+'|x'(?:[0-9A-F]{2})*'")
_NOW = re.compile(r"current_timestamp\([0-6]?\)")
_WORDS = {
    "row_start": "GENERATED ALWAYS AS ROW START",
    "row_end": "GENERATED ALWAYS AS ROW END",
    "with_system_versioning": "WITH SYSTEM VERSIONING",
    "without_system_versioning": "WITHOUT SYSTEM VERSIONING",
    "not_secondary": "NOT SECONDARY",
}
_PLAIN_OPTIONS = frozenset(
    {"column_format", "storage", "srid", "ref_system_id", "engine_attribute", "secondary_engine_attribute"}
)
_BYTES = frozenset({"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"})


def render_column(column: Column, flavor: Flavor) -> str:
    """Return the definition of a column: its name, type and attributes, without a position.

    MariaDB takes no NULL on a generated column, which is nullable anyway.
    """
    parts = [quote(column.name), str(column.type)]
    options = dict(column.options)
    parts += _type_words(column, options, flavor)
    if column.generated is not None:
        kind = "STORED" if column.generated.stored else "VIRTUAL"
        parts.append(f"GENERATED ALWAYS AS ({column.generated.expression}) {kind}")
    parts += [_WORDS[name] for name in options if name in _WORDS and name.startswith("row_")]
    if column.nullable is not None and not (column.nullable and column.generated and flavor.is_mariadb):
        parts.append("NULL" if column.nullable else "NOT NULL")
    if column.default is not None:
        parts.append(f"DEFAULT {render_default(column.default, column.type, flavor)}")
    if column.on_update is not None:
        parts.append(f"ON UPDATE {column.on_update}")
    if column.auto_increment:
        parts.append("AUTO_INCREMENT")
    if column.invisible:
        parts.append("INVISIBLE")
    if column.comment:
        parts.append(f"COMMENT {quote_text(column.comment)}")
    parts += [_option(name, value) for name, value in options.items() if not name.startswith("row_")]
    parts += [render_check(check) for check in column.checks]
    return " ".join(parts)


def render_default(default: Default, column_type: ColumnType | None, flavor: Flavor) -> str:
    """Return what stands behind DEFAULT; `column_type` None is a type that is not known.

    MySQL takes an expression in parentheses alone, CURRENT_TIMESTAMP of a moment excepted.
    """
    if default.kind == "null":
        return "NULL"
    if default.kind == "literal":
        return _literal(default.text, column_type)
    is_moment = column_type is not None and column_type.name in {"timestamp", "datetime"}
    if _NOW.fullmatch(default.text) and (is_moment or flavor.is_mariadb):
        return default.text
    return f"({default.text})"


def render_check(check: Check) -> str:
    """Return a CHECK constraint, with its name where it has one."""
    name = f"CONSTRAINT {quote(check.name)} " if check.name else ""
    return f"{name}CHECK ({check.expression})" + ("" if check.enforced else " NOT ENFORCED")


def _literal(text: str, column_type: ColumnType | None) -> str:
    name = column_type.name if column_type is not None else "bit"
    if _BINARY.fullmatch(text) and (name == "bit" or (name in _BYTES and text[0] == "x")):
        return text
    return text if name in _NUMERIC and is_number(text) else quote_text(text)


def _type_words(column: Column, options: dict[str, str], flavor: Flavor) -> list[str]:
    """Return what belongs directly behind the type, taken out of `options`: compression and character set."""
    words: list[str] = []
    if "compressed" in options:
        method = options.pop("compressed")
        words.append("COMPRESSED" + (f"={method}" if method else ""))
    if column.charset is not None:
        words.append(f"CHARACTER SET {charset_name(column.charset, flavor)}")
    if "binary" in options:
        options.pop("binary")
        words.append("BINARY")
    if column.collation is not None:
        words.append(f"COLLATE {collation_name(column.collation, flavor)}")
    return words


def _option(name: str, value: str) -> str:
    """Return a rarer attribute."""
    if name in _WORDS:
        return _WORDS[name]
    if name in _PLAIN_OPTIONS:
        equals = "=" if name == "ref_system_id" else " "
        return f"{name.upper()}{equals}{option_value(name, value)}"
    return f"{quote(name)}={quote_text(value)}"
