"""The write-ahead journal: which statement of a script is in flight, so that a run after a crash goes on behind it.

Before a statement that may commit, one write says its number, its hash, the connection, the state of the objects that
it changes, and the session's variables; all before it are done then. The write shares the script's transaction: what a
crash rolls back, it rolls back with the write, and a DDL statement, which commits before it begins, commits the write
too. What needs no write has none: statements that commit nothing go with their transaction, and run again; so do
statements that can be repeated, such as ``CREATE TABLE IF NOT EXISTS`` and calls of helpers, as long as no row was
written before them.

What the journal says is the truth, but for the statement in flight. If one of its objects is another one now, it has
taken effect; if not, it has not, or changes nothing and may be repeated. The table ``driftproof_journal`` has one row
and is dropped at the end of a successful run; the history table knows nothing of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import Place, UpgradeStopped
from driftproof.model.names import quote
from driftproof.model.scripts import Script, Statement
from driftproof.upgrade.footprint import ABSENT, Footprint, commits_nothing, footprint_of, state_of
from driftproof.upgrade.memory import Memory
from driftproof.upgrade.statements import first_word

TABLE = "driftproof_journal"
_NO_TABLE = 1146
_UNSAFE = re.compile(
    r"\b(?:ROW_COUNT|FOUND_ROWS)\s*\(|\bGET\s+(?:CURRENT\s+)?DIAGNOSTICS\b|^\s*SHOW\s+(?:WARNINGS|ERRORS)\b"
    r"|^\s*(?:UN)?LOCK\s+TABLES?\b|\bautocommit\b|\bsql_log_bin\b|\bREAD\s+ONLY\b|\bCREATE\s+TEMPORARY\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What a script may not have to be journaled: a write between its statements would be seen, or would not fit in."""

_COLUMNS = "script, statement, done, hash, state, connection"
_CREATE = """CREATE TABLE IF NOT EXISTS {table} (
    `id` TINYINT NOT NULL PRIMARY KEY,
    `script` VARCHAR(1000) NOT NULL,
    `statement` INT NOT NULL,
    `done` CHAR(64) NOT NULL,
    `hash` CHAR(64) NOT NULL,
    `state` LONGTEXT NOT NULL,
    `connection` BIGINT NOT NULL,
    `at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the journal says: the script, the statement in flight (from 0), hashes of those done and of it.

    `objects` are the states of what it changes, from before it; `memory` is what the session held; `connection` is the
    one that ran it.
    """

    script: str
    statement: int
    done: str
    hash: str
    objects: dict[str, str]
    memory: Memory
    connection: int


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
            found = connection.rows(f"SELECT {_COLUMNS} FROM {self.table}")
        except ServerError as error:
            if error.answer.number != _NO_TABLE:
                raise
            connection.execute(_CREATE.format(table=self.table))
            return None
        if not found:
            return None
        script, statement, done, digest, state, thread = found[0]
        kept = json.loads(state)
        return Entry(script, statement, done, digest, kept["objects"], Memory.of(kept), thread)

    def drop(self, connection: Connection) -> None:
        """Take the table away: nothing is in flight."""
        connection.execute(f"DROP TABLE IF EXISTS {self.table}")


