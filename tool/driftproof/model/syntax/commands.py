"""Statements that are not schema changes: session, data, prepared text, calls, transactions, and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from driftproof.model.changes.objects import ObjectName
from driftproof.model.syntax.expressions import Expression, Name, SystemVariable, UserVariable
from driftproof.model.syntax.queries import Query, Source

if TYPE_CHECKING:
    from driftproof.model.changes import Change


@dataclass(frozen=True, slots=True)
class UseSchema:
    """USE."""

    schema: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment of SET: a user, system or local variable; a value of None is DEFAULT."""

    target: UserVariable | SystemVariable | Name
    value: Expression | None


@dataclass(frozen=True, slots=True)
class SetVariables:
    """SET of variables; SET NAMES and SET CHARACTER SET come as the system variables that they set."""

    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class CallProcedure:
    """CALL."""

    name: ObjectName
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepare:
    """PREPARE name FROM text (also a user variable). EXECUTE IMMEDIATE is an Execute with `source`."""

    name: str
    source: Expression


@dataclass(frozen=True, slots=True)
class Execute:
    """EXECUTE name USING …, or MariaDB's EXECUTE IMMEDIATE `source` USING …."""

    name: str = ""
    using: tuple[Expression, ...] = ()
    source: Expression | None = None


@dataclass(frozen=True, slots=True)
class Deallocate:
    """DEALLOCATE or DROP PREPARE."""

    name: str


@dataclass(frozen=True, slots=True)
class Insert:
    """INSERT or REPLACE.

    `rows` are its VALUES, or `query` its SELECT. `updates` are the ON DUPLICATE KEY UPDATE pairs.
    """

    table: ObjectName
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Expression, ...], ...] = ()
    query: Query | None = None
    updates: tuple[tuple[Name, Expression], ...] = ()
    ignore: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """UPDATE of one table or a join."""

    source: Source
    assignments: tuple[tuple[Name, Expression], ...]
    where: Expression | None = None
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: Expression | None = None
    ignore: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    """DELETE; `targets` name the tables to delete from where several are joined."""

    source: Source
    targets: tuple[ObjectName, ...] = ()
    where: Expression | None = None
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: Expression | None = None
    ignore: bool = False


@dataclass(frozen=True, slots=True)
class Truncate:
    """TRUNCATE TABLE."""

    table: ObjectName


@dataclass(frozen=True, slots=True)
class RunQuery:
    """A query run for its result or its INTO; ``DO`` comes as a Select of its expressions."""

    query: Query


@dataclass(frozen=True, slots=True)
class Transaction:
    """START TRANSACTION, BEGIN, COMMIT, ROLLBACK, SAVEPOINT …: `kind` is the leading words in lower case.

    `savepoint` is the name that SAVEPOINT, ROLLBACK TO and RELEASE give, in lower case.
    """

    kind: str
    savepoint: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """A statement that is understood to leave schema and session as they are; `kind` is its leading words.

    Such as ``grant``, ``create user``, ``flush``, ``analyze table``, ``show``, ``lock tables``, ``load data``.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Signal:
    """SIGNAL or RESIGNAL: `condition` is an SQLSTATE or a condition's name; `items` such as MESSAGE_TEXT."""

    condition: str
    items: tuple[tuple[str, Expression], ...] = ()
    resignal: bool = False


@dataclass(frozen=True, slots=True)
class GetDiagnostics:
    """GET DIAGNOSTICS: pairs of a target and the name of an item; `condition` None asks the statement area."""

    assignments: tuple[tuple[Expression, str], ...]
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class RunBlock:
    """An anonymous program of MariaDB: ``BEGIN NOT ATOMIC … END``, or IF, LOOP … on their own.

    `body` is its text as `parse_program` takes it, `offset` where that starts in the statement.
    """

    body: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SetStatement:
    """SET STATEMENT assignments FOR action (MariaDB): the variables are set while `action` runs."""

    assignments: tuple[Assignment, ...]
    action: Change | Command


@dataclass(frozen=True, slots=True)
class Part:
    """One of several statements in one text: what it says, its text, and where it starts in the whole."""

    action: Change | Command
    sql: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Several:
    """Statements with ``;`` between them, sent as one text, which clients do under another delimiter.

    The server runs them in order and stops at the first that fails. Spans inside are offsets in the whole text.
    """

    parts: tuple[Part, ...]


Command = (
    UseSchema
    | SetVariables
    | CallProcedure
    | Prepare
    | Execute
    | Deallocate
    | Insert
    | Update
    | Delete
    | Truncate
    | RunQuery
    | Transaction
    | Signal
    | GetDiagnostics
    | RunBlock
    | SetStatement
    | Several
    | Other
)
