"""The write-ahead journal: which statement of a script is in flight, so that a run after a crash goes on behind it.

Before each statement one write says its number, its hash, the connection, and a digest of the objects that its text
names; all before it are done then. The write shares the script's transaction: what a crash rolls back, it rolls back
with the write, and a DDL statement, which commits before it begins, commits the write too. So the number that is left
is the truth, but for the statement in flight: it may have taken effect or not. If the digest is another one now, a DDL
statement has; if not, it has not, or changes nothing and may be repeated. The table ``driftproof_journal`` has one row
and is dropped at the end of a successful run; the history table knows nothing of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import Place, UpgradeStopped
from driftproof.model.names import quote, quote_text
from driftproof.model.scripts import Script, Statement
from driftproof.upgrade.statements import COMMITTING, DML, first_word

TABLE = "driftproof_journal"
_NO_TABLE = 1146
_UNSAFE = re.compile(
    r"\b(?:ROW_COUNT|FOUND_ROWS)\s*\(|\bGET\s+(?:CURRENT\s+)?DIAGNOSTICS\b|^\s*SHOW\s+(?:WARNINGS|ERRORS)\b"
    r"|^\s*(?:UN)?LOCK\s+TABLES?\b|\bautocommit\b|\bsql_log_bin\b|\bREAD\s+ONLY\b|\bCREATE\s+TEMPORARY\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What a script may not have to be journaled: a write between its statements would be seen, or would not fit in."""

_SESSION = frozenset({"SET", "USE", "PREPARE", "DEALLOCATE"})
_UNSURE = re.compile(
    r"\b(?:UUID|UUID_SHORT|RAND|NOW|SYSDATE|CURRENT_TIMESTAMP|LAST_INSERT_ID|CONNECTION_ID)\b"
    r"|\bFROM\s+(?!`?information_schema`?\s*\.)",
    re.IGNORECASE,
)
_CREATE = """CREATE TABLE IF NOT EXISTS {table} (
    `id` TINYINT NOT NULL PRIMARY KEY,
    `script` VARCHAR(1000) NOT NULL,
    `statement` INT NOT NULL,
    `done` CHAR(64) NOT NULL,
    `hash` CHAR(64) NOT NULL,
    `digest` VARCHAR(500) NULL,
    `connection` BIGINT NOT NULL,
    `at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the journal says: the script, the statement in flight (from 0), hashes of those done and of it, a digest."""

    script: str
    statement: int
    done: str
    hash: str
    digest: str


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of a run: the schema it is in, and the helper procedures, which may be called once more."""

    schema: str
    helpers: frozenset[str] = frozenset()

    @property
    def table(self) -> str:
        """The table's name with its schema, in backticks."""
        return f"{quote(self.schema)}.{quote(TABLE)}"

    def open(self, connection: Connection) -> Entry | None:
        """Return what an earlier run left behind, making the table if it is not there."""
        try:
            found = connection.rows(f"SELECT script, statement, done, hash, COALESCE(digest, '') FROM {self.table}")
        except ServerError as error:
            if error.answer.number != _NO_TABLE:
                raise
            connection.execute(_CREATE.format(table=self.table))
            return None
        return Entry(*found[0]) if found else None

    def drop(self, connection: Connection) -> None:
        """Take the table away: nothing is in flight."""
        connection.execute(f"DROP TABLE IF EXISTS {self.table}")


