"""Foreign keys and check constraints from ``information_schema``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from driftproof.live.connect import Row
from driftproof.live.introspect.text import mysql_expression
from driftproof.model.catalog import Check, Column, ForeignKey, Table
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold


def foreign_keys_of_rows(rows: Sequence[Row], schema: str) -> tuple[ForeignKey, ...]:
    """Make the foreign keys of a table of their rows, which come column by column."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[1], []).append(row)
    return tuple(_foreign_key(name, parts, schema) for name, parts in grouped.items())


def _foreign_key(name: str, rows: list[Row], schema: str) -> ForeignKey:
    _, _, _, referenced_schema, referenced_table, _, on_delete, on_update = rows[0]
    return ForeignKey(
        name,
        tuple(str(row[2]) for row in rows),
        str(referenced_table),
        tuple(str(row[5]) for row in rows),
        None if referenced_schema == schema else str(referenced_schema),
        str(on_delete),
        str(on_update),
    )


def checks_of_rows(table: Table, rows: Sequence[Row], flavor: Flavor) -> Table:
    """Add the checks to a table: MariaDB's column-level ones to their column, which they are named after."""
    of_table: list[Check] = []
    of_column: dict[str, list[Check]] = {}
    for _, name, clause, enforced, level in rows:
        text = str(clause) if flavor.is_mariadb else mysql_expression(str(clause))
        if level == "Column":
            of_column.setdefault(fold(name), []).append(Check("", text))
        else:
            of_table.append(Check(str(name), text, enforced == "YES"))
    return replace(
        table, columns=tuple(_checked(column, of_column) for column in table.columns), checks=tuple(of_table)
    )


def _checked(column: Column, checks: dict[str, list[Check]]) -> Column:
    found = checks.get(fold(column.name))
    return replace(column, checks=tuple(found)) if found else column
