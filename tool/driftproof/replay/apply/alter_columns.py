"""The column actions of ALTER TABLE, taken together as servers take them (``mysql_prepare_alter_table``)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from driftproof.language.lex import Dialect, TokenKind, lex
from driftproof.model.catalog import NULL_DEFAULT, Column, Default, Table
from driftproof.model.changes import (
    AddColumn,
    ChangeColumn,
    DropColumn,
    DropDefault,
    Position,
    RenameColumn,
    SetColumnVisibility,
    SetDefault,
    TableAction,
)
from driftproof.model.errors import ServerAnswer
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.columns import WITHOUT_DEFAULT, check_written, invalid_default, no_default, resolve_written
from driftproof.replay.apply.expressions import rename_in
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.normalize.defaults import current_timestamp
from driftproof.replay.normalize.literals import settle_literal

_ATTRIBUTES = (SetDefault, DropDefault, SetColumnVisibility)
_OF_COLUMNS = (AddColumn, ChangeColumn, RenameColumn, DropColumn, *_ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class ColumnEdit:
    """What the column actions make of a table's columns.

    `columns` are those after; `defined` the folded names of new and changed ones; `dropped` the folded names before
    of those that go; `renamed` maps folded names before to names after; `kept` maps folded names before to names after
    for every column that stays; `generated` are those among `dropped` that were generated. `only_adds` says that every
    column that there was stays as it was, but for its default or visibility.
    """

    columns: tuple[Column, ...]
    defined: frozenset[str]
    dropped: frozenset[str]
    renamed: dict[str, str]
    kept: dict[str, str]
    generated: frozenset[str] = frozenset()
    only_adds: bool = False


def unknown_column(name: str, table: Table) -> Exception:
    """Return the refusal 1054."""
    return refuse(1054, f"Unknown column '{name}' in '{table.name}'")


def cannot_drop(kind: str, name: str, scene: Scene) -> ServerAnswer:
    """Return the answer 1091 in each vendor's words."""
    if scene.is_mariadb:
        return answer(1091, f"Can't DROP {kind} `{name}`; check that it exists")
    return answer(1091, f"Can't DROP '{name}'; check that column/key exists")


def edit_columns(table: Table, actions: Sequence[TableAction], scene: Scene) -> ColumnEdit:
    """Return the columns after all column actions.

    First the old columns are gone through: dropped, changed in their place, or kept with new default or name; then
    columns that are new or move are put in, in the order of the actions. Raises 1054, 1060, 1090 and 1091.
    """
    if not any(isinstance(action, _OF_COLUMNS) for action in actions):
        kept = {fold(column.name): column.name for column in table.columns}
        return ColumnEdit(table.columns, frozenset(), frozenset(), {}, kept, only_adds=True)
    drops = {fold(action.name): action for action in actions if isinstance(action, DropColumn)}
    defines = [action for action in actions if isinstance(action, (AddColumn, ChangeColumn, RenameColumn))]
    changes = _changes(defines)
    placed: list[Column] = []
    renamed: dict[str, str] = {}
    kept = {}
    used: set[int] = set()
    for column in table.columns:
        key = fold(column.name)
        if key in drops:
            continue
        if key not in changes:
            kept[key] = column.name
            placed.append(column)
            continue
        change = changes[key]
        used.add(id(change))
        after = _changed(column, change, scene)
        kept[key] = after.name
        if after.name != column.name and fold(after.name) != key:
            renamed[key] = after.name
        if isinstance(change, RenameColumn) or change.position is None:
            placed.append(after)
    placed = _place_defined(placed, defines, used, table, scene)
    if any(isinstance(action, _ATTRIBUTES) for action in actions):
        placed = _edit_attributes(placed, actions, _editable(kept, changes.keys(), defines, scene), table, scene)
    if not placed:
        raise refuse(1090, "You can't delete all columns with ALTER TABLE; use DROP TABLE instead")
    defined = frozenset(fold(a.column.name) for a in defines if isinstance(a, (AddColumn, ChangeColumn)))
    if renamed:
        placed = [_follow(column, renamed, defined, scene) for column in placed]
    dropped = frozenset(key for key in drops if table.column(drops[key].name))
    generated = frozenset(fold(column.name) for column in table.columns if column.generated) & dropped
    only_adds = not drops and not changes
    return ColumnEdit(tuple(placed), defined | _touched(actions), dropped, renamed, kept, generated, only_adds)


