"""Partitions in ALTER TABLE."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from driftproof.language.lex import Dialect, TokenKind, lex
from driftproof.model.catalog import IndexKind, Partition, Partitioning, Table
from driftproof.model.catalog.type import GEOMETRIES
from driftproof.model.changes import (
    AddPartitions,
    DropPartitions,
    ObjectName,
    OtherAction,
    RemovePartitioning,
    ReorganizePartitions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.alter_columns import ColumnEdit
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.columns import BLOBS
from driftproof.replay.apply.expressions import names_in, rename_in
from driftproof.replay.apply.key_lengths import check_fulltext_engine
from driftproof.replay.apply.lookup import table_of
from driftproof.replay.apply.outcome import Scene

_LISTED = ("RANGE", "LIST")
_FUNCTIONS = frozenset(
    {
        *("abs", "ceil", "ceiling", "datediff", "day", "dayofmonth", "dayofweek", "dayofyear", "extract", "floor"),
        *("hour", "microsecond", "minute", "mod", "month", "quarter", "second", "time_to_sec", "to_days", "to_seconds"),
        *("unix_timestamp", "weekday", "year", "yearweek"),
    }
)
"""What a partitioning expression may call (both manuals, "Partitioning Limitations Relating to Functions")."""


def alter_partitions(
    partitioning: Partitioning | None, actions: Sequence[TableAction], edit: ColumnEdit, scene: Scene
) -> Partitioning | None:
    """Return the partitioning after the actions; raises 1505, 1507, 1508, 1512, 1517 and others."""
    if partitioning is not None:
        partitioning = follow_columns(partitioning, edit, scene)
    for action in actions:
        match action:
            case SetPartitioning(wanted):
                partitioning = wanted
            case RemovePartitioning():
                _require(partitioning)
                partitioning = None
            case AddPartitions():
                partitioning = _add(_require(partitioning), action)
            case DropPartitions():
                partitioning = _drop(_require(partitioning), action)
            case ReorganizePartitions():
                partitioning = _reorganize(_require(partitioning), action)
            case OtherAction(text) if " PARTITION " in text:
                _check_rows_action(partitioning, text, scene)
            case _:
                pass
    return partitioning


def _require(partitioning: Partitioning | None) -> Partitioning:
    if partitioning is None:
        raise refuse(1505, "Partition management on a not partitioned table is not possible")
    return partitioning


_ADMINISTERED = ("ANALYZE", "CHECK", "OPTIMIZE", "REPAIR")
"""What MySQL answers with a result in every case."""


def is_administration(action: TableAction) -> bool:
    """Tell whether an action is one of those on partitions that MySQL does not take for an ALTER TABLE."""
    verb, _, names = action.text.partition(" PARTITION ") if isinstance(action, OtherAction) else ("", "", "")
    return bool(names) and verb in _ADMINISTERED


def _check_rows_action(partitioning: Partitioning | None, text: str, scene: Scene) -> None:
    """Raise 1505 for an action on the rows of partitions of a table without them; 1735 or 1507 for unknown ones.

    EXCHANGE PARTITION meets 1146, and 1732 for another partitioned table.
    """
    verb, _, rest = text.partition(" PARTITION ")
    if verb in _ADMINISTERED and (partitioning is not None or not scene.is_mariadb):
        return
    known = {fold(partition.name) for partition in _require(partitioning).partitions}
    if verb == "EXCHANGE":
        _check_exchanged(rest, scene)
    wanted = re.findall(r"`((?:[^`]|``)*)`", rest.partition(" WITH TABLE ")[0])
    for name in wanted if known and verb in {"TRUNCATE", "EXCHANGE", "REBUILD"} else ():
        if fold(name.replace("``", "`")) not in known:
            if verb == "REBUILD":
                raise refuse(1507, "Error in list of partitions to REBUILD")
            raise refuse(1735, f"Unknown partition '{name}' in table")


def _check_exchanged(rest: str, scene: Scene) -> None:
    """Raise 1146 or 1732 of the table that a partition is exchanged with."""
    parts = re.findall(r"`((?:[^`]|``)*)`", rest.partition(" WITH TABLE ")[2])
    name = ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None) if parts else None
    if name is not None and table_of(scene, name)[1].partitioning is not None:
        raise refuse(1732, f"Table to exchange with partition is partitioned: '{name.name}'")


def follow_columns(partitioning: Partitioning, edit: ColumnEdit, scene: Scene) -> Partitioning:
    """Rename columns in the partitioning; raises 1054 or 3855 where the column is dropped (or, on MySQL, renamed)."""
    if not edit.renamed and not edit.dropped:
        return partitioning
    used = names_in(f"{partitioning.expression},{partitioning.sub_expression}", scene.flavor)
    gone = used & (edit.dropped - {fold(column.name) for column in edit.columns})
    if not scene.is_mariadb and (gone or used & edit.renamed.keys()):
        name = min(gone or used & edit.renamed.keys())
        raise refuse(3855, f"Column '{name}' has a partitioning function dependency and cannot be dropped or renamed.")
    if gone:
        raise refuse(1488, "Field in list of fields for partition function not found in table")
    return replace(
        partitioning,
        expression=rename_in(partitioning.expression, edit.renamed, scene.flavor),
        sub_expression=rename_in(partitioning.sub_expression, edit.renamed, scene.flavor),
    )


def _is_listed(partitioning: Partitioning) -> bool:
    return partitioning.method.startswith(_LISTED)


def _add(partitioning: Partitioning, action: AddPartitions) -> Partitioning:
    if action.count is not None or not _is_listed(partitioning):
        return _grow(partitioning, action.count or len(action.partitions), action.partitions)
    names = {fold(partition.name) for partition in partitioning.partitions}
    for partition in action.partitions:
        if fold(partition.name) in names:
            raise refuse(1517, f"Duplicate partition name {partition.name}")
    if partitioning.method.startswith("RANGE") and not _increases(partitioning.partitions, action.partitions):
        last = partitioning.partitions[-1].values if partitioning.partitions else ""
        if "MAXVALUE" in last:
            raise refuse(1481, "MAXVALUE can only be used in last partition definition")
        raise refuse(1493, "VALUES LESS THAN value must be strictly increasing for each partition")
    return replace(partitioning, partitions=(*partitioning.partitions, *action.partitions))


def _increases(old: Sequence[Partition], new: Sequence[Partition]) -> bool:
    """Tell whether the bounds of plain numbers go on rising; bounds of other kinds are taken on trust."""
    if not old or not new:
        return True
    if "MAXVALUE" in old[-1].values:
        return False
    last, first = (_bound(partition.values) for partition in (old[-1], new[0]))
    return last is None or first is None or first > last


def _bound(values: str) -> int | None:
    found = re.fullmatch(r"LESS THAN \((-?\d+)\)", values)
    return int(found.group(1)) if found else None


def _grow(partitioning: Partitioning, more: int, named: Sequence[Partition]) -> Partitioning:
    """Add partitions to HASH or KEY partitioning."""
    if _is_listed(partitioning):
        raise refuse(1509, "ADD PARTITION with a number is for HASH and KEY partitions only")
    if partitioning.partitions:
        return replace(partitioning, partitions=(*partitioning.partitions, *named)) if named else partitioning
    return replace(partitioning, count=(partitioning.count or 1) + more)


def _drop(partitioning: Partitioning, action: DropPartitions) -> Partitioning:
    if action.coalesce is not None:
        if _is_listed(partitioning):
            raise refuse(1509, "COALESCE PARTITION can only be used on HASH/KEY partitions")
        count = partitioning.count or len(partitioning.partitions) or 1
        if action.coalesce >= count:
            raise refuse(1508, "Cannot remove all partitions, use DROP TABLE instead")
        if partitioning.partitions:
            return replace(partitioning, partitions=partitioning.partitions[: count - action.coalesce])
        return replace(partitioning, count=count - action.coalesce)
    if not _is_listed(partitioning) and partitioning.method != "SYSTEM_TIME":
        raise refuse(1512, "DROP PARTITION can only be used on RANGE/LIST partitions")
    gone = {fold(name) for name in action.names}
    kept = tuple(partition for partition in partitioning.partitions if fold(partition.name) not in gone)
    if len(kept) + len(gone) > len(partitioning.partitions):
        raise refuse(1507, "Error in list of partitions to DROP")
    if not kept:
        raise refuse(1508, "Cannot remove all partitions, use DROP TABLE instead")
    return replace(partitioning, partitions=kept)


def _reorganize(partitioning: Partitioning, action: ReorganizePartitions) -> Partitioning:
    if not action.names:
        return partitioning
    gone = {fold(name) for name in action.names}
    places = [place for place, partition in enumerate(partitioning.partitions) if fold(partition.name) in gone]
    if len(places) != len(gone):
        raise refuse(1507, "Error in list of partitions to REORGANIZE")
    first = places[0]
    kept = [partition for partition in partitioning.partitions if fold(partition.name) not in gone]
    names = {fold(partition.name) for partition in kept}
    for partition in action.partitions:
        if fold(partition.name) in names:
            raise refuse(1517, f"Duplicate partition name {partition.name}")
    return replace(partitioning, partitions=(*kept[:first], *action.partitions, *kept[first:]))


def check_partitioning(table: Table, scene: Scene) -> None:
    """Raise the refusal of the partitioning of a whole table.

    Unknown columns (1054, in lists of columns 1488), no partitions (1492), names twice (1517), bounds that do not rise
    (1493), types that the method cannot take (1659), unique keys without its columns (1503), another engine (1178).
    """
    partitioning = table.partitioning
    if partitioning is None:
        return
    if _is_listed(partitioning) and not partitioning.partitions:
        raise refuse(1492, f"For {partitioning.method.split()[0]} partitions each partition must be defined")
    _check_bounds(partitioning)
    check_partitioned_engine(table, scene)
    _check_kinds(table, scene)
    used = names_in(f"{partitioning.expression},{partitioning.sub_expression}", scene.flavor)
    used = used if "`" in f"{partitioning.expression}{partitioning.sub_expression}" else frozenset()
    used |= _columns_of_key(table) if "KEY" in partitioning.method and not partitioning.expression else frozenset()
    for name in sorted(used):
        if table.column(name) is None and ("COLUMNS" in partitioning.method or "KEY" in partitioning.method):
            raise refuse(1488, "Field in list of fields for partition function not found in table")
        if table.column(name) is None:
            where = "PARTITION BY" if scene.is_mariadb else "partition function"
            raise refuse(1054, f"Unknown column '{name}' in '{where}'")
    _check_function(partitioning, scene)
    _check_type(partitioning, table, used)
    _check_unique(table, used)


def _columns_of_key(table: Table) -> frozenset[str]:
    """Return the columns that KEY () partitions by: those of the primary key."""
    primary = table.index("PRIMARY")
    return frozenset(fold(part.column) for part in primary.parts) if primary is not None else frozenset()


def check_partitioned_engine(table: Table, scene: Scene) -> None:
    """Raise 1178 where MySQL 8 would partition a table of another engine than InnoDB or NDB."""
    if table.partitioning and scene.flavor.at_least(mysql=(8,)) and table.engine not in {"InnoDB", "NDBCLUSTER"}:
        raise refuse(1178, "The storage engine for the table doesn't support native partitioning")


def _check_kinds(table: Table, scene: Scene) -> None:
    """Raise 1178 for a geometry in partitions (MariaDB 11.8 takes it), MySQL's 1214 for a full-text index."""
    if not scene.flavor.at_least(mariadb=(11, 8)) and any(c.type.name in GEOMETRIES for c in table.columns):
        raise refuse(1178, "The storage engine for the table doesn't support GEOMETRY")
    if not scene.is_mariadb and any(index.kind is IndexKind.FULLTEXT for index in table.indexes):
        check_fulltext_engine(table, scene)


