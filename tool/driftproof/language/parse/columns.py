"""Reading column definitions: the type, and the attributes in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from driftproof.language.cursor import Cursor
from driftproof.language.lex import TokenKind
from driftproof.language.parse.constraints import read_check, read_references
from driftproof.language.parse.defaults import read_default, read_now, read_parenthesised
from driftproof.language.parse.types import (
    WrittenType,
    accept_charset_words,
    read_charset_name,
    read_collation_name,
    read_type,
)
from driftproof.model.catalog import Check, Column, Default, ForeignKey, Generated, Index, IndexKind, IndexPart


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """A column as written, with the keys and references that its own definition makes."""

    column: Column
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A column while its attributes are being read."""

    name: str
    written: WrittenType
    nullable: bool | None = None
    default: Default | None = None
    on_update: str | None = None
    generated: Generated | None = None
    auto_increment: bool = False
    charset: str | None = None
    collation: str | None = None
    comment: str = ""
    invisible: bool = False
    checks: list[Check] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    indexes: list[Index] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)


def read_column(cursor: Cursor) -> WrittenColumn:
    """Read a name, a type and the attributes; stops before what is none.

    Raises `Unreadable` when name or type are missing or an attribute is not complete.
    """
    start = cursor.start
    name = cursor.expect_name()
    written = read_type(cursor)
    draft = _Draft(name, written, charset=written.charset, collation=written.collation)
    if written.is_serial:
        _make_serial(draft, (start, cursor.end))
    while _accept_attribute(cursor, draft):
        pass
    if draft.written.binary:
        draft.options["binary"] = ""
    return WrittenColumn(_column(draft, (start, cursor.end)), tuple(draft.indexes), tuple(draft.foreign_keys))


def _column(draft: _Draft, span: tuple[int, int]) -> Column:
    return Column(
        draft.name,
        draft.written.type,
        draft.nullable,
        draft.default,
        draft.on_update,
        draft.generated,
        draft.auto_increment,
        draft.charset,
        draft.collation,
        draft.comment,
        draft.invisible,
        tuple(draft.checks),
        tuple(sorted(draft.options.items())),
        span,
    )


def _make_serial(draft: _Draft, span: tuple[int, int]) -> None:
    draft.nullable, draft.auto_increment = False, True
    _add_key(draft, IndexKind.UNIQUE, span)


def _add_key(draft: _Draft, kind: IndexKind, span: tuple[int, int]) -> None:
    name = "PRIMARY" if kind is IndexKind.PRIMARY else ""
    draft.indexes.append(Index(name, kind, (IndexPart(draft.name),), inline=True, span=span))


def _accept_attribute(cursor: Cursor, draft: _Draft) -> bool:
    """Take one attribute if one comes next."""
    token = cursor.token
    reader = _ATTRIBUTES.get(token.upper)
    if reader is not None:
        return reader(cursor, draft)
    if token.kind in (TokenKind.WORD, TokenKind.QUOTED) and cursor.peek().upper == "=":
        name = cursor.advance().value.lower()
        cursor.advance()
        draft.options[name] = cursor.advance().value
        return True
    return False


