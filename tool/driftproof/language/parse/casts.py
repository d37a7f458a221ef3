"""Reading types as text: of CAST, and of variables and parameters of stored programs."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.model.names import quote_text

_SYNONYMS = {
    "integer": "int",
    "dec": "decimal",
    "numeric": "decimal",
    "fixed": "decimal",
    "character": "char",
    "character varying": "varchar",
    "char varying": "varchar",
    "varcharacter": "varchar",
    "bool": "tinyint(1)",
    "boolean": "tinyint(1)",
    "double precision": "double",
    "long": "mediumtext",
    "long varchar": "mediumtext",
    "long varbinary": "mediumblob",
    "int1": "tinyint",
    "int2": "smallint",
    "int3": "mediumint",
    "int4": "int",
    "int8": "bigint",
    "middleint": "mediumint",
    "float4": "float",
    "float8": "double",
    "serial": "bigint unsigned",
}
_SECOND_WORDS = frozenset({"VARYING", "PRECISION", "VARCHAR", "VARBINARY"})
_CHARSETS = frozenset({"ASCII", "UNICODE", "BYTE"})


def read_cast_type(cursor: Cursor) -> str:
    """Take the type of CAST and return it as canonical text, such as ``signed`` or ``char(10) charset utf8mb4``."""
    if cursor.accept("SIGNED") or cursor.accept("INT") or cursor.accept("INTEGER"):
        cursor.accept_any("INT", "INTEGER")
        return "signed"
    if cursor.accept("UNSIGNED"):
        cursor.accept_any("INT", "INTEGER")
        return "unsigned"
    text = read_type_text(cursor)
    return f"{text} array" if cursor.accept("ARRAY") else text


def read_type_text(cursor: Cursor) -> str:
    """Take a data type with its attributes and return it as canonical text; raises `Unreadable`.

    ``TYPE OF t.a``, ``ROW TYPE OF t`` and ``ROW (a INT …)`` of MariaDB come as they are written, in lower case but
    for the names.
    """
    if cursor.at("TYPE", "OF") or cursor.at("ROW", "TYPE") or cursor.at("ROW", "("):
        return _anchored(cursor)
    name = cursor.expect_word().lower()
    if name == "national":
        name = cursor.expect_word().lower()
    elif name in {"nchar", "nvarchar"}:
        name = name[1:]
    if cursor.at_any(_SECOND_WORDS):
        name = f"{name} {cursor.advance().upper.lower()}"
    text = _SYNONYMS.get(name, name)
    if cursor.at("("):
        text = f"{text}({_parameters(cursor)})"
    return text + _attributes(cursor)


def _anchored(cursor: Cursor) -> str:
    """Take a type that follows a column, a table or a cursor, or a row of fields."""
    if cursor.accept("ROW", "("):
        cursor.position -= 1
        return f"row {cursor.skip_parentheses()}"
    words = "row type of" if cursor.accept("ROW") else "type of"
    cursor.expect("TYPE", "OF")
    start = cursor.start
    cursor.expect_name()
    while cursor.accept("."):
        cursor.expect_name()
    return f"{words} {cursor.text_from(start)}"


def _parameters(cursor: Cursor) -> str:
    """Take the numbers or members in the parentheses of a type and return them without the parentheses."""
    cursor.expect("(")
    parts: list[str] = []
    while not cursor.accept(")"):
        if cursor.token.kind is TokenKind.STRING:
            parts.append(quote_text(cursor.expect_string()))
        elif cursor.at_end:
            raise cursor.unreadable(") expected")
        else:
            parts.append(cursor.advance().text.lower())
        cursor.accept(",")
    return ",".join(parts)


def _attributes(cursor: Cursor) -> str:
    """Take SIGNED, UNSIGNED, ZEROFILL, BINARY, CHARACTER SET and COLLATE."""
    text = ""
    while True:
        if cursor.accept("UNSIGNED"):
            text += " unsigned"
        elif cursor.accept("ZEROFILL"):
            text += " zerofill"
        elif cursor.accept("SIGNED"):
            continue
        elif cursor.accept("BINARY"):
            text += " binary"
        elif cursor.at_any(_CHARSETS):
            text += f" {cursor.advance().upper.lower()}"
        elif cursor.accept("CHARACTER", "SET") or cursor.accept("CHAR", "SET") or cursor.accept("CHARSET"):
            text += f" charset {read_charset(cursor)}"
        elif cursor.accept("COLLATE"):
            text += f" collate {read_charset(cursor)}"
        else:
            return text


def read_charset(cursor: Cursor) -> str:
    """Take the name of a character set or collation, bare or quoted, and return it in lower case."""
    if cursor.token.kind is TokenKind.STRING:
        return cursor.expect_string().lower()
    return cursor.expect_word().lower()
