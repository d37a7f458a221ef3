"""A cursor over the tokens of a statement: what every reader of SQL stands on."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.language.lex import Dialect, Token, TokenKind, lex
from driftproof.language.reserved import EVERYWHERE, SOMEWHERE, reserved_words

_NAMES = (TokenKind.WORD, TokenKind.QUOTED)


class Unreadable(Exception):
    """A text that a reader does not understand; `reason` says why, `offset` where.

    `is_refused` says that the server surely does not understand it either. Readers raise it and `parse` turns it into
    `Opaque`: it never leaves the language package.
    """

    def __init__(self, reason: str, offset: int, is_refused: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.is_refused = is_refused


class Cursor:
    """Where a reader stands in the tokens of a statement.

    `sql` is the text, `tokens` its tokens with END at the end, `position` the index of the next one. Methods named
    `accept…` move on when what they ask for is there and tell whether they did; `expect…` raise `Unreadable` otherwise.
    Keywords are given in upper case.
    """

    __slots__ = ("dialect", "position", "sql", "tokens")

    def __init__(self, sql: str, dialect: Dialect, tokens: Sequence[Token] | None = None) -> None:
        self.sql = sql
        self.dialect = dialect
        self.tokens = lex(sql, dialect) if tokens is None else tokens
        self.position = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.position]

    def peek(self, ahead: int = 1) -> Token:
        """Return the token `ahead` of the next one, or END."""
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)]

    @property
    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.token.kind is TokenKind.END

    @property
    def start(self) -> int:
        """The offset of the next token."""
        return self.token.start

    @property
    def end(self) -> int:
        """The offset behind the last token taken."""
        return self.tokens[self.position - 1].end if self.position else 0

    def advance(self) -> Token:
        """Take the next token and return it; END is never passed."""
        token = self.tokens[self.position]
        if token.kind is not TokenKind.END:
            self.position += 1
        return token

    def at(self, first: str, *others: str) -> bool:
        """Tell whether the next tokens are these keywords or operators, in this order."""
        tokens, position = self.tokens, self.position
        if tokens[position].upper != first:
            return False
        if not others:
            return True
        last = len(tokens) - 1
        return all(tokens[min(position + ahead, last)].upper == word for ahead, word in enumerate(others, 1))

    def at_any(self, words: Sequence[str] | frozenset[str]) -> bool:
        """Tell whether the next token is one of these keywords or operators."""
        upper = self.tokens[self.position].upper
        return upper != "" and upper in words

    def accept(self, first: str, *others: str) -> bool:
        """Take these keywords or operators if all of them come next, in this order."""
        if self.tokens[self.position].upper != first or (others and not self.at(first, *others)):
            return False
        self.position += 1 + len(others)
        return True

    def accept_any(self, *words: str) -> str:
        """Take the next token if it is one of these, and return it in upper case, else return an empty text."""
        upper = self.tokens[self.position].upper
        if upper and upper in words:
            self.position += 1
            return upper
        return ""

    def expect(self, *words: str) -> None:
        """Take these keywords or operators, or raise `Unreadable`."""
        for word in words:
            if not self.accept(word):
                raise self.unreadable(f"{word} expected")

    @property
    def at_name(self) -> bool:
        """Whether the next token can be a name: a bare word or a quoted name."""
        return self.token.kind in _NAMES

    def is_reserved(self, word: str) -> bool:
        """Tell whether the server reserves a word; which server it is matters only for what some release reserves."""
        return word in EVERYWHERE or (word in SOMEWHERE and word in reserved_words(self.dialect.flavor))

    def expect_name(self) -> str:
        """Take a name, bare or quoted, and return it; in dialects that allow it, a double-quoted one too.

        A bare word that this server reserves is refused, unless it stands behind a dot.
        """
        token = self.tokens[self.position]
        if token.kind is TokenKind.WORD:
            if self.is_reserved(token.upper) and self.tokens[self.position - 1].upper != ".":
                raise self.refused("a name expected that is not reserved")
        elif token.kind is not TokenKind.QUOTED:
            raise self.unreadable("a name expected")
        self.position += 1
        return token.value

    def expect_word(self) -> str:
        """Take a name or any bare word, reserved or not, and return it."""
        if self.token.kind in _NAMES:
            return self.advance().value
        raise self.unreadable("a name expected")

    def expect_string(self) -> str:
        """Take a string, adjacent ones joined, and return its value."""
        if self.token.kind is not TokenKind.STRING:
            raise self.unreadable("a string expected")
        text = self.advance().value
        while self.token.kind is TokenKind.STRING:
            text += self.advance().value
        return text

    def expect_integer(self) -> int:
        """Take a whole number and return it."""
        token = self.token
        if token.kind is TokenKind.NUMBER and token.value.isdigit():
            self.advance()
            return int(token.value)
        raise self.unreadable("a number expected")

    def text_from(self, start: int) -> str:
        """Return the text from the offset `start` to the end of the last token taken."""
        return self.sql[start : self.end]

    def skip_parentheses(self) -> str:
        """Take a parenthesised text whatever it holds, and return it with its parentheses."""
        start, depth = self.start, 0
        self.expect("(")
        depth = 1
        while depth:
            token = self.advance()
            if token.kind is TokenKind.END:
                raise self.unreadable("a parenthesis stays open")
            depth += {"(": 1, ")": -1}.get(token.upper, 0)
        return self.text_from(start)

    def unreadable(self, reason: str) -> Unreadable:
        """Return the error that `reason` makes here, naming what stands here instead."""
        token = self.token
        found = "the end" if token.kind is TokenKind.END else repr(token.text[:40])
        return Unreadable(f"{reason}, found {found}", token.start)

    def refused(self, reason: str) -> Unreadable:
        """Return the error that `reason` makes here, where the server surely answers 1064."""
        problem = self.unreadable(reason)
        return Unreadable(problem.reason, problem.offset, True)
