"""The write-ahead journal: which statement of a script is in flight, so that a run after a crash goes on behind it.

Before a statement that may commit, one write says its number, its hash, the connection, the state of the objects that
it changes, and the session's variables; all before it are done then. The write shares the script's transaction: what a
crash rolls back, it rolls back with the write, and a DDL statement, which commits before it begins, commits the write
too. What needs no write has none: statements that commit nothing go with their transaction, and run again; so do
statements that can be repeated, such as ``CREATE TABLE IF NOT EXISTS`` and calls of helpers, as long as no row was
written before them.

What the journal says is the truth, but for the statement in flight. If one of its objects is another one now, it has
taken effect; if not, it has not, or changes nothing and may be repeated; `upgrade.unfinished` knows what can be half
done. The table ``driftproof_journal`` has one row
and is dropped at the end of a successful run; the history table knows nothing of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Catalog
from driftproof.model.changes import ObjectName
from driftproof.model.errors import Place, SourceError, UpgradeStopped
from driftproof.model.names import quote
from driftproof.model.scripts import Script, Statement
from driftproof.sources.live import read_live
from driftproof.sources.snapshot import from_json, to_json
from driftproof.upgrade.footprint import (
    Footprint,
    Rows,
    commits_nothing,
    footprint_of,
    lasting_tables,
    rows_of,
    state_of,
    written_names,
)
from driftproof.upgrade.memory import Memory
from driftproof.upgrade.options import JOURNAL_TABLE
from driftproof.upgrade.program_outcome import Between, Program, program_outcome
from driftproof.upgrade.unfinished import Half, definitions_outcome, rows_outcome

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

    `objects` are the states of what it changes, from before it; `rows` those of tables without transactions, `before`
    the schema where the statement runs a program. `memory` is what the session held; `connection` is the one that ran
    it. `settled` is what somebody has said of the statement: ``finished``, ``undone`` or nothing.
    """

    script: str
    statement: int
    done: str
    hash: str
    objects: dict[str, str]
    memory: Memory
    connection: int
    rows: dict[str, Rows] = field(default_factory=dict)
    before: Catalog | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of a run: the schema it is in, the helper procedures, which may be called once more, and what returns
    the statements `between` two schemas, for plans of repair.
    """

    schema: str
    helpers: frozenset[str] = frozenset()
    between: Between | None = None

    @property
    def table(self) -> str:
        """The table's name with its schema, in backticks."""
        return f"{quote(self.schema)}.{quote(JOURNAL_TABLE)}"

    def open(self, connection: Connection) -> Entry | None:
        """Return what an earlier run left behind, making the table if it is not there."""
        try:
            return self.read(connection)
        except ServerError as error:
            if error.answer.number != _NO_TABLE:
                raise
            connection.execute(_CREATE.format(table=self.table))
            return None

    def read(self, connection: Connection) -> Entry | None:
        """Return what an earlier run left behind; raises `ServerError` where there is no journal."""
        found = connection.rows(f"SELECT {_COLUMNS} FROM {self.table}")
        if not found:
            return None
        script, statement, done, digest, state, thread = found[0]
        kept = json.loads(state)
        rows = {name: Rows(*values) for name, values in kept.get("rows", {}).items()}
        before = from_json(kept["before"]) if kept.get("before") else None
        memory, settled = Memory.of(kept), kept.get("settled", "")
        return Entry(script, statement, done, digest, kept["objects"], memory, thread, rows, before, settled)

    def settle(self, connection: Connection, how: str) -> None:
        """Write what somebody says of the statement in flight: that it is ``finished``, or ``undone``."""
        (state,) = connection.rows(f"SELECT state FROM {self.table}")[0]
        text = json.dumps({**json.loads(state), "settled": how})
        connection.execute(f"UPDATE {self.table} SET state = {_literal(text)}")
        connection.execute("COMMIT")

    def drop(self, connection: Connection) -> None:
        """Take the table away: nothing is in flight."""
        connection.execute(f"DROP TABLE IF EXISTS {self.table}")


