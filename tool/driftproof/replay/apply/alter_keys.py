"""The index, foreign key and check actions of ALTER TABLE, on top of its column actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from driftproof.model.catalog import Check, Column, ForeignKey, Index, IndexKind, IndexPart, Table
from driftproof.model.catalog.type import GEOMETRIES
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterCheck,
    ChangeColumn,
    DropColumn,
    DropConstraint,
    DropForeignKey,
    DropIndex,
    RenameIndex,
    SetIndexVisibility,
    SetOptions,
    TableAction,
)
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.alter_columns import ColumnEdit, cannot_drop
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.expressions import names_in, rename_in
from driftproof.replay.apply.indexes import key_list
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.references import has_foreign_keys

_OF_OLD_KEYS = (DropIndex, DropConstraint, RenameIndex, SetIndexVisibility)
_OF_KEYS = (AddIndex, AddForeignKey, *_OF_OLD_KEYS)


def resolve_constraints(actions: Sequence[TableAction], table: Table, scene: Scene) -> tuple[TableAction, ...]:
    """Replace DROP CONSTRAINT by the drop that it means, and check that what is dropped is there.

    Raises 1091, or on MySQL 3821 and 3940. MariaDB looks for a check, a unique key, then a foreign key.
    """
    resolved: list[TableAction] = []
    seen: set[tuple[type, str]] = set()
    for action in actions:
        action = meant_drop(action, table, scene)
        once = (DropForeignKey, DropIndex, DropColumn)
        if isinstance(action, once) or (isinstance(action, DropConstraint) and scene.is_mariadb):
            mark = (type(action), fold(action.name))
            if mark in seen and action.if_exists:
                continue
            if mark in seen and not (isinstance(action, DropForeignKey) and _drops_twice(scene)):
                raise Refused(cannot_drop("INDEX", action.name, scene))
            seen.add(mark)
        if isinstance(action, DropForeignKey) and table.foreign_key(action.name) is None:
            if not scene.is_mariadb and not has_foreign_keys(_with_engine(table, actions)):
                continue
            raise Refused(cannot_drop("FOREIGN KEY", action.name, scene))
        if isinstance(action, DropIndex) and table.index(action.name) is None:
            raise Refused(cannot_drop("INDEX", action.name, scene))
        if isinstance(action, DropColumn) and table.column(action.name) is None:
            raise Refused(cannot_drop("COLUMN", action.name, scene))
        resolved.append(action)
    return tuple(resolved)


def _with_engine(table: Table, actions: Sequence[TableAction]) -> Table:
    engines = [action.options.engine for action in actions if isinstance(action, SetOptions) and action.options.engine]
    return replace(table, engine=engines[-1]) if engines else table


def _drops_twice(scene: Scene) -> bool:
    """Tell whether one statement may drop a foreign key twice.

    Seen: MariaDB 10.5 and 11.8.6 allow it, 10.11.18, 11.8.9 and MySQL do not.
    """
    may = scene.flavor.at_least(mariadb=(11,)) and not scene.flavor.at_least(mariadb=(11, 8, 9))
    return scene.is_mariadb and (may or not scene.flavor.at_least(mariadb=(10, 6)))


def meant_drop(action: TableAction, table: Table, scene: Scene) -> TableAction:
    """Return what a DROP CONSTRAINT means, and any other action as it is; raises 1091, or 3821 and 3940 on MySQL.

    MariaDB finds no unique index that it keeps by a hash.
    """
    if not isinstance(action, DropConstraint):
        return action
    found = _meant(action, table, scene)
    if found is not None:
        return found
    name = action.name
    if scene.is_mariadb:
        raise Refused(cannot_drop("CONSTRAINT", name, scene))
    if action.only_check:
        raise refuse(3821, f"Check constraint '{name}' is not found in the table.")
    raise refuse(3940, f"Constraint '{name}' does not exist.")


def _meant(action: DropConstraint, table: Table, scene: Scene) -> TableAction | None:
    """Return what a DROP CONSTRAINT means, or None where the table has nothing of the name."""
    name = action.name
    if table.check(name) is not None:
        return action
    if action.only_check:
        return None
    index = table.index(name)
    is_hashed = scene.is_mariadb and index is not None and index.algorithm == "hash"
    if index is not None and index.is_unique and not is_hashed:
        return DropIndex(index.name)
    return DropForeignKey(name) if table.foreign_key(name) is not None else None


@dataclass(frozen=True, slots=True)
class OldKeys:
    """The indexes that a table had and does not drop by name: `kept`, and the folded names of those left without parts.

    Servers go through them before they look whether all that a statement drops is there.
    """

    kept: tuple[Index, ...]
    vanished: frozenset[str]


def follow_keys(table: Table, actions: Sequence[TableAction], edit: ColumnEdit, scene: Scene) -> OldKeys:
    """Return the indexes that a table keeps, as its columns are after the statement.

    Raises 1072 where MariaDB would shorten a unique index, and 1280, 3522 or 4174 for a primary key to be renamed or
    hidden.
    """
    if edit.only_adds and not any(isinstance(action, _OF_OLD_KEYS) for action in actions):
        return OldKeys(table.indexes, frozenset())
    meant = [_meant(a, table, scene) if isinstance(a, DropConstraint) else a for a in actions]
    drops = {fold(action.name) for action in meant if isinstance(action, DropIndex)}
    columns = {fold(column.name): column for column in edit.columns}
    kept: list[Index] = []
    vanished = set()
    for index in table.indexes:
        if fold(index.name) in drops:
            continue
        if scene.is_mariadb:
            _check_renamed(index, actions)
        followed = _follow_columns(index, edit, columns, scene)
        if followed is None:
            vanished.add(fold(index.name))
            continue
        _check_renamed(index, actions)
        _check_shown(index, actions, scene)
        kept.append(followed)
    return OldKeys(tuple(kept), frozenset(vanished))


def _check_renamed(index: Index, actions: Sequence[TableAction]) -> None:
    """Raise 1280 where an index is renamed from or to PRIMARY."""
    renames = [one for one in actions if isinstance(one, RenameIndex) and fold(one.before) == fold(index.name)]
    for name in (name for one in renames for name in (one.before, one.after)):
        if fold(name) == "primary":
            raise refuse(1280, f"Incorrect index name '{name}'")


def _check_shown(index: Index, actions: Sequence[TableAction], scene: Scene) -> None:
    """Raise 3522, or MariaDB's 4174, where the visibility of the primary key is set."""
    if index.kind is not IndexKind.PRIMARY:
        return
    if any(isinstance(action, SetIndexVisibility) and fold(action.name) == "primary" for action in actions):
        if scene.is_mariadb:
            raise refuse(4174, "A primary key cannot be marked as IGNORE")
        raise refuse(3522, "A primary key index cannot be invisible")


