"""Flyway's history table: found, read, created and written, in the layouts of Flyway 3, 4 and 5 to 13.

Sources: ``dbsupport/mysql/createMetaDataTable.sql`` of Flyway 3.2.1 and 4.0, ``MySQLDatabase.getRawCreateScript``
of Flyway 6.3.1. A new table's name follows its layout; an old one is recognised by its columns.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace

from driftproof.live.connect import Connection, Row
from driftproof.model.errors import HistoryRefused, ScriptError
from driftproof.model.history import UNFINISHED, History, HistoryRow, Layout
from driftproof.model.names import quote
from driftproof.model.scripts import Version

_COLUMNS = (
    "installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on",
    "execution_time", "success",
)  # fmt: skip


_LONGEST = 2**31 - 1
"""The longest time in milliseconds that fits into the table."""


def qualified(history: History) -> str:
    """Return the table's name with its schema, in backticks."""
    return f"{quote(history.schema)}.{quote(history.table)}"


def schema_exists(connection: Connection, schema: str) -> bool:
    """Tell whether the server has this schema, as far as the account may see."""
    sql = "SELECT 1 FROM information_schema.schemata WHERE schema_name = %s"
    return bool(connection.rows(sql, (schema,)))


def table_exists(connection: Connection, schema: str, table: str) -> bool:
    """Tell whether a schema has this table, as far as the account may see."""
    sql = "SELECT 1 FROM information_schema.tables WHERE table_schema = %s AND table_name = %s"
    return bool(connection.rows(sql, (schema, table)))


def find_history(connection: Connection, schema: str, table: str = "", layout: Layout | None = None) -> History:
    """Return the history of `schema` with its rows.

    `table` names the table when it is not Flyway's own name, `layout` what to create when there is none. With both of
    Flyway's tables there, the one of Flyway 5 and later counts, as it does for Flyway.
    Raises `HistoryRefused` when a table of that name is no history table.
    """
    wanted = (table,) if table else ("flyway_schema_history", "schema_version")
    marks = ", ".join(["%s"] * len(wanted))
    sql = (
        "SELECT table_name, LOWER(column_name) FROM information_schema.columns "
        f"WHERE table_schema = %s AND table_name IN ({marks})"
    )
    found: dict[str, set[str]] = {}
    for name, column in connection.rows(sql, (schema, *wanted)):
        found.setdefault(name, set()).add(column)
    if not found:
        chosen = layout or Layout.FLYWAY_5
        return History(schema, table or chosen.table, chosen)
    name = min(found, key=lambda each: (each.lower() != "flyway_schema_history", each))
    history = History(schema, name, _layout(name, found[name], schema), exists=True)
    return replace(history, rows=read_rows(connection, history))


def _layout(name: str, columns: set[str], schema: str) -> Layout:
    if missing := sorted(set(_COLUMNS) - columns):
        raise HistoryRefused(
            f"`{schema}`.`{name}` is no history table of Flyway: it has no column {', '.join(missing)}",
            hint="name the history table with --history-table",
        )
    if "version_rank" in columns:
        return Layout.FLYWAY_3
    return Layout.FLYWAY_4 if name.lower() == "schema_version" else Layout.FLYWAY_5


def read_rows(connection: Connection, history: History) -> tuple[HistoryRow, ...]:
    """Return the table's rows by installed rank; raises `HistoryRefused` for a version that is none."""
    rank = ", version_rank" if history.layout is Layout.FLYWAY_3 else ", NULL"
    columns = ", ".join(quote(column) for column in _COLUMNS).replace("`installed_on`", "CAST(`installed_on` AS CHAR)")
    found = connection.rows(f"SELECT {columns}{rank} FROM {qualified(history)} ORDER BY installed_rank")
    rows = tuple(_row(values) for values in found)
    try:
        for row in rows:
            _ = row.number
    except ScriptError as error:
        raise HistoryRefused(f"{qualified(history)} has a row that cannot be read: {error.message}") from None
    return rows


def _row(values: Row) -> HistoryRow:
    rank, version, description, kind, script, checksum, by, on, milliseconds, success, version_rank = values
    return HistoryRow(
        rank, version, description, kind, script, checksum, by, str(on), milliseconds, bool(success), version_rank
    )


