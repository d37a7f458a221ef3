"""Reading procedures and functions: their heads; bodies are kept as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from driftproof.language.cursor import Cursor
from driftproof.language.parse.bodies import take_body
from driftproof.language.parse.heading import Heading
from driftproof.language.parse.names import read_object_name
from driftproof.language.parse.types import accept_charset_words, read_charset_name, read_collation_name, read_type
from driftproof.model.catalog import Parameter, Routine
from driftproof.model.changes import AlterRoutine, CreateRoutine, DropRoutine
from driftproof.model.syntax.commands import Other

Kind = Literal["procedure", "function"]
_DATA_ACCESS = (("CONTAINS", "SQL"), ("NO", "SQL"), ("READS", "SQL", "DATA"), ("MODIFIES", "SQL", "DATA"))


@dataclass(slots=True)
class _Traits:
    """The characteristics of a routine, as far as stated."""

    deterministic: bool | None = None
    data_access: str | None = None
    security: str | None = None
    comment: str | None = None
    language: str | None = None


def read_create_routine(cursor: Cursor, heading: Heading, kind: Kind) -> CreateRoutine | Other:
    """Read CREATE PROCEDURE or FUNCTION behind that word; a loadable function is no part of a schema."""
    if_not_exists = cursor.accept("IF", "NOT", "EXISTS")
    name = read_object_name(cursor)
    if kind == "function" and cursor.at("RETURNS"):
        return _read_loadable(cursor)
    parameters = _read_parameters(cursor, kind)
    returns = ""
    if kind == "function":
        cursor.expect("RETURNS")
        returns = _read_type_text(cursor)
    traits = _read_traits(cursor)
    start, body = _read_body(cursor, traits)
    routine = Routine(
        kind,
        name.name,
        parameters,
        body,
        returns,
        bool(traits.deterministic),
        traits.data_access or "CONTAINS SQL",
        traits.security or heading.security or "DEFINER",
        traits.comment or "",
        heading.aggregate,
        traits.language or "SQL",
        heading.definer,
        body_offset=start,
    )
    return CreateRoutine(name, routine, heading.or_replace, if_not_exists)


def read_alter_routine(cursor: Cursor, kind: Kind) -> AlterRoutine:
    """Read ALTER PROCEDURE or FUNCTION behind that word."""
    name = read_object_name(cursor)
    traits = _read_traits(cursor)
    return AlterRoutine(kind, name, traits.security, traits.comment, traits.data_access)


def read_drop_routine(cursor: Cursor, kind: Kind) -> DropRoutine:
    """Read DROP PROCEDURE or FUNCTION behind that word."""
    if_exists = cursor.accept("IF", "EXISTS")
    return DropRoutine(kind, read_object_name(cursor), if_exists)


def _read_body(cursor: Cursor, traits: _Traits) -> tuple[int, str]:
    """Take the body; one in another language (MySQL 9) is everything that is left, since its semicolons are its own."""
    if (traits.language or "SQL") == "SQL":
        return take_body(cursor)
    start = cursor.start
    cursor.position = len(cursor.tokens) - 1
    return start, cursor.text_from(start)


def _read_loadable(cursor: Cursor) -> Other:
    """Read CREATE FUNCTION … RETURNS … SONAME, which names a library and lives in the server, not in a schema."""
    cursor.expect("RETURNS")
    if not cursor.accept_any("STRING", "INTEGER", "INT", "REAL", "DECIMAL"):
        raise cursor.unreadable("the parameters of the function, or STRING, INTEGER, REAL or DECIMAL expected")
    cursor.expect("SONAME")
    cursor.expect_string()
    return Other("create function soname", cursor.sql)


def _read_parameters(cursor: Cursor, kind: Kind) -> tuple[Parameter, ...]:
    cursor.expect("(")
    found: list[Parameter] = []
    while not cursor.accept(")"):
        if found:
            cursor.expect(",")
        mode = ""
        if cursor.peek().upper not in {",", ")", "("} and kind == "procedure":
            mode = cursor.accept_any("IN", "OUT", "INOUT")
        elif kind == "function":
            out = ("OUT", "INOUT") if cursor.dialect.flavor.at_least(mariadb=(10, 8)) else ()
            mode = cursor.accept_any("IN", *out)
        name = cursor.expect_name()
        found.append(Parameter(name, _read_type_text(cursor), mode or "IN"))
    return tuple(found)


def _read_type_text(cursor: Cursor) -> str:
    """Read the type of a parameter or result as canonical text; MariaDB also takes TYPE OF and ROW TYPE OF."""
    for words in (("TYPE", "OF"), ("ROW", "TYPE", "OF")):
        if cursor.accept(*words):
            names = [f"`{cursor.expect_name()}`"]
            while cursor.accept("."):
                names.append(f"`{cursor.expect_name()}`")
            return f"{' '.join(words).lower()} {'.'.join(names)}"
    if cursor.at("ROW", "("):
        cursor.advance()
        return f"row{cursor.skip_parentheses()}"
    text = str(read_type(cursor))
    if accept_charset_words(cursor):
        text += f" charset {read_charset_name(cursor)}"
    if cursor.accept("COLLATE"):
        collation = read_collation_name(cursor)
        text += f" collate {collation}" if collation else ""
    return text


def _read_traits(cursor: Cursor) -> _Traits:
    """Read characteristics in any order."""
    traits = _Traits()
    while _accept_trait(cursor, traits):
        pass
    return traits


def _accept_trait(cursor: Cursor, traits: _Traits) -> bool:
    if cursor.accept("COMMENT"):
        traits.comment = cursor.expect_string()
    elif cursor.accept("LANGUAGE"):
        traits.language = cursor.expect_word().upper()
    elif cursor.accept("NOT", "DETERMINISTIC"):
        traits.deterministic = False
    elif cursor.accept("DETERMINISTIC"):
        traits.deterministic = True
    elif cursor.accept("SQL", "SECURITY"):
        traits.security = cursor.expect_word().upper()
    else:
        for words in _DATA_ACCESS:
            if cursor.accept(*words):
                traits.data_access = " ".join(words)
                return True
        return False
    return True
