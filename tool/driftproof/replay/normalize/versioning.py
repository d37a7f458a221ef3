"""MariaDB's versioned tables and periods as the server keeps them (https://mariadb.com/kb/en/temporal-tables/)."""

from __future__ import annotations

import re

from driftproof.model.catalog import Column, Table
from driftproof.model.names import fold, quote
from driftproof.model.replace import replace
from driftproof.replay.normalize.facts import Facts

_NAME = re.compile(r"`((?:[^`]|``)*)`")
_WITH, _WITHOUT = ("with_system_versioning", ""), ("without_system_versioning", "")
_YES = ("system_versioning", "yes")


def settle_versioning(table: Table, facts: Facts) -> Table:
    """Settle which tables and columns are versioned, and forget what says that a table is not.

    A table that does not say so is versioned where one of its columns says so; its other columns are not then.
    """
    says = any(_WITH in column.options for column in table.columns)
    options = _options(table.options)
    is_whole = _YES in options
    if says and not is_whole:
        options = tuple(sorted((*options, _YES)))
    columns = tuple(
        _settle(column, says and not is_whole) if column.options or says else column for column in table.columns
    )
    if options == table.options and columns == table.columns:
        return table
    return replace(table, options=options, columns=columns)


def _options(options: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return table options without those that say that something is no more, and what they name."""
    found = dict(options)
    dropped = found.pop("drop_period", "")
    if dropped and found.get("period", "").startswith(f"{quote(dropped)}("):
        del found["period"]
    gone = {("system_versioning", "no"), ("period_for_system_time", "")}
    kept = tuple(pair for pair in found.items() if pair not in gone)
    return options if kept == options else kept


def _settle(column: Column, others_are_not: bool) -> Column:
    if _WITH in column.options:
        return replace(column, options=tuple(option for option in column.options if option != _WITH))
    if not others_are_not or _WITHOUT in column.options or is_row_end(column):
        return column
    return replace(column, options=tuple(sorted((*column.options, _WITHOUT))))


def is_row_end(column: Column) -> bool:
    """Tell whether a column holds the start or the end of a row's life, and so is NOT NULL without a default."""
    return any(name in {"row_start", "row_end"} for name, _ in column.options)


def period_columns(table: Table) -> frozenset[str]:
    """Return the folded names of the columns of a table's application period, which are NOT NULL."""
    period = dict(table.options).get("period", "")
    names = [fold(name.replace("``", "`")) for name in _NAME.findall(period)]
    return frozenset(names[1:])