def edit_keys(
    table: Table, before: OldKeys, actions: Sequence[TableAction], scene: Scene
) -> tuple[Sequence[Index], frozenset[int]]:
    """Return all indexes after the actions, unsettled, and the identities of those that the statement adds.

    Where the actions leave the indexes alone they are those of the table. MariaDB takes the rename of an index that
    goes with its columns for done.
    """
    if before.kept is table.indexes and not any(isinstance(action, _OF_KEYS) for action in actions):
        return table.indexes, frozenset()
    old = _rename_and_show(list(before.kept), actions, table, before.vanished if scene.is_mariadb else frozenset())
    added = _added(actions)
    replaced = {fold(a.index.name) for a in actions if isinstance(a, AddIndex) and a.or_replace}
    old = [index for index in old if fold(index.name) not in replaced]
    return [*old, *added], frozenset(id(index) for index in added)


def _added(actions: Sequence[TableAction]) -> list[Index]:
    """Return the indexes that the actions add, those for foreign keys included, in the order of the actions."""
    added: list[Index] = []
    for action in actions:
        if isinstance(action, AddIndex):
            added.append(action.index)
        elif isinstance(action, AddForeignKey):
            added += key_list((), (action.foreign_key,))
    return added


def _follow_columns(index: Index, edit: ColumnEdit, columns: dict[str, Column], scene: Scene) -> Index | None:
    """Return an index after its columns were dropped or renamed, or None when no part is left.

    MariaDB refuses (1072) to shorten a unique index, lest it refuse rows that were good before (MDEV-13508).
    """
    parts: list[IndexPart] = []
    lost = ""
    for part in index.parts:
        if part.expression is not None:
            text = rename_in(part.expression, edit.renamed, scene.flavor)
            parts.append(part if text == part.expression else replace(part, expression=text))
            continue
        key = fold(part.column)
        name = edit.kept.get(key) or (part.column if key in columns else None)
        if name is None:
            lost = lost or part.column
            continue
        parts.append(_reprefixed(part, name, columns[fold(name)]))
    if lost and parts and index.is_unique and scene.is_mariadb:
        raise refuse(1072, f"Key column '{lost}' doesn't exist in table")
    if parts and len(parts) == len(index.parts) and all(a is b for a, b in zip(parts, index.parts, strict=True)):
        return index
    return replace(index, parts=tuple(parts)) if parts else None


def _reprefixed(part: IndexPart, name: str, column: Column) -> IndexPart:
    """Return a part under its column's new name; a prefix goes where the new type can have none."""
    kind = column.type
    takes_prefix = kind.has_charset or kind.name.endswith(("blob", "binary")) or kind.name in GEOMETRIES
    length = part.length if takes_prefix else None
    if length is not None and column.type.length and length >= column.type.length[0]:
        length = None
    return part if (name, length) == (part.column, part.length) else replace(part, column=name, length=length)


