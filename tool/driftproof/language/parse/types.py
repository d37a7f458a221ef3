"""Reading data types: every synonym that MySQL and MariaDB know, resolved to one name.

Sources: https://dev.mysql.com/doc/refman/8.4/en/other-vendor-data-types.html, the manuals' pages on each type, and
``sql_yacc.yy`` of both servers.
"""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.model.catalog import ColumnType
from driftproof.model.flavor import canonical_charset, canonical_collation

_PLAIN = (
    "tinyint smallint mediumint bigint decimal float double bit char varchar binary varbinary tinytext text "
    "mediumtext longtext tinyblob blob mediumblob longblob enum set date time datetime timestamp year json "
    "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection "
    "uuid inet4 inet6 vector xmltype"
)
_SIMPLE = {
    "INT": "int",
    "INTEGER": "int",
    "INT1": "tinyint",
    "INT2": "smallint",
    "INT3": "mediumint",
    "INT4": "int",
    "INT8": "bigint",
    "MIDDLEINT": "mediumint",
    "FLOAT4": "float",
    "FLOAT8": "double",
    "REAL": "double",
    "NUMERIC": "decimal",
    "DEC": "decimal",
    "FIXED": "decimal",
    "NUMBER": "decimal",
    "VARCHAR2": "varchar",
    "VARCHARACTER": "varchar",
    "CHARACTER": "char",
    "CLOB": "longtext",
    "RAW": "varbinary",
    "GEOMCOLLECTION": "geometrycollection",
    **{name.upper(): name for name in _PLAIN.split()},
}
_OTHERS = frozenset({"BOOL", "BOOLEAN", "LONG", "NATIONAL", "NCHAR", "NVARCHAR", "SERIAL"})
_CHARSET_WORDS = frozenset({"ASCII", "UNICODE", "BINARY", "BYTE", "CHARACTER", "CHAR", "CHARSET"})
_BINARY_OF = {"char": "binary", "varchar": "varbinary"}
_BLOB_LIMITS = ((255, "tinyblob"), (65_535, "blob"), (16_777_215, "mediumblob"), (4_294_967_295, "longblob"))
_FRACTIONAL = frozenset({"time", "datetime", "timestamp"})
_ONE = frozenset({"bit", "char", "binary"})


@dataclass(frozen=True, slots=True)
class WrittenType:
    """A type as written, with what its words say of the column besides.

    `binary` is the attribute BINARY: the ``_bin`` collation of the character set. `is_serial` is SERIAL, which says
    BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE.
    """

    type: ColumnType
    charset: str | None = None
    collation: str | None = None
    binary: bool = False
    is_serial: bool = False

    def __str__(self) -> str:
        text = str(self.type)
        if self.charset:
            text += f" charset {self.charset}"
        if self.binary:
            text += " binary"
        return text + (f" collate {self.collation}" if self.collation else "")


def is_type(word: str) -> bool:
    """Tell whether an upper-case word begins a data type."""
    return word in _SIMPLE or word in _OTHERS


def read_type(cursor: Cursor) -> WrittenType:
    """Read a data type with its length, members, sign and character set; the type's own settings are made plain.

    A TEXT with a length keeps it, since the size that it picks depends on the character set; BLOB is settled here.
    Raises `Unreadable` when no type stands here.
    """
    if not is_type(cursor.token.upper):
        raise cursor.unreadable("a data type expected")
    written = _read_named(cursor)
    kind, charset, collation, binary = written.type, written.charset, written.collation, written.binary
    while word := cursor.accept_any("UNSIGNED", "SIGNED", "ZEROFILL"):
        unsigned, zerofill = kind.unsigned or word != "SIGNED", kind.zerofill or word == "ZEROFILL"
        kind = ColumnType(kind.name, kind.length, unsigned, zerofill, kind.values)
    if kind.has_charset and cursor.at_any(_CHARSET_WORDS):
        kind, charset, binary = _read_charset(cursor, kind, charset, binary)
    if kind.has_charset and cursor.accept("COLLATE"):
        collation = read_collation_name(cursor)
    return WrittenType(kind, charset, collation, binary, written.is_serial)


def read_charset_name(cursor: Cursor) -> str:
    """Read the name of a character set, bare, quoted or as a string; canonical."""
    return canonical_charset(_read_plain_name(cursor))


def read_collation_name(cursor: Cursor) -> str | None:
    """Read the name of a collation, bare, quoted or as a string; canonical. MariaDB's DEFAULT says nothing."""
    if not cursor.at("DEFAULT"):
        return canonical_collation(_read_plain_name(cursor))
    if not cursor.dialect.flavor.is_mariadb:
        raise cursor.refused("MySQL has no COLLATE DEFAULT")
    cursor.advance()
    return None


def accept_charset_words(cursor: Cursor) -> bool:
    """Take CHARACTER SET, CHAR SET or CHARSET if they come next."""
    return cursor.accept("CHARACTER", "SET") or cursor.accept("CHAR", "SET") or cursor.accept("CHARSET")


def _read_plain_name(cursor: Cursor) -> str:
    return cursor.expect_string() if cursor.token.kind is TokenKind.STRING else cursor.expect_word()


