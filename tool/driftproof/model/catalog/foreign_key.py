"""Foreign keys."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key. `referenced_schema` is None for the schema of the table itself.

    `on_delete` and `on_update` are ``CASCADE``, ``SET NULL``, ``SET DEFAULT``, ``RESTRICT``, ``NO ACTION`` or, as
    written without the clause, empty. As written, `name` may be empty; `index_name` is the optional name between
    ``FOREIGN KEY`` and the column list; `inline` marks a column's own ``REFERENCES`` (ignored by MySQL before 9.0).
    """

    name: str
    columns: tuple[str, ...]
    referenced_table: str
    referenced_columns: tuple[str, ...]
    referenced_schema: str | None = None
    on_delete: str = ""
    on_update: str = ""
    match: str = ""
    index_name: str = field(default="", compare=False)
    inline: bool = field(default=False, compare=False)
    span: tuple[int, int] | None = field(default=None, compare=False, repr=False)
