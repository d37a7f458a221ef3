"""Reading schema definitions: statements that begin with CREATE, ALTER, DROP or RENAME."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.language.cursor import Cursor
from driftproof.language.parse.alter import read_alter_table
from driftproof.language.parse.bodies import at_stop, take_rest
from driftproof.language.parse.events import read_alter_event, read_create_event, read_drop_event
from driftproof.language.parse.heading import Heading, read_heading
from driftproof.language.parse.routines import read_alter_routine, read_create_routine, read_drop_routine
from driftproof.language.parse.schemas import read_alter_schema, read_create_schema, read_drop_schema
from driftproof.language.parse.sequences import read_alter_sequence, read_create_sequence, read_drop_sequences
from driftproof.language.parse.tables import (
    read_create_index,
    read_create_table,
    read_drop_index,
    read_drop_tables,
    read_object_names,
    read_rename_tables,
)
from driftproof.language.parse.triggers import read_create_trigger, read_drop_trigger
from driftproof.language.parse.views import read_alter_view, read_create_view
from driftproof.model.changes import Change, DropViews
from driftproof.model.syntax.commands import Other

_INDEX_WORDS = ("INDEX", "UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR")
_SERVER_OBJECTS = (
    ("USER",),
    ("ROLE",),
    ("SERVER",),
    ("TABLESPACE",),
    ("UNDO", "TABLESPACE"),
    ("LOGFILE", "GROUP"),
    ("RESOURCE", "GROUP"),
    ("SPATIAL", "REFERENCE", "SYSTEM"),
    ("INSTANCE",),
)
_SERVER_WORDS = frozenset(first for first, *_ in _SERVER_OBJECTS)


def read_definition(cursor: Cursor) -> Change | Other:
    """Read a definition from its first word to its end.

    What belongs to the server and not to a schema (accounts, servers, tablespaces, loadable functions) comes back as
    `Other`. Raises `Unreadable` when the statement is not understood to its end.
    """
    verb = cursor.accept_any(*_VERBS)
    if not verb:
        raise cursor.unreadable("CREATE, ALTER, DROP or RENAME expected")
    change = _accept_server_object(cursor, verb) or _VERBS[verb](cursor)
    if not at_stop(cursor):
        raise cursor.unreadable("the end of the statement expected")
    return change


def _accept_server_object(cursor: Cursor, verb: str) -> Other | None:
    """Take a statement about something that is no part of a schema, to its end."""
    start = cursor.position
    cursor.accept("OR", "REPLACE")
    if not cursor.at_any(_SERVER_WORDS):
        cursor.position = start
        return None
    for words in _SERVER_OBJECTS:
        if cursor.at(*words):
            take_rest(cursor)
            return Other(f"{verb} {' '.join(words)}".lower(), cursor.text_from(cursor.tokens[start - 1].start))
    cursor.position = start
    return None


def _read_create(cursor: Cursor) -> Change | Other:
    heading = read_heading(cursor)
    if cursor.at_any(_INDEX_WORDS):
        return read_create_index(cursor, heading)
    if cursor.accept("PROCEDURE"):
        return read_create_routine(cursor, heading, "procedure")
    if cursor.accept("FUNCTION"):
        return read_create_routine(cursor, heading, "function")
    reader = _CREATED.get(cursor.token.upper)
    if reader is None:
        raise cursor.unreadable("a kind of object expected behind CREATE")
    cursor.advance()
    return reader(cursor, heading)


def _read_alter(cursor: Cursor) -> Change:
    heading = read_heading(cursor)
    word = cursor.accept_any("TABLE", "VIEW", "PROCEDURE", "FUNCTION", "EVENT", "DATABASE", "SCHEMA", "SEQUENCE")
    match word:
        case "TABLE":
            return read_alter_table(cursor, heading)
        case "VIEW":
            return read_alter_view(cursor, heading)
        case "PROCEDURE":
            return read_alter_routine(cursor, "procedure")
        case "FUNCTION":
            return read_alter_routine(cursor, "function")
        case "EVENT":
            return read_alter_event(cursor)
        case "DATABASE" | "SCHEMA":
            return read_alter_schema(cursor)
        case "SEQUENCE":
            return read_alter_sequence(cursor)
        case _:
            raise cursor.unreadable("a kind of object expected behind ALTER")


def _read_drop(cursor: Cursor) -> Change:
    heading = read_heading(cursor)
    word = cursor.advance().upper
    match word:
        case "TABLE" | "TABLES":
            return read_drop_tables(cursor, temporary=heading.temporary)
        case "INDEX":
            return read_drop_index(cursor, heading.start)
        case "PROCEDURE":
            return read_drop_routine(cursor, "procedure")
        case "FUNCTION":
            return read_drop_routine(cursor, "function")
        case "SEQUENCE":
            return read_drop_sequences(cursor)
        case _:
            reader = _DROPPED.get(word)
            if reader is None:
                raise cursor.unreadable(f"a kind of object expected behind DROP, not {word or 'this'}")
            return reader(cursor)


def _read_drop_views(cursor: Cursor) -> DropViews:
    if_exists = cursor.accept("IF", "EXISTS")
    names = read_object_names(cursor)
    cursor.accept_any("RESTRICT", "CASCADE")
    return DropViews(names, if_exists)


def _read_rename(cursor: Cursor) -> Change:
    if not cursor.accept_any("TABLE", "TABLES"):
        raise cursor.unreadable("TABLE expected behind RENAME")
    return read_rename_tables(cursor)


_CREATED: dict[str, Callable[[Cursor, Heading], Change | Other]] = {
    "TABLE": read_create_table,
    "VIEW": read_create_view,
    "TRIGGER": read_create_trigger,
    "EVENT": read_create_event,
    "DATABASE": read_create_schema,
    "SCHEMA": read_create_schema,
    "SEQUENCE": read_create_sequence,
}
_DROPPED: dict[str, Callable[[Cursor], Change]] = {
    "VIEW": _read_drop_views,
    "TRIGGER": read_drop_trigger,
    "EVENT": read_drop_event,
    "DATABASE": read_drop_schema,
    "SCHEMA": read_drop_schema,
}
_VERBS: dict[str, Callable[[Cursor], Change | Other]] = {
    "CREATE": _read_create,
    "ALTER": _read_alter,
    "DROP": _read_drop,
    "RENAME": _read_rename,
}
