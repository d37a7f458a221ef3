"""Everything that `information_schema` says of a schema, in a fixed number of queries, to compare two in bulk."""

from __future__ import annotations

from driftproof.live.connect import Connection

Rows = dict[str, list[dict[str, object]]]

VIEWS = {
    "SCHEMATA": "SCHEMA_NAME",
    "TABLES": "TABLE_SCHEMA",
    "COLUMNS": "TABLE_SCHEMA",
    "STATISTICS": "TABLE_SCHEMA",
    "TABLE_CONSTRAINTS": "TABLE_SCHEMA",
    "KEY_COLUMN_USAGE": "TABLE_SCHEMA",
    "REFERENTIAL_CONSTRAINTS": "CONSTRAINT_SCHEMA",
    "CHECK_CONSTRAINTS": "CONSTRAINT_SCHEMA",
    "PARTITIONS": "TABLE_SCHEMA",
    "VIEWS": "TABLE_SCHEMA",
    "TRIGGERS": "TRIGGER_SCHEMA",
    "EVENTS": "EVENT_SCHEMA",
    "ROUTINES": "ROUTINE_SCHEMA",
    "PARAMETERS": "SPECIFIC_SCHEMA",
}
"""Each view of information_schema that is read, and its column that names the schema."""

VOLATILE = frozenset(
    {"AUTO_INCREMENT", "AVG_ROW_LENGTH", "CARDINALITY", "CHECKSUM", "CHECK_TIME", "CREATED", "CREATE_TIME", "DATA_FREE",
     "DATA_LENGTH", "INDEX_LENGTH", "LAST_ALTERED", "MAX_DATA_LENGTH", "MAX_INDEX_LENGTH", "TABLE_ROWS", "UPDATE_TIME"}
)  # fmt: skip
"""Columns that tell of rows, sizes and times, not of the schema."""


PROGRAMS = frozenset({"ROUTINES", "PARAMETERS"})
"""Views that tell of stored programs: most of the text, so that many comparisons in a row leave them out."""


def schema_rows(connection: Connection, schema: str, leave_out: frozenset[str] = frozenset()) -> Rows:
    """All rows of `VIEWS` about a schema, sorted, with the schema's own name as ``<schema>``."""
    known: dict[str, list[str]] = {}
    for view, column in connection.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'information_schema'"
        " ORDER BY table_name, ordinal_position"
    ):
        known.setdefault(str(view).upper(), []).append(str(column).upper())
    found: Rows = {}
    for view, key in VIEWS.items():
        if view in leave_out:
            continue
        columns = [column for column in known[view] if column not in VOLATILE]
        listed = ", ".join(f"`{column}`" for column in columns)
        query = f"SELECT {listed} FROM information_schema.`{view}` WHERE `{key}` = %s"
        rows = [
            {name: _plain(value, schema) for name, value in zip(columns, row, strict=True)}
            for row in connection.rows(query, (schema,))
        ]
        found[view] = sorted(rows, key=lambda row: [str(value) for value in row.values()])
    return found


def differences(before: Rows, after: Rows) -> list[str]:
    """One line for each row that only one of the two has."""
    lines = []
    assert before.keys() == after.keys()
    for view, old in before.items():
        new = after[view]
        if old == new:
            continue
        lines += [f"{view} only before: {_short(row)}" for row in old if row not in new]
        lines += [f"{view} only after: {_short(row)}" for row in new if row not in old]
    return lines


def _plain(value: object, schema: str) -> object:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return text.replace(schema, "<schema>") if isinstance(text, str) else text


def _short(row: dict[str, object]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in row.items() if value not in (None, ""))[:600]
