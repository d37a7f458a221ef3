"""Reading default values, ON UPDATE and other expressions that a definition holds, into canonical text."""

from __future__ import annotations

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Token, TokenKind
from driftproof.language.parse.expressions import read_expression
from driftproof.language.write import write
from driftproof.model.catalog import NULL_DEFAULT, ColumnType, Default
from driftproof.model.names import quote

_NOW = frozenset({"CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"})
_TEMPORAL = frozenset({"DATE", "TIME", "TIMESTAMP"})
_NUMERIC = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year"})


def read_canonical(cursor: Cursor) -> str:
    """Read an expression and return its canonical text."""
    return write(read_expression(cursor))


def read_parenthesised(cursor: Cursor) -> str:
    """Read an expression in parentheses and return its canonical text without them."""
    cursor.expect("(")
    text = read_canonical(cursor)
    cursor.expect(")")
    return text


def at_now(cursor: Cursor) -> bool:
    """Tell whether CURRENT_TIMESTAMP or one of its synonyms comes next, as a call or as a bare word."""
    return cursor.at_any(_NOW) and (cursor.token.upper != "NOW" or cursor.peek().upper == "(")


def read_now(cursor: Cursor) -> str:
    """Read a form of CURRENT_TIMESTAMP and return ``current_timestamp()`` or ``current_timestamp(n)``."""
    if not cursor.accept_any(*_NOW):
        raise cursor.unreadable("CURRENT_TIMESTAMP expected")
    digits = ""
    if cursor.accept("("):
        digits = "" if cursor.at(")") else str(cursor.expect_integer())
        cursor.expect(")")
    return f"current_timestamp({digits.removeprefix('0') if digits == '0' else digits})"


def read_default(cursor: Cursor, column_type: ColumnType | None = None) -> Default:
    """Read what stands behind DEFAULT.

    `column_type` decides what a hex or bit value means; None leaves it as written. MariaDB takes an expression without
    parentheses, and shows a literal in parentheses without them.
    """
    if cursor.accept("NULL"):
        return NULL_DEFAULT
    literal = accept_literal(cursor, column_type)
    if literal is not None:
        return Default("literal", literal)
    if at_now(cursor):
        return Default("expression", read_now(cursor))
    if cursor.at("("):
        return _read_default_in_parentheses(cursor, column_type)
    return Default("expression", _read_primary(cursor))


def accept_literal(cursor: Cursor, column_type: ColumnType | None = None) -> str | None:
    """Take a literal with its sign or introducer if one comes next, and return its value, else None."""
    token, following = cursor.token, cursor.peek()
    if token.kind is TokenKind.STRING:
        return cursor.expect_string()
    if token.kind is TokenKind.NUMBER:
        return cursor.advance().value
    if token.upper in {"-", "+"} and following.kind is TokenKind.NUMBER:
        cursor.advance()
        return ("-" if token.upper == "-" else "") + cursor.advance().value
    if token.kind in (TokenKind.HEX, TokenKind.BIT):
        cursor.advance()
        return _binary_literal(token, column_type)
    if token.upper in {"TRUE", "FALSE"}:
        cursor.advance()
        return "1" if token.upper == "TRUE" else "0"
    if token.kind is TokenKind.WORD and _takes_literal(token, following):
        cursor.advance()
        return accept_literal(cursor, column_type)
    return None


def _takes_literal(token: Token, following: Token) -> bool:
    """Tell whether a word is an introducer, N, or DATE, TIME, TIMESTAMP before its literal."""
    if following.kind is TokenKind.STRING:
        return token.value.startswith("_") or token.upper == "N" or token.upper in _TEMPORAL
    return token.value.startswith("_") and following.kind in (TokenKind.HEX, TokenKind.BIT)


def _binary_literal(token: Token, column_type: ColumnType | None) -> str:
    """Return what a hex or bit literal means for a column of that type."""
    number = int(token.value or "0", 16 if token.kind is TokenKind.HEX else 2)
    if column_type is None or column_type.name == "bit":
        written_as_bits = token.kind is TokenKind.BIT or column_type is not None
        return f"b'{number:b}'" if written_as_bits else f"x'{token.value.upper()}'"
    if column_type.name in _NUMERIC:
        return str(number)
    digits = token.value if token.kind is TokenKind.HEX else f"{number:x}"
    content = bytes.fromhex(digits if len(digits) % 2 == 0 else f"0{digits}")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return f"x'{content.hex().upper()}'"


def _read_default_in_parentheses(cursor: Cursor, column_type: ColumnType | None) -> Default:
    """Read ``(…)`` behind DEFAULT; MariaDB keeps a mere literal without the parentheses."""
    if cursor.dialect.flavor.is_mariadb:
        start = cursor.position
        cursor.advance()
        if cursor.accept("NULL") and cursor.accept(")"):
            return NULL_DEFAULT
        literal = accept_literal(cursor, column_type)
        if literal is not None and cursor.accept(")"):
            return Default("literal", literal)
        cursor.position = start
    return Default("expression", read_parenthesised(cursor))


def _read_primary(cursor: Cursor) -> str:
    """Read a name or a call without parentheses around, as MariaDB takes it, and not what follows it."""
    sequence = {"NEXT": "nextval", "PREVIOUS": "lastval"}.get(cursor.token.upper, "")
    if sequence and cursor.peek().upper == "VALUE":
        cursor.advance()
        cursor.expect("VALUE", "FOR")
        names = [quote(cursor.expect_name())]
        while cursor.accept("."):
            names.append(quote(cursor.expect_name()))
        return f"{sequence}({'.'.join(names)})"
    if not cursor.dialect.flavor.is_mariadb:
        raise cursor.refused("an expression in parentheses expected behind DEFAULT")
    if cursor.at("CASE"):
        return read_canonical(cursor)
    start = cursor.position
    cursor.expect_word()
    while cursor.accept("."):
        cursor.expect_name()
    if cursor.at("("):
        cursor.skip_parentheses()
    inside = [*cursor.tokens[start : cursor.position], cursor.tokens[-1]]
    inner = Cursor(cursor.sql, cursor.dialect, inside)
    text = read_canonical(inner)
    if not inner.at_end:
        raise inner.unreadable("the end of a default value expected")
    return text
