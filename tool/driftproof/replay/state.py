"""The state of a replay between two statements, and what one statement leaves behind.

A `State` is changed in place by the statements that run on it; the catalogs and sessions in it are immutable, so that
every step of a trace can keep its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from driftproof.model.catalog import Catalog, Routine, Table, Trigger
from driftproof.model.changes import ObjectName
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.scripts import Script, Statement
from driftproof.model.session import Session
from driftproof.model.syntax.programs import Run
from driftproof.model.trace import Step
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Row

TableKey = tuple[str, str, bool]
"""The keys of a table's schema and name, and whether it is a temporary table."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows that scripts put into a table.

    `columns` are the folded names of the table's columns, in the order of the values of each row. `unknown` says why
    the rows are not known, or is empty. `next_id` is the next AUTO_INCREMENT value. `touched` says that scripts wrote
    to the table, so that its rows are known by more than the assumption that it started empty.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    unknown: str = ""
    next_id: int = 1
    touched: bool = False


class RowStore(dict[TableKey, TableRows]):
    """The known rows by table; while `journal` is a list, what was there before each change is kept in it."""

    __slots__ = ("journal",)

    def __init__(self, rows: Mapping[TableKey, TableRows]) -> None:
        super().__init__(rows)
        self.journal: list[tuple[TableKey, TableRows | None]] | None = None

    def __setitem__(self, key: TableKey, rows: TableRows) -> None:
        if self.journal is not None:
            self.journal.append((key, self.get(key)))
        super().__setitem__(key, rows)

    def pop(self, key: TableKey, *default: Any) -> Any:
        """Take out the rows of a table and return them."""
        if self.journal is not None and key in self:
            self.journal.append((key, self[key]))
        return super().pop(key, *default)

    def undo(self, mark: int) -> None:
        """Take back the changes that the journal has kept since it was `mark` entries long."""
        journal = self.journal or []
        for key, rows in reversed(journal[mark:]):
            if rows is None:
                super().pop(key, None)
            else:
                super().__setitem__(key, rows)
        del journal[mark:]


@dataclass(frozen=True, slots=True)
class Condition:
    """An entry of the diagnostics area: what SHOW WARNINGS and GET DIAGNOSTICS give."""

    answer: ServerAnswer
    level: str = "Error"
    items: tuple[tuple[str, Datum], ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A table found by its name: where its rows are kept, its definition, and its schema's name."""

    key: TableKey
    schema: str
    table: Table


@dataclass(frozen=True, slots=True)
class Lock:
    """A table that LOCK TABLES has locked, by keys, and whether for writing."""

    schema: str
    table: str
    writes: bool


@dataclass(frozen=True, slots=True)
class Verbs:
    """What stands above evaluation and is needed in it.

    The value of an expression; an SQL statement of a program; a stored function; a trigger on the rows ``new`` and
    ``old``.
    """

    evaluate: Callable[[Any, Any], Datum]
    inner: Callable[[Run, Any], None]
    call: Callable[[State, Routine, str, Row], Datum]
    fire: Callable[[State, Trigger, str, dict[str, dict[str, Datum]]], None]


@dataclass(slots=True)
class State:
    """Everything that a statement of a replay can read or change.

    `temporary` holds the session's temporary tables, `rows` what is known of the data, `kept` the rows to go back to
    at a ROLLBACK while a transaction is open, `savepoints` those of its savepoints, `counters` the next AUTO_INCREMENT
    values, which no failure takes back. `notes` and `warnings` are those of the statement that runs, `steps` the inner
    steps it made, `origin` its script and piece. `running` are the programs that run, `work` counts the rows looked at,
    `keys` remembers the keys of tables between statements, `locks` what LOCK TABLES has locked, by alias.
    """

    catalog: Catalog
    session: Session
    temporary: Catalog
    verbs: Verbs
    rows: dict[TableKey, TableRows] = field(default_factory=dict)
    kept: dict[TableKey, TableRows] | None = None
    savepoints: dict[str, dict[TableKey, TableRows]] = field(default_factory=dict)
    counters: dict[TableKey, int] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    warnings: list[ServerAnswer] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    row_count: int = 0
    last_insert_id: int = 0
    found_rows: int = 0
    doubled: str = ""
    work: int = 0
    running: list[tuple[str, str]] = field(default_factory=list)
    origin: tuple[Script, Statement] | None = None
    views: tuple[str, ...] = ()
    pad: bool = True
    keys: dict[TableKey, Any] = field(default_factory=dict)
    locks: dict[str, Lock] | None = None

    @classmethod
    def start(cls, catalog: Catalog, session: Session, verbs: Verbs) -> State:
        """Return the state in which a connection starts on a server that has this catalog."""
        pad = not catalog.flavor.at_least(mysql=(8, 0, 1))
        empty = Catalog(catalog.flavor, catalog.rules)
        return cls(catalog, session, empty, verbs, pad=pad)

    @property
    def autocommit(self) -> bool:
        """Whether a statement outside of a transaction is one by itself."""
        return self.session.system.get("autocommit", 1) != 0

    def end_transaction(self) -> None:
        """Forget what a ROLLBACK would go back to."""
        self.kept = None
        self.savepoints.clear()

    def note(self, assumption: str) -> None:
        """Record what the running statement takes for granted."""
        self.notes[assumption] = None

    def warn(self, warning: ServerAnswer) -> None:
        """Record a warning of the running statement."""
        self.warnings.append(warning)
        self.conditions.append(Condition(warning, "Warning"))

    def user_variable(self, name: str) -> Datum:
        """Return the value of a user variable, NULL where it was never set."""
        return self.session.variables.get(fold(name))

    def set_user_variable(self, name: str, value: Datum) -> None:
        """Give a user variable a value."""
        variables: dict[str, Any] = {**self.session.variables, fold(name): value}
        self.session = replace(self.session, variables=variables)

    def schema_of(self, name: ObjectName) -> str:
        """Return the schema that a name is in: the session's where it has no qualifier, refused if there is none."""
        if name.schema is not None:
            return name.schema
        if self.session.database is None:
            raise refuse(1046, "No database selected")
        return self.session.database

    def locate(self, name: ObjectName) -> Located | None:
        """Return the temporary or base table of that name, or None."""
        schema = self.schema_of(name)
        rules = self.catalog.rules
        if self.temporary.schemas and (hidden := self.temporary.table(schema, name.name)):
            return Located((rules.key(schema), rules.key(name.name), True), schema, hidden)
        found = self.catalog.table(schema, name.name)
        return None if found is None else Located((rules.key(schema), rules.key(name.name), False), schema, found)

    def count_on(self, key: TableKey, next_id: int) -> None:
        """Set the next AUTO_INCREMENT value of a table; it stays when the statement fails, as in InnoDB."""
        self.counters[key] = next_id

    def known_rows(self, located: Located) -> TableRows:
        """Return what is known of a table's rows: none at the start."""
        found = self.rows.get(located.key)
        if found is not None:
            return found
        return TableRows(
            tuple(column.name.lower() for column in located.table.columns), next_id=_first_id(located.table)
        )


def _first_id(table: Table) -> int:
    """Return the first AUTO_INCREMENT value of an empty table."""
    return table.auto_increment or 1
