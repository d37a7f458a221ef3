"""Columns, their defaults and their generation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from driftproof.model.catalog.check import Check
from driftproof.model.catalog.type import ColumnType

Offsets = tuple[int, int]
"""Where a definition stands in the text of its statement: start and end, as offsets."""


@dataclass(frozen=True, slots=True)
class Default:
    """A default value.

    `kind` is ``null`` (DEFAULT NULL, stated or implied), ``literal`` (`text` is the value itself, unquoted; a bit
    value as ``b'1'``) or ``expression`` (`text` is canonical SQL, such as ``current_timestamp(6)`` or ``uuid()``).
    """

    kind: Literal["null", "literal", "expression"]
    text: str = ""


NULL_DEFAULT = Default("null")


@dataclass(frozen=True, slots=True)
class Generated:
    """The expression of a generated column, and whether its values are stored or virtual."""

    expression: str
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    As a script writes it, `nullable` may be None (not stated) and `charset`, `collation` None (inherited from the
    table); in a catalog both are settled: `charset` and `collation` are set exactly for character types, and a
    nullable column without a stated default has `NULL_DEFAULT` (no default at all is None).
    `on_update` is canonical text such as ``current_timestamp()``. `checks` are column-level constraints, which only
    MariaDB keeps on the column. `options` are rarer attributes as canonical pairs (``srid``, ``compressed``,
    ``row_start``, ``without_system_versioning``, ``engine_attribute`` …). `span` is where the definition stands.
    """

    name: str
    type: ColumnType
    nullable: bool | None = None
    default: Default | None = None
    on_update: str | None = None
    generated: Generated | None = None
    auto_increment: bool = False
    charset: str | None = None
    collation: str | None = None
    comment: str = ""
    invisible: bool = False
    checks: tuple[Check, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    span: Offsets | None = field(default=None, compare=False, repr=False)