@dataclass(frozen=True, slots=True)
class ScriptJournal:
    """The journal of one script that runs on `connection`; `left` is what an earlier run left behind."""

    journal: Journal
    connection: Connection
    script: Script
    statements: Sequence[Statement]
    left: Entry | None = None

    def write(self, index: int) -> None:
        """Write that statement `index` (from 0) is next and those before it are done; the number behind the last is
        the end.
        """
        sql = self.statements[index].sql if index < len(self.statements) else ""
        digest = digest_query(self.connection, self.journal.schema, sql) if _changes_catalog(sql) else "NULL"
        self.connection.execute(
            f"REPLACE INTO {self.journal.table} (id, script, statement, done, hash, digest, connection) VALUES (1, "
            f"{quote_text(self.script.name)}, {index}, {quote_text(_hash_of(self.statements[:index]))}, "
            f"{quote_text(_hash(sql))}, {digest}, {self.connection.thread_id})"
        )

    def resume(self) -> int:
        """Return the statement (from 0) to go on with after what an earlier run did.

        Statements that only prepare the session run again on the way. Raises `UpgradeStopped` with a plan for repair
        when nobody can know whether a statement took effect, or what the session was like.
        """
        entry = self.left
        if entry is None or entry.script != self.script.name or entry.statement > len(self.statements):
            return 0
        if entry.done != _hash_of(self.statements[: entry.statement]):
            return 0
        start = entry.statement
        if start < len(self.statements) and entry.hash == _hash(self.statements[start].sql):
            start += self._took_effect(entry, self.statements[start])
        for number, statement in enumerate(self.statements[:start]):
            self._prepare_session(number, statement)
        return start

    def _took_effect(self, entry: Entry, statement: Statement) -> bool:
        """Tell whether the statement in flight took effect, as the live catalog shows."""
        word = first_word(statement.sql)
        if not _changes_catalog(statement.sql) or not entry.digest:
            return False  # its transaction went with the crash, and the journal's write with it
        query = digest_query(self.connection, self.journal.schema, statement.sql)
        if self.connection.value(f"SELECT {query}") == entry.digest:
            return False
        if word in COMMITTING:
            return True
        called = re.match(r"\s*CALL\s+(?:`?\w+`?\s*\.\s*)?`?(\w+)", statement.sql, re.IGNORECASE)
        if called and called[1].lower() in self.journal.helpers:
            return False  # a helper looks before it changes anything, and may be called once more
        raise self._unknown(entry.statement, "it has changed the schema, and may have been in the midst of it")

    def _prepare_session(self, number: int, statement: Statement) -> None:
        """Run a statement once more that only prepared the session."""
        word = first_word(statement.sql)
        if word not in _SESSION:
            return
        if _UNSURE.search(statement.sql):
            raise self._unknown(number, "what it put into the session cannot be had again")
        self.connection.execute(statement.sql)

    def _unknown(self, number: int, why: str) -> UpgradeStopped:
        statement = self.statements[number]
        span = statement.sql_span or statement.span
        rest = "\n".join(f"    {one.sql.strip()};" for one in self.statements[number + 1 :][:20])
        return UpgradeStopped(
            f"an earlier run ended in statement {number + 1} of {len(self.statements)}: {why}",
            place=Place(self.script.path, span.line),
            hint="to repair: see whether the statement has done its work, and finish or undo it by hand:\n"
            f"    {statement.sql.strip()};\n"
            + (f"then run what is behind it:\n{rest}\n" if rest else "")
            + f"then DROP TABLE {self.journal.table} and record the script, or run the upgrade without "
            "--journal to run the whole script again",
        )


def journaled(statements: Sequence[Statement]) -> bool:
    """Tell whether writes of the journal between these statements go unnoticed."""
    return not any(_UNSAFE.search(statement.sql) for statement in statements)


def _changes_catalog(sql: str) -> bool:
    word = first_word(sql)
    return bool(word) and word not in DML and word not in _SESSION and word not in {"COMMIT", "ROLLBACK", "START"}


def _hash(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()


def _hash_of(statements: Sequence[Statement]) -> str:
    return _hash("\x00".join(statement.sql for statement in statements))


_SOURCES = (
    ("tables", "table_schema", "table_name", "engine, row_format, table_collation, create_options, table_comment"),
    ("columns", "table_schema", "table_name", "column_name, ordinal_position, column_default, is_nullable, "
     "column_type, collation_name, extra, column_comment, generation_expression"),
    ("statistics", "table_schema", "table_name", "index_name, seq_in_index, column_name, sub_part, non_unique, "
     "index_type"),
    ("key_column_usage", "table_schema", "table_name", "constraint_name, column_name, referenced_table_name, "
     "referenced_column_name"),
    ("referential_constraints", "constraint_schema", "table_name", "constraint_name, update_rule, delete_rule"),
    ("partitions", "table_schema", "table_name", "partition_name, partition_method, partition_description"),
    ("views", "table_schema", "table_name", "view_definition, security_type"),
    ("triggers", "trigger_schema", "trigger_name", "event_manipulation, action_timing, action_statement, created"),
    ("routines", "routine_schema", "routine_name", "routine_type, routine_definition, last_altered"),
    ("events", "event_schema", "event_name", "event_definition, last_altered, status"),
)  # fmt: skip
"""What the digest looks at: tables of information_schema, their columns for schema and name, and what counts."""


def digest_query(connection: Connection, schema: str, sql: str) -> str:
    """Return an expression whose value changes when an object that a statement names changes.

    It sums checksums of rows of information_schema, so that neither the order of rows nor ``group_concat_max_len``
    matters. A statement that names nothing, such as EXECUTE, takes the whole schema.
    """
    words = sorted({word.lower() for word in re.findall(r"[\w$]+", sql) if len(word) <= 64})
    by_name = first_word(sql) not in {"EXECUTE", "CALL"} and 0 < len(words) <= 400
    listed = ", ".join(map(quote_text, words))
    parts = []
    for table, schema_column, name, columns in _SOURCES:
        if "generation_expression" in columns and not connection.flavor.at_least(mysql=(5, 7, 6), mariadb=(10, 2, 5)):
            columns = columns.replace(", generation_expression", "")
        where = f"{schema_column} = {quote_text(schema)} AND {name} <> {quote_text(TABLE)}"
        where += f" AND LOWER({name}) IN ({listed})" if by_name else ""
        shown = ", ".join(f"COALESCE({column}, '-')" for column in columns.split(", "))
        parts.append(
            f"(SELECT CONCAT(COUNT(*), ':', COALESCE(SUM(CRC32(CONCAT_WS('|', {name}, {shown}))), 0)) "
            f"FROM information_schema.{table} WHERE {where})"
        )
    return f"CONCAT_WS(' ', {', '.join(parts)})"
