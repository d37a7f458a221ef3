"""Columns as SQLAlchemy's; None where it has no words for what a column is."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from driftproof.model.catalog import Column, ColumnType, Default, Table
from driftproof.model.catalog.type import BLOBS, TEXTS
from driftproof.model.names import quote_text

_MOMENTS = frozenset({"datetime", "timestamp", "time"})
_NUMBERS = frozenset({"decimal", "float", "double"})
_BYTES = frozenset({"binary", "varbinary"})
_PLAIN = {"date": sa.DATE, "json": mysql.JSON, "blob": sa.BLOB}
_SPECIAL = frozenset(":%\\\t")
"""What SQLAlchemy or Alembic read as more than text, or write otherwise, in an expression, a default or a name."""


def is_plain(text: str) -> bool:
    """Tell whether SQLAlchemy keeps a text as it is wherever it stands."""
    return not _SPECIAL & set(text)


def sa_column(column: Column, table: Table) -> sa.Column[Any] | None:
    """Return a column of `table` for SQLAlchemy, with ON UPDATE in its default, as SQLAlchemy's manual has it."""
    kind = sa_type(column, table)
    if kind is None or column.invisible or column.checks or column.options or not is_plain(column.name):
        return None
    found = server_default(column)
    if found is None or not is_plain(column.comment):
        return None
    generated = column.generated
    arguments: list[Any] = []
    if generated is not None:
        if not is_plain(generated.expression):
            return None
        arguments.append(sa.Computed(generated.expression, persisted=generated.stored))
    named: dict[str, Any] = {"comment": column.comment} if column.comment else {}
    keys = table.primary_key.columns if table.primary_key else ()
    if column.auto_increment or (column.type.is_integer and column.name in keys):
        named["autoincrement"] = column.auto_increment  # SQLAlchemy gives it to whole numbers in keys by itself
    if generated is None and found[0] is not None:
        named["server_default"] = found[0]
    return sa.Column(column.name, kind, *arguments, nullable=column.nullable is not False, **named)


def server_default(column: Column) -> tuple[sa.DefaultClause | None] | None:
    """Return the server default of a column in a tuple, its None for no default; None where it cannot be said."""
    text = _default_text(column.default, column.type)
    if text is None or not is_plain(text + (column.on_update or "")):
        return None
    if column.on_update and not text:
        return None
    whole = f"{text} ON UPDATE {column.on_update}" if column.on_update else text
    return (sa.DefaultClause(sa.text(whole)) if whole else None,)


def _default_text(default: Default | None, kind: ColumnType) -> str | None:
    """Return what stands behind DEFAULT, empty where nothing does."""
    if default is None or default.kind == "null":
        return "NULL" if default is not None and kind.name == "timestamp" else ""
    if default.kind == "literal":
        return default.text if kind.name == "bit" else quote_text(default.text)
    is_moment = kind.name in _MOMENTS and default.text.startswith("current_timestamp")
    return default.text if is_moment else f"({default.text})"


def sa_type(column: Column, table: Table) -> Any:
    """Return the type of a column, with its character set where it is not the table's."""
    kind = column.type
    if kind.name in TEXTS:
        return _text_type(column, table)
    if kind.is_integer:
        width = kind.length[0] if kind.length else None
        made = getattr(mysql, "INTEGER" if kind.name == "int" else kind.name.upper())
        return made(display_width=width, unsigned=kind.unsigned, zerofill=kind.zerofill)
    if kind.name in _NUMBERS:
        precision, scale = (*kind.length, None, None)[:2]
        made = getattr(mysql, kind.name.upper())
        return made(precision, scale, unsigned=kind.unsigned, zerofill=kind.zerofill)
    if kind.name in _MOMENTS:
        return getattr(mysql, kind.name.upper())(fsp=kind.length[0] if kind.length else None)
    if kind.name in _BYTES:
        return getattr(sa, kind.name.upper())(kind.length[0] if kind.length else None)
    return _other_type(kind)


def _text_type(column: Column, table: Table) -> Any:
    kind = column.type
    is_own = (column.charset, column.collation) not in ((None, None), (table.charset, table.collation))
    words: dict[str, Any] = {"charset": column.charset, "collation": column.collation} if is_own else {}
    if kind.values:  # Alembic writes no character set of theirs
        is_kept = not is_own and all(map(is_plain, kind.values))
        return getattr(mysql, kind.name.upper())(*kind.values) if is_kept else None
    return getattr(mysql, kind.name.upper())(**({"length": kind.length[0]} if kind.length else {}), **words)


def _other_type(kind: ColumnType) -> Any:
    if kind.name in _PLAIN:
        return _PLAIN[kind.name]()
    if kind.name in BLOBS:
        return getattr(mysql, kind.name.upper())()
    if kind.name == "bit":
        return mysql.BIT(kind.length[0] if kind.length else None)
    if kind.name == "year":
        return mysql.YEAR(display_width=kind.length[0] if kind.length else None)
    return None