@dataclass(slots=True)
class ScriptJournal:
    """The journal of one script that runs on `connection`; `left` is what an earlier run left behind.

    `memory` is what has been put into the session so far; `unwritten` tells that statements have run since the last
    write that must not be repeated once they are committed.
    """

    journal: Journal
    connection: Connection
    script: Script
    statements: Sequence[Statement]
    left: Entry | None = None
    memory: Memory = field(default_factory=Memory)
    unwritten: bool = False

    def write(self, index: int) -> None:
        """Write that statement `index` (from 0) is next and those before it are done; the number behind the last is
        the end. Nothing is written where going on from the last write comes to the same.
        """
        following = self.statements[index] if index < len(self.statements) else None
        sql = following.sql if following else ""
        meant = self.memory.meant(sql, self.connection)
        if following and commits_nothing(meant) and not _is_several(following):
            self.unwritten = True
            return
        found = self._footprint(meant)
        if not self.unwritten and self._is_repeatable(found):
            return
        objects = {what: state_of(what, self.connection) for what in found.objects}
        state = json.dumps({"objects": objects, **self.memory.read(self.statements, index, self.connection)})
        values = (self.script.name, _hash_of(self.statements[:index]), _hash(sql), state)
        name, done, digest, kept = (f"CONVERT(X'{value.encode().hex()}' USING utf8mb4)" for value in values)
        self.connection.execute(
            f"REPLACE INTO {self.journal.table} (id, {_COLUMNS}) "
            f"VALUES (1, {name}, {index}, {done}, {digest}, {kept}, {self.connection.thread_id})"
        )
        self.unwritten = not (found.objects or self._is_repeatable(found))  # a CALL may leave its transaction open

    def _footprint(self, sql: str) -> Footprint:
        return footprint_of(sql, self.connection) if sql else Footprint(repeatable=True)

    def _is_repeatable(self, found: Footprint) -> bool:
        return found.repeatable or found.calls in self.journal.helpers  # a helper looks before it changes anything

    def resume(self) -> int:
        """Return the statement (from 0) to go on with after what an earlier run did.

        The session is made what it was. Raises `UpgradeStopped` with a plan for repair when nobody can know whether a
        statement took effect.
        """
        entry = self.left
        if entry is None or entry.script != self.script.name or entry.statement > len(self.statements):
            return 0
        if entry.done != _hash_of(self.statements[: entry.statement]):
            return 0
        start = entry.statement
        if start < len(self.statements) and entry.hash == _hash(self.statements[start].sql):
            entry.memory.restore(self.statements[:start], self.connection)
            return start + self._took_effect(entry, self.statements[start])
        entry.memory.restore(self.statements[:start], self.connection)
        return start

    def _took_effect(self, entry: Entry, statement: Statement) -> bool:
        """Tell whether the statement in flight took effect, as the live catalog shows."""
        found = self._footprint(entry.memory.meant(statement.sql))
        if self._is_repeatable(found):
            return False
        if entry.objects:
            changed = [what for what, state in entry.objects.items() if state_of(what, self.connection) != state]
            there = [what for what, state in entry.objects.items() if state != ABSENT]
            left = [what for what in there if what not in changed]
            if changed and left and first_word(statement.sql) in {"DROP", "RENAME"}:
                plan = _rest_of_drop(statement.sql, left)
                raise self._unknown(
                    entry.statement, f"it has changed {_listed(changed)}, and not {_listed(left)}", plan
                )
            return bool(changed)
        raise self._unknown(entry.statement, "it has committed something, and may have been in the midst of it")

    def _unknown(self, number: int, why: str, finish: str = "") -> UpgradeStopped:
        statement = self.statements[number]
        span = statement.sql_span or statement.span
        hint = "to repair: see whether the statement has done its work, and finish or undo it by hand"
        rest = len(self.statements) - number - 1
        behind = f"run the {rest} statement{'s' if rest > 1 else ''} behind it, " if rest else ""
        return UpgradeStopped(
            f"an earlier run ended in statement {number + 1} of {len(self.statements)}: {why}",
            place=Place(self.script.path, span.line),
            hint=f"{finish or hint}:\n    {statement.sql.strip()};\n"
            f"if it has finished: {behind}and record the script as applied\n"
            f"if it is undone: DROP TABLE {self.journal.table} and take what is before it out of the script, or\n"
            "run the whole script again without --journal",
        )


def _rest_of_drop(sql: str, left: Sequence[str]) -> str:
    """Return what to do about a DROP of which a part is done; an empty text for other statements."""
    found = re.match(r"\s*DROP\s+(TABLE|VIEW|SEQUENCE)\b", sql, re.IGNORECASE)
    if found is None:
        return ""
    return f"to finish it: DROP {found[1].upper()} {_listed(left)}; the next run then goes on behind it. It was"


def _listed(objects: Sequence[str]) -> str:
    return ", ".join(what.partition(" ")[2] for what in objects)


def _is_several(statement: Statement) -> bool:
    """Tell whether a text may be several statements, sent as one under another delimiter."""
    return statement.delimiter != ";" and ";" in statement.sql


def journaled(statements: Sequence[Statement]) -> bool:
    """Tell whether writes of the journal between these statements go unnoticed."""
    return not any(_UNSAFE.search(statement.sql) for statement in statements)


def _hash(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()


def _hash_of(statements: Sequence[Statement]) -> str:
    return _hash("\x00".join(statement.sql for statement in statements))
