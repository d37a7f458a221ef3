"""Changes as Alembic's operations; None where Alembic has no operation that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic.operations import ops

from driftproof.model.catalog import Column, ForeignKey, Index, IndexKind, Table
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    ChangeColumn,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropForeignKey,
    DropIndex,
    SetOptions,
    TableAction,
    TableOptions,
)
from driftproof.sources.alembic_revision.columns import is_plain, sa_column, sa_type, server_default

Operation = ops.MigrateOperation
_PREFIXES = {IndexKind.FULLTEXT: "FULLTEXT", IndexKind.SPATIAL: "SPATIAL"}
_TRIVIAL = frozenset({"", "RESTRICT", "NO ACTION"})
_UNSAFE = frozenset({"zerofill"})


def table_operations(change: CreateTable) -> list[Operation] | None:
    """Return the operations that create a table: the table, then its indexes."""
    table = change.table
    columns = [sa_column(column, table) for column in table.columns]
    if table.checks or table.partitioning or table.unsupported or not _are_names(_names_in(table)):
        return None
    if any(column is None for column in columns) or not is_plain(table.comment):
        return None
    elements: list[Any] = list(columns)
    primary = table.primary_key
    if primary is not None:
        if not _is_whole(primary):
            return None
        elements.append(sa.PrimaryKeyConstraint(*primary.columns))
    elements += map(_foreign_key, table.foreign_keys)
    indexes = [_create_index(index, table.name) for index in table.indexes if index is not primary]
    named: dict[str, Any] = _both(_table_words(table))
    if table.comment:
        named["comment"] = table.comment
    if any(index is None for index in indexes) or table.auto_increment is not None:
        return None
    return [ops.CreateTableOp(table.name, elements, **named), *(index for index in indexes if index is not None)]


def action_operation(action: TableAction, table: Table) -> Operation | None:
    """Return the operation for one action of ALTER TABLE on `table`, as it is before."""
    if not is_plain(table.name) or "." in table.name:
        return None
    match action:
        case AddColumn(column=column, position=None, if_not_exists=False):
            found = sa_column(column, table)
            return None if found is None else ops.AddColumnOp(table.name, found)
        case DropColumn(name=name):
            return ops.DropColumnOp(table.name, name)
        case ChangeColumn(position=None):
            return _alter_column(action, table)
        case AddIndex(index=index) if index.kind is not IndexKind.PRIMARY:
            return _create_index(index, table.name)
        case DropIndex(name=name) if name.upper() == "PRIMARY":
            return ops.DropConstraintOp("PRIMARY", table.name, type_="primary")
        case DropIndex(name=name):
            return ops.DropIndexOp(name, table_name=table.name)
        case AddForeignKey(foreign_key=key):
            return _create_foreign_key(key, table.name)
        case DropForeignKey(name=name):
            return ops.DropConstraintOp(name, table.name, type_="foreignkey")
        case DropConstraint(name=name):
            return ops.DropConstraintOp(name, table.name, type_="check")
        case SetOptions(options=options):
            return _comment(options, table)
        case _:
            return None


def _names_in(table: Table) -> list[str]:
    """Return the names that SQLAlchemy keeps in texts of its own: of tables and columns that foreign keys name."""
    keys = [name for key in table.foreign_keys for name in (key.name, key.referenced_table, *key.referenced_columns)]
    schemas = [key.referenced_schema + "." for key in table.foreign_keys if key.referenced_schema]
    return [table.name, *keys, *schemas]


def _are_names(names: Sequence[str]) -> bool:
    return all(is_plain(name) and "." not in name for name in names)


def _both(words: dict[str, Any]) -> dict[str, Any]:
    """Return options for both dialects: SQLAlchemy looks at those that bear the name of the URL's alone."""
    return {f"{vendor}_{name}": value for name, value in words.items() for vendor in ("mysql", "mariadb")}


def _table_words(table: Table) -> dict[str, Any]:
    named = {"engine": table.engine, "default_charset": table.charset, "collate": table.collation}
    words: dict[str, Any] = {name: value for name, value in named.items() if value}
    return words | dict(table.options)


