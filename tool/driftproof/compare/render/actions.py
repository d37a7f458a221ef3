"""ALTER TABLE and its actions as SQL."""

from __future__ import annotations

from typing import assert_never

from driftproof.compare.render.columns import render_check, render_column, render_default
from driftproof.compare.render.keys import render_create_index, render_foreign_key, render_index
from driftproof.compare.render.names import charset_name, collation_name, names
from driftproof.compare.render.options import (
    render_option_change,
    render_options,
    render_partitioning,
    render_partitions,
)
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPartitions,
    AlterCheck,
    AlterTable,
    ChangeColumn,
    ConvertCharset,
    DropColumn,
    DropConstraint,
    DropDefault,
    DropForeignKey,
    DropIndex,
    DropPartitions,
    OtherAction,
    Position,
    RemovePartitioning,
    RenameColumn,
    RenameIndex,
    RenameTo,
    ReorganizePartitions,
    SetColumnVisibility,
    SetDefault,
    SetIndexVisibility,
    SetOptions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote

_IF_EXISTS = "IF EXISTS "
_IF_NOT_EXISTS = "IF NOT EXISTS "
_PARTITIONINGS = (SetPartitioning, RemovePartitioning)


def render_alter_table(change: AlterTable, flavor: Flavor) -> str:
    """Return ALTER TABLE; CREATE OR REPLACE INDEX where that is what the change is, for ALTER TABLE cannot say it."""
    replaced = next((item for item in change.actions if isinstance(item, AddIndex) and item.or_replace), None)
    if replaced is not None:
        guard = _IF_NOT_EXISTS.strip() if replaced.if_not_exists else ""
        text = f"CREATE OR REPLACE {render_create_index(replaced.index, str(change.name), flavor, guard=guard)}"
        return " ".join([text, *_how(change)])
    head = "ALTER IGNORE TABLE" if change.ignore else "ALTER TABLE"
    text = f"{head} {_IF_EXISTS if change.if_exists else ''}{change.name}"
    items = [(render_action(action, flavor), isinstance(action, _PARTITIONINGS)) for action in change.actions]
    items = [(word, False) for word in _how(change)] + items  # servers take PARTITION BY at the end alone
    for position, (item, is_partitioning) in enumerate(items):
        text += ("," if position and not is_partitioning else "") + f" {item}"
    return text


def render_action(action: TableAction, flavor: Flavor) -> str:
    """Return one action of ALTER TABLE."""
    match action:
        case AddColumn() | DropColumn() | ChangeColumn() | RenameColumn() | SetColumnVisibility():
            return _column_action(action, flavor)
        case SetDefault(name, default, if_exists):
            return f"ALTER COLUMN {_if(if_exists)}{quote(name)} SET DEFAULT {render_default(default, None, flavor)}"
        case DropDefault(name, if_exists):
            return f"ALTER COLUMN {_if(if_exists)}{quote(name)} DROP DEFAULT"
        case AddIndex() | DropIndex() | RenameIndex() | SetIndexVisibility():
            return _index_action(action, flavor)
        case AddForeignKey() | DropForeignKey() | AddCheck() | AlterCheck() | DropConstraint():
            return _constraint_action(action)
        case RenameTo(name):
            return f"RENAME TO {name}"
        case SetOptions(options):
            changes = [render_option_change(*pair) for pair in options.others]
            return changes[0] if changes and changes[0] is not None else render_options(options, flavor)
        case ConvertCharset(charset, collation):
            named = charset_name(charset, flavor) if charset else "DEFAULT"
            collate = f" COLLATE {collation_name(collation, flavor)}" if collation else ""
            return f"CONVERT TO CHARACTER SET {named}{collate}"
        case OtherAction(text):
            return text
        case _:
            return _partition_action(action)


def render_position(position: Position | None) -> str:
    """Return where a column goes, with a blank before it, or an empty text."""
    if position is None:
        return ""
    return " FIRST" if position.after is None else f" AFTER {quote(position.after)}"


def _how(change: AlterTable) -> list[str]:
    """Return ALGORITHM and LOCK as far as the change asks for them."""
    pairs = (("ALGORITHM", change.algorithm), ("LOCK", change.lock))
    return [f"{word}={value.upper()}" for word, value in pairs if value]


def _if(if_exists: bool) -> str:
    return _IF_EXISTS if if_exists else ""


