"""Tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from driftproof.model.catalog.check import Check
from driftproof.model.catalog.column import Column
from driftproof.model.catalog.foreign_key import ForeignKey
from driftproof.model.catalog.index import Index, IndexKind
from driftproof.model.catalog.partition import Partitioning
from driftproof.model.names import fold


@dataclass(frozen=True, slots=True)
class Table:
    """A base table.

    As a script writes it, `engine`, `charset` and `collation` may be None (inherited); in a catalog they are set.
    `indexes` holds the primary key first, then the others in the order that the server shows. `options` are other
    table options as canonical lower-case pairs (``row_format``, ``stats_persistent``, ``key_block_size`` …), sorted.
    `auto_increment` is the stated next value; it is not compared, since rows move it. `unsupported` gives the reason
    why this table is not fully modelled, or is empty.
    """

    name: str
    columns: tuple[Column, ...] = ()
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    engine: str | None = None
    charset: str | None = None
    collation: str | None = None
    comment: str = ""
    options: tuple[tuple[str, str], ...] = ()
    partitioning: Partitioning | None = None
    auto_increment: int | None = field(default=None, compare=False)
    unsupported: str = ""

    def column(self, name: str) -> Column | None:
        """Return the column of that name, compared as servers do, or None."""
        for column in self.columns:
            if column.name == name:
                return column
        key = fold(name)
        return next((column for column in self.columns if fold(column.name) == key), None)

    def index(self, name: str) -> Index | None:
        """Return the index of that name, or None; ``PRIMARY`` is the primary key."""
        key = fold(name)
        return next((index for index in self.indexes if fold(index.name) == key), None)

    def foreign_key(self, name: str) -> ForeignKey | None:
        """Return the foreign key of that name, or None."""
        key = fold(name)
        return next((foreign_key for foreign_key in self.foreign_keys if fold(foreign_key.name) == key), None)

    def check(self, name: str) -> Check | None:
        """Return the table-level check constraint of that name, or None."""
        key = fold(name)
        return next((check for check in self.checks if fold(check.name) == key), None)

    @property
    def primary_key(self) -> Index | None:
        """The primary key, or None."""
        return next((index for index in self.indexes if index.kind is IndexKind.PRIMARY), None)
