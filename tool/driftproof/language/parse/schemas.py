"""Reading CREATE, ALTER and DROP DATABASE."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse.bodies import at_stop
from driftproof.language.parse.heading import Heading
from driftproof.language.parse.types import accept_charset_words, read_charset_name, read_collation_name
from driftproof.model.changes import AlterSchema, CreateSchema, DropSchema

_RESERVED = frozenset({"DEFAULT", "CHARACTER", "CHAR", "COLLATE", "READ", "COMMENT"})


def read_create_schema(cursor: Cursor, heading: Heading) -> CreateSchema:
    """Read CREATE DATABASE behind the word DATABASE or SCHEMA."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = cursor.expect_name()
    charset, collation = _read_clauses(cursor)
    return CreateSchema(name, charset, collation, if_not_exists, heading.or_replace)


def read_alter_schema(cursor: Cursor) -> AlterSchema:
    """Read ALTER DATABASE behind the word DATABASE or SCHEMA; CHARSET there can only be its name."""
    name = None
    if cursor.token.kind is TokenKind.QUOTED or not cursor.at_any(_RESERVED):
        name = cursor.expect_name()
    charset, collation = _read_clauses(cursor)
    return AlterSchema(name, charset, collation)


def read_drop_schema(cursor: Cursor) -> DropSchema:
    """Read DROP DATABASE behind the word DATABASE or SCHEMA."""
    if_exists = cursor.accept("IF", "EXISTS")
    return DropSchema(cursor.expect_name(), if_exists)


def _read_clauses(cursor: Cursor) -> tuple[str | None, str | None]:
    """Read the options and return charset and collation; encryption, comment and READ ONLY are not modelled."""
    charset: str | None = None
    collation: str | None = None
    while not at_stop(cursor):
        cursor.accept("DEFAULT")
        if accept_charset_words(cursor):
            cursor.accept("=")
            charset = read_charset_name(cursor)
        elif cursor.accept("COLLATE"):
            cursor.accept("=")
            collation = read_collation_name(cursor)
        elif cursor.accept_any("ENCRYPTION", "COMMENT"):
            cursor.accept("=")
            cursor.expect_string()
        elif cursor.accept("READ", "ONLY"):
            cursor.accept("=")
            cursor.advance()
        elif not cursor.accept("UPGRADE", "DATA", "DIRECTORY", "NAME"):
            expected = "CHARACTER SET or COLLATE expected"
            raise cursor.unreadable(expected) if cursor.at_name else cursor.refused(expected)
    return charset, collation