def _column_action(
    action: AddColumn | DropColumn | ChangeColumn | RenameColumn | SetColumnVisibility, flavor: Flavor
) -> str:
    match action:
        case AddColumn(column, position, if_not_exists):
            guard = _IF_NOT_EXISTS if if_not_exists else ""
            return f"ADD COLUMN {guard}{render_column(column, flavor)}{render_position(position)}"
        case DropColumn(name, if_exists):
            return f"DROP COLUMN {_if(if_exists)}{quote(name)}"
        case ChangeColumn(before, column, position, if_exists, is_modify):
            verb = f"MODIFY COLUMN {_if(if_exists)}" if is_modify else f"CHANGE COLUMN {_if(if_exists)}{quote(before)} "
            return f"{verb}{render_column(column, flavor)}{render_position(position)}"
        case RenameColumn(before, after, if_exists):
            return f"RENAME COLUMN {_if(if_exists)}{quote(before)} TO {quote(after)}"
        case SetColumnVisibility(name, visible):
            return f"ALTER COLUMN {quote(name)} SET {'VISIBLE' if visible else 'INVISIBLE'}"
        case _:
            assert_never(action)


def _index_action(action: AddIndex | DropIndex | RenameIndex | SetIndexVisibility, flavor: Flavor) -> str:
    match action:
        case AddIndex(index, if_not_exists):
            return f"ADD {render_index(index, flavor, guard=_IF_NOT_EXISTS.strip() if if_not_exists else '')}"
        case DropIndex(name, if_exists):
            is_primary = name == "PRIMARY" and not if_exists
            return "DROP PRIMARY KEY" if is_primary else f"DROP INDEX {_if(if_exists)}{quote(name)}"
        case RenameIndex(before, after, if_exists):
            return f"RENAME INDEX {_if(if_exists)}{quote(before)} TO {quote(after)}"
        case SetIndexVisibility(name, visible, if_exists):
            words = ("NOT IGNORED", "IGNORED") if flavor.is_mariadb else ("VISIBLE", "INVISIBLE")
            return f"ALTER INDEX {_if(if_exists)}{quote(name)} {words[0] if visible else words[1]}"
        case _:
            assert_never(action)


def _constraint_action(action: AddForeignKey | DropForeignKey | AddCheck | AlterCheck | DropConstraint) -> str:
    match action:
        case AddForeignKey(foreign_key, if_not_exists):
            return f"ADD {render_foreign_key(foreign_key, guard=_IF_NOT_EXISTS.strip() if if_not_exists else '')}"
        case DropForeignKey(name, if_exists):
            return f"DROP FOREIGN KEY {_if(if_exists)}{quote(name)}"
        case AddCheck(check, if_not_exists):
            text = render_check(check)
            guarded = text.replace("CONSTRAINT ", f"CONSTRAINT {_IF_NOT_EXISTS}", 1) if if_not_exists else text
            return f"ADD {guarded}"
        case AlterCheck(name, enforced):
            return f"ALTER CHECK {quote(name)} {'' if enforced else 'NOT '}ENFORCED"
        case DropConstraint(name, if_exists, only_check):
            return f"DROP {'CHECK' if only_check else 'CONSTRAINT'} {_if(if_exists)}{quote(name)}"
        case _:
            assert_never(action)


def _partition_action(
    action: SetPartitioning | RemovePartitioning | AddPartitions | DropPartitions | ReorganizePartitions,
) -> str:
    match action:
        case SetPartitioning(partitioning):
            return render_partitioning(partitioning)
        case RemovePartitioning():
            return "REMOVE PARTITIONING"
        case AddPartitions(partitions, count, if_not_exists):
            guard = _IF_NOT_EXISTS if if_not_exists else ""
            what = f"PARTITIONS {count}" if count is not None else render_partitions(partitions)
            return f"ADD PARTITION {guard}{what}"
        case DropPartitions(removed, coalesce, if_exists):
            if coalesce is not None:
                return f"COALESCE PARTITION {coalesce}"
            return f"DROP PARTITION {_if(if_exists)}{names(removed)}"
        case ReorganizePartitions(replaced, partitions):
            if not replaced:
                return "REORGANIZE PARTITION"
            return f"REORGANIZE PARTITION {names(replaced)} INTO {render_partitions(partitions)}"
        case _:
            assert_never(action)
