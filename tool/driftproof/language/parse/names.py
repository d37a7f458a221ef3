"""Reading names: of objects, of columns, and aliases."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.model.changes.objects import ObjectName

_NOT_ALIASES = frozenset({"WINDOW", "LATERAL", "MINUS"})


def read_object_name(cursor: Cursor) -> ObjectName:
    """Take ``name`` or ``schema.name`` and return it; raises `Unreadable`."""
    if cursor.accept("."):
        return ObjectName(cursor.expect_name())
    name = cursor.expect_name()
    if cursor.accept("."):
        return ObjectName(cursor.expect_name(), name)
    return ObjectName(name)


def read_names(cursor: Cursor) -> tuple[str, ...]:
    """Take ``name, name …`` without parentheses and return the names; raises `Unreadable`."""
    names = [cursor.expect_name()]
    while cursor.accept(","):
        names.append(cursor.expect_name())
    return tuple(names)


def read_name_list(cursor: Cursor) -> tuple[str, ...]:
    """Take ``(name, name …)``, which may be empty, and return the names; raises `Unreadable`."""
    cursor.expect("(")
    if cursor.accept(")"):
        return ()
    names = read_names(cursor)
    cursor.expect(")")
    return names


def _is_free(cursor: Cursor, word: str) -> bool:
    """Tell whether a bare word can be an alias without AS."""
    return word not in _NOT_ALIASES and not cursor.is_reserved(word)


def accept_alias(cursor: Cursor, *, strings: bool = False) -> str:
    """Take ``[AS] alias`` if one comes next and return it, else return an empty text.

    With `strings` a quoted string counts too, as it does in a select list.
    """
    token = cursor.token
    if token.upper == "AS":
        cursor.advance()
        if strings and cursor.token.kind is TokenKind.STRING:
            return cursor.expect_string()
        return cursor.expect_name()
    if token.upper == "OFFSET" and cursor.peek().kind in {TokenKind.NUMBER, TokenKind.MARKER}:
        return ""
    if token.kind is TokenKind.QUOTED or (token.kind is TokenKind.WORD and _is_free(cursor, token.upper)):
        cursor.advance()
        return token.value
    if strings and token.kind is TokenKind.STRING:
        return cursor.expect_string()
    return ""
