"""Reading SET: variables of every kind, NAMES, CHARACTER SET, and MariaDB's SET STATEMENT."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse import casts, expressions, primaries, statement
from driftproof.model.syntax.commands import Assignment, Other, SetStatement, SetVariables
from driftproof.model.syntax.expressions import Expression, Literal, Name, SystemVariable, UserVariable

_SCOPES = {
    "GLOBAL": "global",
    "SESSION": "session",
    "LOCAL": "session",
    "PERSIST": "persist",
    "PERSIST_ONLY": "persist_only",
}
_BARE_VALUES = frozenset({"ON", "ALL", "BINARY", "ROW", "SYSTEM"})
_OTHERS = ("PASSWORD", "ROLE", "DEFAULT ROLE", "RESOURCE GROUP", "TRANSACTION")


def read_set(cursor: Cursor) -> SetVariables | SetStatement | Other:
    """Take a SET statement of any form and return it; raises `Unreadable`."""
    start = cursor.start
    cursor.expect("SET")
    for words in _OTHERS:
        if _starts(cursor, words):
            return _other(cursor, start, f"set {words.lower()}")
    if cursor.at_any(tuple(_SCOPES)) and cursor.peek().upper == "TRANSACTION":
        return _other(cursor, start, "set transaction")
    if cursor.at("STATEMENT") and cursor.peek().upper not in {"=", ":="}:
        cursor.advance()
        assignments = _assignments(cursor)
        cursor.expect("FOR")
        return SetStatement(assignments, statement.read_statement(cursor))
    return SetVariables(_assignments(cursor))


def _starts(cursor: Cursor, words: str) -> bool:
    """Tell whether these words come next; a variable of that name is assigned to otherwise."""
    parts = words.split()
    return cursor.at(*parts) and (parts == ["PASSWORD"] or cursor.peek(len(parts)).upper not in {"=", ":="})


def _other(cursor: Cursor, start: int, kind: str) -> Other:
    """Take the rest of the statement, which leaves schema and variables alone."""
    while not cursor.at_end:
        cursor.advance()
    return Other(kind, cursor.text_from(start))


def _assignments(cursor: Cursor) -> tuple[Assignment, ...]:
    """Take ``target = value, …``."""
    found: list[Assignment] = []
    scope = ""
    while True:
        if cursor.at("NAMES") and cursor.peek().upper not in {"=", ":="}:
            cursor.advance()
            found.extend(_names(cursor))
        elif cursor.at("CHARACTER", "SET") or cursor.at("CHAR", "SET") or _at_charset(cursor):
            cursor.position += 1 if cursor.at("CHARSET") else 2
            found.extend(_charset(cursor))
        else:
            if cursor.peek().upper not in {"=", ":=", "."}:
                scope = _SCOPES.get(cursor.accept_any(*_SCOPES), scope)
            found.append(_assignment(cursor, scope))
        if not cursor.accept(","):
            return tuple(found)


def _at_charset(cursor: Cursor) -> bool:
    return cursor.at("CHARSET") and cursor.peek().upper not in {"=", ":="}


def _assignment(cursor: Cursor, scope: str) -> Assignment:
    """Take one ``target = value``."""
    target = _target(cursor, scope)
    if not cursor.accept_any("=", ":="):
        raise cursor.unreadable("= expected")
    return Assignment(target, _value(cursor))


def _target(cursor: Cursor, scope: str) -> UserVariable | SystemVariable | Name:
    """Take what is assigned to."""
    token = cursor.token
    if token.kind is TokenKind.USER:
        cursor.advance()
        return UserVariable(token.value)
    if token.kind is TokenKind.SYSTEM:
        cursor.advance()
        return primaries.system_variable(token.value)
    parts = [cursor.expect_name()]
    while cursor.accept("."):
        parts.append(cursor.expect_name())
    if scope:
        return SystemVariable(".".join(parts).lower(), scope)
    return Name(tuple(parts))


def _value(cursor: Cursor) -> Expression | None:
    """Take a value; DEFAULT is None, and words such as ON stand for themselves."""
    if cursor.at("DEFAULT") and cursor.peek().upper != "(":
        cursor.advance()
        return None
    following = cursor.peek()
    if cursor.at_any(_BARE_VALUES) and (following.kind is TokenKind.END or following.upper in {",", ";", "FOR"}):
        return Name((cursor.advance().value,))
    return expressions.read_expression(cursor)


def _names(cursor: Cursor) -> list[Assignment]:
    """Take what follows NAMES: it sets three character sets, and a collation."""
    if cursor.accept("DEFAULT"):
        return [Assignment(SystemVariable(name), None) for name in (*_CLIENT, "collation_connection")]
    charset = Literal("string", casts.read_charset(cursor))
    found = [Assignment(SystemVariable(name), charset) for name in _CLIENT]
    if cursor.accept("COLLATE"):
        collation = None if cursor.accept("DEFAULT") else Literal("string", casts.read_charset(cursor))
        found.append(Assignment(SystemVariable("collation_connection"), collation))
    return found


_CLIENT = ("character_set_client", "character_set_connection", "character_set_results")


def _charset(cursor: Cursor) -> list[Assignment]:
    """Take what follows CHARACTER SET: the connection takes the character set of the database."""
    charset = None if cursor.accept("DEFAULT") else Literal("string", casts.read_charset(cursor))
    return [
        Assignment(SystemVariable("character_set_client"), charset),
        Assignment(SystemVariable("character_set_results"), charset),
        Assignment(SystemVariable("collation_connection"), SystemVariable("collation_database")),
    ]