def create_table(connection: Connection, history: History) -> History:
    """Create the history table in its layout and return the history with it."""
    connection.execute(table_sql(history))
    return replace(history, exists=True)


def table_sql(history: History) -> str:
    """Return the statement that creates the history table in its layout."""
    name, old = history.table, history.layout is Layout.FLYWAY_3
    lines = [
        *(["`version_rank` INT NOT NULL"] if old else []),
        "`installed_rank` INT NOT NULL",
        f"`version` VARCHAR(50) {'NOT NULL' if old else 'NULL'}",
        "`description` VARCHAR(200) NOT NULL",
        "`type` VARCHAR(20) NOT NULL",
        "`script` VARCHAR(1000) NOT NULL",
        "`checksum` INT NULL",
        "`installed_by` VARCHAR(100) NOT NULL",
        "`installed_on` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP",
        "`execution_time` INT NOT NULL",
        "`success` BOOL NOT NULL",
        f"PRIMARY KEY ({'`version`' if old else '`installed_rank`'})",
        *([f"KEY {quote(name + '_vr_idx')} (`version_rank`)"] if old else []),
        *([f"KEY {quote(name + '_ir_idx')} (`installed_rank`)"] if old else []),
        f"KEY {quote(name + '_s_idx')} (`success`)",
    ]
    body = ",\n    ".join(lines)
    return f"CREATE TABLE {qualified(history)} (\n    {body}\n) ENGINE=InnoDB"


