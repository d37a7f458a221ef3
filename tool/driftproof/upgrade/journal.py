"""The table of the write-ahead journal: which statement of a script is in flight.

It has one row, is made when a script needs it, and is dropped at the end of a successful run; the history table knows
nothing of it. What is written into it, and when, is in `upgrade.script_journal`; what a run after a crash makes of it,
in `upgrade.resume`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from driftproof.live.connect import Connection, ServerError
from driftproof.model.catalog import Catalog
from driftproof.model.names import quote
from driftproof.model.scripts import Statement
from driftproof.sources.snapshot import from_json
from driftproof.upgrade.footprint import Rows
from driftproof.upgrade.memory import Memory
from driftproof.upgrade.options import JOURNAL_TABLE
from driftproof.upgrade.program_outcome import Between

COLUMNS = "script, statement, done, hash, state, connection"
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
    it. `settled` is what somebody has said of the statement: ``finished``, ``undone`` or nothing; `repaired` tells that
    a repair has removed the script's failed row from the history.
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
    repaired: bool = False


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

    def make(self, connection: Connection) -> None:
        """Make the table; raises `ServerError`."""
        connection.execute(_CREATE.format(table=self.table))

    def left(self, connection: Connection) -> Entry | None:
        """Return what an earlier run left behind, None where there is no journal or nothing in it."""
        try:
            return self.read(connection)
        except ServerError as error:
            if error.lost:
                raise
            return None

    def read(self, connection: Connection) -> Entry | None:
        """Return what an earlier run left behind; raises `ServerError` where there is no journal."""
        found = connection.rows(f"SELECT {COLUMNS} FROM {self.table}")
        if not found:
            return None
        script, statement, done, digest, state, thread = found[0]
        kept = json.loads(state)
        rows = {name: Rows(*values) for name, values in kept.get("rows", {}).items()}
        before = from_json(unpacked(kept["before"])) if kept.get("before") else None
        said = {"settled": kept.get("settled", ""), "repaired": kept.get("repaired", False)}
        return Entry(script, statement, done, digest, kept["objects"], Memory.of(kept), thread, rows, before, **said)

    def note(self, connection: Connection, **what: object) -> None:
        """Write what somebody has done meanwhile: `settled` the statement in flight, `repaired` the history."""
        (state,) = connection.rows(f"SELECT state FROM {self.table}")[0]
        text = json.dumps({**json.loads(state), **what})
        connection.execute(f"UPDATE {self.table} SET state = {literal(text)}")
        connection.execute("COMMIT")

    def drop(self, connection: Connection) -> str:
        """Take the table away, for nothing is in flight; empty it where the account may not, and return why not."""
        try:
            connection.execute(f"DROP TABLE IF EXISTS {self.table}")
        except ServerError as error:
            if error.lost:
                raise
            connection.execute(f"DELETE FROM {self.table}")
            connection.execute("COMMIT")
            return str(error.answer)
        return ""


@dataclass(slots=True)
class Done:
    """The hash of the statements that are done, kept as they grow."""

    count: int = 0
    so_far: Any = field(default_factory=hashlib.sha256)

    def hash(self, statements: Sequence[Statement], count: int) -> str:
        """Return the hash of the first `count` statements, which `hash_of` returns for them alone."""
        if count < self.count:
            self.count, self.so_far = 0, hashlib.sha256()
        for statement in statements[self.count : count]:
            self.so_far.update(("\x00" * bool(self.count) + statement.sql).encode())
            self.count += 1
        return str(self.so_far.hexdigest())


def packed(content: Any) -> str:
    """Return a value of JSON as a short text: a schema of many tables would not fit into a packet."""
    return base64.b85encode(zlib.compress(json.dumps(content).encode())).decode()


def unpacked(text: str) -> Any:
    """Return what was packed."""
    return json.loads(zlib.decompress(base64.b85decode(text)))


def literal(text: str) -> str:
    """Return a text as SQL that any character set of the connection leaves alone."""
    return f"CONVERT(X'{text.encode().hex()}' USING utf8mb4)"


def hash_of_text(sql: str) -> str:
    """Return the hash of a text, as the journal keeps it."""
    return hashlib.sha256(sql.encode()).hexdigest()


def hash_of(statements: Sequence[Statement]) -> str:
    """Return the hash of statements, as the journal keeps it."""
    return hash_of_text("\x00".join(statement.sql for statement in statements))
