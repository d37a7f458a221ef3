"""Changes of tables as calls of the shipped helper procedures, where a helper says exactly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.compare.render.columns import render_column
from driftproof.compare.render.concise import concise
from driftproof.model.catalog import Column, ForeignKey, Index, IndexKind, Table
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    ChangeColumn,
    DropColumn,
    DropForeignKey,
    DropIndex,
    TableAction,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote_text
from driftproof.model.replace import replace

_PLAIN_NAME = re.compile(r"[0-9A-Za-z_$]+")
_NOW = re.compile(r"current_timestamp\([0-6]?\)")
_ADDING = (AddColumn, AddIndex, AddForeignKey)


def helper_calls(change: AlterTable, before: Table, after: Table, flavor: Flavor) -> list[str] | None:
    """Return the calls that do what `change` does, or None where no helper says the same.

    Actions that depend on standing in one statement (a key that is replaced, a column that goes with its indexes)
    have no calls: helpers act one by one.
    """
    actions = change.actions
    replaced = _replaced(actions, before)
    if replaced is not None:
        call = _replace_index(change, replaced)
        return [call] if call else None
    alone = len(actions) == 1 or all(isinstance(action, DropForeignKey) for action in actions)
    if not alone and not all(isinstance(action, (*_ADDING, ChangeColumn)) for action in actions):
        return None
    if not alone and any(isinstance(action, ChangeColumn) for action in actions):
        keys = {fold(name) for key in before.foreign_keys for name in key.columns}
        if any(isinstance(action, ChangeColumn) and fold(action.before) in keys for action in actions):
            return None
    calls = [_call(action, change.name.name, before, after, flavor) for action in actions]
    return None if any(call is None for call in calls) else [call for call in calls if call]


def call(helper: str, *arguments: str | int | None) -> str:
    """Return the CALL of a helper; None is NULL, a text is quoted."""
    shown = ("NULL" if one is None else str(one) if isinstance(one, int) else quote_text(one) for one in arguments)
    return f"CALL {helper}({', '.join(shown)})"


def _replaced(actions: tuple[TableAction, ...], before: Table) -> Index | None:
    """Return the index that is dropped and added again under its name, where that is all that is done."""
    match actions:
        case (DropIndex(name=name), AddIndex(index=index)) if fold(name) == fold(index.name):
            old = before.index(name)
            return index if old is not None and _has_helper(old) else None
        case _:
            return None


def _replace_index(change: AlterTable, index: Index) -> str | None:
    if not _has_helper(index) or not _plain(change.name.name, index.name):
        return None
    helper = "REPLACE_UNIQUE_INDEX" if index.is_unique else "REPLACE_INDEX"
    return call(helper, change.name.name, index.name, _parts(index))


def _call(action: TableAction, table: str, before: Table, after: Table, flavor: Flavor) -> str | None:
    """Return the call for one action, or None."""
    match action:
        case AddColumn(column=column, position=position):
            is_last = position is None or fold(position.after or "") == fold(before.columns[-1].name)
            return _column_call("ADD_COLUMN", table, column, after, flavor) if is_last else None
        case ChangeColumn(before=name, column=column, position=None) if name == column.name:
            return _column_call("MODIFY_COLUMN", table, column, after, flavor)
        case DropColumn(name=name):
            return call("DROP_COLUMN", table, name) if _plain(table, name) else None
        case AddIndex(index=index) if _has_helper(index) and _plain(table, index.name):
            helper = "CREATE_UNIQUE_INDEX" if index.is_unique else "CREATE_INDEX"
            return call(helper, table, index.name, _parts(index))
        case DropIndex(name=name) if fold(name) != "primary" and _plain(table, name):
            return call("DELETE_INDEX", table, name)
        case AddForeignKey(foreign_key=foreign_key):
            return _constraint(table, foreign_key)
        case DropForeignKey(name=name) if _plain(table, name):
            return call("DROP_CONSTRAINT", table, name)
        case _:
            return None


def _plain(*names: str) -> bool:
    return all(_PLAIN_NAME.fullmatch(name) for name in names)


def _has_helper(index: Index) -> bool:
    """Tell whether a helper can make this index."""
    plain = index.kind in (IndexKind.PLAIN, IndexKind.UNIQUE) and index.visible and not index.comment
    whole = all(part.expression is None and _plain(part.column) for part in index.parts)
    return plain and whole and not index.options and index.algorithm in ("", "btree")


def _parts(index: Index) -> str:
    return ", ".join(
        part.column + (f"({part.length})" if part.length is not None else "") + (" DESC" if part.descending else "")
        for part in index.parts
    )


def _constraint(table: str, key: ForeignKey) -> str | None:
    trivial = {"", "RESTRICT", "NO ACTION"}
    if key.on_update not in trivial or key.on_delete not in {*trivial, "CASCADE", "SET NULL"} or key.match:
        return None
    if key.referenced_schema or not _plain(table, key.name, key.referenced_table, *key.columns):
        return None
    if not _plain(*key.referenced_columns):
        return None
    columns, referenced = ", ".join(key.columns), ", ".join(key.referenced_columns)
    return call("ADD_CONSTRAINT", table, key.name, columns, key.referenced_table, referenced, key.on_delete)


@dataclass(frozen=True, slots=True)
class _Written:
    """What the helpers' arguments are for a column: type, and default."""

    type: str
    default: str | None


def _column_call(helper: str, table: str, column: Column, after: Table, flavor: Flavor) -> str | None:
    if column.generated or column.auto_increment or column.checks or column.options or column.invisible:
        return None
    if not _plain(table, column.name) or column.nullable is None:
        return None
    written = _written(column, after, flavor)
    return call(helper, table, column.name, written.type, int(column.nullable), written.default)


def _written(column: Column, after: Table, flavor: Flavor) -> _Written:
    """Return type and default as the helpers take them: what they would quote and must not goes into the type."""
    short = concise(replace(after, columns=(column,)), flavor).columns[0]
    bare = replace(column, nullable=None, default=None, charset=short.charset, collation=short.collation)
    default = column.default
    if default is None or default.kind == "null":
        return _Written(_type(bare, flavor), None)
    if default.kind == "literal":
        return _Written(_type(bare, flavor), default.text)
    is_now = _NOW.fullmatch(default.text) and column.type.name in {"timestamp", "datetime"}
    if is_now:
        text = " ".join(_moments(column))
        return _Written(_type(replace(bare, on_update=None), flavor), text)
    return _Written(_type(replace(bare, default=default), flavor), None)


def _moments(column: Column) -> Iterator[str]:
    """Return the default of a moment that is now, and what updates it, as the house writes them."""
    yield _now(column.default.text if column.default else "")
    if column.on_update:
        yield f"ON UPDATE {_now(column.on_update)}"


def _now(text: str) -> str:
    return text.upper().removesuffix("()")


def _type(column: Column, flavor: Flavor) -> str:
    """Return what stands behind the name of a column."""
    text = render_column(replace(column, name="x"), flavor).removeprefix("`x` ")
    head = str(column.type)
    shown = head.split("(", 1)
    upper = shown[0].upper() + ("(" + shown[1] if len(shown) > 1 else "")
    return upper + text.removeprefix(head)
