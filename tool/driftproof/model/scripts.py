"""Scripts and their parts: versions, script files, statements and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache, total_ordering
from typing import NamedTuple

from driftproof.model.errors import Place, ScriptError

_NUMBERS = re.compile(r"\d+(\.\d+)*")


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A script version such as ``5.5.16``; ``1.0`` equals ``1``, and missing parts count as 0.

    Flyway's rule: ``_`` reads as ``.``, parts are numbers, trailing zero parts do not matter.
    """

    text: str
    parts: tuple[int, ...] = field(repr=False)

    @classmethod
    @lru_cache(maxsize=1 << 16)  # a folder and its history have the same versions, thousands of them
    def parse(cls, text: str) -> Version:
        """Read a version; raises `ScriptError` when a part is not a number."""
        dotted = text.strip().replace("_", ".")
        if not _NUMBERS.fullmatch(dotted):
            hint = "a version is numbers joined by dots or underscores: 5.5.16"
            raise ScriptError(f"{text!r} is not a version", hint=hint)
        parts = [int(part) for part in dotted.split(".")]
        while len(parts) > 1 and parts[-1] == 0:
            parts.pop()
        return cls(dotted, tuple(parts))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Version) and self.parts == other.parts)

    def __lt__(self, other: Version) -> bool:
        return self.parts < other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: offsets `start` and `end`, and the line and column (from 1) of its first character."""

    start: int
    end: int
    line: int
    column: int


class StatementKind(Enum):
    """What a piece of a script is for the client that sends it."""

    SQL = "sql"
    DELIMITER = "delimiter"
    SPACE = "space"


class Statement(NamedTuple):
    """A piece of a script: an SQL statement, a ``DELIMITER`` command, or white space and comments between them.

    `text` is the exact input; the pieces of a script joined are the script. `start` is its offset, `line` and `column`
    (from 1) are those of its first character. For an SQL piece `sql` is what goes to the server: without the delimiter
    and the white space around, comments inside kept. `delimiter` is the one in force. `terminated` is False for a last
    statement without its delimiter, and `open` names what is left open at the end of the text: ``'``, ``"``, `````, or
    ``/*``, else an empty text. A named tuple, because a frozen dataclass takes thrice as long to make, and scripts have
    thousands.
    """

    kind: StatementKind
    text: str
    start: int
    line: int
    column: int
    sql: str = ""
    delimiter: str = ";"
    terminated: bool = True
    open: str = ""

    @property
    def span(self) -> Span:
        """Where the piece stands."""
        return Span(self.start, self.start + len(self.text), self.line, self.column)

    @property
    def sql_span(self) -> Span | None:
        """Where `sql` stands, which begins with the piece; None for other pieces."""
        return Span(self.start, self.start + len(self.sql), self.line, self.column) if self.is_sql else None

    @property
    def is_sql(self) -> bool:
        """Whether a client would send this piece to the server."""
        return self.kind is StatementKind.SQL


class ScriptKind(Enum):
    """The role of a file by its name."""

    VERSIONED = "V"
    REPEATABLE = "R"
    BASELINE = "B"
    UNDO = "U"
    CALLBACK = "callback"


@dataclass(frozen=True, slots=True)
class Script:
    """A script file: its role, what its name says, and its content.

    `name` is the path relative to the folder, with ``/``: what Flyway writes into the history. `path` is where it was
    read from, for messages. `data` are the bytes, `text` the decoded content (a byte order mark dropped).
    `event` is a callback's event, such as ``beforeMigrate``. `undecodable` says why `text` is not all that the file
    holds, where its bytes are no text in the encoding named; such a script has its checksum, and cannot run.
    """

    kind: ScriptKind
    name: str
    path: str
    description: str
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    version: Version | None = None
    event: str = ""
    undecodable: ScriptError | None = field(default=None, repr=False, compare=False)

    def place(self, line: int = 1, column: int = 1) -> Place:
        """Return the place of a line of this script."""
        return Place(self.path, line, column)
