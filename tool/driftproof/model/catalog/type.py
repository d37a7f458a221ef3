"""Column types."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.names import quote_text

INTEGERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint"})
TEXTS = frozenset({"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"})
BLOBS = frozenset({"tinyblob", "blob", "mediumblob", "longblob"})
GEOMETRIES = frozenset(
    {
        *("geometry", "point", "linestring", "polygon"),
        *("multipoint", "multilinestring", "multipolygon", "geometrycollection"),
    }
)


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A data type under its canonical lower-case name, such as ``int``, ``varchar``, ``decimal`` or ``enum``.

    Synonyms are resolved (``INTEGER`` is ``int``, ``BOOL`` is ``tinyint`` with length 1, ``LONG`` is ``mediumtext``,
    ``NUMERIC`` is ``decimal``, ``CHARACTER VARYING`` is ``varchar``). `length` holds the numbers in parentheses,
    `values` the members of an ENUM or SET.
    """

    name: str
    length: tuple[int, ...] = ()
    unsigned: bool = False
    zerofill: bool = False
    values: tuple[str, ...] = ()

    @property
    def is_integer(self) -> bool:
        """Whether values are whole numbers."""
        return self.name in INTEGERS

    @property
    def has_charset(self) -> bool:
        """Whether a column of this type has a character set."""
        return self.name in TEXTS

    def __str__(self) -> str:
        text = self.name
        if self.values:
            text += "(" + ",".join(quote_text(value) for value in self.values) + ")"
        elif self.length:
            text += "(" + ",".join(str(number) for number in self.length) + ")"
        return text + (" unsigned" if self.unsigned else "") + (" zerofill" if self.zerofill else "")
