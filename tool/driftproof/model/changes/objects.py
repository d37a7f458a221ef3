"""Changes of databases, views, stored programs, events and sequences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from driftproof.model.catalog import Event, Routine, Sequence, Trigger, View
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import quote


@dataclass(frozen=True, slots=True)
class ObjectName:
    """The name of an object as a statement writes it; `schema` is None where it is not qualified."""

    name: str
    schema: str | None = None

    def __str__(self) -> str:
        return f"{quote(self.schema)}.{quote(self.name)}" if self.schema else quote(self.name)


@dataclass(frozen=True, slots=True)
class CreateView:
    """CREATE VIEW."""

    name: ObjectName
    view: View
    or_replace: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class AlterView:
    """ALTER VIEW: the definition anew; an algorithm or security that it does not say is empty, and stays as it was."""

    name: ObjectName
    view: View


@dataclass(frozen=True, slots=True)
class DropViews:
    """DROP VIEW of one or several."""

    names: tuple[ObjectName, ...]
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class CreateRoutine:
    """CREATE PROCEDURE or FUNCTION."""

    name: ObjectName
    routine: Routine
    or_replace: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class AlterRoutine:
    """ALTER PROCEDURE or FUNCTION; a characteristic left None stays."""

    kind: Literal["procedure", "function"]
    name: ObjectName
    security: str | None = None
    comment: str | None = None
    data_access: str | None = None


@dataclass(frozen=True, slots=True)
class DropRoutine:
    """DROP PROCEDURE or FUNCTION."""

    kind: Literal["procedure", "function"]
    name: ObjectName
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class CreateTrigger:
    """CREATE TRIGGER; `table` is the table's name as written."""

    name: ObjectName
    table: ObjectName
    trigger: Trigger
    or_replace: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropTrigger:
    """DROP TRIGGER."""

    name: ObjectName
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class CreateEvent:
    """CREATE EVENT."""

    name: ObjectName
    event: Event
    or_replace: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class AlterEvent:
    """ALTER EVENT; a part left None stays."""

    name: ObjectName
    schedule: str | None = None
    starts: str | None = None
    ends: str | None = None
    body: str | None = None
    status: str | None = None
    preserve: bool | None = None
    comment: str | None = None
    rename_to: ObjectName | None = None


@dataclass(frozen=True, slots=True)
class DropEvent:
    """DROP EVENT."""

    name: ObjectName
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class CreateSchema:
    """CREATE DATABASE; charset and collation None are the server's."""

    name: str
    charset: str | None = None
    collation: str | None = None
    if_not_exists: bool = False
    or_replace: bool = False


@dataclass(frozen=True, slots=True)
class AlterSchema:
    """ALTER DATABASE; `name` None is the session's database."""

    name: str | None
    charset: str | None = None
    collation: str | None = None


@dataclass(frozen=True, slots=True)
class DropSchema:
    """DROP DATABASE."""

    name: str
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class CreateSequence:
    """CREATE SEQUENCE (MariaDB)."""

    name: ObjectName
    sequence: Sequence
    or_replace: bool = False
    if_not_exists: bool = False


@dataclass(frozen=True, slots=True)
class AlterSequence:
    """ALTER SEQUENCE (MariaDB): the options named, as canonical pairs."""

    name: ObjectName
    options: tuple[tuple[str, str], ...] = ()
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class DropSequences:
    """DROP SEQUENCE (MariaDB)."""

    names: tuple[ObjectName, ...]
    if_exists: bool = False


@dataclass(frozen=True, slots=True)
class Opaque:
    """A statement that is not understood; `reason` says why. It is counted and shown, never guessed at.

    `answer` is the server's own refusal where it surely does not understand the statement either (1064).
    """

    text: str
    reason: str
    answer: ServerAnswer | None = None