def _check_bounds(partitioning: Partitioning) -> None:
    if partitioning.method.startswith("LIST"):
        listed = [one for partition in partitioning.partitions for one in _listed_values(partition.values)]
        if len(set(listed)) < len(listed):
            raise refuse(1495, "Multiple definition of same constant in list partitioning")
    names: set[str] = set()
    last: Partition | None = None
    for partition in partitioning.partitions:
        if fold(partition.name) in names:
            raise refuse(1517, f"Duplicate partition name {partition.name}")
        names.add(fold(partition.name))
        if last is not None and "MAXVALUE" in last.values and partitioning.method == "RANGE":
            raise refuse(1481, "MAXVALUE can only be used in last partition definition")
        if last is not None and not _increases((last,), (partition,)) and partitioning.method == "RANGE":
            raise refuse(1493, "VALUES LESS THAN value must be strictly increasing for each partition")
        last = partition


def _listed_values(values: str) -> list[str]:
    """Return the values of a LIST partition, tuples whole."""
    return re.findall(r"\((?:[^()']|'(?:[^']|'')*')*\)|'(?:[^']|'')*'|[^,()]+", values.removeprefix("IN ")[1:-1])


def _check_function(partitioning: Partitioning, scene: Scene) -> None:
    """Raise 1564 for a function that is not among those that partitioning may use."""
    for token, following in pairwise(lex(partitioning.expression, Dialect.of(scene.flavor))):
        if token.kind is TokenKind.WORD and following.upper == "(" and token.value.lower() not in _FUNCTIONS:
            raise refuse(1564, "This partition function is not allowed")


def _check_type(partitioning: Partitioning, table: Table, used: frozenset[str]) -> None:
    """Raise 1502 for a text or blob among the columns, 1659 for a mere column that is no whole number."""
    if any(column.type.name in BLOBS for column in table.columns if fold(column.name) in used):
        raise refuse(1502, "A BLOB field is not allowed in partition function")
    if partitioning.method in {"RANGE", "LIST", "HASH", "LINEAR HASH"}:
        column = table.column(partitioning.expression.strip("`"))
        if column is not None and not column.type.is_integer and column.type.name not in {"year", "bit"}:
            raise refuse(1659, f"Field '{column.name}' is of a not allowed type for this type of partitioning")


def _check_unique(table: Table, used: frozenset[str]) -> None:
    """Raise 1503 for a unique key without a column of the partitioning; MariaDB lets be what it keeps by a hash."""
    for index in table.indexes:
        if not index.is_unique or (index.algorithm == "hash" and fold(table.engine or "") != "memory"):
            continue
        whole = {fold(part.column) for part in index.parts if part.length is None}
        if not used <= whole:
            kind = "PRIMARY KEY" if index.name == "PRIMARY" else "UNIQUE INDEX"
            raise refuse(1503, f"A {kind} must include all columns in the table's partitioning function")
