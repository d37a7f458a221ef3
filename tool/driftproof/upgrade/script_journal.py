"""The write-ahead journal of a script: what is written between its statements, so that a crash loses nothing.

Before a statement that may commit, one write says its number, its hash, the connection, the state of the objects that
it changes, and the session's variables; all before it are done then. The write shares the script's transaction: what a
crash rolls back, it rolls back with the write, and a DDL statement, which commits before it begins, commits the write
too. What needs no write has none: statements that commit nothing go with their transaction, and run again; so do
statements that can be repeated with those before them (`upgrade.repeatable`), as long as no row was written since.
Where a script turns autocommit on, a statement that writes rows runs with it off, and is committed with a write.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from driftproof.language.lex import Dialect
from driftproof.live.connect import Connection, ServerError
from driftproof.model.changes import ObjectName
from driftproof.model.errors import SourceError, UpgradeStopped
from driftproof.model.scripts import Script, Statement
from driftproof.sources.live import read_live
from driftproof.sources.snapshot import to_json
from driftproof.upgrade.footprint import (
    Footprint,
    commits_nothing,
    dialect_of,
    footprint_of,
    lasting_tables,
    must_not_mix,
    rows_of,
    state_of,
    written_names,
)
from driftproof.upgrade.journal import COLUMNS, Done, Entry, Journal, hash_of_text, literal, packed
from driftproof.upgrade.memory import Memory
from driftproof.upgrade.repeatable import Repeated, is_several, words_of
from driftproof.upgrade.statements import DML, first_word
from driftproof.upgrade.surroundings import is_temporary, locking, reads_diagnostics, sets_autocommit


@dataclass(slots=True)
class ScriptJournal:
    """The journal of one script that runs on `connection`; `left` is what an earlier run left behind.

    `memory` is what has been put into the session so far. `unwritten` tells that statements have run since the last
    write that must not be repeated once they are committed, `lasting` that the last one cannot be taken back, `gathers`
    that autocommit is off for the length of a statement. `repeated` are those that a run would start over with.
    """

    journal: Journal
    connection: Connection
    script: Script
    statements: Sequence[Statement]
    left: Entry | None = None
    memory: Memory = field(default_factory=Memory)
    unwritten: bool = False
    lasting: bool = False
    gathers: bool = False
    repeated: Repeated = field(default_factory=Repeated)
    _engines: dict[tuple[ObjectName, ...], tuple[str, ...]] = field(default_factory=dict)
    _done: Done = field(default_factory=Done)
    _dialect: Dialect | None = None

    def write(self, index: int) -> None:
        """Write that statement `index` (from 0) is next and those before it are done; the number behind the last is
        the end. Nothing is written where going on from the last write comes to the same.
        """
        if index == len(self.statements):
            if self.unwritten or self.lasting:
                self._put(index, "", {"objects": {}})
            return
        if index and "sql_mode" in self.statements[index - 1].sql.lower():
            self._dialect = None
        sql = self.memory.meant(self.statements[index].sql, self.connection)
        following = self.statements[index]._replace(sql=sql)
        lasting: tuple[str, ...] = ()
        if _goes_with_transaction(following):
            if reads_diagnostics(sql):
                self.unwritten = True
                return
            self._gather(sql)
            lasting = self._lasting(sql)
            if not lasting and not self.lasting:
                self.unwritten = self.unwritten or not self.repeated.takes(following)
                return
        else:
            self._gather(sql)
            self._forget_engines(following)
        if self.unwritten or lasting or self.lasting or not self.repeated.takes(following):
            self._write(index, following, lasting)

    def _write(self, index: int, following: Statement, lasting: tuple[str, ...]) -> None:
        found = self.footprint(following.sql)
        repeatable = self.is_repeatable(found)
        looked_at = () if repeatable else found.objects
        kept: dict[str, Any] = {"objects": {what: state_of(what, self.connection) for what in looked_at}}
        if lasting:
            kept["rows"] = {name: astuple(rows_of(name, self.connection)) for name in lasting}
        if found.runs_program and not repeatable:
            kept["before"] = self._schema()
        self._put(index, self.statements[index].sql, kept)
        alone = found.runs_program and not repeatable and must_not_mix(self.connection)
        if lasting or self.lasting or alone:
            self.connection.execute("COMMIT")
        self.lasting = bool(lasting)
        self.unwritten = not (found.objects or repeatable)  # a CALL may leave its transaction open
        self.repeated.start(following)

    def _gather(self, sql: str) -> None:
        """Turn autocommit off for a statement that writes rows, so that the journal is committed with them."""
        writes = first_word(sql) in DML or first_word(sql) in {"CALL", "LOAD"}
        if writes and self.connection.autocommit and not self.connection.in_transaction:
            self.connection.execute("SET autocommit = 0")
            self.gathers = True

    def sent(self, sql: str) -> str:
        """Return what is sent for a statement: its LOCK TABLES lets the journal be written, too."""
        return locking(sql, self.journal.table)

    def written(self, index: int) -> None:
        """Commit what statement `index` (from 0) has done, where autocommit was turned off for it."""
        following = self.statements[index + 1].sql if index + 1 < len(self.statements) else ""
        if not self.gathers or reads_diagnostics(following):
            return
        if self.unwritten:
            self._put(index + 1, "", {"objects": {}})
        self.connection.execute("COMMIT")
        self.connection.execute("SET autocommit = 1")
        self.gathers = self.unwritten = False
        self.repeated.start(None)

    def _schema(self) -> Any:
        """Return the schema as it is, None where the account may not read it: a plan of repair is poorer then."""
        try:
            return packed(to_json(read_live(self.connection, self.journal.schema)))
        except (ServerError, SourceError) as error:
            if isinstance(error, ServerError) and error.lost:
                raise
            return None

    def _put(self, index: int, sql: str, state: dict[str, Any]) -> None:
        kept = {**state, **self.memory.read(self.statements, index, self.connection)}
        values = (self.script.name, self._done.hash(self.statements, index), hash_of_text(sql), json.dumps(kept))
        name, done, digest, text = map(literal, values)
        try:
            self.connection.execute(
                f"REPLACE INTO {self.journal.table} (id, {COLUMNS}) "
                f"VALUES (1, {name}, {index}, {done}, {digest}, {text}, {self.connection.thread_id})"
            )
        except ServerError as error:
            if error.lost:
                raise
            raise self._unwritable(index, error) from None

    def _unwritable(self, index: int, error: ServerError) -> UpgradeStopped:
        """Return the end of a run that could not note where it is."""
        place = self.script.place(self.statements[min(index, len(self.statements) - 1)].line)
        before = f"stopped before statement {index + 1}" if index < len(self.statements) else "stopped at the end"
        return UpgradeStopped(
            f"{before}, for the journal {self.journal.table} could not be written: {error.answer}",
            place=place,
            hint="mend the cause and run the upgrade again: it goes on from here",
        )

    def _lasting(self, sql: str) -> tuple[str, ...]:
        """Return the tables without transactions that a statement writes rows to; asked once between definitions."""
        names = written_names(sql)
        if names not in self._engines:
            self._engines[names] = lasting_tables(names, self.connection, by_triggers=True)
        return self._engines[names]

    def _forget_engines(self, statement: Statement) -> None:
        """Forget the engines of tables that a statement may change."""
        if is_several(statement) or first_word(statement.sql) in {"CALL", "EXECUTE"}:
            self._engines.clear()
        words = words_of(statement.sql)
        for names in [each for each in self._engines if any(name.name.lower() in words for name in each)]:
            del self._engines[names]

    def footprint(self, sql: str) -> Footprint:
        """Return what a statement leaves to be seen; an empty text is the end of the script."""
        if not sql:
            return Footprint(repeatable=True)
        self._dialect = self._dialect or dialect_of(self.connection)
        return footprint_of(sql, self._dialect)

    def is_repeatable(self, found: Footprint) -> bool:
        """Tell whether a statement may run once more by itself; a helper looks before it changes anything."""
        return found.repeatable or found.calls in self.journal.helpers


def _goes_with_transaction(statement: Statement) -> bool:
    """Tell whether all that a statement does ends with its transaction, or with the session."""
    sql = statement.sql
    return not is_several(statement) and not sets_autocommit(sql) and (commits_nothing(sql) or is_temporary(sql))