def _read_named(cursor: Cursor) -> WrittenType:
    """Read the name of a type and what stands in its parentheses."""
    if cursor.token.upper in _SIMPLE:
        return WrittenType(_read_simple(cursor))
    if cursor.accept_any("BOOL", "BOOLEAN"):
        return WrittenType(ColumnType("tinyint", (1,)))
    if cursor.accept("SERIAL"):
        return WrittenType(ColumnType("bigint", unsigned=True), is_serial=True)
    if cursor.accept("LONG"):
        return WrittenType(_read_long(cursor))
    return WrittenType(_settle(_read_national(cursor), _read_numbers(cursor)), "utf8mb3")


def _read_simple(cursor: Cursor) -> ColumnType:
    """Read a type that starts with one of the words that name one each."""
    word = cursor.advance().upper
    name = _SIMPLE[word]
    if word in {"CHAR", "CHARACTER"} and cursor.accept("VARYING"):
        name = "varchar"
    elif name == "double":
        cursor.accept("PRECISION")
    if name in {"enum", "set"}:
        return ColumnType(name, values=_read_members(cursor))
    numbers = _read_numbers(cursor)
    if word == "NUMBER" and not numbers:
        name = "double"
    return _settle(name, numbers)


def _read_long(cursor: Cursor) -> ColumnType:
    """Read what follows LONG, which alone is MEDIUMTEXT."""
    if cursor.accept("VARBINARY"):
        return ColumnType("mediumblob")
    if cursor.accept_any("CHAR", "CHARACTER"):
        cursor.expect("VARYING")
    else:
        cursor.accept_any("VARCHAR", "VARCHARACTER")
    return ColumnType("mediumtext")


def _read_national(cursor: Cursor) -> str:
    """Read NATIONAL CHAR, NCHAR VARYING, NVARCHAR and their kin, and return the plain name."""
    word = cursor.advance().upper
    if word == "NATIONAL":
        word = cursor.accept_any("CHAR", "CHARACTER", "VARCHAR", "VARCHARACTER")
        if not word:
            raise cursor.unreadable("CHAR or VARCHAR expected behind NATIONAL")
    elif word == "NCHAR":
        word = cursor.accept_any("VARCHAR", "VARCHARACTER") or word
    return "varchar" if cursor.accept("VARYING") or "VAR" in word else "char"


def _read_numbers(cursor: Cursor) -> tuple[int, ...]:
    """Read the numbers in parentheses behind a type, if there are any."""
    if not cursor.accept("("):
        return ()
    numbers = [cursor.expect_integer()]
    while cursor.accept(","):
        numbers.append(-cursor.expect_integer() if cursor.accept("-") else cursor.expect_integer())
    cursor.accept_any("BYTE", "CHAR")
    cursor.expect(")")
    return tuple(numbers)


def _read_members(cursor: Cursor) -> tuple[str, ...]:
    """Read the members of an ENUM or SET; trailing spaces of a member are not kept, as the manual says."""
    cursor.expect("(")
    members = [_read_member(cursor)]
    while cursor.accept(","):
        members.append(_read_member(cursor))
    cursor.expect(")")
    return tuple(members)


def _read_member(cursor: Cursor) -> str:
    token = cursor.token
    if token.kind is TokenKind.WORD and token.value.startswith("_") and cursor.peek().kind is TokenKind.STRING:
        cursor.advance()
    if token.kind is TokenKind.HEX:
        return bytes.fromhex(cursor.advance().value).decode("utf-8", "replace").rstrip(" ")
    return cursor.expect_string().rstrip(" ")


def _settle(name: str, numbers: tuple[int, ...]) -> ColumnType:
    """Return the type that a name and its numbers mean, defaults that hold on every server put in."""
    if name == "float" and len(numbers) == 1:
        return ColumnType("float" if numbers[0] <= 24 else "double")
    if name == "decimal":
        precision = numbers[0] if numbers and numbers[0] else 10
        return ColumnType(name, (precision, numbers[1] if len(numbers) > 1 else 0))
    if name in _FRACTIONAL and numbers == (0,):
        return ColumnType(name)
    if name in _ONE and not numbers:
        return ColumnType(name, (1,))
    if name == "bit" and numbers == (0,):
        return ColumnType(name, (1,))
    if name == "blob" and numbers:
        return ColumnType(next((size for limit, size in _BLOB_LIMITS if numbers[0] <= limit), "longblob"))
    return ColumnType(name, numbers)


def _read_charset(
    cursor: Cursor, kind: ColumnType, charset: str | None, binary: bool
) -> tuple[ColumnType, str | None, bool]:
    """Read CHARACTER SET, ASCII, UNICODE, BYTE and BINARY behind a character type, in the orders the grammars allow."""
    while True:
        if cursor.accept("ASCII"):
            charset = "latin1"
        elif cursor.accept("UNICODE"):
            charset = "ucs2"
        elif cursor.accept("BINARY"):
            binary = True
        elif cursor.accept("BYTE"):
            return ColumnType(_BINARY_OF.get(kind.name, kind.name.replace("text", "blob")), kind.length), None, False
        elif accept_charset_words(cursor):
            charset = read_charset_name(cursor)
        else:
            return kind, charset, binary