def plan_columns(table: Table, actions: Sequence[TableAction]) -> ColumnEdit:
    """Return what the actions are to do with the columns there are, unchecked; those after are left out."""
    drops = {fold(action.name) for action in actions if isinstance(action, DropColumn)}
    kept = {fold(column.name): column.name for column in table.columns if fold(column.name) not in drops}
    for action in actions:
        if isinstance(action, ChangeColumn | RenameColumn) and fold(action.before) in kept:
            kept[fold(action.before)] = action.after if isinstance(action, RenameColumn) else action.column.name
    renamed = {key: name for key, name in kept.items() if fold(name) != key}
    defined = frozenset(fold(one.column.name) for one in actions if isinstance(one, ChangeColumn))
    dropped = frozenset(key for key in drops if table.column(key))
    generated = frozenset(fold(column.name) for column in table.columns if column.generated) & dropped
    return ColumnEdit((), defined, dropped, renamed, kept, generated)


def check_set_defaults(table: Table, actions: Sequence[TableAction], scene: Scene) -> None:
    """Raise 1101 where MySQL is to set the default of a text or blob that stays as it is."""
    gone = {fold(action.before) for action in actions if isinstance(action, ChangeColumn)}
    gone |= {fold(action.name) for action in actions if isinstance(action, DropColumn)}
    for action in actions:
        if isinstance(action, RenameColumn):
            gone.add(fold(action.before))
        if not isinstance(action, SetDefault) or fold(action.name) in gone:
            continue
        column = table.column(action.name)
        if column is not None and column.type.name in WITHOUT_DEFAULT:
            _with_attribute(column, action, scene)


def _changes(
    defines: Sequence[AddColumn | ChangeColumn | RenameColumn],
) -> dict[str, ChangeColumn | RenameColumn]:
    """Return the first action that changes each column, by its folded name."""
    found: dict[str, ChangeColumn | RenameColumn] = {}
    for action in defines:
        if not isinstance(action, AddColumn):
            found.setdefault(fold(action.before), action)
    return found


def _touched(actions: Sequence[TableAction]) -> frozenset[str]:
    """Return the folded names of columns whose default is set anew, to be checked like new ones."""
    return frozenset(fold(action.name) for action in actions if isinstance(action, SetDefault))


def _changed(column: Column, change: ChangeColumn | RenameColumn, scene: Scene) -> Column:
    """Return a column after MODIFY, CHANGE or RENAME COLUMN; the first two lose whatever they do not repeat."""
    if isinstance(change, RenameColumn):
        return replace(column, name=change.after)
    if _is_virtual(column) != _is_virtual(change.column):
        if scene.is_mariadb:
            raise refuse(1907, "This is not yet supported for generated columns")
        raise refuse(3106, "'Changing the STORED status' is not supported for generated columns.")
    return resolve_written(change.column, scene)


def _is_virtual(column: Column) -> bool:
    return column.generated is not None and not column.generated.stored


def _editable(
    kept: Collection[str],
    changed: Collection[str],
    defines: Sequence[AddColumn | ChangeColumn | RenameColumn],
    scene: Scene,
) -> Collection[str]:
    """Return the folded names of columns whose default can be set beside the other actions.

    Those that stay as they are; on MariaDB also those that are new or that move, since it puts them in before.
    """
    names = {key for key in kept if key not in changed}
    if scene.is_mariadb:
        names |= {fold(one.column.name) for one in defines if isinstance(one, AddColumn)}
        names |= {fold(one.column.name) for one in defines if isinstance(one, ChangeColumn) and one.position}
    return names


def _edit_attributes(
    columns: list[Column],
    actions: Sequence[TableAction],
    names: Collection[str],
    table: Table,
    scene: Scene,
) -> list[Column]:
    """Set and drop defaults and visibility; raises 1054 for a column that is not among `names`, or that comes twice."""
    seen: set[str] = set()
    for action in actions:
        if not isinstance(action, _ATTRIBUTES):
            continue
        key = fold(action.name)
        if key not in names or key in seen:
            raise unknown_column(action.name, table)
        seen.add(key)
        if sum(fold(column.name) == key for column in columns) > 1:
            continue  # 1060 follows
        place = next(place for place, column in enumerate(columns) if fold(column.name) == key)
        columns = [*columns[:place], _with_attribute(columns[place], action, scene), *columns[place + 1 :]]
    return columns


