"""Indexes: primary, unique, plain, full-text, spatial and vector."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class IndexKind(Enum):
    """What an index enforces or serves."""

    PRIMARY = "primary"
    UNIQUE = "unique"
    PLAIN = "index"
    FULLTEXT = "fulltext"
    SPATIAL = "spatial"
    VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One part of an index: a column, or (MySQL 8.0.13) a canonical `expression`; a prefix `length`; a direction."""

    column: str = ""
    length: int | None = None
    descending: bool = False
    expression: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """An index. The primary key is named ``PRIMARY``; as written, another's `name` may be empty.

    `algorithm` is ``btree``, ``hash`` or empty (the engine's own). `options` are rarer attributes as canonical pairs
    (``parser``, ``key_block_size``, ``clustering`` …). `implicit` says that the server made it for a foreign key, or,
    by None, that a live one may be of that kind; such an index goes away when another covers it. `inline` marks a
    column's own ``UNIQUE`` or ``PRIMARY KEY``. Neither is compared, because no server shows them.
    """

    name: str
    kind: IndexKind
    parts: tuple[IndexPart, ...]
    comment: str = ""
    visible: bool = True
    algorithm: str = ""
    options: tuple[tuple[str, str], ...] = ()
    implicit: bool | None = field(default=False, compare=False)
    inline: bool = field(default=False, compare=False)
    span: tuple[int, int] | None = field(default=None, compare=False, repr=False)

    @property
    def is_unique(self) -> bool:
        """Whether it admits a key only once."""
        return self.kind in (IndexKind.PRIMARY, IndexKind.UNIQUE)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, expressions left out."""
        return tuple(part.column for part in self.parts if part.expression is None)
