"""Reading triggers; bodies are kept as text."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.parse.bodies import take_body
from driftproof.language.parse.heading import Heading
from driftproof.language.parse.names import read_object_name
from driftproof.model.catalog import Trigger
from driftproof.model.changes import CreateTrigger, DropTrigger
from driftproof.model.names import quote


def read_create_trigger(cursor: Cursor, heading: Heading) -> CreateTrigger:
    """Read CREATE TRIGGER behind the word TRIGGER."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = read_object_name(cursor)
    timing = cursor.accept_any("BEFORE", "AFTER")
    event = cursor.accept_any("INSERT", "UPDATE", "DELETE") if timing else ""
    if not event:
        raise cursor.unreadable("BEFORE or AFTER, and INSERT, UPDATE or DELETE expected")
    cursor.expect("ON")
    table = read_object_name(cursor)
    cursor.expect("FOR", "EACH", "ROW")
    order = ""
    if word := cursor.accept_any("FOLLOWS", "PRECEDES"):
        order = f"{word} {quote(cursor.expect_name())}"
    start, body = take_body(cursor)
    trigger = Trigger(
        name.name, table.name, timing, event, body, order=order, definer=heading.definer, body_offset=start
    )
    return CreateTrigger(name, table, trigger, heading.or_replace, if_not_exists)


def read_drop_trigger(cursor: Cursor) -> DropTrigger:
    """Read DROP TRIGGER behind the word TRIGGER."""
    if_exists = cursor.accept("IF", "EXISTS")
    return DropTrigger(read_object_name(cursor), if_exists)