def _rename_and_show(
    indexes: list[Index], actions: Sequence[TableAction], table: Table, vanished: frozenset[str]
) -> list[Index]:
    """Rename indexes and set their visibility; raises 1176 for one that is missing or that is renamed as well."""
    left = {fold(index.name) for index in indexes} | vanished
    renames = {}
    for action in actions:
        if isinstance(action, RenameIndex):
            _take(action.before, left, table)
            left.discard(fold(action.before))
            renames[fold(action.before)] = action.after
    left -= vanished
    for action in actions:
        if isinstance(action, SetIndexVisibility):
            _take(action.name, left, table)
            key = fold(action.name)
            indexes = [replace(i, visible=action.visible) if fold(i.name) == key else i for i in indexes]
    if not renames:
        return indexes
    return [replace(i, name=renames[fold(i.name)], implicit=False) if fold(i.name) in renames else i for i in indexes]


def _take(name: str, left: set[str], table: Table) -> None:
    if fold(name) not in left:
        raise refuse(1176, f"Key '{name}' doesn't exist in table '{table.name}'")


def edit_foreign_keys(
    table: Table, actions: Sequence[TableAction], edit: ColumnEdit, scene: Scene
) -> tuple[list[ForeignKey], list[ForeignKey]]:
    """Return the foreign keys kept, with columns renamed, and those added."""
    drops = {fold(action.name) for action in actions if isinstance(action, DropForeignKey)}
    kept = []
    for foreign_key in table.foreign_keys:
        if fold(foreign_key.name) in drops:
            continue
        columns = tuple(edit.kept.get(fold(name), name) for name in foreign_key.columns)
        is_self = foreign_key.referenced_schema is None and scene.key(foreign_key.referenced_table) == scene.key(
            table.name
        )
        referenced = foreign_key.referenced_columns
        if is_self:
            referenced = tuple(edit.kept.get(fold(name), name) for name in referenced)
        if (columns, referenced) != (foreign_key.columns, foreign_key.referenced_columns):
            foreign_key = replace(foreign_key, columns=columns, referenced_columns=referenced)
        kept.append(foreign_key)
    added = [action.foreign_key for action in actions if isinstance(action, AddForeignKey)]
    return kept, added


def edit_checks(
    table: Table, actions: Sequence[TableAction], edit: ColumnEdit, scene: Scene
) -> tuple[list[Check], list[Check]]:
    """Return the checks kept and those added, in the order of the actions.

    A check that uses only a dropped column goes with it (MySQL manual, "ALTER TABLE"; MariaDB likewise with several,
    unless one is generated); one that uses others too refuses the drop: 3959, MariaDB 1054. MySQL refuses a rename
    as well.
    """
    drops = {fold(a.name) for a in actions if isinstance(a, DropConstraint)}
    enforced = {fold(a.name): a.enforced for a in actions if isinstance(a, AlterCheck)}
    kept = []
    for check in table.checks:
        if fold(check.name) in drops:
            continue
        followed = _follow_check(check, edit, scene)
        if followed is not None:
            kept.append(replace(followed, enforced=enforced.get(fold(check.name), check.enforced)))
    missing = [name for name in enforced if table.check(name) is None]
    if missing:
        raise refuse(3821, f"Check constraint '{missing[0]}' is not found in the table.")
    return kept, _added_checks(actions, scene)


def _follow_check(check: Check, edit: ColumnEdit, scene: Scene) -> Check | None:
    if not edit.dropped and not edit.renamed:
        return check
    names = names_in(check.expression, scene.flavor)
    gone = names & edit.dropped
    if gone:
        is_all = names <= edit.dropped and not gone & edit.generated if scene.is_mariadb else len(names) == 1
        if is_all:
            return None
        if scene.is_mariadb:
            raise refuse(1054, f"Unknown column '{min(gone)}' in 'CHECK'")
        raise _in_use(check, min(gone))
    moved = names & edit.renamed.keys()
    if moved and not scene.is_mariadb:
        raise _in_use(check, min(moved))
    return replace(check, expression=rename_in(check.expression, edit.renamed, scene.flavor)) if moved else check


def _in_use(check: Check, column: str) -> Exception:
    text = f"Check constraint '{check.name}' uses column '{column}', hence column cannot be dropped or renamed."
    return refuse(3959, text)


def _added_checks(actions: Sequence[TableAction], scene: Scene) -> list[Check]:
    added: list[Check] = []
    has_checks = scene.is_mariadb or scene.flavor.at_least(mysql=(8, 0, 16))
    for action in actions:
        if isinstance(action, AddCheck) and has_checks:
            added.append(action.check)
        elif isinstance(action, (AddColumn, ChangeColumn)) and has_checks and not scene.is_mariadb:
            added += action.column.checks
    return added
