"""The statements in one text that a client sends at once.

Under a delimiter such as ``//`` the clients send everything up to it, semicolons and all, and servers run the
statements in it one after the other: the delimiter is the client's, the semicolon the server's. A semicolon inside a
stored program belongs to the program.
"""

from __future__ import annotations

from driftproof.language.lex import Dialect, Token, TokenKind, lex

_PROGRAMS = frozenset({"PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"})
_OTHER_OBJECTS = frozenset({"TABLE", "VIEW", "INDEX", "DATABASE", "SCHEMA", "SEQUENCE", "USER", "ROLE", "SERVER"})
_OPENING = frozenset({"BEGIN", "IF", "LOOP", "WHILE", "REPEAT", "FOR"})
_BEFORE_STATEMENT = frozenset(
    {";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", ":", "ROW", "DETERMINISTIC", "SQL"}
)
_BEFORE_BODY = frozenset({"DATA", "DEFINER", "INVOKER", ")"})


def several(sql: str, dialect: Dialect) -> tuple[tuple[int, int], ...]:
    """Return where each statement of `sql` starts and ends, as offsets; a text without a semicolon is one."""
    if ";" not in sql:
        return ((0, len(sql)),)
    found: list[tuple[int, int]] = []
    tokens = lex(sql, dialect)
    first = 0
    for end in _ends(tokens):
        if end > first:
            found.append((tokens[first].start, tokens[end - 1].end))
        first = end + 1
    return tuple(found) if len(found) > 1 else ((0, len(sql)),)


def _ends(tokens: list[Token]) -> list[int]:
    """Return the positions of the tokens that end a statement: semicolons outside of programs, and the end."""
    ends: list[int] = []
    start, is_program, open_words = 0, False, list[str]()
    for position, token in enumerate(tokens):
        if token.kind is TokenKind.END:
            ends.append(position)
        elif token.upper == ";" and not open_words:
            ends.append(position)
            start, is_program = position + 1, False
        elif is_program:
            _follow(tokens, position, open_words)
        elif position == start and _is_compound(token, tokens[position + 1]):
            is_program = True
            open_words.append(token.upper)
        else:
            is_program = token.upper in _PROGRAMS and _creates(tokens[start:position])
    return ends


def _is_compound(token: Token, following: Token) -> bool:
    """Tell whether a compound statement outside of a program begins (MariaDB); ``BEGIN`` alone is a transaction."""
    if token.upper == "BEGIN":
        return following.upper == "NOT"
    return token.upper in _OPENING or token.upper == "CASE"


def _creates(head: list[Token]) -> bool:
    """Tell whether the words before PROCEDURE, TRIGGER … are those of a CREATE or ALTER of it."""
    if not head or head[0].upper not in {"CREATE", "ALTER"}:
        return False
    return not any(token.upper in _OTHER_OBJECTS for token in head)


def _follow(tokens: list[Token], position: int, open_words: list[str]) -> None:
    """Open or close a compound statement at the token of a program."""
    word = tokens[position].upper
    previous = tokens[position - 1].upper
    if word == "END" and open_words and (open_words[-1] in {"CASE", "REPEAT"} or _starts_statement(tokens, position)):
        open_words.pop()
    elif previous == "END" and word in {"IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"}:
        return
    elif (word == "CASE" and previous != ".") or (word in _OPENING and _starts_statement(tokens, position)):
        open_words.append(word)


def _starts_statement(tokens: list[Token], position: int) -> bool:
    """Tell whether a statement of a program can start at this token."""
    previous = tokens[position - 1]
    if previous.upper in _BEFORE_STATEMENT:
        return True
    if previous.upper in _BEFORE_BODY or previous.kind in (TokenKind.STRING, TokenKind.QUOTED):
        return tokens[position].upper == "BEGIN"
    return previous.kind is TokenKind.WORD and tokens[position].upper == "BEGIN"