def _read_not(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    if cursor.accept("SECONDARY"):
        draft.options["not_secondary"] = ""
        return True
    cursor.expect("NULL")
    draft.nullable = False
    return True


def _read_null(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    draft.nullable = True
    return True


def _read_default(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    draft.default = read_default(cursor, draft.written.type)
    return True


def _read_on_update(cursor: Cursor, draft: _Draft) -> bool:
    cursor.expect("ON", "UPDATE")
    draft.on_update = read_now(cursor)
    return True


def _read_auto_increment(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    draft.auto_increment = True
    return True


def _read_serial(cursor: Cursor, draft: _Draft) -> bool:
    start = cursor.start
    cursor.expect("SERIAL", "DEFAULT", "VALUE")
    _make_serial(draft, (start, cursor.end))
    return True


def _read_key(cursor: Cursor, draft: _Draft) -> bool:
    """Read PRIMARY KEY, KEY (which alone means the primary key) or UNIQUE."""
    start, word = cursor.start, cursor.advance().upper
    if word != "KEY":
        cursor.accept_any("KEY", "INDEX") if word == "UNIQUE" else cursor.accept("KEY")
    _add_key(draft, IndexKind.UNIQUE if word == "UNIQUE" else IndexKind.PRIMARY, (start, cursor.end))
    return True


def _read_comment(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    cursor.accept("=")
    draft.comment = cursor.expect_string()
    return True


def _read_collate(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    cursor.accept("=")
    draft.collation = read_collation_name(cursor)
    return True


def _read_charset(cursor: Cursor, draft: _Draft) -> bool:
    if not accept_charset_words(cursor):
        return False
    draft.charset = read_charset_name(cursor)
    return True


def _read_generated(cursor: Cursor, draft: _Draft) -> bool:
    """Read GENERATED ALWAYS AS (…) VIRTUAL or STORED, or MariaDB's AS ROW START and END."""
    if cursor.accept("GENERATED"):
        cursor.expect("ALWAYS")
    cursor.expect("AS")
    if cursor.accept("ROW"):
        edge = cursor.accept_any("START", "END")
        if not edge:
            raise cursor.unreadable("START or END expected behind ROW")
        draft.options[f"row_{edge.lower()}"] = ""
        return True
    if draft.nullable is not None or draft.default or draft.comment or draft.auto_increment or draft.indexes:
        raise cursor.refused("a generated column has its attributes behind AS")
    expression = read_parenthesised(cursor)
    kept = cursor.accept_any("VIRTUAL", "STORED", "PERSISTENT")
    draft.generated = Generated(expression, kept in {"STORED", "PERSISTENT"})
    return True


def _read_check(cursor: Cursor, draft: _Draft) -> bool:
    start, name = cursor.start, ""
    if cursor.accept("CONSTRAINT") and not cursor.at("CHECK"):
        name = cursor.expect_name()
    draft.checks.append(read_check(cursor, name, start))
    return True


def _read_references(cursor: Cursor, draft: _Draft) -> bool:
    draft.foreign_keys.append(read_references(cursor, ("", (draft.name,)), cursor.start, inline=True))
    return True


def _read_visibility(cursor: Cursor, draft: _Draft) -> bool:
    draft.invisible = cursor.advance().upper == "INVISIBLE"
    return True


def _read_versioning(cursor: Cursor, draft: _Draft) -> bool:
    word = cursor.advance().upper
    cursor.expect("SYSTEM", "VERSIONING")
    draft.options[f"{word.lower()}_system_versioning"] = ""
    return True


def _read_compressed(cursor: Cursor, draft: _Draft) -> bool:
    cursor.advance()
    method = ""
    if cursor.accept("="):
        method = cursor.advance().value.lower()
    draft.options["compressed"] = method
    return True


def _read_option(cursor: Cursor, draft: _Draft) -> bool:
    """Read COLUMN_FORMAT, STORAGE, SRID, ENGINE_ATTRIBUTE: a word and its value."""
    name = cursor.advance().upper.lower()
    cursor.accept("=")
    token = cursor.token
    if token.kind is TokenKind.STRING:
        value = cursor.expect_string()
    elif token.kind in (TokenKind.WORD, TokenKind.NUMBER):
        value = cursor.advance().value.lower()
    else:
        raise cursor.unreadable(f"the value of {name} expected")
    draft.options[name] = value
    return True


_ATTRIBUTES: dict[str, Callable[[Cursor, _Draft], bool]] = {
    "NOT": _read_not,
    "NULL": _read_null,
    "DEFAULT": _read_default,
    "ON": _read_on_update,
    "AUTO_INCREMENT": _read_auto_increment,
    "SERIAL": _read_serial,
    "PRIMARY": _read_key,
    "KEY": _read_key,
    "UNIQUE": _read_key,
    "COMMENT": _read_comment,
    "COLLATE": _read_collate,
    "CHARACTER": _read_charset,
    "CHARSET": _read_charset,
    "CHAR": _read_charset,
    "GENERATED": _read_generated,
    "AS": _read_generated,
    "CHECK": _read_check,
    "CONSTRAINT": _read_check,
    "REFERENCES": _read_references,
    "VISIBLE": _read_visibility,
    "INVISIBLE": _read_visibility,
    "WITH": _read_versioning,
    "WITHOUT": _read_versioning,
    "COMPRESSED": _read_compressed,
    "COLUMN_FORMAT": _read_option,
    "STORAGE": _read_option,
    "SRID": _read_option,
    "REF_SYSTEM_ID": _read_option,
    "ENGINE_ATTRIBUTE": _read_option,
    "SECONDARY_ENGINE_ATTRIBUTE": _read_option,
}
