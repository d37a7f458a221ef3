"""Queries that tell beforehand: each returns the rows that stand in the way, or a count of what would be lost."""

from __future__ import annotations

from driftproof.model.catalog import Column, ForeignKey, Index, Table
from driftproof.model.names import fold, quote


def count_rows(table: str) -> str:
    """Return the query that counts the rows of a table."""
    return f"SELECT COUNT(*) FROM {quote(table)}"


def count_values(table: Table, column: Column) -> str:
    """Return the query that counts the values of a column that are not its default by themselves."""
    return f"SELECT COUNT(*) FROM {quote(table.name)} WHERE {quote(column.name)} IS NOT NULL"


def rows_where(table: Table, columns: tuple[str, ...], condition: str) -> str:
    """Return the query that shows the primary key and `columns` of the rows for which `condition` is true."""
    key = table.primary_key
    names = [*(key.columns if key else ()), *columns]
    shown = list({fold(name): quote(name) for name in names}.values())
    return f"SELECT {', '.join(shown) or '*'} FROM {quote(table.name)} WHERE {condition}"


def doubled(table: Table, index: Index, added: frozenset[str]) -> str:
    """Return the query that shows the keys that several rows have; `added` are columns that are still to be added.

    NULL is no double of anything. A column that is still to be added is the same in every row.
    """
    parts = [part for part in index.parts if fold(part.column) not in added]
    if not parts:
        return f"SELECT COUNT(*) FROM {quote(table.name)} HAVING COUNT(*) > 1"
    values: list[str] = []
    for part in parts:
        if part.expression is not None:
            values.append(part.expression)
        else:
            name = quote(part.column)
            values.append(name if part.length is None else f"LEFT({name}, {part.length})")
    filled = " AND ".join(f"{value} IS NOT NULL" for value in values)
    grouped = ", ".join(values)
    return f"SELECT {grouped}, COUNT(*) FROM {quote(table.name)} WHERE {filled} GROUP BY {grouped} HAVING COUNT(*) > 1"


def doubled_under(table: Table, column: Column, index: Index, collation: str) -> str:
    """Return the query that shows the keys of a unique index that are doubled once a column has another collation."""
    values = [
        f"CONVERT({quote(part.column)} USING {column.charset}) COLLATE {collation}"
        if fold(part.column) == fold(column.name)
        else quote(part.column)
        for part in index.parts
    ]
    filled = " AND ".join(f"{quote(part.column)} IS NOT NULL" for part in index.parts)
    grouped = ", ".join(values)
    return f"SELECT {grouped}, COUNT(*) FROM {quote(table.name)} WHERE {filled} GROUP BY {grouped} HAVING COUNT(*) > 1"


def orphans(table: Table, key: ForeignKey, has_parent: bool) -> str:
    """Return the query that shows the rows whose parents are missing; all of them where the parent table is new."""
    filled = " AND ".join(f"`child`.{quote(name)} IS NOT NULL" for name in key.columns)
    primary = table.primary_key
    names = {fold(name): name for name in (*(primary.columns if primary else ()), *key.columns)}
    shown = ", ".join(f"`child`.{quote(name)}" for name in names.values())
    start = f"SELECT {shown} FROM {quote(table.name)} AS `child`"
    if not has_parent:
        return f"{start} WHERE {filled}"
    schema = f"{quote(key.referenced_schema)}." if key.referenced_schema else ""
    pairs = zip(key.columns, key.referenced_columns, strict=True)
    same = " AND ".join(f"`parent`.{quote(other)} = `child`.{quote(own)}" for own, other in pairs)
    parent = f"{schema}{quote(key.referenced_table)} AS `parent`"
    return f"{start} WHERE {filled} AND NOT EXISTS (SELECT 1 FROM {parent} WHERE {same})"
