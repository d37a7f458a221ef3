"""CHECK constraints against rows: those that a statement brings, and those that ALTER TABLE finds."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Table
from driftproof.model.changes import AddCheck, AddColumn, AlterTable, ChangeColumn
from driftproof.model.syntax.commands import Insert
from driftproof.replay.apply.algorithm import copies_table
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.evaluate.data.columns import check_constraints, waits_for_row
from driftproof.replay.evaluate.data.partitions import check_partition
from driftproof.replay.evaluate.refusal import Refusal
from driftproof.replay.evaluate.values import Datum
from driftproof.replay.state import Located, State, TableRows


def is_let(statement: Insert, located: Located, values: dict[str, Datum], state: State) -> bool:
    """Refuse a row against a CHECK or one that no partition takes (1526), or tell that IGNORE leaves it out.

    MariaDB before 11.8 leaves out rows of several alone.
    """
    flavor = state.catalog.flavor
    if flavor.is_mariadb and not flavor.at_least(mariadb=(11, 8)) and len(statement.rows) == 1:
        check_constraints(located.table, located.schema, values, state)
    try:
        check_constraints(located.table, located.schema, values, state)
        check_partition(located.table, values, state)
    except Refusal as refusal:
        if not statement.ignore:
            raise
        state.warn(refusal.answer)
        return False
    return True


def check_rows(
    change: AlterTable, carried: TableRows, located: Located, old: tuple[Table, Catalog], state: State
) -> None:
    """Refuse checks that the rows of an altered table contradict; `old` is the table before, and its catalog.

    MySQL looks at the rows for any new check, MariaDB for ADD CONSTRAINT and whenever it copies the table.
    """
    table, (before, catalog) = located.table, old
    has_checks = bool(table.checks) or any(column.checks for column in table.columns)
    if not has_checks or change.ignore:
        return
    if state.catalog.flavor.is_mariadb:
        is_due = any(
            isinstance(action, AddCheck) or (isinstance(action, AddColumn) and waits_for_row(action.column))
            for action in change.actions
        )
        is_due = is_due or copies_table(change, before, table, Scene(catalog, state.session))
    else:
        is_due = any(isinstance(action, AddCheck | AddColumn | ChangeColumn) for action in change.actions)
    for row in carried.rows if is_due else ():
        check_constraints(table, located.schema, dict(zip(carried.columns, row, strict=True)), state)
