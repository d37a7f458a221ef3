"""Foreign keys and checks as servers keep and show them."""

from __future__ import annotations

from driftproof.model.catalog import ForeignKey, Table
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.normalize.facts import Facts


def settle_foreign_keys(table: Table, facts: Facts) -> Table:
    """Settle the actions of foreign keys, name their columns as the table does, and sort them by name.

    An action that is not stated is ``NO ACTION`` on MySQL, which shows RESTRICT where stated, and ``RESTRICT`` on
    MariaDB, which shows NO ACTION where stated (as in ``information_schema.REFERENTIAL_CONSTRAINTS``). Both show
    foreign keys sorted by name: MariaDB's InnoDB keeps them in a set, MySQL's dictionary reads them so.
    """
    if not table.foreign_keys:
        return table
    unstated = "RESTRICT" if facts.flavor.is_mariadb else "NO ACTION"
    names = {fold(column.name): column.name for column in table.columns}
    settled = [_settle(foreign_key, unstated, names) for foreign_key in table.foreign_keys]
    ordered = tuple(sorted(settled, key=lambda foreign_key: foreign_key.name))
    return table if ordered == table.foreign_keys else replace(table, foreign_keys=ordered)


def _settle(foreign_key: ForeignKey, unstated: str, names: dict[str, str]) -> ForeignKey:
    columns = tuple([names.get(fold(name), name) for name in foreign_key.columns])
    on_delete = _action(foreign_key.on_delete, unstated)
    on_update = _action(foreign_key.on_update, unstated)
    if (columns, on_delete, on_update, foreign_key.match) == (
        foreign_key.columns,
        foreign_key.on_delete,
        foreign_key.on_update,
        "",
    ):
        return foreign_key
    return replace(foreign_key, columns=columns, on_delete=on_delete, on_update=on_update, match="")


def _action(stated: str, unstated: str) -> str:
    """Return an action as kept; MariaDB's InnoDB reads SET DEFAULT and forgets it."""
    if not stated or (stated == "SET DEFAULT" and unstated == "RESTRICT"):
        return unstated
    return stated


def settle_checks(table: Table, facts: Facts) -> Table:
    """Put checks where the server keeps them: on MySQL all on the table, sorted by name; MariaDB keeps the order.

    MySQL reads checks since 8.0.16 and throws them away before (manual, "CHECK Constraints").
    """
    if facts.flavor.is_mariadb:
        return table
    if not facts.flavor.at_least(mysql=(8, 0, 16)):
        return _without_checks(table)
    moved = tuple(check for column in table.columns for check in column.checks)
    ordered = tuple(sorted((*table.checks, *moved), key=lambda check: fold(check.name)))
    if not moved:
        return table if ordered == table.checks else replace(table, checks=ordered)
    columns = tuple(replace(column, checks=()) if column.checks else column for column in table.columns)
    return replace(table, columns=columns, checks=ordered)


def _without_checks(table: Table) -> Table:
    columns = tuple(replace(column, checks=()) if column.checks else column for column in table.columns)
    if not table.checks and columns == table.columns:
        return table
    return replace(table, checks=(), columns=columns)
