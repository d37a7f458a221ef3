"""Queries: SELECT, unions, VALUES and what they read from."""

from __future__ import annotations

from dataclasses import dataclass, field

from driftproof.model.changes.objects import ObjectName
from driftproof.model.syntax.expressions import Expression


@dataclass(frozen=True, slots=True)
class SelectItem:
    """An expression in a select list, with its alias, or the text that names its column where there is none."""

    expression: Expression
    alias: str = ""
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table or view in FROM; `hints` are its PARTITION clause and index hints, as canonical texts."""

    name: ObjectName
    alias: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedSource:
    """A subquery in FROM."""

    query: Query
    alias: str = ""
    columns: tuple[str, ...] = ()
    lateral: bool = False


@dataclass(frozen=True, slots=True)
class UnreadSource:
    """Another row source, as its text (``JSON_TABLE(…)``)."""

    text: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A join; `kind` is ``inner``, ``cross``, ``left``, ``right``, ``straight``, or one of these with ``natural``."""

    left: Source
    right: Source
    kind: str = "inner"
    condition: Expression | None = None
    using: tuple[str, ...] = ()


Source = TableSource | DerivedSource | UnreadSource | Join


@dataclass(frozen=True, slots=True)
class CommonTable:
    """One name of a WITH clause."""

    name: str
    query: Query
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT. `into` are the targets of SELECT … INTO: variable expressions; `into_file` is the text of OUTFILE."""

    items: tuple[SelectItem, ...]
    source: Source | None = None
    where: Expression | None = None
    group: tuple[Expression, ...] = ()
    rollup: bool = False
    having: Expression | None = None
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: Expression | None = None
    offset: Expression | None = None
    distinct: bool = False
    options: tuple[str, ...] = ()
    into: tuple[Expression, ...] = ()
    into_file: str = ""
    windows: str = ""
    locking: str = ""
    with_tables: tuple[CommonTable, ...] = ()
    recursive: bool = False


@dataclass(frozen=True, slots=True)
class Union:
    """UNION, EXCEPT or INTERSECT of two queries; `order` pairs an expression with True where it is descending."""

    left: Query
    right: Query
    operator: str = "union"
    all: bool = False
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: Expression | None = None
    offset: Expression | None = None
    with_tables: tuple[CommonTable, ...] = ()
    recursive: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """``VALUES (1, 2), (3, 4)`` or ``VALUES ROW(1, 2)``, as a query."""

    rows: tuple[tuple[Expression, ...], ...]
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: Expression | None = None
    offset: Expression | None = None


Query = Select | Union | Values
