"""The rows that scripts put in, held against those of a fresh install, as far as both are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from driftproof.model.verdict import RowDifference
from driftproof.replay.evaluate.values import Row, Unknown
from driftproof.replay.state import TableKey, TableRows

MOST_EXAMPLES = 5
"""How many rows of a table are shown."""


def row_differences(
    fresh: Mapping[TableKey, TableRows], path: Mapping[TableKey, TableRows], database: str
) -> tuple[RowDifference, ...]:
    """Return the tables whose rows are known on both sides, and differ.

    Rows are compared as a bag, columns by name. A value that scripts do not tell, such as that of ``UUID()``, equals
    any other such value; a table whose rows are not known on one side is passed over.
    """
    return tuple(_differences(fresh, path, database))


def unknown_tables(*stores: Mapping[TableKey, TableRows]) -> tuple[str, ...]:
    """Return, as assumptions, the tables that were passed over because their rows are not known."""
    found = {key[1]: rows.unknown for store in stores for key, rows in store.items() if rows.unknown and not key[2]}
    return tuple(f"the rows of `{name}` are not compared: {reason}" for name, reason in sorted(found.items()))


def _differences(
    fresh: Mapping[TableKey, TableRows], path: Mapping[TableKey, TableRows], database: str
) -> Iterator[RowDifference]:
    for key in sorted(set(fresh) | set(path)):
        ours, theirs = fresh.get(key), path.get(key)
        if key[2] or ours is theirs or (ours and ours.unknown) or (theirs and theirs.unknown):
            continue
        here, there = _bag(ours), _bag(theirs)
        missing, extra = here - there, there - here
        if missing or extra:
            name = key[1] if key[0] == database.lower() else f"{key[0]}.{key[1]}"
            yield RowDifference(name, here.total(), there.total(), _examples(missing), _examples(extra))


def _bag(rows: TableRows | None) -> Counter[tuple[tuple[str, str], ...]]:
    if rows is None:
        return Counter()
    return Counter(_spelled(rows.columns, row) for row in rows.rows)


def _spelled(columns: tuple[str, ...], row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, _value(value)) for name, value in zip(columns, row, strict=False)))


def _value(value: object) -> str:
    if isinstance(value, Unknown):
        return "?"
    return "NULL" if value is None else repr(str(value)) if isinstance(value, str) else str(value)


def _examples(rows: Counter[tuple[tuple[str, str], ...]]) -> tuple[str, ...]:
    shown = sorted(rows.elements())[:MOST_EXAMPLES]
    return tuple(", ".join(f"{name}={value}" for name, value in row) for row in shown)
