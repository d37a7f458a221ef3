"""Comments that are too long: refused in strict mode, else cut.

1,024 characters for columns and indexes, 2,048 for tables (``Comment for … is too long``, both vendors).
"""

from __future__ import annotations

from collections.abc import Iterable

from driftproof.model.catalog import Column, Index, Table
from driftproof.model.changes import AddColumn, AddIndex, AlterTable, ChangeColumn
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.outcome import Scene

_PART, _TABLE = 1024, 2048


def check_new_comments(change: AlterTable, scene: Scene) -> None:
    """Raise what MySQL says of new columns and indexes in ALTER TABLE before it looks at anything else in it."""
    if scene.is_mariadb or not scene.session.is_strict:
        return
    _check_columns((a.column for a in change.actions if isinstance(a, AddColumn | ChangeColumn)), scene)
    _check_indexes(action.index for action in change.actions if isinstance(action, AddIndex))


def fit_comments(table: Table, scene: Scene) -> Table:
    """Return the table with its comments cut to what the server keeps; raises 1628, 1629 and 1688 in strict mode."""
    parts = [column.comment for column in table.columns] + [index.comment for index in table.indexes]
    if len(table.comment) <= _TABLE and not any(len(comment) > _PART for comment in parts):
        return table
    if scene.session.is_strict:
        if not scene.is_mariadb:
            _check_table(table.name, table.comment)
        _check_columns(table.columns, scene)
        _check_indexes(table.indexes)
        _check_table(table.name, table.comment)
    columns = tuple(replace(column, comment=column.comment[:_PART]) for column in table.columns)
    indexes = tuple(replace(index, comment=index.comment[:_PART]) for index in table.indexes)
    scene.warn(answer(1628, f"Comment for table '{table.name}' is too long (max = {_TABLE})"))
    return replace(table, columns=columns, indexes=indexes, comment=table.comment[:_TABLE])


def _check_table(name: str, comment: str) -> None:
    if len(comment) > _TABLE:
        raise refuse(1628, f"Comment for table '{name}' is too long (max = {_TABLE})")


def _check_columns(columns: Iterable[Column], scene: Scene) -> None:
    for column in columns:
        if len(column.comment) > _PART:
            text = f"Comment for field '{column.name}' is too long (max = {_PART})"
            if not scene.is_mariadb:
                field = f"field, '{column.name}'"
                text = f"The maximum supported character limit for the {field}, has been exceeded (max = {_PART})"
            raise refuse(1629, text)


def _check_indexes(indexes: Iterable[Index]) -> None:
    for index in indexes:
        if len(index.comment) > _PART:
            raise refuse(1688, f"Comment for index '{index.name}' is too long (max = {_PART})")
