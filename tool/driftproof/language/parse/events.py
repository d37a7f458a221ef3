"""Reading scheduled events; bodies are kept as text."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.language.cursor import Cursor
from driftproof.language.parse.bodies import take_body
from driftproof.language.parse.defaults import read_canonical
from driftproof.language.parse.heading import Heading
from driftproof.language.parse.names import read_object_name
from driftproof.model.catalog import Event
from driftproof.model.changes import AlterEvent, CreateEvent, DropEvent, ObjectName


@dataclass(slots=True)
class _Parts:
    """The parts of an event, as far as stated."""

    schedule: str | None = None
    starts: str | None = None
    ends: str | None = None
    preserve: bool | None = None
    rename_to: ObjectName | None = None
    status: str | None = None
    comment: str | None = None
    body: str | None = None


def read_create_event(cursor: Cursor, heading: Heading) -> CreateEvent:
    """Read CREATE EVENT behind the word EVENT."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = read_object_name(cursor)
    parts = _read_parts(cursor)
    if parts.schedule is None or parts.body is None:
        raise cursor.unreadable("ON SCHEDULE and DO expected")
    event = Event(
        name.name,
        parts.schedule,
        parts.body,
        parts.status or "ENABLED",
        bool(parts.preserve),
        parts.comment or "",
        parts.starts or "",
        parts.ends or "",
        heading.definer,
    )
    return CreateEvent(name, event, heading.or_replace, if_not_exists)


def read_alter_event(cursor: Cursor) -> AlterEvent:
    """Read ALTER EVENT behind the word EVENT."""
    name = read_object_name(cursor)
    parts = _read_parts(cursor)
    return AlterEvent(
        name,
        parts.schedule,
        parts.starts,
        parts.ends,
        parts.body,
        parts.status,
        parts.preserve,
        parts.comment,
        parts.rename_to,
    )


def read_drop_event(cursor: Cursor) -> DropEvent:
    """Read DROP EVENT behind the word EVENT."""
    if_exists = cursor.accept("IF", "EXISTS")
    return DropEvent(read_object_name(cursor), if_exists)


def _read_parts(cursor: Cursor) -> _Parts:
    """Read the clauses; the grammar has one order, and reading them in any does no harm."""
    parts = _Parts()
    while True:
        if cursor.accept("ON", "SCHEDULE"):
            _read_schedule(cursor, parts)
        elif cursor.accept("ON", "COMPLETION"):
            parts.preserve = not cursor.accept("NOT")
            cursor.expect("PRESERVE")
        elif cursor.accept("RENAME", "TO"):
            parts.rename_to = read_object_name(cursor)
        elif cursor.accept("ENABLE"):
            parts.status = "ENABLED"
        elif cursor.accept("DISABLE"):
            parts.status = _read_disabled(cursor)
        elif cursor.accept("COMMENT"):
            parts.comment = cursor.expect_string()
        elif cursor.accept("DO"):
            parts.body = take_body(cursor)[1]
        else:
            return parts


def _read_disabled(cursor: Cursor) -> str:
    if cursor.accept("ON"):
        if not cursor.accept_any("SLAVE", "REPLICA"):
            raise cursor.unreadable("SLAVE or REPLICA expected")
        return "SLAVESIDE_DISABLED"
    return "DISABLED"


def _read_schedule(cursor: Cursor, parts: _Parts) -> None:
    """Read AT a time, or EVERY interval with STARTS and ENDS."""
    if cursor.accept("AT"):
        parts.schedule = f"AT {read_canonical(cursor)}"
        return
    cursor.expect("EVERY")
    amount = read_canonical(cursor)
    parts.schedule = f"EVERY {amount} {cursor.expect_word().upper()}"
    while word := cursor.accept_any("STARTS", "ENDS"):
        text = read_canonical(cursor)
        if word == "STARTS":
            parts.starts = text
        else:
            parts.ends = text
