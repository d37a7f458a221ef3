"""Reading the declarations at the head of a block: variables, conditions, cursors and handlers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse.casts import read_type_text
from driftproof.language.parse.expressions import read_expression
from driftproof.language.parse.names import read_names
from driftproof.language.parse.queries import at_query, read_query
from driftproof.model.syntax.programs import (
    Declaration,
    DeclareCondition,
    DeclareCursor,
    DeclareHandler,
    DeclareVariable,
    ProgramStatement,
)

_Reader = Callable[[Cursor], ProgramStatement]
_ACTIONS: dict[str, Literal["continue", "exit", "undo"]] = {"CONTINUE": "continue", "EXIT": "exit", "UNDO": "undo"}


def read_declarations(cursor: Cursor, read_body: _Reader) -> tuple[Declaration, ...]:
    """Take DECLARE statements, each with its ``;``, and return them; `read_body` reads the body of a handler."""
    found: list[Declaration] = []
    while cursor.at("DECLARE"):
        found.append(_declaration(cursor, read_body))
        cursor.expect(";")
    return tuple(found)


def _declaration(cursor: Cursor, read_body: _Reader) -> Declaration:
    """Take one DECLARE."""
    start = cursor.start
    cursor.expect("DECLARE")
    action = _ACTIONS.get(cursor.token.upper)
    if action is not None and cursor.peek().upper == "HANDLER":
        cursor.position += 2
        cursor.expect("FOR")
        conditions = _conditions(cursor)
        return DeclareHandler(action, conditions, read_body(cursor), (start, cursor.end))
    following = cursor.peek().upper
    if following == "CONDITION":
        return _condition(cursor, start)
    if following in {"CURSOR", "INSENSITIVE", "ASENSITIVE"}:
        return _cursor(cursor, start)
    names = read_names(cursor)
    type_text = read_type_text(cursor)
    if cursor.accept("NOT"):
        cursor.expect("NULL")
    default = read_expression(cursor) if cursor.accept_any("DEFAULT", ":=") else None
    return DeclareVariable(names, type_text, default, (start, cursor.end))


def _condition(cursor: Cursor, start: int) -> DeclareCondition:
    """Take ``name CONDITION FOR …``."""
    name = cursor.expect_name()
    cursor.expect("CONDITION", "FOR")
    return DeclareCondition(name, _value(cursor), (start, cursor.end))


def _value(cursor: Cursor) -> str:
    """Take one condition: an SQLSTATE, an error number, a class of errors, or a condition's name."""
    if cursor.accept("SQLSTATE"):
        cursor.accept("VALUE")
        return cursor.expect_string()
    if cursor.accept("NOT"):
        cursor.expect("FOUND")
        return "not found"
    if cursor.token.kind is TokenKind.NUMBER:
        return str(cursor.expect_integer())
    if cursor.at_any(("SQLEXCEPTION", "SQLWARNING")):
        return cursor.advance().upper.lower()
    return cursor.expect_name()


def _conditions(cursor: Cursor) -> tuple[str, ...]:
    """Take conditions with commas between them."""
    found = [_value(cursor)]
    while cursor.accept(","):
        found.append(_value(cursor))
    return tuple(found)


def _cursor(cursor: Cursor, start: int) -> DeclareCursor:
    """Take ``name CURSOR [(parameters)] FOR query``."""
    name = cursor.expect_name()
    cursor.accept_any("INSENSITIVE", "ASENSITIVE")
    cursor.expect("CURSOR")
    parameters: list[tuple[str, str]] = []
    if cursor.accept("("):
        while not cursor.accept(")"):
            cursor.accept("IN")
            parameters.append((cursor.expect_name(), read_type_text(cursor)))
            cursor.accept(",")
    cursor.expect("FOR")
    if at_query(cursor):
        query = read_query(cursor)
        return DeclareCursor(name, query, "", (start, cursor.end), tuple(parameters))
    return DeclareCursor(name, None, cursor.expect_name(), (start, cursor.end))