def _without_default(column: Column, scene: Scene) -> Column:
    """Return a column after DROP DEFAULT; MariaDB drops ON UPDATE along with a default of CURRENT_TIMESTAMP."""
    default = column.default
    is_now = default is not None and default.kind == "expression" and current_timestamp(default.text) is not None
    on_update = None if is_now and scene.is_mariadb else column.on_update
    bare = None if column.generated is not None or not column.nullable else NULL_DEFAULT
    return replace(column, default=bare, on_update=on_update)


def _with_attribute(column: Column, action: SetDefault | DropDefault | SetColumnVisibility, scene: Scene) -> Column:
    if isinstance(action, SetColumnVisibility):
        return replace(column, invisible=not action.visible)
    if isinstance(action, DropDefault):
        return _without_default(column, scene)
    default: Default = action.default if scene.is_mariadb else _bared(action.default, scene.flavor)
    if column.generated is not None and scene.is_mariadb:
        if default.kind == "literal" and settle_literal(default.text, column.type) is None:
            raise invalid_default(column)
        return column
    if column.generated is not None:
        raise refuse(1221, "Incorrect usage of DEFAULT and generated column")
    if column.auto_increment:
        return column
    if default.kind == "null" and not scene.is_mariadb and column.type.name in WITHOUT_DEFAULT:
        raise no_default(column)
    changed = replace(column, default=default)
    if default.kind == "null" and column.nullable is False:
        return changed
    check_written((changed,), (), scene)
    return changed


def _bared(default: Default, flavor: Flavor) -> Default:
    """Return a default of MySQL's SET DEFAULT without parentheses around a mere constant, which it drops there alone.

    Seen on 9.7.4; in the definition of a column they make an expression of it.
    """
    if default.kind != "expression":
        return default
    first, following, *_ = lex(default.text, Dialect.of(flavor))
    if following.kind is not TokenKind.END:
        return default
    if first.upper == "NULL":
        return NULL_DEFAULT
    return Default("literal", first.value) if first.kind in (TokenKind.STRING, TokenKind.NUMBER) else default


def _place_defined(
    placed: list[Column],
    defines: Sequence[AddColumn | ChangeColumn | RenameColumn],
    used: set[int],
    table: Table,
    scene: Scene,
) -> list[Column]:
    """Put in the columns that are new or that move; raises 1054 for an unknown column or place."""
    for action in defines:
        if isinstance(action, AddColumn):
            placed = _place(placed, resolve_written(action.column, scene), action.position, table)
            continue
        if id(action) not in used:
            raise unknown_column(action.before, table)
        if isinstance(action, ChangeColumn) and action.position is not None:
            placed = _place(placed, resolve_written(action.column, scene), action.position, table)
    return placed


def _place(placed: list[Column], column: Column, position: Position | None, table: Table) -> list[Column]:
    if position is None:
        return [*placed, column]
    if position.after is None:
        return [column, *placed]
    key = fold(position.after)
    for place, other in enumerate(placed):
        if fold(other.name) == key:
            return [*placed[: place + 1], column, *placed[place + 1 :]]
    raise unknown_column(position.after, table)


def _follow(column: Column, renamed: dict[str, str], defined: frozenset[str], scene: Scene) -> Column:
    """Return a kept column whose expressions follow renames (MariaDB; MySQL refuses the rename before)."""
    if fold(column.name) in defined:
        return column
    flavor = scene.flavor
    if column.generated is not None:
        text = rename_in(column.generated.expression, renamed, flavor)
        column = replace(column, generated=replace(column.generated, expression=text))
    if column.default is not None and column.default.kind == "expression":
        column = replace(column, default=replace(column.default, text=rename_in(column.default.text, renamed, flavor)))
    if column.checks:
        checks = tuple(replace(c, expression=rename_in(c.expression, renamed, flavor)) for c in column.checks)
        column = replace(column, checks=checks)
    return column
