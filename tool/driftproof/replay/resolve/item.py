"""What a server knows of an expression's value before it is computed: enough to make a column of it."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.catalog import NULL_DEFAULT, Column, ColumnType, Default
from driftproof.model.flavor import Flavor, canonical_charset, charset_of, default_collation
from driftproof.model.replace import replace
from driftproof.model.session import Session
from driftproof.replay.normalize.facts import bytes_per_character

EXPLICIT, IMPLICIT, SYSTEM, LITERAL, NUMBER = 0, 2, 3, 4, 5
"""How strongly an item holds on to its collation; the smaller wins (the servers' ``DERIVATION_…``)."""
NOT_FIXED = 31
WHOLE = ("tinyint", "smallint", "mediumint", "int", "bigint")
TEMPORAL = frozenset({"date", "time", "datetime", "timestamp"})
TEXTUAL = frozenset({"varchar", "text", "json", "joined", "fitted", "exactly"})
_LONGEST_VARCHAR = 512
LONGEST = 4_294_967_295
_DIGITS = {"tinyint": 3, "smallint": 5, "mediumint": 8, "int": 10, "bigint": 19, "year": 4}
_WIDTHS = {"tinyint": 4, "smallint": 6, "mediumint": 9, "int": 11, "bigint": 20, "year": 4}
_UNSIGNED = {"tinyint": 3, "smallint": 5, "mediumint": 8, "int": 10, "bigint": 20, "year": 4}
_TEXTS = {"tiny": 255, "": 65_535, "medium": 16_777_215, "long": LONGEST}
_SCALED = {"time": "00:00:00", "datetime": "0000-00-00 00:00:00", "timestamp": "0000-00-00 00:00:00"}
_ZEROS = {
    **_SCALED,
    **dict.fromkeys(("char", "varchar", "binary", "varbinary"), ""),
    "date": "0000-00-00",
    "year": "0000",
}


@dataclass(frozen=True, slots=True)
class Item:
    """The attributes of a value.

    `kind` is a column type, where ``varchar`` and ``text`` stand for all texts and byte strings (those have the
    collation ``binary``), or ``null``. `width` is what its text takes in characters, `shown` the width of its column
    where that is another, `digits` and `scale` are those of a number. `column` is the table's column that it comes
    straight from; `is_literal` marks constants.
    """

    kind: str
    width: int = 0
    digits: int = 0
    scale: int = 0
    unsigned: bool = False
    nullable: bool = False
    collation: str = ""
    strength: int = NUMBER
    column: Column | None = None
    is_literal: bool = False
    shown: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether values are whole numbers."""
        return self.kind in WHOLE or self.kind in {"year", "bit"}

    @property
    def is_exact(self) -> bool:
        """Whether values are numbers that are kept exactly."""
        return self.is_whole or self.kind == "decimal"

    @property
    def is_text(self) -> bool:
        """Whether values are characters or bytes."""
        return self.kind in TEXTUAL

    @property
    def bytes(self) -> int:
        """What the text takes in bytes; that of a number has one byte a character."""
        return self.width * (bytes_per_character(charset_of(self.collation)) if self.collation else 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the attributes of values depend on: the server and the session."""

    flavor: Flavor
    session: Session

    @property
    def is_mariadb(self) -> bool:
        """Whether the server is MariaDB."""
        return self.flavor.is_mariadb

    @property
    def collation(self) -> str:
        """The collation of literals and of numbers made text."""
        charset = canonical_charset(self.session.charset)
        return self.session.collation or default_collation(charset, self.flavor)

    def text(self, width: int, nullable: bool, collation: str = "", strength: int = LITERAL) -> Item:
        """Return a text, in the session's collation where none is given."""
        return Item("varchar", width, nullable=nullable, collation=collation or self.collation, strength=strength)

    def whole(self, digits: int, *, nullable: bool, unsigned: bool = False, width: int | None = None) -> Item:
        """Return a whole number that is computed: how wide it is decides between INT and BIGINT."""
        taken = digits + (not unsigned) if width is None else width
        kind = "bigint" if taken >= (10 if self.is_mariadb else 12) else "int"
        return Item(kind, taken, digits, unsigned=unsigned, nullable=nullable)

    def fixed(self, kind: str, width: int, *, nullable: bool, unsigned: bool = False) -> Item:
        """Return a whole number of a type and width that a function always gives."""
        return Item(kind, width, width - (not unsigned), unsigned=unsigned, nullable=nullable)

    def decimal(self, digits: int, scale: int, *, nullable: bool, unsigned: bool = False) -> Item:
        """Return an exact number."""
        kept = min(digits, 65)
        width = kept + (scale > 0) + (not unsigned)
        return Item("decimal", width, kept, scale, unsigned, nullable)

    def double(self, nullable: bool) -> Item:
        """Return an inexact number."""
        return Item("double", 23 if self.is_mariadb else 22, 17, NOT_FIXED, nullable=nullable)

    def moment(self, kind: str, scale: int, nullable: bool) -> Item:
        """Return a date, a time or both."""
        digits = {"date": 8, "time": 7}.get(kind, 14)
        width = 10 if kind in {"date", "time"} else 19
        return Item(kind, width + (scale + 1 if scale else 0), digits + scale, scale, nullable=nullable)


def item_of(column: Column, frame: Frame) -> Item | None:
    """Return what is known of a table's column, or None for types that expressions are not worked out of."""
    kind, nullable = column.type, column.nullable is not False
    if kind.is_integer or kind.name == "year":
        unsigned = kind.unsigned or kind.name == "year"
        digits = (_UNSIGNED if unsigned else _DIGITS)[kind.name]
        width = (_UNSIGNED if unsigned else _WIDTHS)[kind.name]
        return Item(kind.name, width, digits, unsigned=unsigned, nullable=nullable, column=column)
    if kind.name == "uuid":
        return Item("uuid", 36, nullable=nullable, column=column)
    if kind.name == "bit":
        return Item("bit", kind.length[0], kind.length[0], 0, True, nullable, "binary", IMPLICIT, column)
    if kind.name == "decimal":
        digits, scale = (*kind.length, 0)[:2] if kind.length else (10, 0)
        width = digits + (scale > 0) + (not kind.unsigned)
        return Item("decimal", width, digits, scale, kind.unsigned, nullable, column=column)
    if kind.name in {"double", "float"} and not kind.length:
        return Item(kind.name, 22 if kind.name == "double" else 12, 17, NOT_FIXED, nullable=nullable, column=column)
    if kind.name in TEMPORAL:
        found = frame.moment(kind.name, kind.length[0] if kind.length else 0, nullable)
        return Item(found.kind, found.width, found.digits, found.scale, nullable=nullable, column=column)
    return _text_of(column, nullable)


def _text_of(column: Column, nullable: bool) -> Item | None:
    """Return what is known of a column of texts or bytes."""
    kind = column.type
    size, is_long, name = 0, "varchar", kind.name
    if name in {"char", "varchar", "binary", "varbinary"}:
        size = kind.length[0] if kind.length else 1
    elif name == "enum":
        size = max(map(len, kind.values))
    elif name == "set":
        size = sum(map(len, kind.values)) + len(kind.values) - 1
    elif name == "json":
        return Item("json", LONGEST, nullable=nullable, collation="utf8mb4_bin", strength=IMPLICIT, column=column)
    elif name.endswith(("text", "blob")):
        size, is_long = _TEXTS[name[:-4]], "text"
    else:
        return None
    return Item(
        is_long, size, nullable=nullable, collation=column.collation or "binary", strength=IMPLICIT, column=column
    )


def held(item: Item, outer: bool) -> Item:
    """Return a value as the column of a query in FROM holds it; `outer` says that a join can make it NULL."""
    strength = IMPLICIT if item.is_text else item.strength
    return replace(item, nullable=item.nullable or outer, strength=strength, is_literal=False)


def column_of(item: Item, frame: Frame) -> Column | None:
    """Return the unnamed column that CREATE TABLE … SELECT makes of a computed value."""
    made = _type_of(item, frame)
    if made is None:
        return None
    default: Default | None = NULL_DEFAULT if item.nullable else None
    if not item.nullable and not frame.is_mariadb:
        default = zero(made, frame)
    collation = item.collation if item.is_text and item.kind != "json" and item.collation != "binary" else None
    return Column(
        "", made, item.nullable, default, charset=charset_of(collation) if collation else None, collation=collation
    )


def _type_of(item: Item, frame: Frame) -> ColumnType | None:
    """Return the column type of a value."""
    if item.kind in WHOLE:
        return ColumnType(item.kind, (item.shown or item.width,) if frame.is_mariadb else (), item.unsigned)
    if item.kind == "decimal":
        return ColumnType("decimal", (item.digits, item.scale), item.unsigned)
    if item.kind in {"double", "float"}:
        return ColumnType(item.kind) if item.scale == NOT_FIXED else ColumnType(item.kind, (item.width, item.scale))
    if item.kind in TEMPORAL:
        return ColumnType(item.kind, (item.scale,) if item.scale else ())
    if item.kind == "null":
        return ColumnType("binary" if frame.is_mariadb or not frame.flavor.at_least(mysql=(9,)) else "varbinary", (0,))
    if item.kind == "year":
        return ColumnType("year", (4,) if frame.is_mariadb else ())
    if item.kind == "bit":
        return ColumnType("bit", (item.width,))
    if item.kind == "uuid":
        return ColumnType("uuid")
    return ColumnType("json") if item.kind == "json" else _text_type(item, frame)


def _text_type(item: Item, frame: Frame) -> ColumnType:
    """Return the type of a text: beside what fits a VARCHAR, MySQL knows only the longest."""
    is_binary = item.collation == "binary"
    size = item.bytes
    if item.kind == "exactly" or (item.kind == "varchar" and item.width <= _LONGEST_VARCHAR):
        name = "varbinary" if is_binary else "varchar"
        if not item.width and frame.is_mariadb:
            name = "binary" if is_binary else "char"
        return ColumnType(name, (item.width,))
    word = "blob" if is_binary else "text"
    if not frame.is_mariadb and item.kind != "fitted":
        is_short = item.kind == "joined" or (item.kind == "varchar" and size <= _TEXTS[""])
        return ColumnType(word if is_short else f"long{word}")
    return ColumnType(next(name for name in ("", "medium", "long") if size <= _TEXTS[name] or name == "long") + word)


def zero(made: ColumnType, frame: Frame) -> Default | None:
    """Return the zero of a type, the default that servers give columns that are never NULL; None where it has none.

    MySQL gives no zero date in strict mode; MariaDB refuses its own where NO_ZERO_DATE is on.
    """
    is_date = made.name in {"date", "datetime", "timestamp"}
    if is_date and frame.session.is_strict and not frame.is_mariadb:
        return None
    if made.name.endswith(("text", "blob", "json", "uuid")):
        return None
    scale = made.length[-1] if made.length and made.name in {*_SCALED, "decimal", "double"} else 0
    text = _ZEROS.get(made.name, "0")
    return Default("literal", text + ("." + "0" * scale if scale else ""))
