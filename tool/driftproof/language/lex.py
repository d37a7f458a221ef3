"""Tokens of one SQL statement, as a server of a given flavor reads it.

Executable comments (``/*!50100 … */``, ``/*M!100100 … */``) are read or skipped as that server would; other comments
and white space are skipped. Reading never fails: a character that fits nowhere is a token of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from driftproof.model.flavor import Flavor


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted name"
    STRING = "string"
    NUMBER = "number"
    HEX = "hex"
    BIT = "bit"
    USER = "user variable"
    SYSTEM = "system variable"
    MARKER = "marker"
    OPERATOR = "operator"
    END = "end"


class Token(NamedTuple):
    """A token.

    `text` is as written, `start` and `end` its offsets. `value` is the name without quotes, the unescaped string, the
    digits, or the operator. `upper` is the upper-case word of a WORD, the operator of an OPERATOR, else empty: what
    keywords are compared with, so that a quoted name is never taken for a keyword.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    value: str
    upper: str


Append = Callable[[Token], None]
Place = tuple[int, int]
"""An offset, and how many executable comments are open there."""


class Modes(NamedTuple):
    """What decides how any server reads a text: the modes that change quoting and precedence.

    A `lenient` reader takes the syntax of any vendor and release, also where this server would refuse it.
    """

    ansi_quotes: bool = False
    no_backslash_escapes: bool = False
    pipes_as_concat: bool = False
    ignore_space: bool = False
    high_not_precedence: bool = False
    lenient: bool = False


class Dialect:
    """What decides how text is read: the server and the modes.

    `asked` tells whether the flavor has been asked for. Readers have it from here alone, so that a text read by a
    dialect that was not asked reads the same for every server.
    """

    __slots__ = ("_flavor", "asked", "modes")

    def __init__(self, flavor: Flavor, modes: Modes) -> None:
        self._flavor = flavor
        self.modes = modes
        self.asked = False

    @classmethod
    def of(cls, flavor: Flavor, sql_mode: frozenset[str] = frozenset()) -> Dialect:
        """Return the dialect of a server under an `sql_mode`."""
        ansi = "ANSI" in sql_mode
        modes = Modes(
            ansi or "ANSI_QUOTES" in sql_mode,
            "NO_BACKSLASH_ESCAPES" in sql_mode,
            ansi or "PIPES_AS_CONCAT" in sql_mode,
            ansi or "IGNORE_SPACE" in sql_mode,
            "HIGH_NOT_PRECEDENCE" in sql_mode,
        )
        return cls(flavor, modes)

    @property
    def flavor(self) -> Flavor:
        """The server, from now on asked for."""
        self.asked = True
        return self._flavor

    def unasked(self) -> Dialect:
        """Return the same dialect for a reading of its own, not asked for the flavor yet."""
        return Dialect(self._flavor, self.modes)

    def leniently(self) -> Dialect:
        """Return the dialect of a reader that takes the syntax of any server."""
        return Dialect(self._flavor, self.modes._replace(lenient=True))


