"""Every error that driftproof raises on purpose, with the exit status it ends a command with.

::

    DriftproofError (2)
    ├── UsageError (2)              an argument, an option or a configuration file is wrong
    ├── ScriptError (2)             a script cannot be used: name, encoding, duplicate version
    ├── SourceError (2)             a schema argument cannot be read
    ├── ServerUnavailable (2)       no connection: address, password, TLS, throwaway server
    ├── PreflightFailed (2)         the server cannot take the upgrade; nothing was changed
    ├── UpgradeStopped (3)          an upgrade stopped part-way; safe to run again
    │   ├── StatementFailed (3)     the server refused a statement
    │   ├── ConnectionLost (3)      the connection of the run or of its lock died
    │   └── Interrupted (3)         SIGINT or SIGTERM
    ├── LockHeld (4)                another run holds the lock
    └── HistoryRefused (5)          changed, missing, failed or out-of-order scripts

A `ServerAnswer` is what a server says when it refuses a statement. Replay gives the same
answers without a server. It is a value, not an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: path, line and column, both counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.column <= 1 else f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """A server's refusal of a statement: error number, SQLSTATE and message."""

    number: int
    message: str
    sqlstate: str = "HY000"

    def __str__(self) -> str:
        return f"ERROR {self.number} ({self.sqlstate}): {self.message}"


def defect(error: Exception) -> str:
    """Return one line about an exception that nobody foresaw: its kind, and what it says."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"


@dataclass(eq=False)
class DriftproofError(Exception):
    """The root of the tree: a sentence, and what to do about it.

    `message` says what failed; `place` where; `hint` what to do; `exit_status` how the command ends.
    """

    message: str
    place: Place | None = field(default=None, kw_only=True)
    hint: str = field(default="", kw_only=True)
    exit_status: ClassVar[int] = 2

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        return f"{text}\n{self.hint}" if self.hint else text


class UsageError(DriftproofError):
    """An argument, an option or a configuration file is wrong."""


class ScriptError(DriftproofError):
    """A script, or a folder of scripts, cannot be used."""


class SourceError(DriftproofError):
    """A schema argument cannot be read."""


class ServerUnavailable(DriftproofError):
    """No usable connection to a server can be had."""


@dataclass(eq=False)
class PreflightFailed(DriftproofError):
    """The server cannot take the upgrade; `problems` lists every reason. Nothing was changed."""

    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [self.message, *(f"  - {problem}" for problem in self.problems)]
        return "\n".join(lines + ([self.hint] if self.hint else []))


class UpgradeStopped(DriftproofError):
    """An upgrade stopped part-way; it is safe to run it again."""

    exit_status: ClassVar[int] = 3


@dataclass(eq=False)
class StatementFailed(UpgradeStopped):
    """The server refused a statement of a script.

    `statement` is the text sent, `answer` what the server said, `applied` how many statements of the
    script had succeeded before it.
    """

    statement: str = ""
    answer: ServerAnswer | None = None
    applied: int = 0

    def __str__(self) -> str:
        text = self.statement.strip()
        cut = text if len(text) <= 400 else f"{text[:400]} … ({len(text)} characters)"
        where = f"{self.place}: " if self.place else ""
        lines = [f"{where}{self.message}", *(f"    {line}" for line in cut.splitlines()[:12])]
        if self.answer:
            lines.append(f"the server said: {self.answer}")
        return "\n".join(lines + ([self.hint] if self.hint else []))


class ConnectionLost(UpgradeStopped):
    """The connection of the run, or the one that holds its lock, died."""


class Interrupted(UpgradeStopped):
    """A signal asked the run to stop; the statement that was running has finished."""


class LockHeld(DriftproofError):
    """Another run holds the lock, and waiting for it came to an end."""

    exit_status: ClassVar[int] = 4


@dataclass(eq=False)
class HistoryRefused(DriftproofError):
    """The recorded history and the scripts contradict each other; `problems` lists how."""

    problems: tuple[str, ...] = ()
    exit_status: ClassVar[int] = 5

    def __str__(self) -> str:
        lines = [self.message, *(f"  - {problem}" for problem in self.problems)]
        return "\n".join(lines + ([self.hint] if self.hint else []))
