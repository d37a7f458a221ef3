"""Taking the body of a stored program as text: where it ends, without reading what it says.

A client under a delimiter such as ``//`` sends everything up to it, semicolons and all, and servers run the statements
in it one after the other. A semicolon inside a compound statement belongs to the body; the first one outside ends it.
"""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Token, TokenKind

_OPENING = frozenset({"BEGIN", "IF", "LOOP", "WHILE", "REPEAT", "FOR"})
_BEFORE_STATEMENT = frozenset({";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", ":", "ATOMIC"})
_CONDITIONS = frozenset({"SQLEXCEPTION", "SQLWARNING", "FOUND"})
_ENDED_BY_EXPRESSIONS = frozenset({"CASE", "REPEAT"})


def take_body(cursor: Cursor) -> tuple[int, str]:
    """Take the body that starts here, and return its offset and its text, comments behind it left out.

    Raises `Unreadable` where nothing stands here.
    """
    if at_stop(cursor):
        raise cursor.unreadable("the body of a stored program expected")
    first = cursor.position
    start, open_words = cursor.start, list[str]()
    while not cursor.at_end and (open_words or not cursor.at(";")):
        _follow(cursor.tokens, cursor.position, first, open_words)
        cursor.advance()
    return start, cursor.text_from(start)


def take_rest(cursor: Cursor) -> str:
    """Take what is left of the statement, and return its text."""
    start = cursor.start
    while not at_stop(cursor):
        cursor.advance()
    return cursor.text_from(start)


def at_stop(cursor: Cursor) -> bool:
    """Tell whether the statement is over: nothing is left, or a semicolon comes next."""
    return cursor.at_end or cursor.at(";")


def _follow(tokens: Sequence[Token], position: int, first: int, open_words: list[str]) -> None:
    """Open or close a compound statement at a token; `first` is where the body starts."""
    token = tokens[position]
    if token.kind is not TokenKind.WORD:
        return
    word, previous = token.upper, tokens[position - 1].upper if position > first else ";"
    starts = previous in _BEFORE_STATEMENT
    if word == "END" and open_words and (starts or open_words[-1] in _ENDED_BY_EXPRESSIONS):
        open_words.pop()
    elif word == "CASE":
        open_words += [word] if previous not in {".", "END"} else []
    elif word in _OPENING and (starts or _follows_condition(tokens, position)):
        open_words.append(word)


def _follows_condition(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether the statement of ``DECLARE … HANDLER FOR conditions`` starts at this token."""
    previous = tokens[position - 1]
    before = tokens[position - 2].upper
    is_condition = (
        previous.upper in _CONDITIONS
        or previous.kind in (TokenKind.STRING, TokenKind.NUMBER)
        or (before in {"FOR", ","} and previous.kind in (TokenKind.WORD, TokenKind.QUOTED))
    )
    if not is_condition:
        return False
    start = position
    while start > 0 and tokens[start - 1].upper not in {";", "BEGIN"}:
        start -= 1
    return tokens[start].upper == "DECLARE" and any(token.upper == "HANDLER" for token in tokens[start:position])
