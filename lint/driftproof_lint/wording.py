"""Where the words of a statement stand: its tokens, and the columns that it defines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from driftproof.language.lex import Dialect, Token, TokenKind, lex
from driftproof.model.catalog import Column, Table
from driftproof.model.changes import (
    AddColumn,
    AlterTable,
    ChangeColumn,
    CreateRoutine,
    CreateTable,
    CreateTableSelect,
    CreateTrigger,
    ObjectName,
)
from driftproof.model.names import fold
from driftproof.model.syntax import Parsed
from driftproof_lint.views import Site, remembered

Span = tuple[int, int]
DEFINING = (CreateTable, CreateTableSelect, AddColumn, ChangeColumn)
"""The statements, and the actions of ALTER TABLE, that define columns."""


@remembered
def dialect_of(site: Site) -> Dialect:
    """Return how the first target reads the statement."""
    return Dialect.of(site.before.flavor, site.step.session.sql_mode)


def tokens(site: Site, span: Span | None = None) -> tuple[Token, ...]:
    """Return the statement's tokens without END, or those inside a span of it.

    The body of a stored program is left out: its statements are sites of their own.
    """
    if span is None:
        return _own_tokens(site)
    return tuple(one for one in all_tokens(site) if one.start >= span[0] and one.end <= span[1])


@remembered
def _own_tokens(site: Site) -> tuple[Token, ...]:
    body, found = _body_offset(site), all_tokens(site)
    return tuple(one for one in found if one.start < body) if body else found


@remembered
def all_tokens(site: Site) -> tuple[Token, ...]:
    """Return the statement's tokens without END, the body of a stored program included."""
    return tuple(lexed(site)[:-1])


@remembered
def lexed(site: Site) -> Sequence[Token]:
    """Return the statement's tokens, END at the end, as readers take them."""
    return lex(site.sql, dialect_of(site))


def _body_offset(site: Site) -> int:
    match site.action:
        case CreateRoutine(routine=program) | CreateTrigger(trigger=program):
            return program.body_offset
        case _:
            return 0


def says_itself(site: Site) -> bool:
    """Tell whether a site is where its words stand or were put together.

    A statement that a stored program runs as it is written there is none: it is seen where it is written.
    """
    if site.base is not None:
        return True
    routine = site.before.routine(site.database, "procedure", site.routine) if site.routine else None
    return routine is None or site.sql not in routine.body


@dataclass(frozen=True, slots=True)
class Defined:
    """A column that a statement defines: `in_create` tells CREATE TABLE from ALTER TABLE."""

    table: ObjectName
    column: Column
    span: Span | None
    in_create: bool


@remembered
def defined_columns(site: Site) -> tuple[Defined, ...]:
    """Return the columns that a statement defines, as it writes them."""
    return tuple(_defined(site.action))


def _defined(action: Parsed) -> Iterator[Defined]:
    if isinstance(action, CreateTable | CreateTableSelect):
        for column in action.table.columns:
            yield Defined(action.name, column, column.span, True)
    elif isinstance(action, AlterTable):
        for at, one in enumerate(action.actions):
            if isinstance(one, AddColumn | ChangeColumn):
                span = one.column.span or (action.spans[at] if at < len(action.spans) else None)
                yield Defined(action.name, one.column, span, False)


def definition_ends(table: Table) -> list[int]:
    """Return where the definitions that a CREATE TABLE writes end."""
    kinds = (table.columns, table.indexes, table.foreign_keys, table.checks)
    return [part.span[1] for parts in kinds for part in parts if part.span]


def settled(site: Site, defined: Defined) -> Column | None:
    """Return a defined column as it stands after the statement, or None where the statement made none."""
    table: Table | None = site.table_after(defined.table)
    return table.column(defined.column.name) if table is not None else None


def path_of(defined: Defined) -> str:
    """Return the stable path of a column."""
    return f"table:{defined.table.name}.column:{defined.column.name}"


def word_before_literal(found: tuple[Token, ...], word: str, text: str) -> Token | None:
    """Return the token of the literal `text` that stands behind a keyword, or None."""
    for first, second in pairwise(found):
        if first.upper == word and second.kind in {TokenKind.STRING, TokenKind.NUMBER} and second.value == text:
            return second
    return None


def string_token(site: Site, text: str) -> Token | None:
    """Return the token of a string constant of the outer statement, whatever its quotes, or None."""
    return next((one for one in outer_tokens(site) if one.kind is TokenKind.STRING and one.value == text), None)


def outer_tokens(site: Site) -> tuple[Token, ...]:
    """Return the tokens of the script's own statement around a site."""
    return tuple(lex(site.outer.statement.sql, dialect_of(site))[:-1])


def names_equal(one: str, other: str) -> bool:
    """Tell whether two column, index or constraint names are the same to a server."""
    return fold(one) == fold(other)


def subject(site: Site) -> str:
    """Return the stable path of what a statement is about: its table or object, inside its stored program if any."""
    name = getattr(site.action, "name", None) or getattr(site.action, "table", None)
    where = f"routine:{site.routine}" if site.routine else ""
    what = f"table:{name.name}" if isinstance(name, ObjectName) else ""
    return ".".join(part for part in (where, what) if part)


def named_at(site: Site, name: str) -> Span | None:
    """Return where a statement first writes a name, or None."""
    return next(((one.start, one.end) for one in tokens(site) if one.value == name), None)


@remembered
def charset_tokens(site: Site) -> tuple[Token, ...]:
    """Return the names of character sets behind CHARSET or CHARACTER SET."""
    return tuple(_named_charsets(tokens(site))) if "set" in site.sql.lower() else ()


def _named_charsets(found: tuple[Token, ...]) -> Iterator[Token]:
    for at, token in enumerate(found):
        if token.upper == "CHARSET" or (token.upper == "SET" and at and found[at - 1].upper in {"CHARACTER", "CHAR"}):
            yield from islice((one for one in found[at + 1 :] if one.upper != "="), 1)
