"""Columns from ``information_schema.COLUMNS``."""

from __future__ import annotations

import re
from functools import lru_cache

from driftproof.live.connect import Row
from driftproof.live.introspect.text import column_type, mysql_expression, unescaped
from driftproof.model.catalog import NULL_DEFAULT, Column, ColumnType, Default, Generated
from driftproof.model.flavor import Flavor, canonical_collation, charset_of
from driftproof.model.replace import replace

_ON_UPDATE = re.compile(r"on update (\S+)", re.I)
_NOW = re.compile(r"^(?:current_timestamp|now|localtime|localtimestamp)(?:\((\d*)\))?$", re.I)
_NUMBER = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$")
_BINARY = frozenset({"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"})


def column_of_row(row: Row, flavor: Flavor) -> Column:
    """Make a column of its row."""
    return replace(_nameless(row[2:], flavor), name=row[1])


@lru_cache(maxsize=1024)
def _nameless(row: Row, flavor: Flavor) -> Column:
    """Make a column without its name: a schema has few kinds of them."""
    default, nullable, type_text, collation, extra, comment, expression, srs = row
    collation = canonical_collation(collation) if collation else None
    kind = column_type(str(type_text))
    extra = extra or ""
    lowered = extra.lower()
    generated = _generated(lowered, str(expression or ""), flavor)
    is_nullable = nullable == "YES"
    updated = _ON_UPDATE.search(extra)
    return Column(
        "",
        kind,
        is_nullable,
        None if generated else _default(default, kind, is_nullable, lowered, flavor),
        current_timestamp(updated.group(1)) if updated else None,
        generated,
        "auto_increment" in lowered,
        charset_of(collation) if collation and kind.has_charset else None,
        collation if kind.has_charset else None,
        comment or "",
        "invisible" in lowered,
        options=_options(lowered, srs),
    )


def current_timestamp(text: str) -> str:
    """Return the canonical spelling of a form of CURRENT_TIMESTAMP, or `text` as it is."""
    found = _NOW.match(text)
    return f"current_timestamp({found.group(1) or ''})" if found else text


def _generated(extra: str, expression: str, flavor: Flavor) -> Generated | None:
    if (
        "row start" in extra
        or "row end" in extra
        or not (is_stored := "stored generated" in extra or "persistent" in extra)
    ):
        if "virtual generated" not in extra:
            return None
        is_stored = False
    text = expression if flavor.is_mariadb else mysql_expression(expression)
    return Generated(text, is_stored)


def _options(extra: str, srs: object) -> tuple[tuple[str, str], ...]:
    """Return the rarer attributes that the row tells of."""
    pairs = []
    if srs is not None:
        pairs.append(("srid", str(srs)))
    if "without system versioning" in extra:
        pairs.append(("without_system_versioning", ""))
    return tuple(sorted(pairs))


def _default(value: object, kind: ColumnType, nullable: bool, extra: str, flavor: Flavor) -> Default | None:
    if flavor.at_least(mariadb=(10, 2, 7)):
        return _mariadb_default(value, kind, nullable)
    if value is None:
        return NULL_DEFAULT if nullable else None
    text = str(value)
    if "default_generated" in extra:
        now = current_timestamp(text)
        return Default("expression", now if now != text else mysql_expression(text))
    if kind.name in {"timestamp", "datetime"} and _NOW.match(text):
        return Default("expression", current_timestamp(text))
    if kind.name in _BINARY and text.startswith("0x"):
        return Default("literal", _from_hex(text[2:]))
    return Default("literal", text)


def _mariadb_default(value: object, kind: ColumnType, nullable: bool) -> Default | None:
    """Read a default as MariaDB 10.2.7 and later show it: as an expression, strings quoted (MDEV-13132)."""
    if value is None:
        return None
    text = str(value)
    if text == "NULL":
        return NULL_DEFAULT if nullable else None
    if len(text) >= 2 and text[0] == "'" and text[-1] == "'":
        return Default("literal", unescaped(text[1:-1]))
    if _NUMBER.match(text) or re.fullmatch(r"b'[01]*'", text):
        return Default("literal", text)
    if kind.name in _BINARY and (found := re.fullmatch(r"x'([0-9A-Fa-f]*)'", text, re.I)):
        return Default("literal", _from_hex(found.group(1)))
    return Default("expression", current_timestamp(text))


def _from_hex(digits: str) -> str:
    """Return the text whose bytes these are, or the hexadecimal literal where they are no text."""
    try:
        return bytes.fromhex(digits).decode()
    except ValueError:
        return f"x'{digits}'"
