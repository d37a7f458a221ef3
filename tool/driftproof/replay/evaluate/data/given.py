"""The columns that an INSERT gives values for."""

from __future__ import annotations

from driftproof.model.catalog import Column, Table
from driftproof.model.syntax.commands import Insert
from driftproof.model.syntax.expressions import DefaultOf
from driftproof.replay.evaluate.data.columns import refuse_generated
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.state import State


def given_columns(statement: Insert, table: Table) -> list[Column]:
    """Return the columns that the statement gives values for."""
    if not statement.columns:
        if statement.query is None and statement.rows and not statement.rows[0]:
            return []
        return [column for column in table.columns if not column.invisible]
    found: list[Column] = []
    for name in statement.columns:
        column = table.column(name)
        if column is None:
            raise refuse(1054, f"Unknown column '{name}' in 'field list'")
        if column in found:
            raise refuse(1110, f"Column '{column.name}' specified twice")
        found.append(column)
    return found


def check_generated(statement: Insert, columns: list[Column], table: Table, state: State) -> None:
    """Refuse MySQL's 3105 where a generated column is given anything but DEFAULT, rows or no rows."""
    if state.catalog.flavor.is_mariadb:
        return
    updated = [(table.column(name.parts[-1]), value) for name, value in statement.updates]
    pairs = [(column, value) for row in statement.rows for column, value in zip(columns, row, strict=False)]
    for column, value in (*pairs, *updated):
        if column is not None and column.generated is not None and not isinstance(value, DefaultOf):
            raise refuse_generated(column, table, state)
    for column in columns if statement.query is not None else ():
        if column.generated is not None:
            raise refuse_generated(column, table, state)
