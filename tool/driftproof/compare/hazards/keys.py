"""The hazards of indexes, foreign keys and checks."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.compare.hazards.queries import doubled, orphans, rows_where
from driftproof.model.catalog import ForeignKey, Index, IndexKind, Schema, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    DropConstraint,
    DropForeignKey,
    DropIndex,
    TableAction,
)
from driftproof.model.findings import Severity
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Hazard, HazardKind
from driftproof.model.names import fold, quote


def key_hazards(
    action: TableAction, every: list[TableAction], before: Table, where: tuple[Schema, Flavor]
) -> Iterator[Hazard]:
    """Return the hazards of an action on a key or check; `every` holds all actions on the table."""
    match action:
        case AddIndex(index=index):
            yield from _added_index(index, every, before)
        case DropIndex(name=name):
            yield from _dropped_index(name, every, before)
        case AddForeignKey(foreign_key=key):
            yield from _added_key(key, before, where[0])
        case DropForeignKey(name=name):
            again = [one for one in every if isinstance(one, AddForeignKey)]
            if not any(fold(one.foreign_key.name) == fold(name) for one in again):
                message = f"foreign key {quote(name)} no longer guards references"
                yield Hazard(HazardKind.MEANING, Severity.WARNING, message, before.name, name)
        case AddCheck(check=check) if check.enforced:
            number = 4025 if where[1].is_mariadb else 3819
            query = rows_where(before, (), f"NOT ({check.expression})")
            message = f"rows that check {quote(check.name)} forbids stop it"
            known = _names_new(check.expression, every)
            yield Hazard(
                HazardKind.MAY_FAIL, Severity.WARNING, message, before.name, check.name, "" if known else query, number
            )
        case DropConstraint(name=name) if not _adds_check(name, every):
            message = f"check {quote(name)} no longer guards values"
            yield Hazard(HazardKind.MEANING, Severity.INFO, message, before.name, name)
        case _:
            return


def _names_new(expression: str, every: list[TableAction]) -> bool:
    """Tell whether an expression names a column that is still to be added."""
    return any(isinstance(one, AddColumn) and quote(one.column.name) in expression for one in every)


def _adds_check(name: str, every: list[TableAction]) -> bool:
    return any(isinstance(one, AddCheck) and fold(one.check.name) == fold(name) for one in every)


def _added_index(index: Index, every: list[TableAction], before: Table) -> Iterator[Hazard]:
    if not index.is_unique or _is_weaker(before, index):
        return
    added = frozenset(
        fold(one.column.name) for one in every if isinstance(one, AddColumn) and before.column(one.column.name) is None
    )
    counts = any(isinstance(one, AddColumn) and one.column.auto_increment for one in every)
    if counts:
        return
    what = "primary key" if index.kind is IndexKind.PRIMARY else f"unique index {quote(index.name)}"
    message = f"doubled rows stop {what}"
    check = doubled(before, index, added)
    yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, message, before.name, index.name, check, 1062)


def _is_weaker(before: Table, index: Index) -> bool:
    """Tell whether a unique key that is there already keeps doubles of this one out."""
    names = {fold(name) for name in index.columns}
    whole = all(part.length is None and part.expression is None for part in index.parts)
    return whole and any(
        known.is_unique
        and known.parts
        and {fold(name) for name in known.columns} <= names
        and all(part.expression is None for part in known.parts)
        for known in before.indexes
    )


def _dropped_index(name: str, every: list[TableAction], before: Table) -> Iterator[Hazard]:
    index = before.index(name)
    again = [one.index for one in every if isinstance(one, AddIndex)]
    if index is None or any(one.is_unique == index.is_unique and one.columns == index.columns for one in again):
        return
    if index.is_unique:
        message = f"without {quote(name)} the table takes doubled rows"
        yield Hazard(HazardKind.MEANING, Severity.WARNING, message, before.name, name)
    else:
        message = f"queries that used index {quote(name)} may become slow"
        yield Hazard(HazardKind.MEANING, Severity.INFO, message, before.name, name)


def _added_key(key: ForeignKey, before: Table, schema: Schema) -> Iterator[Hazard]:
    twin = before.foreign_key(key.name)
    if twin is not None and (twin.columns, twin.referenced_table, twin.referenced_columns) == (
        key.columns,
        key.referenced_table,
        key.referenced_columns,
    ):
        if _acts(twin) != _acts(key):
            message = f"foreign key {quote(key.name)} acts otherwise when a parent goes or changes"
            yield Hazard(HazardKind.MEANING, Severity.WARNING, message, before.name, key.name)
        return
    if any(before.column(name) is None for name in key.columns):
        return
    has_parent = key.referenced_table in schema.tables or any(
        fold(table.name) == fold(key.referenced_table) for table in schema.tables.values()
    )
    check = orphans(before, key, has_parent or key.referenced_schema is not None)
    message = f"rows without a parent in {quote(key.referenced_table)} stop foreign key {quote(key.name)}"
    yield Hazard(HazardKind.MAY_FAIL, Severity.WARNING, message, before.name, key.name, check, 1452)


def _acts(key: ForeignKey) -> tuple[str, str]:
    """Return what a foreign key does; RESTRICT and NO ACTION are one to InnoDB, and what it does without a word."""
    delete, update = (
        "" if action in {"RESTRICT", "NO ACTION"} else action for action in (key.on_delete, key.on_update)
    )
    return delete, update
