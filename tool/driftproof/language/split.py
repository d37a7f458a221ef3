r"""Split a script into the statements that the ``mysql`` and ``mariadb`` clients would send.

The rules are those of ``client/mysql.cc``, found by running both clients against a server that logs what it
receives (docs/splitting.md lists them, and the few places where a script is read more kindly than by the clients):

- the pieces joined are the text, whatever the text is; nothing raises;
- white space, comments and empty statements before a statement are one SPACE piece; comments inside it stay;
- ``/*! … */`` and ``/*M! … */`` are SQL, and a delimiter inside them ends the statement, as in the clients;
- ``DELIMITER`` is a command only where a statement starts; ``\g`` and ``\G`` end a statement, ``\c`` discards it;
- a client command alone on its line (``use shop``, ``source more.sql``) ends with the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from driftproof.model.scripts import Statement, StatementKind

_make: Callable[[tuple[object, ...]], Statement] = partial(tuple.__new__, Statement)
"""Makes a statement of its fields in the least time, as `_piece` does a piece."""

_TRIM = "".join(map(chr, range(33))) + "\x7f"
"""What the clients drop at the end of a statement: white space and control characters (``remove_cntrl``)."""

_MAX_DELIMITER = 15
"""How many characters of a delimiter the clients keep."""

_SINGLE = r"'(?:[^'\\]++|\\(?s:.))*+"
_DOUBLE = r'"(?:[^"\\]++|\\(?s:.))*+'
_BACKTICK = r"`[^`]*+"
_LINE_COMMENT = r"\#[^\n]*|--(?=[ \t-\r]|\Z)[^\n]*"
_SANDBOX = re.compile(r"/\*M?!\d+\\-[^*\n]*\*/")
"""The first line of a mariadb-dump since 2024: a command of the client, without a delimiter."""

_STEP = re.compile(rf"{_LINE_COMMENT}|\\[^\n]?|(?s:.)")
"""What follows a place within a statement where `_Rules.run` stops, unless more than that stands there."""

_COMMENT_MARK = re.compile(r"\*/|/\*")
_DOLLARS = re.compile(r"(?=(\$\w*\$))")
_AS = re.compile(r"(?i)\bas\s*\Z")

_END_COMMANDS = frozenset({"\\g", "\\G", "\\c"})

_COMMAND = re.compile(
    r"""(?ix)
    (?: (?: charset|connect|help|pager|prompt|query_attributes|source|system|tee|use ) [ \t]++ [^\r\n]++
      | \\[.!] [^\r\n]*+
      | (?: [?]|charset|clear|connect|edit|ego|exit|go|help|nopager|notee|nowarning|pager|print|prompt|quit|rehash
          | resetconnection|source|status|system|tee|use|warnings ) [ \t]*+
    ) (?= [\r\n] | \Z )"""
)
_COMMAND_STARTS = frozenset("?cdehnpqrstuwCDEHNPQRSTUW\\")
_SERVER_COMMAND = re.compile(r"(?i)(?:use|help)\b")
_ARGUMENT = r"""(?:(?P<quote>['"`])(?P<quoted>[^\r\n]*?)(?:(?P=quote)|(?=[\r\n]|\Z))|(?P<plain>[^ \t-\r]++))?"""
_PLAIN = "(?i:ALTER|CALL|CREATE|DELETE|DROP|INSERT|REPLACE|SELECT|SET|UPDATE)[ \\t-\\r]"
_DELIMITER = re.compile(rf"(?i:delimiter)(?=[ \t-\r]|\Z)[ \t\v\f]*+{_ARGUMENT}[^\r\n]*+")
_SHORT_DELIMITER = re.compile(rf"\\d[ \t\v\f]*+{_ARGUMENT}")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns for one delimiter.

    `lead` takes what may stand before a statement, save block comments; `run` the inside of a statement up to a
    character that may end it or start a comment; `tokens` takes a string or a comment, or finds the start of one.
    `plain` takes, at once, the white space before a statement, the statement and its delimiter, where the statement's
    first word is no client's command and no comment or dollar is in it; None under a delimiter that may look otherwise.

    The two that take much text at once hold no look-ahead within a repetition: before 3.11.5 Python loses its place
    after one that fails there (https://github.com/python/cpython/issues/106052).
    """

    delimiter: str
    lead: re.Pattern[str]
    run: re.Pattern[str]
    tokens: re.Pattern[str]
    plain: re.Pattern[str] | None


class _Piece(NamedTuple):
    """A piece as offsets; `sql_end` is where `sql` ends."""

    kind: StatementKind
    start: int
    sql_end: int
    end: int
    delimiter: str
    terminated: bool = True
    open: str = ""


_piece: Callable[[tuple[object, ...]], _Piece] = partial(tuple.__new__, _Piece)


@lru_cache(maxsize=1024)
def split(text: str, delimiter: str = ";") -> tuple[Statement, ...]:
    """Split `text`, which starts under `delimiter`, into pieces that joined are `text`; never raises.

    The pieces are remembered: a script runs twice and for several servers, and the linter goes through it again.
    Columns count characters from 1. Lines end with LF, CRLF or a lone CR, as in editors, though a comment to the end
    of the line ends with LF only, as in the clients and in the server. A byte order mark takes no column.
    """
    pieces: list[Statement] = []
    line, line_start = 1, 1 if text.startswith("\ufeff") else 0
    marked = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    for kind, start, sql_end, end, in_force, terminated, left_open in _pieces(text, delimiter or ";"):
        column = start - line_start + 1 if start > line_start else 1
        sql = text[start:sql_end] if kind is StatementKind.SQL else ""
        pieces.append(_make((kind, text[start:end], start, line, column, sql, in_force, terminated, left_open)))
        breaks = marked.count("\n", start, end)
        if breaks:
            line += breaks
            line_start = marked.rfind("\n", start, end) + 1
    return tuple(pieces)


def client_command(sql: str) -> str:
    """Return the client command that `sql` is, such as ``source``, or an empty text.

    Such a piece means nothing to a server. ``use`` and ``help`` are none: servers know them as statements.
    """
    match = _COMMAND.fullmatch(sql)
    if match is None or _SERVER_COMMAND.match(sql):
        return ""
    return sql[:2] if sql.startswith("\\") else sql.split(None, 1)[0].lower()


def _pieces(text: str, delimiter: str) -> Iterator[_Piece]:
    """Yield the pieces of `text` in order, without gaps."""
    rules = _rules(delimiter)
    dollars = {match[1]: match.start() for match in _DOLLARS.finditer(text)} if "$" in text else {}
    size = len(text)
    start = 0
    while start < size:
        if rules.plain and (match := rules.plain.match(text, start)):
            position, body_end = match.span(1)
            if position > start:
                yield _piece((StatementKind.SPACE, start, start, position, rules.delimiter, True, ""))
            start = match.end()
            yield _piece(
                (StatementKind.SQL, position, _trimmed(text, position, body_end), start, rules.delimiter, True, "")
            )
            continue
        position, left_open = _skip_lead(text, start, rules)
        if position > start:
            yield _piece((StatementKind.SPACE, start, start, position, rules.delimiter, True, left_open))
        if position == size:
            return
        piece = None
        if text[position] in _COMMAND_STARTS:
            piece = _delimiter(text, position, rules)
            if piece is None and _starts_line(text, start, position):
                piece = _command(text, position, rules)
        piece = piece or _statement(text, position, rules, dollars)
        yield piece
        if piece.delimiter != rules.delimiter:
            rules = _rules(piece.delimiter)
        start = piece.end


def _skip_lead(text: str, start: int, rules: _Rules) -> tuple[int, str]:
    """Return where the white space, comments and empty statements at `start` end, and what is open at the end."""
    position = 1 if start == 0 and text.startswith("\ufeff") else start
    while True:
        match = rules.lead.match(text, position)
        position = match.end() if match else position
        mark = text[position : position + 2]
        if mark in _END_COMMANDS:
            position += 2
        elif mark == "/*":
            end = _comment_end(text, position, _SANDBOX)
            if end < 0:
                return len(text), "/*"
            if end == position:
                return position, ""
            position = end
        else:
            return position, ""


def _comment_end(text: str, start: int, also: re.Pattern[str] | None = None) -> int:
    """Return where the block comment at `start` ends: `start` if it is SQL, unless `also` takes it; -1 if it is open.

    A ``/*`` within a comment takes both characters, so that ``/*/`` there does not end it; comments do not nest.
    """
    if text.startswith(("/*!", "/*M!"), start):
        match = also.match(text, start) if also else None
        return match.end() if match else start
    position = start + 2
    while match := _COMMENT_MARK.search(text, position):
        position = match.end()
        if match[0] == "*/":
            return position
    return -1


def _statement(text: str, start: int, rules: _Rules, dollars: Mapping[str, int]) -> _Piece:
    """Return the statement that starts at `start`; SPACE if a client would send nothing."""
    delimiter = rules.delimiter
    body_end, end = _ends(text, start, rules, dollars)
    sql_end = _trimmed(text, start, body_end)
    left_open = _opened(text, start, rules) if body_end == len(text) else ""
    if sql_end - start == len("delimiter") and text[start:sql_end].lower() == "delimiter":
        return _Piece(StatementKind.DELIMITER, start, start, end, delimiter)
    if sql_end == start or text[body_end:end] == "\\c":
        return _Piece(StatementKind.SPACE, start, start, end, delimiter, True, left_open)
    return _piece((StatementKind.SQL, start, sql_end, end, delimiter, end > body_end, left_open))


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where the statement between `start` and `end` ends without the white space at its end."""
    return start + len(text[start:end].rstrip(_TRIM)) if end > start and text[end - 1] in _TRIM else end


def _ends(text: str, start: int, rules: _Rules, dollars: Mapping[str, int]) -> tuple[int, int]:
    """Return where the statement that starts at `start` ends, without and with what ends it; see `_dollars_end`."""
    delimiter, size = rules.delimiter, len(text)
    run, step = rules.run.match, _STEP.match
    position = start
    while True:
        match = run(text, position)
        position = match.end() if match else position
        if position == size:
            return size, size
        if text[position] == "\\" and text[position : position + 2] in _END_COMMANDS:
            return position, position + 2
        if text.startswith(delimiter, position):
            return position, position + len(delimiter)
        if text.startswith("/*", position):
            end = _comment_end(text, position)
            position = size if end < 0 else max(end, position + 1)
        elif text[position] == "$":
            position = _dollars_end(text, start, position, dollars)
        else:
            match = step(text, position)
            position = match.end() if match else position + 1


def _dollars_end(text: str, start: int, position: int, dollars: Mapping[str, int]) -> int:
    """Return where the text between dollars at `position` ends; one character on if there is none.

    MySQL 9 quotes programs in other languages so, ``AS $$ … $$`` or ``AS $js$ … $js$``; elsewhere a dollar is a letter.
    `dollars` says where each mark stands last, so that none is looked for in vain.
    """
    match = _DOLLARS.match(text, position)
    if match is None or not _AS.search(text[max(start, position - 40) : position]):
        return position + 1
    mark = match[1]
    inside = position + len(mark)
    return text.index(mark, inside) + len(mark) if dollars[mark] >= inside else position + 1


def _delimiter(text: str, start: int, rules: _Rules) -> _Piece | None:
    """Return the ``DELIMITER`` command that starts at `start`, if one does; a bad one changes nothing."""
    if text[start] not in "dD\\":
        return None
    match = _DELIMITER.match(text, start) or _SHORT_DELIMITER.match(text, start)
    if match is None:
        return None
    chosen = match["quoted"] or match["plain"] or ""
    delimiter = rules.delimiter if not chosen or "\\" in chosen else chosen[:_MAX_DELIMITER]
    return _Piece(StatementKind.DELIMITER, start, start, match.end(), delimiter)


def _starts_line(text: str, space_start: int, start: int) -> bool:
    """Whether only white space stands before `start` on its line; the space before it starts at `space_start`."""
    line_end = text.rfind("\n", space_start, start)
    if line_end < 0 and space_start > 0:
        return False
    return not text[max(line_end + 1, space_start) : start].strip(_TRIM + "\ufeff")


def _command(text: str, start: int, rules: _Rules) -> _Piece | None:
    """Return the client command at `start`, the first on its line, if one is there and no delimiter is on the line."""
    match = _COMMAND.match(text, start)
    if match is None or any(mark in match[0] for mark in (rules.delimiter, *_END_COMMANDS)):
        return None
    sql_end = start + len(match[0].rstrip(_TRIM))
    return _Piece(StatementKind.SQL, start, sql_end, match.end(), rules.delimiter)


def _opened(text: str, start: int, rules: _Rules) -> str:
    """Return the opening mark of the quote or comment that is still open at the end of `text`, or an empty text."""
    position = start
    while match := rules.tokens.search(text, position):
        position = match.end()
        if match[0] == "/*":
            position = _comment_end(text, match.start())
            if position < 0:
                return "/*"
            position = max(position, match.end())
        elif match["quote"] and not match["closed"]:
            return match["quote"][0]
    return ""


@lru_cache(maxsize=64)
def _rules(delimiter: str) -> _Rules:
    """Return the patterns for `delimiter`, which comes before comments and quotes, and after a backslash."""
    mark, first = re.escape(delimiter), re.escape(delimiter[0])
    quotes = {"'": _SINGLE + "'?+", '"': _DOUBLE + '"?+', "`": _BACKTICK + "`?+", "-": rf"-[^'\"`\#/\-$\\{first}]"}
    inside = "|".join(pattern for opening, pattern in quotes.items() if opening != delimiter[0])
    run = rf"(?:[^'\"`\#/\-$\\{first}]++|{inside})*+"
    lead = rf"(?:{mark}|[ \t-\r]++|\#[^\n]*+|--[^\n]*+)*+"
    tokens = rf"{mark}|(?P<quote>{_SINGLE}\\?|{_DOUBLE}\\?|{_BACKTICK})(?P<closed>['\"`]?)|{_LINE_COMMENT}|/\*|\\[^\n]?"
    plain = None if delimiter[0].isalnum() or delimiter[0] in f"_\\{_TRIM}" else rf"[ \t-\r]*+({_PLAIN}{run}){mark}"
    return _Rules(
        delimiter, re.compile(lead), re.compile(run), re.compile(tokens), re.compile(plain) if plain else None
    )
