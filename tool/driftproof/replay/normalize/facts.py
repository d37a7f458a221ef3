"""What the normalizing rules need to know besides the noun: the server, and the defaults around a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from driftproof.model.catalog import Column, Index, Table
from driftproof.model.flavor import (
    Flavor,
    Settings,
    canonical_charset,
    canonical_collation,
    charset_of,
    default_collation,
)

_WIDTHS = {
    **dict.fromkeys(("utf8mb4", "utf16", "utf16le", "utf32", "gb18030"), 4),
    **dict.fromkeys(("utf8mb3", "ujis", "eucjpms"), 3),
    **dict.fromkeys(("ucs2", "big5", "gbk", "gb2312", "sjis", "euckr", "cp932"), 2),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The server, and the character set and collation of the database that a table is in.

    `collations` holds the server's own default collation of character sets, where it departs from the flavor's
    (MariaDB's ``character_set_collations``). `defined` are the folded names of the columns that are not yet settled;
    None means all of them. `indexes` are those of the table where they are known to be settled and in order, and
    nothing that they stand on has changed since; rules know them by identity. `is_typed` says that the types of all
    columns are settled. `settled` remembers what became of columns.
    """

    flavor: Flavor
    charset: str
    collation: str
    collations: Mapping[str, str] = field(default_factory=dict)
    defined: frozenset[str] | None = None
    indexes: tuple[Index, ...] | None = None
    is_typed: bool = False
    settled: dict[tuple[int, str | None, str | None], tuple[Column, Column]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, settings: Settings, charset: str, collation: str, defined: frozenset[str] | None = None) -> Facts:
        """Return the facts of a database with this character set and collation, on a server with these settings."""
        return cls(settings.flavor, charset, collation, dict(settings.collation_of_charset), defined)

    def default_collation(self, charset: str) -> str:
        """Return the collation that `charset` has when none is named."""
        return self.collations.get(charset) or default_collation(charset, self.flavor)

    def settle(self, charset: str | None, collation: str | None, inherited: tuple[str, str]) -> tuple[str, str]:
        """Return the character set and collation that a definition means; `inherited` counts where it names neither.

        A collation alone brings its character set; a character set alone has its default collation, also where
        the inherited one is of the same set (manual, "Column Character Set and Collation").
        """
        if charset is None and collation is None:
            return inherited
        if collation is None:
            assert charset is not None
            named = canonical_charset(charset)
            return named, self.default_collation(named)
        found = canonical_collation(collation)
        if found.startswith("uca1400_"):  # MariaDB 10.10: the character set is the context's
            named = canonical_charset(charset or inherited[0])
            return named, f"{named}_{found}"
        return charset_of(found), found

    def of_table(self, table: Table) -> tuple[str, str]:
        """Return the default character set and collation of a table."""
        return self.settle(table.charset, table.collation, (self.charset, self.collation))

    def of_column(self, column: Column, table: Table) -> tuple[str, str]:
        """Return the character set and collation that a character column has."""
        if column.charset is None and column.collation is None:
            return self.of_table(table)
        return self.settle(column.charset, column.collation, self.of_table(table))


def bytes_per_character(charset: str) -> int:
    """Return the most bytes that a character takes in a character set (``SHOW CHARACTER SET``, Maxlen)."""
    return _WIDTHS.get(charset, 1)