@dataclass(slots=True)
class ScriptJournal:
    """The journal of one script that runs on `connection`; `left` is what an earlier run left behind.

    `memory` is what has been put into the session so far; `unwritten` tells that statements have run since the last
    write that must not be repeated once they are committed, `lasting` that the last one cannot be taken back.
    """

    journal: Journal
    connection: Connection
    script: Script
    statements: Sequence[Statement]
    left: Entry | None = None
    memory: Memory = field(default_factory=Memory)
    unwritten: bool = False
    lasting: bool = False
    _engines: dict[tuple[ObjectName, ...], tuple[str, ...]] = field(default_factory=dict)

    def write(self, index: int) -> None:
        """Write that statement `index` (from 0) is next and those before it are done; the number behind the last is
        the end. Nothing is written where going on from the last write comes to the same.
        """
        following = self.statements[index] if index < len(self.statements) else None
        sql = following.sql if following else ""
        meant = self.memory.meant(sql, self.connection)
        lasting: tuple[str, ...] = ()
        if following and commits_nothing(meant) and not _is_several(following):
            lasting = self._lasting(meant)
            if not lasting and not self.lasting:
                self.unwritten = True
                return
        else:
            self._engines.clear()
        found = self._footprint(meant)
        if not self.unwritten and self._is_repeatable(found):
            return
        kept: dict[str, Any] = {"objects": {what: state_of(what, self.connection) for what in found.objects}}
        kept["rows"] = {name: astuple(rows_of(name, self.connection)) for name in lasting}
        if found.runs_program and not self._is_repeatable(found):
            kept["before"] = self._schema()
        self._put(index, sql, {**kept, **self.memory.read(self.statements, index, self.connection)})
        if lasting or self.lasting:
            self.connection.execute("COMMIT")
        self.lasting = bool(lasting)
        self.unwritten = not (found.objects or self._is_repeatable(found))  # a CALL may leave its transaction open

    def _schema(self) -> Any:
        """Return the schema as it is, None where the account may not read it: a plan of repair is poorer then."""
        try:
            return to_json(read_live(self.connection, self.journal.schema))
        except (ServerError, SourceError) as error:
            if isinstance(error, ServerError) and error.lost:
                raise
            return None

    def _put(self, index: int, sql: str, state: dict[str, Any]) -> None:
        values = (self.script.name, _hash_of(self.statements[:index]), _hash(sql), json.dumps(state))
        name, done, digest, kept = map(_literal, values)
        self.connection.execute(
            f"REPLACE INTO {self.journal.table} (id, {_COLUMNS}) "
            f"VALUES (1, {name}, {index}, {done}, {digest}, {kept}, {self.connection.thread_id})"
        )

    def _lasting(self, sql: str) -> tuple[str, ...]:
        """Return the tables without transactions that a statement writes rows to; asked once between definitions."""
        names = written_names(sql)
        if names not in self._engines:
            self._engines[names] = lasting_tables(names, self.connection)
        return self._engines[names]

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
        entry.memory.restore(self.statements[:start], self.connection)
        if start < len(self.statements) and entry.hash == _hash(self.statements[start].sql):
            return start + self._took_effect(entry, self.statements[start])
        return start

    def _took_effect(self, entry: Entry, statement: Statement) -> bool:
        """Tell whether the statement in flight took effect, as the live catalog shows."""
        if entry.settled:
            return entry.settled == "finished"
        sql = entry.memory.meant(statement.sql)
        found = self._footprint(sql)
        outcome: bool | Half
        if entry.before is not None and self.journal.between is not None:
            program = Program(sql, entry.before, self.journal.schema, entry.memory.assignments)
            outcome = program_outcome(program, self.connection, self.journal.between)
        elif self._is_repeatable(found) or found.action is None:
            outcome = False
        elif entry.rows:
            outcome = rows_outcome(found.action, entry.rows, self.connection)
        elif entry.objects:
            outcome = definitions_outcome(found.action, entry.objects, self.connection)
        elif commits_nothing(sql):
            outcome = False
        else:
            outcome = Half("it has committed something, and may have been in the midst of it", seen=False)
        if isinstance(outcome, Half):
            raise self._half_done(entry.statement, outcome)
        return outcome

    def _half_done(self, number: int, half: Half) -> UpgradeStopped:
        """Return the end of a run whose statement is half done: what to run, and how to go on then."""
        statement = self.statements[number]
        span = statement.sql_span or statement.span
        lines = list(half.notes)
        for title, texts in (("to finish it:", half.finish), ("to undo it:", half.undo)):
            lines += [title, *(f"    {text};" for text in texts)] if texts else []
        if not (half.finish or half.undo):
            lines += ["to repair: see whether it has done its work, and finish or undo it by hand:"]
            lines += [f"    {statement.sql.strip()};"]
        lines.append(
            "then run the upgrade again: it sees which was done"
            if half.seen
            else "then say which, `driftproof repair --in-flight finished` or `undone`, and run the upgrade again"
        )
        return UpgradeStopped(
            f"an earlier run ended in statement {number + 1} of {len(self.statements)}: {half.why}",
            place=Place(self.script.path, span.line),
            hint="\n".join(lines),
        )


def _is_several(statement: Statement) -> bool:
    """Tell whether a text may be several statements, sent as one under another delimiter."""
    return statement.delimiter != ";" and ";" in statement.sql


def journaled(statements: Sequence[Statement]) -> bool:
    """Tell whether writes of the journal between these statements go unnoticed."""
    return not any(_UNSAFE.search(statement.sql) for statement in statements)


def _literal(text: str) -> str:
    """Return a text as SQL that any character set of the connection leaves alone."""
    return f"CONVERT(X'{text.encode().hex()}' USING utf8mb4)"


def _hash(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()


def _hash_of(statements: Sequence[Statement]) -> str:
    return _hash("\x00".join(statement.sql for statement in statements))
