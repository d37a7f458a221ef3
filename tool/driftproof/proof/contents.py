"""The rows of a live database, held against those of another one; times of the clock are passed over."""

from __future__ import annotations

from collections import Counter

from driftproof.live.connect import Connection
from driftproof.model.catalog import Column, Schema
from driftproof.model.names import quote
from driftproof.model.verdict import RowDifference

MOST_ROWS = 10_000
"""Tables with more rows are compared by their number alone."""

Contents = dict[str, list[tuple[str, ...]]]


def contents(connection: Connection, database: str, schema: Schema) -> Contents:
    """Return the rows of every table, values as text; columns that the clock fills are left out."""
    found: Contents = {}
    for table in schema.tables.values():
        place = f"{quote(database)}.{quote(table.name)}"
        names = [quote(column.name) for column in table.columns if not _is_clock(column)]
        count = int(connection.value(f"SELECT COUNT(*) FROM {place}"))
        if not names or count > MOST_ROWS:
            found[table.name] = [(f"{count} rows",)]
            continue
        rows = connection.rows(f"SELECT {', '.join(names)} FROM {place}") if count else []
        found[table.name] = [tuple(map(str, row)) for row in rows]
    return found


def _is_clock(column: Column) -> bool:
    default = column.default.text if column.default and column.default.kind == "expression" else ""
    return default.startswith(("current_timestamp", "uuid", "now", "curdate")) or column.on_update is not None


def content_differences(fresh: Contents, path: Contents) -> tuple[RowDifference, ...]:
    """Return the tables of both whose rows differ."""
    found = []
    for name in sorted(fresh.keys() & path.keys()):
        here, there = Counter(fresh[name]), Counter(path[name])
        missing, extra = here - there, there - here
        if missing or extra:
            shown = (tuple(", ".join(row) for row in sorted(bag)[:5]) for bag in (missing, extra))
            found.append(RowDifference(name, here.total(), there.total(), *shown))
    return tuple(found)
