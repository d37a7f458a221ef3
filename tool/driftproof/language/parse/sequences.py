"""Reading sequences (MariaDB 10.3)."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.parse.bodies import at_stop
from driftproof.language.parse.heading import Heading
from driftproof.language.parse.names import read_object_name
from driftproof.language.parse.options import read_engine
from driftproof.language.parse.tables import read_object_names
from driftproof.model.catalog import Sequence
from driftproof.model.changes import AlterSequence, CreateSequence, DropSequences


def read_create_sequence(cursor: Cursor, heading: Heading) -> CreateSequence:
    """Read CREATE SEQUENCE behind the word SEQUENCE."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = read_object_name(cursor)
    options = dict(_read_options(cursor))
    increment = int(options.get("increment", "1"))
    minimum, maximum = _limit(options, "minvalue"), _limit(options, "maxvalue")
    sequence = Sequence(
        name.name,
        int(options.get("start", str(_first(increment, minimum, maximum)))),
        minimum,
        maximum,
        increment,
        int(options.get("cache", "1000")),
        options.get("cycle") == "yes",
        options.get("engine", "InnoDB"),
        options.get("comment", ""),
    )
    return CreateSequence(name, sequence, heading.or_replace, if_not_exists)


def read_alter_sequence(cursor: Cursor) -> AlterSequence:
    """Read ALTER SEQUENCE behind the word SEQUENCE."""
    if_exists = cursor.accept("IF", "EXISTS")
    name = read_object_name(cursor)
    return AlterSequence(name, _read_options(cursor), if_exists)


def read_drop_sequences(cursor: Cursor) -> DropSequences:
    """Read DROP SEQUENCE behind the word SEQUENCE."""
    if_exists = cursor.accept("IF", "EXISTS")
    return DropSequences(read_object_names(cursor), if_exists)


def _first(increment: int, minimum: int | None, maximum: int | None) -> int:
    """Return the start that a sequence without START has: the end of its range that it leaves from."""
    if increment < 0:
        return -1 if maximum is None else maximum
    return 1 if minimum is None else minimum


def _limit(options: dict[str, str], name: str) -> int | None:
    value = options.get(name, "no")
    return None if value == "no" else int(value)


def _read_options(cursor: Cursor) -> tuple[tuple[str, str], ...]:
    """Read the options, ``no`` standing for NO and an empty text for RESTART alone."""
    found: dict[str, str] = {}
    while not at_stop(cursor):
        if word := cursor.accept_any("NOMINVALUE", "NOMAXVALUE"):
            found[word.removeprefix("NO").lower()] = "no"
        elif cursor.accept("NO"):
            word = cursor.accept_any("MINVALUE", "MAXVALUE", "CACHE", "CYCLE")
            if not word:
                raise cursor.unreadable("MINVALUE, MAXVALUE, CACHE or CYCLE expected behind NO")
            found[word.lower()] = "0" if word == "CACHE" else "no"
        elif cursor.accept("NOCACHE"):
            found["cache"] = "0"
        elif word := cursor.accept_any("CYCLE", "NOCYCLE"):
            found["cycle"] = "yes" if word == "CYCLE" else "no"
        elif cursor.accept("ENGINE"):
            found["engine"] = read_engine(cursor)
        elif cursor.accept("COMMENT"):
            cursor.accept("=")
            found["comment"] = cursor.expect_string()
        elif word := cursor.accept_any("START", "INCREMENT", "MINVALUE", "MAXVALUE", "CACHE", "RESTART"):
            found[word.lower()] = _read_number(cursor, word)
        else:
            raise cursor.unreadable("an option of a sequence expected")
    return tuple(sorted(found.items()))


def _read_number(cursor: Cursor, word: str) -> str:
    """Read a signed number behind its option, with the small words that may stand before it."""
    cursor.accept_any("WITH", "BY", "=")
    if word == "RESTART" and cursor.token.value.isdigit() is False and not cursor.at("-"):
        return ""
    sign = "-" if cursor.accept("-") else ""
    return f"{sign}{cursor.expect_integer()}"
