"""Nullability and defaults as servers keep them."""

from __future__ import annotations

import re

from driftproof.model.catalog import NULL_DEFAULT, Column, Default, IndexKind, Table
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.normalize.column_types import settle_column
from driftproof.replay.normalize.facts import Facts
from driftproof.replay.normalize.literals import settle_literal
from driftproof.replay.normalize.versioning import is_row_end, period_columns

_NOW = re.compile(r"(?:current_timestamp|now|localtime|localtimestamp)\s*(?:\(\s*(\d*)\s*\))?$", re.IGNORECASE)


def settle_defaults(table: Table, facts: Facts) -> Table:
    """Settle of every column whether it is nullable, and its default.

    Columns of the primary key or of a period and AUTO_INCREMENT columns are NOT NULL; a nullable column for which no
    default is stated has DEFAULT NULL; a generated or AUTO_INCREMENT column has none.
    """
    primary, defined = key_columns(table), facts.defined
    if defined == frozenset() and table.indexes is facts.indexes:
        return table
    columns = tuple(
        [
            _settle(column, fold(column.name) in primary, table, facts)
            if defined is None or fold(column.name) in defined or (column.nullable and fold(column.name) in primary)
            else column
            for column in table.columns
        ]
    )
    return table if columns == table.columns else replace(table, columns=columns)


def key_columns(table: Table) -> frozenset[str]:
    """Return the folded names of the columns that are NOT NULL: those of the primary key and of a period."""
    found = period_columns(table)
    for index in table.indexes:
        if index.kind is IndexKind.PRIMARY:
            return found | frozenset([fold(name) for name in index.columns])
    return found


def current_timestamp(text: str) -> str | None:
    """Return ``current_timestamp()``, with its digits if any, where `text` is a synonym of it, else None."""
    found = _NOW.match(text.strip())
    if found is None:
        return None
    digits = found.group(1) or ""
    return f"current_timestamp({digits if digits != '0' else ''})"


def _now(text: str, column: Column, facts: Facts) -> str | None:
    """Return the canonical CURRENT_TIMESTAMP; MariaDB gives it the digits of its column, MySQL asks for them."""
    now = current_timestamp(text)
    if now is None or not facts.flavor.is_mariadb or column.type.name not in {"datetime", "timestamp"}:
        return now
    digits = column.type.length[0] if column.type.length else 0
    return f"current_timestamp({digits or ''})"


def _settle(column: Column, in_key: bool, table: Table, facts: Facts) -> Column:
    if column.auto_increment:
        nullable = column.nullable is True and not in_key
    else:
        nullable = column.nullable is not False and not in_key and not is_row_end(column)
    default = _default(column, nullable, table, facts)
    on_update = column.on_update and (_now(column.on_update, column, facts) or column.on_update)
    if nullable == column.nullable and default == column.default and on_update == column.on_update:
        return column
    return replace(column, nullable=nullable, default=default, on_update=on_update)


def _default(column: Column, nullable: bool, table: Table, facts: Facts) -> Default | None:
    """Return the default that the server keeps."""
    default = column.default
    if column.generated is not None or column.auto_increment:
        return None
    if default is None or default.kind == "null":
        return NULL_DEFAULT if nullable else None
    if default.kind == "literal":
        kind = settle_column(column, table, facts).type
        settled = settle_literal(default.text, kind, rounds=not facts.flavor.is_mariadb)
        return default if settled is None or settled == default.text else Default("literal", settled)
    now = _now(default.text, column, facts)
    return default if now is None or now == default.text else Default("expression", now)
