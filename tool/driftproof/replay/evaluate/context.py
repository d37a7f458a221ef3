"""What an expression is evaluated in: the replay's state, a program's variables, the rows of a query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from driftproof.model.names import fold
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.programs import DeclareCursor, DeclareHandler
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Row, Unknown
from driftproof.replay.state import Located, State

Getter = Callable[[Any], Datum]
"""Reads one column's value from a source's row."""

NULL_ROW = object()
"""Stands for the row of an outer join's missing side."""


@dataclass(slots=True)
class Variable:
    """A parameter or local variable: its type's text, and its value."""

    type: str
    value: Datum


@dataclass(slots=True)
class OpenCursor:
    """A cursor: its declaration, and the rows left to fetch while it is open; `unknown` says why they are not known."""

    declaration: DeclareCursor
    rows: list[Row] | None = None
    position: int = 0
    unknown: str = ""


@dataclass(slots=True)
class BlockScope:
    """What one BEGIN … END declares; `variables` are all that are seen in it, also those of the blocks around it."""

    label: str = ""
    variables: dict[str, Variable] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, OpenCursor] = field(default_factory=dict)
    handlers: list[DeclareHandler] = field(default_factory=list)


@dataclass(slots=True)
class Frame:
    """One running program: its name and schema, its scopes from the outermost in, and a trigger's rows by name.

    `handled` are the conditions whose handlers run now, the innermost last. `reads` is the folded names of all
    variables, so that a query can tell columns from variables.
    """

    routine: str
    schema: str
    scopes: list[BlockScope] = field(default_factory=list)
    rows: dict[str, dict[str, Datum]] = field(default_factory=dict)
    handled: list[Any] = field(default_factory=list)
    result: Datum = None
    is_function: bool = False

    def open_scope(self, label: str = "") -> BlockScope:
        """Go into a block: all variables that are seen around it are seen in it, until it declares some of its own."""
        scope = BlockScope(label, dict(self.scopes[-1].variables))
        self.scopes.append(scope)
        return scope

    def variable(self, name: str) -> Variable | None:
        """Return the innermost variable of that name, or None."""
        return self.scopes[-1].variables.get(fold(name))


@dataclass(slots=True)
class Source:
    """A row source of a query while its rows pass by: alias, columns in order, how to read each, and the current row.

    `open` sources have columns that are not listed: any name is taken for one of them, with an unknown value.
    `located` is the table of a source that is one; `hidden` are the columns that a join shows under the other side.
    """

    alias: str
    schema: str
    columns: tuple[str, ...]
    getters: dict[str, Getter]
    row: Any = None
    open: str = ""
    hidden: frozenset[str] = frozenset()
    located: Located | None = None

    def read(self, name: str) -> Datum:
        """Return the value of a column in the current row."""
        return None if self.row is NULL_ROW else self.getters[name](self.row)


@dataclass(slots=True)
class QueryScope:
    """The sources of a query, the aliases of its select list, its common tables, and the query around it."""

    sources: list[Source]
    parent: QueryScope | None = None
    aliases: dict[str, Expression] = field(default_factory=dict)
    prefer_aliases: bool = False
    group: list[tuple[Any, ...]] | None = None
    resolved: dict[tuple[str, ...], tuple[Source, Getter]] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()
    inserted: dict[str, Datum] | None = None
    clause: str = "field list"


@dataclass(slots=True)
class Context:
    """Where an expression is evaluated."""

    state: State
    frame: Frame | None = None
    scope: QueryScope | None = None
    markers: Row = ()

    def within(self, scope: QueryScope) -> Context:
        """Return this context inside a query."""
        return Context(self.state, self.frame, scope, self.markers)


def find_column(scope: QueryScope, parts: tuple[str, ...]) -> tuple[Source, Getter] | None:
    """Return the source and the reader of a column, or None where the query has none of that name.

    Raises the server's 1052 where the name fits several sources.
    """
    known = scope.resolved.get(parts)
    if known is not None:
        return known
    name, qualifiers = fold(parts[-1]), parts[:-1]
    found: tuple[Source, Getter] | None = None
    for source in scope.sources:
        if qualifiers and not _is_named(source, qualifiers):
            continue
        getter = source.getters.get(name)
        if getter is None and source.open:
            getter = _unknown_column(source.open)
        if getter is None:
            continue
        if found is not None and name not in scope.joined and not (source.open or found[0].open):
            raise refuse(1052, f"Column '{'.'.join(parts)}' in {scope.clause} is ambiguous")
        if found is None or found[0].open:
            found = (source, getter)
    if found is not None:
        scope.resolved[parts] = found
    return found


def _unknown_column(reason: str) -> Getter:
    """Return the reader of a column of a source whose columns are not listed."""
    return lambda _row: Unknown(reason)


def _is_named(source: Source, qualifiers: tuple[str, ...]) -> bool:
    """Tell whether ``alias.`` or ``schema.table.`` means this source."""
    if fold(qualifiers[-1]) != fold(source.alias):
        return False
    return len(qualifiers) == 1 or fold(qualifiers[0]) == fold(source.schema)
