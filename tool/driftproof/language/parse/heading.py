"""The words between CREATE or ALTER and the kind of object: OR REPLACE, DEFINER, TEMPORARY and their kin."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.model.names import quote


@dataclass(slots=True)
class Heading:
    """What stands before the kind of object; an empty text is not stated. `start` is where the statement begins."""

    start: int = 0
    or_replace: bool = False
    temporary: bool = False
    aggregate: bool = False
    ignore: bool = False
    algorithm: str = ""
    definer: str = ""
    security: str = ""


def read_heading(cursor: Cursor) -> Heading:
    """Read the words behind CREATE or ALTER, in whatever order they stand."""
    heading = Heading(cursor.tokens[0].start)
    while True:
        if cursor.accept("OR", "REPLACE"):
            heading.or_replace = True
        elif cursor.accept("TEMPORARY"):
            heading.temporary = True
        elif cursor.accept("AGGREGATE"):
            heading.aggregate = True
        elif cursor.accept("IGNORE"):
            heading.ignore = True
        elif cursor.accept_any("ONLINE", "OFFLINE"):
            pass  # words of old releases that say how, not what
        elif cursor.accept("ALGORITHM"):
            cursor.accept("=")
            heading.algorithm = cursor.expect_word().upper()
        elif cursor.accept("SQL", "SECURITY"):
            heading.security = cursor.expect_word().upper()
        elif cursor.accept("DEFINER"):
            cursor.accept("=")
            heading.definer = read_account(cursor)
        else:
            return heading


def read_account(cursor: Cursor) -> str:
    """Read an account or role and return it as ```user`@`host```; CURRENT_USER stays a word."""
    if word := cursor.accept_any("CURRENT_USER", "CURRENT_ROLE"):
        if cursor.accept("("):
            cursor.expect(")")
        return word
    user = cursor.expect_string() if cursor.token.kind is TokenKind.STRING else cursor.expect_name()
    text = quote(user)
    if cursor.token.kind is TokenKind.USER:
        mark = cursor.advance()
        host = mark.value
        if mark.text == "@" and cursor.token.kind in (TokenKind.STRING, TokenKind.WORD, TokenKind.QUOTED):
            host = cursor.advance().value
        text += f"@{quote(host)}"
    return text


def skip_wait(cursor: Cursor) -> None:
    """Take WAIT n or NOWAIT if it comes next (MariaDB 10.3): how long the statement waits for a lock."""
    if cursor.accept("WAIT"):
        cursor.expect_integer()
    else:
        cursor.accept("NOWAIT")


def accept_algorithm_or_lock(cursor: Cursor, found: dict[str, str]) -> bool:
    """Take ``ALGORITHM [=] x`` or ``LOCK [=] x`` if it comes next, and put it into `found` in lower case."""
    word = cursor.accept_any("ALGORITHM", "LOCK")
    if not word:
        return False
    cursor.accept("=")
    found[word.lower()] = cursor.expect_word().lower()
    return True
