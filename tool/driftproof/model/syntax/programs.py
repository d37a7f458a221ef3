"""Stored programs: the statements of a BEGIN … END, each with its place in the text of the body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from driftproof.model.changes import Change
from driftproof.model.syntax.commands import Command
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Query

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DeclareVariable:
    """DECLARE names type DEFAULT value."""

    names: tuple[str, ...]
    type: str
    default: Expression | None = None
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class DeclareCondition:
    """DECLARE name CONDITION FOR an SQLSTATE text or an error number."""

    name: str
    value: str
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class DeclareCursor:
    """DECLARE name CURSOR FOR query; `text` is a prepared statement's name where it is one (MariaDB).

    `parameters` are MariaDB's: names and types.
    """

    name: str
    query: Query | None
    text: str = ""
    span: Offsets = field(default=(0, 0), compare=False)
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeclareHandler:
    """DECLARE … HANDLER FOR conditions.

    A condition is ``not found``, ``sqlexception``, ``sqlwarning``, an SQLSTATE such as ``42S21``, an error number or a
    condition's name.
    """

    action: Literal["continue", "exit", "undo"]
    conditions: tuple[str, ...]
    body: ProgramStatement
    span: Offsets = field(default=(0, 0), compare=False)


Declaration = DeclareVariable | DeclareCondition | DeclareCursor | DeclareHandler


@dataclass(frozen=True, slots=True)
class Block:
    """BEGIN … END."""

    declarations: tuple[Declaration, ...]
    statements: tuple[ProgramStatement, ...]
    label: str = ""
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """IF … ELSEIF … ELSE."""

    branches: tuple[tuple[Expression, tuple[ProgramStatement, ...]], ...]
    otherwise: tuple[ProgramStatement, ...] = ()
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class CaseStatement:
    """CASE as a statement; `operand` None is the searched form; `otherwise` None means error 1339 when nothing fits."""

    operand: Expression | None
    branches: tuple[tuple[Expression, tuple[ProgramStatement, ...]], ...]
    otherwise: tuple[ProgramStatement, ...] | None = None
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Loop:
    """LOOP, WHILE (`kind` ``while``: `condition` before each turn) or REPEAT (``repeat``: until `condition`)."""

    kind: Literal["loop", "while", "repeat"]
    statements: tuple[ProgramStatement, ...]
    condition: Expression | None = None
    label: str = ""
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class ForLoop:
    """FOR of MariaDB: over whole numbers from `low` to `high`, or over the rows of a `cursor` or a `query`.

    `variable` is the number, or a row whose fields are the columns. `arguments` are those of a cursor.
    """

    variable: str
    statements: tuple[ProgramStatement, ...]
    low: Expression | None = None
    high: Expression | None = None
    reverse: bool = False
    cursor: str = ""
    arguments: tuple[Expression, ...] = ()
    query: Query | None = None
    label: str = ""
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Jump:
    """LEAVE or ITERATE a label."""

    kind: Literal["leave", "iterate"]
    label: str
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Return:
    """RETURN of a function."""

    value: Expression
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class CursorStatement:
    """OPEN (with `arguments` for its parameters or markers), FETCH … INTO names, or CLOSE."""

    kind: Literal["open", "fetch", "close"]
    cursor: str
    targets: tuple[str, ...] = ()
    span: Offsets = field(default=(0, 0), compare=False)
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """An SQL statement inside a program; `sql` is its text."""

    action: Change | Command
    sql: str
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class UnreadStatement:
    """A statement of a program that is not understood; `reason` says why.

    `is_refused` says that the server surely does not understand it either: it refuses the program with 1064.
    """

    text: str
    reason: str
    span: Offsets = field(default=(0, 0), compare=False)
    is_refused: bool = False


ProgramStatement = Block | If | CaseStatement | Loop | ForLoop | Jump | Return | CursorStatement | Run | UnreadStatement
