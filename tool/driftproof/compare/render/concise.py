"""A table without what goes without saying, as SHOW CREATE TABLE has it."""

from __future__ import annotations

from driftproof.model.catalog import NULL_DEFAULT, Column, ForeignKey, Table
from driftproof.model.flavor import Flavor
from driftproof.model.replace import replace


def concise(table: Table, flavor: Flavor) -> Table:
    """Return a table of a catalog with the attributes left out that its columns have by themselves.

    Those are the character set and collation of the table, NULL where the default is NULL (never of a TIMESTAMP, whose
    nullability older servers decide otherwise), and the action that a foreign key has without a clause.
    """
    columns = tuple(_column(column, table) for column in table.columns)
    foreign_keys = tuple(_foreign_key(foreign_key, flavor) for foreign_key in table.foreign_keys)
    return replace(table, columns=columns, foreign_keys=foreign_keys)


def _column(column: Column, table: Table) -> Column:
    is_inherited = table.charset is not None and table.collation is not None
    if is_inherited and (column.charset, column.collation) == (table.charset, table.collation):
        column = replace(column, charset=None, collation=None)
    says_nothing = column.nullable and (column.default == NULL_DEFAULT or column.generated is not None)
    if says_nothing and column.type.name != "timestamp":
        column = replace(column, nullable=None)
    return column


def _foreign_key(foreign_key: ForeignKey, flavor: Flavor) -> ForeignKey:
    implied = "RESTRICT" if flavor.is_mariadb else "NO ACTION"
    return replace(
        foreign_key,
        on_delete="" if foreign_key.on_delete == implied else foreign_key.on_delete,
        on_update="" if foreign_key.on_update == implied else foreign_key.on_update,
    )
