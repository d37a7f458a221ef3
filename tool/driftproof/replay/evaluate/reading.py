"""Texts that are read while a replay runs: statements, prepared ones too, views, bodies of programs, expressions.

Readings are remembered: upgrade scripts run the same helper with other arguments hundreds of times, and proofs run the
same scripts again and again.
"""

from __future__ import annotations

from functools import lru_cache

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.program import parse_program
from driftproof.language.remember import remembered
from driftproof.language.split import client_command
from driftproof.model.changes import Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Other, RunQuery
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.model.syntax.queries import Query, Select
from driftproof.replay.state import State


@remembered(maxsize=4096)
def read_piece(sql: str, dialect: Dialect) -> Parsed:
    """Return what a piece of a script says; a client's own command is an `Other`."""
    command = client_command(sql)
    return Other(f"client {command}", sql) if command else parse(sql, dialect)


@remembered(maxsize=1024)
def read_statement(sql: str, dialect: Dialect) -> Parsed:
    """Return what the text of a statement says that is no piece of a script, such as a prepared one."""
    return parse(sql, dialect)


def read_body(body: str, modes: frozenset[str], state: State) -> ProgramStatement:
    """Return the syntax tree of a stored program's body, written under an sql_mode."""
    return parse_program(body, _dialect(state.catalog.flavor, modes))


@lru_cache(maxsize=64)
def _dialect(flavor: Flavor, modes: frozenset[str]) -> Dialect:
    return Dialect.of(flavor, modes)


@remembered(maxsize=1024)
def read_query(text: str, dialect: Dialect) -> Query | None:
    """Return the query that a text is, or None where it is not understood."""
    found = parse(text, dialect)
    return found.query if isinstance(found, RunQuery) else None


@remembered(maxsize=4096)
def read_value(text: str, dialect: Dialect) -> Expression | None:
    """Return the expression that a text is, or None where it is not understood."""
    found = parse(f"SELECT {text}", dialect)
    if isinstance(found, Opaque) or not isinstance(found, RunQuery) or not isinstance(found.query, Select):
        return None
    return found.query.items[0].expression


def plain_dialect(state: State) -> Dialect:
    """Return the dialect in which the catalog keeps canonical texts."""
    return _dialect(state.catalog.flavor, frozenset())


def session_dialect(state: State) -> Dialect:
    """Return the dialect that the session's sql_mode makes."""
    return _dialect(state.catalog.flavor, state.session.sql_mode)


@lru_cache(maxsize=64)
def _modes(text: str) -> frozenset[str]:
    return frozenset(part for part in text.upper().split(",") if part)


def program_modes(text: str, state: State) -> frozenset[str]:
    """Return the sql_mode under which a program was created; the server's own where it is not kept."""
    return _modes(text) if text else state.session.settings.sql_mode
