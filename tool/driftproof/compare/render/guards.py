"""What `information_schema` says of a change that is still to be made: conditions for guards, as SQL.

A guard asks what the server has, never what ran before, so it holds after a stop as well as on a second run. Where
nothing in `information_schema` tells (a default's expression, the text of a check), there is no condition: such a
change sets a definition whole, and setting it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from driftproof.compare.render.names import collation_name
from driftproof.model.catalog import Column, ForeignKey, Index, IndexKind, Table
from driftproof.model.changes import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPartitions,
    ChangeColumn,
    DropColumn,
    DropConstraint,
    DropForeignKey,
    DropIndex,
    RemovePartitioning,
    RenameIndex,
    ReorganizePartitions,
    SetOptions,
    SetPartitioning,
    TableAction,
    TableOptions,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote_text, unquote

_TRIVIAL = ("RESTRICT", "NO ACTION")
_OWN_TYPES = frozenset({IndexKind.FULLTEXT, IndexKind.SPATIAL})


def pending(actions: Iterable[TableAction], before: Table, after: Table | None, flavor: Flavor) -> str:
    """Return the condition under which ALTER TABLE with these actions is still to be made; empty where nothing tells.

    An ALTER TABLE makes all its actions or none, so one that is still to be made tells for all.
    """
    return either(_pending(action, before, after, flavor) for action in actions)


def either(conditions: Iterable[str]) -> str:
    """Return the condition that any of these holds, empty ones and doubles left out."""
    kept = list(dict.fromkeys(condition for condition in conditions if condition))
    return "\n        OR ".join(kept)


def _pending(action: TableAction, before: Table, after: Table | None, flavor: Flavor) -> str:
    """Return the condition that tells for one action; it holds before and not after, or it is empty."""
    table, made = before.name, after or Table(before.name)
    match action:
        case AddColumn(column=column):
            old = before.column(column.name)
            return column_differs(table, old, column, flavor) if old else f"NOT {has_column(table, column.name)}"
        case DropColumn(name=name):
            return "" if made.column(name) else has_column(table, name)
        case ChangeColumn(before=name, column=column):
            old = before.column(name)
            return column_differs(table, old, column, flavor) if old else ""
        case AddIndex(index=index):
            known = before.index(index.name)
            return index_differs(table, known, index) if known else f"NOT {has_index(table, index.name)}"
        case DropIndex(name=name) | RenameIndex(before=name):
            return "" if made.index(name) else has_index(table, name)
        case SetOptions(options=options):
            return _options_differ(table, options, flavor)
        case AddForeignKey() | DropForeignKey() | AddCheck() | DropConstraint():
            return _constraint_pending(action, before, made)
        case _:
            return _partitions_differ(action, before)


def _constraint_pending(
    action: AddForeignKey | DropForeignKey | AddCheck | DropConstraint, before: Table, after: Table
) -> str:
    table = before.name
    match action:
        case AddForeignKey(foreign_key=foreign_key):
            return f"NOT {has_constraint(table, foreign_key.name, 'FOREIGN KEY')}"
        case DropForeignKey(name=name):
            return has_constraint(table, name, "FOREIGN KEY")
        case AddCheck(check=check):
            return "" if before.check(check.name) else f"NOT {has_constraint(table, check.name, 'CHECK')}"
        case DropConstraint(name=name):
            return "" if after.check(name) else has_constraint(table, name, "CHECK")


def has_column(table: str, column: str, condition: str = "") -> str:
    """Return the condition that a table has a column, and that something more is true of it."""
    return _exists("COLUMNS", table, f"`COLUMN_NAME` = {quote_text(column)}", condition)


def has_index(table: str, index: str, condition: str = "") -> str:
    """Return the condition that a table has an index, and that something more is true of it."""
    return _exists("STATISTICS", table, f"`INDEX_NAME` = {quote_text(index)}", condition)


def has_constraint(table: str, name: str, kind: str) -> str:
    """Return the condition that a table has a constraint of a kind (``FOREIGN KEY``, ``CHECK``)."""
    return _exists(
        "TABLE_CONSTRAINTS",
        table,
        f"`CONSTRAINT_NAME` = {quote_text(name)}",
        f"`CONSTRAINT_TYPE` = {quote_text(kind)}",
    )


def column_differs(table: str, before: Column, after: Column, flavor: Flavor) -> str:
    """Return the condition that a column is there and not yet `after`, as far as it can be told; or an empty text."""
    if before.name != after.name and fold(before.name) != fold(after.name):
        return has_column(table, before.name)
    found: list[str] = []
    if str(before.type).lower() != str(after.type).lower():
        found.append(f"`COLUMN_TYPE` <> {quote_text(str(after.type))}")
    if before.nullable != after.nullable and after.nullable is not None:
        found.append(f"`IS_NULLABLE` = {quote_text('NO' if after.nullable else 'YES')}")
    if before.collation != after.collation:
        wanted = quote_text(collation_name(after.collation, flavor)) if after.collation else "NULL"
        found.append(f"NOT `COLLATION_NAME` <=> {wanted}")
    if before.comment.lower() != after.comment.lower():
        found.append(f"`COLUMN_COMMENT` <> {quote_text(after.comment)}")
    if (before.generated is None) != (after.generated is None):
        found.append(f"COALESCE(`GENERATION_EXPRESSION`, '') {'=' if after.generated else '<>'} ''")
    return has_column(table, before.name, _any(found)) if found else ""


def index_differs(table: str, before: Index, after: Index) -> str:
    """Return the condition that an index is not yet `after`, as far as it can be told; or an empty text."""
    found: list[str] = []
    parts = _parts(after)
    if parts != _parts(before):
        shown = (
            "CONCAT(COALESCE(`COLUMN_NAME`, '(expression)'), COALESCE(CONCAT('(', `SUB_PART`, ')'), ''),"
            " IF(`COLLATION` = 'D', ' DESC', ''))"
        )
        text = (
            f"(SELECT GROUP_CONCAT({shown} ORDER BY `SEQ_IN_INDEX` SEPARATOR ',')"
            " FROM `information_schema`.`STATISTICS` WHERE `TABLE_SCHEMA` = DATABASE()"
            f" AND `TABLE_NAME` = {quote_text(table)} AND `INDEX_NAME` = {quote_text(after.name)})"
        )
        found.append(f"COALESCE({text}, '') <> {quote_text(parts)}")
    if before.is_unique != after.is_unique:
        found.append(has_index(table, after.name, f"`NON_UNIQUE` = {int(after.is_unique)}"))
    if before.comment.lower() != after.comment.lower():
        found.append(has_index(table, after.name, f"`INDEX_COMMENT` <> {quote_text(after.comment)}"))
    if before.kind is not after.kind and {before.kind, after.kind} & _OWN_TYPES:
        kind = after.kind if after.kind in _OWN_TYPES else before.kind
        sign = "<>" if after.kind in _OWN_TYPES else "="
        found.append(has_index(table, after.name, f"`INDEX_TYPE` {sign} {quote_text(kind.name)}"))
    return either(found)


def _parts(index: Index) -> str:
    shows_length = index.kind not in _OWN_TYPES
    return ",".join(
        ("(expression)" if part.expression is not None else part.column)
        + (f"({part.length})" if part.length is not None and shows_length else "")
        + (" DESC" if part.descending else "")
        for part in index.parts
    )


def foreign_key_differs(table: str, after: ForeignKey) -> str:
    """Return the condition that a foreign key is there and not `after`."""
    named = (
        f"`CONSTRAINT_SCHEMA` = DATABASE() AND `TABLE_NAME` = {quote_text(table)}"
        f" AND `CONSTRAINT_NAME` = {quote_text(after.name)}"
    )
    same = (
        f"`REFERENCED_TABLE_NAME` = {quote_text(after.referenced_table)}"
        f" AND `DELETE_RULE` {_rule(after.on_delete)} AND `UPDATE_RULE` {_rule(after.on_update)}"
    )
    pairs = ",".join(f"{own}={other}" for own, other in zip(after.columns, after.referenced_columns, strict=False))
    columns = (
        "(SELECT GROUP_CONCAT(CONCAT(`COLUMN_NAME`, '=', `REFERENCED_COLUMN_NAME`) ORDER BY `ORDINAL_POSITION`"
        f" SEPARATOR ',') FROM `information_schema`.`KEY_COLUMN_USAGE` WHERE {named})"
    )
    return either(
        [
            f"EXISTS (SELECT 1 FROM `information_schema`.`REFERENTIAL_CONSTRAINTS` WHERE {named} AND NOT ({same}))",
            f"COALESCE({columns}, {quote_text(pairs)}) <> {quote_text(pairs)}",
        ]
    )


def _rule(action: str) -> str:
    if action in ("", *_TRIVIAL):
        return f"IN ({', '.join(map(quote_text, _TRIVIAL))})"
    return f"= {quote_text(action)}"


def _options_differ(table: str, options: TableOptions, flavor: Flavor) -> str:
    """Return the condition that table options are not yet what they are to be; empty where one does not tell."""
    versioned = _exists("TABLES", table, "", "`TABLE_TYPE` = 'SYSTEM VERSIONED'")
    if ("system_versioning", "yes") in options.others:
        return f"NOT {versioned}"
    if ("system_versioning", "no") in options.others:
        return versioned
    for name, value in options.others:
        if name in ("period", "drop_period"):  # the server shows a period as a check of that name
            period = unquote(value.rpartition("(")[0]) if name == "period" else value
            there = _exists("TABLE_CONSTRAINTS", table, f"`CONSTRAINT_NAME` = {quote_text(period)}", "")
            return f"NOT {there}" if name == "period" else there
    if options.others:
        return ""
    found: list[str] = []
    if options.engine is not None:
        found.append(f"`ENGINE` <> {quote_text(options.engine)}")
    if options.collation is not None:
        found.append(f"`TABLE_COLLATION` <> {quote_text(collation_name(options.collation, flavor))}")
    if options.comment is not None:
        found.append(f"`TABLE_COMMENT` <> {quote_text(options.comment)}")
    return _exists("TABLES", table, "", _any(found)) if found else ""


def _partitions_differ(action: TableAction, before: Table) -> str:
    """Return the condition that partitions are not yet what they are to be, as far as names and methods tell."""
    table = before.name
    is_partitioned = _exists("PARTITIONS", table, "", "`PARTITION_NAME` IS NOT NULL")
    match action:
        case RemovePartitioning():
            return is_partitioned
        case AddPartitions(partitions=partitions) if partitions:
            wanted = f"`PARTITION_NAME` = {quote_text(partitions[0].name)}"
            return f"NOT {_exists('PARTITIONS', table, wanted, '')}"
        case SetPartitioning() if before.partitioning is None:
            return f"NOT {is_partitioned}"
        case SetPartitioning(partitioning=partitioning) if before.partitioning is not None:
            if partitioning.method != before.partitioning.method:
                wanted = f"`PARTITION_METHOD` = {quote_text(partitioning.method)}"
                return f"NOT {_exists('PARTITIONS', table, wanted, '')}"
            old, new = before.partitioning.every, partitioning.every
            return _names_differ(table, [one.name for one in old], [one.name for one in new])
        case ReorganizePartitions(names=replaced, partitions=made):
            return _names_differ(table, list(replaced), [one.name for one in made])
        case _:
            return ""


def _names_differ(table: str, before: list[str], after: list[str]) -> str:
    """Return the condition that a new partition is not there yet or an old one still is; empty where names are one."""
    new = next((name for name in after if name not in before), None)
    if new is not None:
        return f"NOT {_exists('PARTITIONS', table, f'`PARTITION_NAME` = {quote_text(new)}', '')}"
    old = next((name for name in before if name not in after), None)
    return _exists("PARTITIONS", table, f"`PARTITION_NAME` = {quote_text(old)}", "") if old is not None else ""


def _any(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"({' OR '.join(conditions)})"


def _exists(view: str, table: str, name: str, condition: str) -> str:
    wanted = [f"`TABLE_SCHEMA` = DATABASE() AND `TABLE_NAME` = {quote_text(table)}", name, condition]
    conditions = " AND ".join(part for part in wanted if part)
    return f"EXISTS (SELECT 1 FROM `information_schema`.`{view}`\n        WHERE {conditions})"
