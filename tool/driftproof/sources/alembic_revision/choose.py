"""The operations for a change: Alembic's where they make the same of a catalog, and SQL for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from alembic.operations import ops

from driftproof.model.catalog import Catalog, Table
from driftproof.model.changes import AlterTable, Change, CreateTable, DropTables, TableAction
from driftproof.model.session import Session
from driftproof.sources.alembic_revision.follow import after_statements
from driftproof.sources.alembic_revision.operations import Operation, action_operation, table_operations
from driftproof.sources.alembic_revision.prove import after_operations, are_alike


@dataclass(frozen=True, slots=True)
class Chooser:
    """What changes are turned into operations with: the session that they run in, and how SQL is written."""

    session: Session
    sql: Callable[[Change], str]

    def operations(self, change: Change, catalog: Catalog) -> list[Operation]:
        """Return the operations for a change on `catalog`: Alembic's where they make the same of it, or one statement.

        The SQL that Alembic makes of its operations, replayed, must give what the change gives.
        """
        wanted = self.after(change, catalog)
        found = self._candidates(change, catalog)
        if found is None or wanted is None or not are_alike(after_operations(found, catalog, self.session), wanted):
            return [self._statement(change)]
        return found

    def after(self, change: Change, catalog: Catalog) -> Catalog | None:
        """Return the catalog after a change, by its SQL; None where the server would refuse it."""
        return after_statements([self.sql(change)], catalog, self.session)

    def _statement(self, change: Change) -> Operation:
        return ops.ExecuteSQLOp(self.sql(change))

    def _candidates(self, change: Change, catalog: Catalog) -> list[Operation] | None:
        match change:
            case CreateTable(if_not_exists=False):
                return table_operations(change)
            case DropTables(names=names):
                return [ops.DropTableOp(name.name) for name in names]
            case AlterTable():
                return self._actions(change, catalog)
            case _:
                return None

    def _actions(self, change: AlterTable, catalog: Catalog) -> list[Operation]:
        """Return an operation for each action, and a statement for each run of actions that have none, in order."""
        found: list[Operation] = []
        waiting: list[TableAction] = []
        for action in change.actions:
            single = replace(change, actions=(action,), spans=())
            operation = self._operation(single, catalog)
            catalog = self.after(single, catalog) or catalog
            if operation is None:
                waiting.append(action)
                continue
            if waiting:
                found.append(self._statement(replace(change, actions=tuple(waiting), spans=())))
                waiting = []
            found.append(operation)
        if waiting:
            found.append(self._statement(replace(change, actions=tuple(waiting), spans=())))
        return found

    def _operation(self, single: AlterTable, catalog: Catalog) -> Operation | None:
        """Return the operation for an ALTER TABLE of one action, or None where none makes the same."""
        table: Table | None = catalog.table(self.session.database or "", single.name.name)
        operation = action_operation(single.actions[0], table) if table is not None else None
        if operation is None:
            return None
        wanted = self.after(single, catalog)
        return operation if are_alike(after_operations([operation], catalog, self.session), wanted) else None
