"""Which bare words of a statement are names: found by the reader itself, which knows a name from a keyword."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect, Token, TokenKind
from driftproof.language.parse.statement import read_statement
from driftproof.language.remember import remembered


@dataclass(frozen=True, slots=True)
class BareName:
    """A bare word that is a name.

    `qualifier` are the words before it, joined by dots, in lower case (``zstack.t`` of ``zstack.t.a``); `leads` says
    that it qualifies another name. `is_alias` says that AS stands before it.
    """

    token: Token
    qualifier: str = ""
    leads: bool = False
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """The bare names of a statement; `refused` are the reserved words that stand where names must."""

    names: tuple[BareName, ...]
    refused: tuple[Token, ...] = ()


class _Listener(Cursor):
    """A cursor that notes what each token was taken as: ``name`` or ``word``. Expressions take names unnoted."""

    __slots__ = ("reserved", "taken")

    def __init__(self, sql: str, dialect: Dialect, tokens: Sequence[Token], reserved: frozenset[str]) -> None:
        super().__init__(sql, dialect, tokens)
        self.reserved = reserved
        self.taken: dict[int, str] = {}

    def is_reserved(self, word: str) -> bool:
        """Tell whether a word is one of those that are taken for no names."""
        return word in self.reserved

    def advance(self) -> Token:
        """Take the next token as a word."""
        self.taken[self.position] = "word"
        return super().advance()

    def accept(self, first: str, *others: str) -> bool:
        """Take keywords as words."""
        start = self.position
        if self.tokens[start].upper != first or not super().accept(first, *others):
            return False
        self.taken.update(dict.fromkeys(range(start, self.position), "word"))
        return True

    def accept_any(self, *words: str) -> str:
        """Take a keyword as a word."""
        found = super().accept_any(*words)
        if found:
            self.taken[self.position - 1] = "word"
        return found

    def expect_name(self) -> str:
        """Take a name as one."""
        found = super().expect_name()
        self.taken[self.position - 1] = "name"
        return found


def bare_names(start: Cursor, reserved: frozenset[str]) -> Naming:
    """Return the bare words that are names in the statement under a cursor; `reserved` are taken for none.

    What is read as a whole, such as the body of a stored program, is left out. Where the reader stops at a reserved
    word, that is taken for a name in backticks; a statement that cannot be read even so has that word alone.
    """
    tokens = start.tokens
    shape = tuple([token.upper or token.kind for token in tokens])
    found = _places(_Shaped(shape, reserved, start), start.dialect)
    refused = tuple([tokens[at] for at in found.refused])
    return Naming(tuple([_bare_name(tokens, at) for at in found.names]), refused)


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A statement by its words and by the kinds of its other tokens, which is all that says which words are names."""

    shape: tuple[str | TokenKind, ...]
    reserved: frozenset[str]
    start: Cursor = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Places:
    names: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


@remembered(maxsize=1024)
def _places(shaped: _Shaped, dialect: Dialect) -> _Places:
    """Return where the names stand among the tokens; scripts say the same thing of many tables."""
    tokens = list(shaped.start.tokens)
    refused: list[int] = []
    while True:
        cursor = _Listener(shaped.start.sql, dialect, tokens, shaped.reserved)
        try:
            read_statement(cursor)
            cursor.accept(";")
            return _Places(_names(cursor), tuple(refused)) if cursor.at_end else _Places(refused=tuple(refused[:1]))
        except Unreadable as problem:
            at = next((at for at, token in enumerate(tokens) if token.start == problem.offset), None)
            if at is None or tokens[at].kind is not TokenKind.WORD or tokens[at].upper not in shaped.reserved:
                return _Places(refused=tuple(refused[:1]))
            refused.append(at)
            tokens[at] = tokens[at]._replace(kind=TokenKind.QUOTED, upper="")
        except RecursionError:
            return _Places()


def _names(cursor: _Listener) -> tuple[int, ...]:
    """Return the words that were taken as names, and those that nothing but an expression can have taken."""
    found: list[int] = []
    for at, token in enumerate(cursor.tokens):
        if token.kind is not TokenKind.WORD:
            continue
        kind = cursor.taken.get(at)
        if (kind == "name" and not _is_function(cursor, at)) or (kind is None and _is_name(cursor, at)):
            found.append(at)
    return tuple(found)


def _bare_name(tokens: Sequence[Token], at: int) -> BareName:
    before = tokens[at - 1].upper if at else ""
    return BareName(tokens[at], _qualifier(tokens, at), tokens[at + 1].upper == ".", before == "AS")


def _is_function(cursor: _Listener, at: int) -> bool:
    """Tell whether a noted name is a function behind its schema, which only expressions leave unnoted."""
    is_last = at >= 2 and cursor.tokens[at - 1].upper == "." and cursor.tokens[at + 1].upper == "("
    return is_last and at - 2 not in cursor.taken


def _is_name(cursor: _Listener, at: int) -> bool:
    """Tell whether an unnoted word is a name: no keyword, no function and no introducer of a literal."""
    token, following = cursor.tokens[at], cursor.tokens[at + 1]
    if cursor.tokens[at - 1].upper == "." and at:
        return following.upper != "("
    if token.upper in cursor.reserved or following.upper == "(" or following.kind in _LITERALS:
        return False
    if following.upper != ".":
        return True
    last = at
    while cursor.tokens[last + 1].upper == ".":
        last += 2
    return cursor.tokens[min(last + 1, len(cursor.tokens) - 1)].upper != "("


_LITERALS = frozenset({TokenKind.STRING, TokenKind.HEX, TokenKind.BIT})


def _qualifier(tokens: Sequence[Token], at: int) -> str:
    """Return the names before the dot in front of a name."""
    parts: list[str] = []
    while at >= 2 and tokens[at - 1].upper == ".":
        at -= 2
        parts.insert(0, tokens[at].value.lower())
    return ".".join(parts)