def _is_whole(index: Index) -> bool:
    """Tell whether an index is a list of whole columns and no more."""
    plain = all(part.expression is None and part.length is None and not part.descending for part in index.parts)
    return plain and not index.comment and not index.algorithm and not index.options and index.visible


def _create_index(index: Index, table: str) -> Operation | None:
    """Return an index that is not primary; a comment, an expression or rarer options have no words."""
    if index.comment or not index.visible or any(part.expression is not None for part in index.parts):
        return None
    words: dict[str, Any] = {}
    lengths = {part.column: part.length for part in index.parts if part.length is not None}
    if lengths:
        words["length"] = lengths
    if index.kind in _PREFIXES:
        words["prefix"] = _PREFIXES[index.kind]
    if index.algorithm:
        words["using"] = index.algorithm
    options = dict(index.options)
    if parser := options.pop("parser", ""):
        words["with_parser"] = parser
    if options or not _are_names([table, index.name]) or (lengths and any(part.descending for part in index.parts)):
        return None
    columns: list[Any] = [
        sa.text(f"`{part.column.replace('`', '``')}` DESC") if part.descending else part.column for part in index.parts
    ]
    return ops.CreateIndexOp(index.name, table, columns, unique=index.is_unique, **_both(words))


def _foreign_key(key: ForeignKey) -> sa.ForeignKeyConstraint:
    referenced = [f"{key.referenced_table}.{name}" for name in key.referenced_columns]
    actions = _action(key.on_update), _action(key.on_delete)
    return sa.ForeignKeyConstraint(key.columns, referenced, key.name, *actions)


def _create_foreign_key(key: ForeignKey, table: str) -> Operation | None:
    if key.match or key.referenced_schema or not _are_names([key.name, key.referenced_table]):
        return None
    words = {"ondelete": _action(key.on_delete), "onupdate": _action(key.on_update)}
    named = {name: value for name, value in words.items() if value}
    return ops.CreateForeignKeyOp(
        key.name, table, key.referenced_table, list(key.columns), list(key.referenced_columns), **named
    )


def _action(action: str) -> str | None:
    return None if action in _TRIVIAL else action


def _alter_column(change: ChangeColumn, table: Table) -> Operation | None:
    """Return ALTER COLUMN with what it becomes, and what it is for the rest of the definition."""
    old, new = table.column(change.before), change.column
    if old is None or any(map(_is_beyond_alter, (old, new))):
        return None
    kinds = sa_type(old, table), sa_type(new, table)
    defaults = server_default(old), server_default(new)
    if None in kinds or defaults[0] is None or defaults[1] is None:
        return None
    words: dict[str, Any] = {"existing_type": kinds[0], "existing_nullable": old.nullable is not False}
    if repr(kinds[0]) != repr(kinds[1]):
        words["modify_type"] = kinds[1]
    words["modify_nullable"] = new.nullable is not False
    if _text(defaults[0][0]) != _text(defaults[1][0]):
        words["modify_server_default"] = defaults[1][0]
    elif defaults[0][0] is not None:
        words["existing_server_default"] = defaults[0][0]
    if old.comment != new.comment:
        words["modify_comment"] = new.comment or None
    words["existing_comment"] = old.comment or None
    if old.name != new.name:
        words["modify_name"] = new.name
    return ops.AlterColumnOp(table.name, change.before, **words)


def _text(default: sa.DefaultClause | None) -> str:
    return "" if default is None else str(default.arg)


def _is_beyond_alter(column: Column) -> bool:
    """Tell whether a column is more than what Alembic's ALTER COLUMN keeps."""
    rare = column.invisible or column.checks or column.options or column.auto_increment
    return bool(rare or column.generated is not None or not is_plain(column.name + column.comment))


def _comment(options: TableOptions, table: Table) -> Operation | None:
    if options != TableOptions(comment=options.comment) or options.comment is None or not is_plain(options.comment):
        return None
    existing = table.comment or None
    if not options.comment:
        return ops.DropTableCommentOp(table.name, existing_comment=existing)
    return ops.CreateTableCommentOp(table.name, options.comment, existing_comment=existing)