class HistoryWriter:
    """Writes rows for a run that holds the lock: one INSERT when a script starts, one UPDATE when it ends."""

    def __init__(self, connection: Connection, history: History) -> None:
        self._connection = connection
        self._history = history
        self._table = qualified(history).replace("%", "%%")
        self._old = history.layout is Layout.FLYWAY_3
        self._ranks = sorted(row.installed_rank for row in history.rows)
        self._versions = sorted(row.number for row in history.rows if row.number) if self._old else []
        self._highest_version_rank = max((row.version_rank or 0 for row in history.rows), default=0)
        names = [name for name in _COLUMNS if name not in {"installed_by", "installed_on"}]
        names += ["version_rank"] if self._old else []
        self._marks = ", ".join(["%s"] * len(names))
        self._insert_sql = (
            f"INSERT INTO {self._table} ({', '.join(f'`{name}`' for name in names)}, `installed_by`) "
            f"VALUES ({self._marks}, SUBSTRING_INDEX(USER(), '@', 1))"
        )

    def start(self, row: HistoryRow, replaces: HistoryRow | None = None) -> HistoryRow:
        """Record that a script starts: the row with success 0 and no time, its ranks filled in; return it.

        A failed row that it `replaces` goes in the same transaction, as Flyway's repair and migrate would do it.
        """
        if replaces:
            self._connection.execute("START TRANSACTION")
            self._delete(replaces)
        started = self._insert(replace(row, execution_time=UNFINISHED, success=False))
        if replaces:
            self._connection.execute("COMMIT")
        return started

    def add(self, row: HistoryRow) -> HistoryRow:
        """Record a finished row such as a baseline or a schema marker; return it with its ranks."""
        return self._insert(row)

    def end(self, row: HistoryRow, *, success: bool, milliseconds: int) -> None:
        """Complete the row of a script that has ended; raises `HistoryRefused` when somebody has removed the row."""
        key, value = ("version", row.version) if self._old else ("installed_rank", row.installed_rank)
        changed = self._connection.change(
            f"UPDATE {self._table} SET installed_on = CURRENT_TIMESTAMP, execution_time = %s, success = %s "
            f"WHERE `{key}` = %s",
            (min(milliseconds, _LONGEST), int(success), value),
        )
        if changed != 1:
            raise self._gone(row)

    def delete(self, row: HistoryRow) -> None:
        """Remove a failed row."""
        self._delete(row)

    def align(self, row: HistoryRow) -> None:
        """Store checksum, description, type and script name of a row that is there."""
        key, value = ("version", row.version) if self._old else ("installed_rank", row.installed_rank)
        self._connection.change(
            f"UPDATE {self._table} SET checksum = %s, description = %s, type = %s, script = %s, "
            f"installed_on = installed_on WHERE `{key}` = %s",
            (row.checksum, shortened(row.description, 200), row.type, row.script, value),
        )

    def end_and_start(self, done: HistoryRow, milliseconds: int, following: HistoryRow) -> HistoryRow:
        """Complete the row of a script and start the next one's in one write; return the next row with its ranks.

        One statement touches both rows, so that a crash leaves both as they were or both as they should be.
        Raises `HistoryRefused` when somebody has removed the first row.
        """
        started = self._ranked(following)
        both = (*self._values(done, min(milliseconds, _LONGEST), 1), *self._values(started, UNFINISHED, 0))
        changed = self._connection.change(
            f"{self._insert_sql}, ({self._marks}, SUBSTRING_INDEX(USER(), '@', 1)) ON DUPLICATE KEY UPDATE "
            "installed_on = CURRENT_TIMESTAMP, execution_time = VALUES(execution_time), success = VALUES(success)",
            both,
        )
        if changed != 3:  # 2 for a row that was updated, 1 for one that is new
            raise self._gone(done)
        return started

    def _insert(self, row: HistoryRow) -> HistoryRow:
        filled = self._ranked(row)
        self._connection.change(self._insert_sql, self._values(filled, filled.execution_time, int(filled.success)))
        return filled

    def _values(self, row: HistoryRow, milliseconds: int, success: int) -> list[object]:
        values: list[object] = [
            row.installed_rank, row.version, shortened(row.description, 200), row.type, row.script[-1000:],
            row.checksum, milliseconds, success,
        ]  # fmt: skip
        return [*values, row.version_rank] if self._old else values

    def _ranked(self, row: HistoryRow) -> HistoryRow:
        """Return the row with the ranks that it gets as the newest, and remember them."""
        last = self._ranks[-1] if self._ranks else 0
        rank = 0 if row.type == "SCHEMA" and not row.version else last + 1
        insort(self._ranks, rank)
        if not self._old:
            return replace(row, installed_rank=rank)
        number = row.number or Version.parse("0")
        filled = replace(row, installed_rank=rank, version_rank=self._version_rank(number))
        insort(self._versions, number)
        self._highest_version_rank = max(self._highest_version_rank, filled.version_rank or 0)
        return filled

    def _gone(self, row: HistoryRow) -> HistoryRefused:
        return HistoryRefused(
            f"the row of {row.script} has gone from {qualified(self._history)} while the script ran",
            hint="something else writes to the history; see `driftproof status`",
        )

    def _version_rank(self, number: Version) -> int:
        """Make room for a version among the others and return its place (``MetaDataTableImpl`` of Flyway 3.2.1)."""
        rank = bisect_left(self._versions, number) + 1
        if rank <= self._highest_version_rank:
            self._connection.change(
                f"UPDATE {self._table} SET version_rank = version_rank + 1, installed_on = installed_on "
                "WHERE version_rank >= %s",
                (rank,),
            )
            self._highest_version_rank += 1
        return rank

    def _delete(self, row: HistoryRow) -> None:
        key, value = ("version", row.version) if self._old else ("installed_rank", row.installed_rank)
        self._connection.change(f"DELETE FROM {self._table} WHERE `{key}` = %s AND success = 0", (value,))
        if row.installed_rank in self._ranks:
            self._ranks.remove(row.installed_rank)
        if self._old and row.number in self._versions:
            self._versions.remove(row.number)


def shortened(text: str, length: int) -> str:
    """Return `text` cut as Flyway cuts it to fit a column."""
    return text if len(text) <= length else text[: length - 3] + "..."


def baseline_row(version: str, description: str = "<< Flyway Baseline >>") -> HistoryRow:
    """Return the row that marks everything up to `version` as there."""
    return HistoryRow(0, version, description, "BASELINE", description, None)


def schema_row(history: History) -> HistoryRow:
    """Return the row by which Flyway remembers that it created the schema.

    Flyway 3 and 4 give it version 0 (``MetaDataTableImpl@4.0:302``), 5 and later rank 0 (``SchemaHistory@5.2.4:126``).
    """
    version = None if history.layout is Layout.FLYWAY_5 else "0"
    return HistoryRow(0, version, "<< Flyway Schema Creation >>", "SCHEMA", quote(history.schema), None)