_NO_LETTER = r"\x00-\#%-\-/:-@\[-^`{-\x7f"
_NAME = rf"[^{_NO_LETTER}.]"
"""A character of a name: digits, letters, ``_``, ``$`` and all beyond ASCII, told by those that it is not.

Patterns compile several times as fast so, and every command waits for that.
"""
_TOKENS = re.compile(
    rf"""(?:
      (?P<word>(?![xXbB]')[^{_NO_LETTER}.0-9]{_NAME}*)
    | (?P<mark>[(),;=])
    | (?P<quoted>`(?:[^`]+|``)*`?)
    | (?P<space>\s+|\#[^\n]*|--(?=[\s\x00-\x1f]|$)[^\n]*|/\*(?!M?!)(?:[^*]+|\*(?!/))*(?:\*/)?|\x00+)
    | (?P<string>'(?:[^'\\]+|''|\\.)*'?)
    | (?P<double>"(?:[^"\\]+|""|\\.)*"?)
    | (?P<comment>/\*)
    | (?P<close>\*/)
    | (?P<hex>0x[0-9A-Fa-f]+(?!{_NAME})|[xX]'[0-9A-Fa-f]*')
    | (?P<bit>0b[01]+(?!{_NAME})|[bB]'[01]*')
    | (?P<number>(?:[0-9]+\.(?!\.)[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?(?!{_NAME}))
    | (?P<digits>{_NAME}+)
    | (?P<system>@@(?:{_NAME}+|`[^`]*`)(?:\.(?:{_NAME}+|`[^`]*`))*)
    | (?P<user>@(?:[^{_NO_LETTER}]+|`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*")?)
    | (?P<marker>\?)
    | (?P<operator><=>|->>|\.\.|:=|<>|!=|<=|>=|<<|>>|\|\||&&|->|.)
    )\s*""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = {
    "word": TokenKind.WORD,
    "digits": TokenKind.WORD,
    "mark": TokenKind.OPERATOR,
    "operator": TokenKind.OPERATOR,
}
_LONGEST_REMEMBERED = 10_000
_COMMENTS = frozenset({"comment", "close"})
_EXECUTABLE = re.compile(r"/\*(M?)!(\d{5,6})?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "Z": "\x1a", "%": "\\%", "_": "\\_"}
_KINDS = {
    "hex": TokenKind.HEX,
    "bit": TokenKind.BIT,
    "number": TokenKind.NUMBER,
    "marker": TokenKind.MARKER,
}


def lex(sql: str, dialect: Dialect) -> Sequence[Token]:
    """Return the tokens of one statement, with an END token at the end.

    They are remembered: a statement is read as a whole, and again by the linter for its names. The dialect is asked for
    its server only where an executable comment may be: all servers read the same tokens in any other text.
    """
    flavor = dialect.flavor if "/*" in sql and _EXECUTABLE.search(sql) else None
    if len(sql) > _LONGEST_REMEMBERED:
        return _tokens(sql, dialect.modes, flavor)
    return _remembered(sql, dialect.modes, flavor)


@lru_cache(maxsize=4096)
def _remembered(sql: str, modes: Modes, flavor: Flavor | None) -> tuple[Token, ...]:
    return tuple(_tokens(sql, modes, flavor))


def _tokens(sql: str, modes: Modes, flavor: Flavor | None) -> list[Token]:
    """Read tokens; `flavor` is None where no comment is executable."""
    tokens: list[Token] = []
    position, end, depth = 0, len(sql), 0
    while position < end:
        position, depth = _read(sql, (position, depth), modes, flavor, tokens.append)
    tokens.append(Token(TokenKind.END, "", end, end, "", ""))
    return tokens


def _read(sql: str, at: Place, modes: Modes, flavor: Flavor | None, append: Append) -> Place:
    """Add tokens up to where the pattern must start anew, and return that place."""
    make, plain = tuple.__new__, _PLAIN.get
    position, depth = at
    for found in _TOKENS.finditer(sql, position):
        group = found.lastgroup or ""
        text, start = found[group], found.start()
        kind = plain(group)
        if kind:
            append(make(Token, (kind, text, start, start + len(text), text, text.upper())))
        elif group == "quoted":
            name = text[1:].removesuffix("`").replace("``", "`")
            append(make(Token, (TokenKind.QUOTED, text, start, start + len(text), name, "")))
        elif group == "space":
            continue
        elif group in _COMMENTS:
            return _comment_mark(sql, (start, depth), flavor, append)
        else:
            token = _token(group, text, start, modes)
            append(token)
            if token.end != start + len(text):
                return token.end, depth
    return len(sql), depth


def _comment_mark(sql: str, at: Place, flavor: Flavor | None, append: Append) -> Place:
    """Return where reading goes on behind ``/*!`` or ``*/``."""
    start, depth = at
    if sql[start] == "/":
        position, opened = _comment(sql, start, flavor)
        return position, depth + opened
    if depth:
        return start + 2, depth - 1
    append(Token(TokenKind.OPERATOR, "*", start, start + 1, "*", "*"))
    return start + 1, depth


def _token(group: str, text: str, start: int, modes: Modes) -> Token:
    """Make the token of a group that needs its value worked out."""
    end = start + len(text)
    if group in {"string", "double"}:
        return _string(group, text, start, modes)
    if group == "user":
        name = text[1:]
        value = _unescape(name, modes) if name[:1] in "'\"`" and name else name
        return Token(TokenKind.USER, text, start, end, value, "")
    if group == "system":
        return Token(TokenKind.SYSTEM, text, start, end, text[2:].replace("`", ""), "")
    if group in {"hex", "bit"}:
        return Token(_KINDS[group], text, start, end, text[2:].rstrip("'"), "")
    return Token(_KINDS[group], text, start, end, text, "")


def _string(group: str, text: str, start: int, modes: Modes) -> Token:
    """Make the token of a quoted text; what double quotes mean depends on the mode."""
    if "\\" not in text and text.count(text[0]) == 2 and group == "string":
        return Token(TokenKind.STRING, text, start, start + len(text), text[1:-1], "")
    if modes.no_backslash_escapes and "\\" in text:
        text = _plain_string(text)
    kind = TokenKind.QUOTED if group == "double" and modes.ansi_quotes else TokenKind.STRING
    return Token(kind, text, start, start + len(text), _unescape(text, modes), "")


def _plain_string(text: str) -> str:
    """Return the leading string of `text` where a backslash is an ordinary character."""
    mark = re.escape(text[0])
    found = re.match(rf"{mark}(?:[^{mark}]|{mark}{mark})*{mark}?", text, re.DOTALL)
    return found.group() if found else text


def _unescape(text: str, modes: Modes) -> str:
    """Return what a quoted text means."""
    mark = text[0]
    inner = text[1:-1] if len(text) > 1 and text.endswith(mark) else text[1:]
    if mark * 2 in inner:
        inner = inner.replace(mark * 2, mark)
    if "\\" in inner and not modes.no_backslash_escapes and mark != "`":
        inner = _ESCAPED.sub(lambda found: _ESCAPES.get(found.group(1), found.group(1)), inner)
    return inner


def _comment(sql: str, start: int, flavor: Flavor | None) -> tuple[int, int]:
    """Return where reading goes on behind the comment opened at `start`, and 1 where its inside is to be read."""
    found = _EXECUTABLE.match(sql, start)
    if found and flavor and is_executed(found.group(1) != "", found.group(2), flavor):
        return found.end(), 1
    closing = sql.find("*/", start + 2)
    return (len(sql) if closing < 0 else closing + 2), 0


def is_executed(for_mariadb: bool, version: str | None, flavor: Flavor) -> bool:
    """Tell whether a server reads the inside of an executable comment.

    MariaDB skips MySQL's comments of versions 50700 to 99999 that are below 100000, since MySQL 5.7 and later have
    features it has not (https://mariadb.com/kb/en/comment-syntax/); MySQL never reads ``/*M!``.
    """
    if for_mariadb and not flavor.is_mariadb:
        return False
    if version is None:
        return True
    number = int(version)
    if flavor.is_mariadb and not for_mariadb and 50700 <= number <= 99999:
        return False
    release = (*flavor.version, *(99,) * (3 - len(flavor.version)))
    return number <= release[0] * 10000 + release[1] * 100 + release[2]
