"""Converging: a table as it should have been, made from the table that released scripts left.

A rule whose faults a later script can mend has a `converge` function: it takes a table and the paths of what was found
in it (``column:hostUuid``, ``index:uuid``), and returns the table without these faults. What cannot be mended stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from driftproof.model.catalog import Column, Table
from driftproof.model.names import fold


def named_in(paths: Iterable[str], kind: str) -> frozenset[str]:
    """Return the folded names of one kind in paths: ``index:uk.column:a`` names the column `a` and the index `uk`."""
    steps = (step.partition(":") for path in paths for step in path.split("."))
    return frozenset(fold(name) for found, _, name in steps if found == kind)


def without_null(table: Table, names: Collection[str]) -> Table:
    """Return the table with these columns NOT NULL, save those that a foreign key sets to NULL."""
    set_null = {
        fold(name) for key in table.foreign_keys if "SET NULL" in (key.on_delete, key.on_update) for name in key.columns
    }
    wanted = {fold(name) for name in names} - set_null
    return replace(table, columns=tuple(_not_null(one) if fold(one.name) in wanted else one for one in table.columns))


def _not_null(column: Column) -> Column:
    default = None if column.default is not None and column.default.kind == "null" else column.default
    return replace(column, nullable=False, default=default)


def without_indexes(table: Table, names: Collection[str]) -> Table:
    """Return the table without these indexes."""
    gone = {fold(name) for name in names}
    return replace(table, indexes=tuple(one for one in table.indexes if fold(one.name) not in gone))


def without_foreign_keys(table: Table, names: Collection[str]) -> Table:
    """Return the table without these foreign keys."""
    gone = {fold(name) for name in names}
    return replace(table, foreign_keys=tuple(one for one in table.foreign_keys if fold(one.name) not in gone))
