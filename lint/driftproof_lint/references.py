"""The foreign keys that a statement writes, and what is wrong with those that a server refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.model.catalog import Catalog, Column, ForeignKey, IndexKind, Table
from driftproof.model.changes import AddForeignKey, AlterTable, CreateTable, ObjectName
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.trace import Step

Span = tuple[int, int]

PARENT_MISSING = "fk-parent-missing"
NOT_UNIQUE = "fk-parent-not-unique"
SET_NULL = "fk-set-null-not-null"
NAME_TAKEN = "fk-name-duplicate"
TYPES = "fk-type-mismatch"
CHARSETS = "charset-mix-fk"

_BY_NUMBER = {
    1822: NOT_UNIQUE,
    1824: PARENT_MISSING,
    1826: NAME_TAKEN,
    1830: SET_NULL,
    3734: PARENT_MISSING,
    6125: NOT_UNIQUE,
}
_CHARACTERS = frozenset({"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key as a statement writes it: `child` is its table as the statement leaves or finds it."""

    table: ObjectName
    foreign_key: ForeignKey
    child: Table | None
    parent: Table | None
    span: Span | None


def written_references(step: Step) -> Iterator[Reference]:
    """Return the foreign keys that a CREATE TABLE or ALTER TABLE writes; inline ones are left out."""
    action, database = step.action, step.session.database or ""
    if isinstance(action, CreateTable):
        for one in action.table.foreign_keys:
            if not one.inline:
                parent = _parent(step, one, action.name)
                yield Reference(action.name, one, action.table, parent, one.span)
    elif isinstance(action, AlterTable):
        child = step.before.table(action.name.schema or database, action.name.name)
        for at, change in enumerate(action.actions):
            if isinstance(change, AddForeignKey) and not change.foreign_key.inline:
                span = action.spans[at] if at < len(action.spans) else None
                parent = _parent(step, change.foreign_key, action.name)
                yield Reference(action.name, change.foreign_key, child, parent, span)


def _parent(step: Step, foreign_key: ForeignKey, name: ObjectName) -> Table | None:
    schema = name.schema or step.session.database or ""
    if fold(foreign_key.referenced_table) == fold(name.name) and isinstance(step.action, CreateTable):
        return step.action.table
    return step.before.table(foreign_key.referenced_schema or schema, foreign_key.referenced_table)


def why_broken(step: Step, answer: ServerAnswer) -> str:
    """Return the name of the rule that explains why a server refuses the foreign keys of a statement."""
    if answer.number in _BY_NUMBER:
        return _BY_NUMBER[answer.number]
    if "errno: 121" in answer.message:
        return NAME_TAKEN
    found = next((why for one in written_references(step) if (why := fault_of(one))), "")
    if not found and answer.number in {1005, 1825, 3780} and any(written_references(step)):
        return CHARSETS
    return found


def fault_of(reference: Reference) -> str:
    """Return the name of the rule that says what is wrong with a foreign key, character sets left aside."""
    key, child, parent = reference.foreign_key, reference.child, reference.parent
    if parent is None or any(parent.column(name) is None for name in key.referenced_columns):
        return PARENT_MISSING
    own = [child.column(name) if child else None for name in key.columns]
    if "SET NULL" in (key.on_delete, key.on_update) and any(one is not None and not_null(child, one) for one in own):
        return SET_NULL
    theirs = [parent.column(name) for name in key.referenced_columns]
    if any(one and other and not fits(one, other) for one, other in zip(own, theirs, strict=False)):
        return TYPES
    return "" if is_indexed(parent, key.referenced_columns) else NOT_UNIQUE


def not_null(table: Table | None, column: Column) -> bool:
    """Tell whether a column admits no NULL, as written or because the primary key has it."""
    primary = table.primary_key if table else None
    return column.nullable is False or (primary is not None and fold(column.name) in map(fold, primary.columns))


def fits(child: Column, parent: Column) -> bool:
    """Tell whether the types of two columns go together in a foreign key, their character sets left aside."""
    one, other = child.type, parent.type
    if one.name in _CHARACTERS and other.name in _CHARACTERS:
        return True
    if one.is_integer or other.is_integer:
        return (one.name, one.unsigned) == (other.name, other.unsigned)
    return one.name == other.name


def is_indexed(table: Table, columns: tuple[str, ...], *, unique: bool = False) -> bool:
    """Tell whether an index starts with these columns; with `unique`, whether a unique one is exactly these."""
    wanted = [fold(name) for name in columns]
    for index in table.indexes:
        have = [fold(name) for name in index.columns]
        if index.kind in {IndexKind.FULLTEXT, IndexKind.SPATIAL, IndexKind.VECTOR}:
            continue
        if have == wanted and index.is_unique if unique else sorted(have[: len(wanted)]) == sorted(wanted):
            return True
    return False


def name_holder(catalog: Catalog, schema: str, name: str, table: str) -> str:
    """Return the name of another table that has a foreign key of that name, or an empty text."""
    found = catalog.schema(schema)
    for other in found.tables.values() if found else ():
        if other.name != table and name and other.foreign_key(name) is not None:
            return other.name
    return ""


def schema_of(table: Table, catalog: Catalog) -> str:
    """Return the name of the database that a table of the catalog stands in, or an empty text."""
    key = catalog.rules.key(table.name)
    return next((schema.name for schema in catalog.schemas.values() if schema.tables.get(key) is table), "")
