"""From one table to another of the same name."""

from __future__ import annotations

from itertools import takewhile

from driftproof.compare.column_changes import column_actions, rebuilt_columns
from driftproof.compare.key_changes import check_actions, index_actions
from driftproof.compare.rules import DiffRules, option_pairs
from driftproof.model.catalog import Partition, Partitioning, Table
from driftproof.model.changes import (
    AddPartitions,
    RemovePartitioning,
    ReorganizePartitions,
    SetOptions,
    SetPartitioning,
    TableAction,
    TableOptions,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import unquote

_RESETS = {
    "avg_row_length": "0",
    "checksum": "0",
    "comment": "",
    "compression": "",
    "connection": "",
    "delay_key_write": "0",
    "encryption": "N",
    "key_block_size": "0",
    "max_rows": "0",
    "min_rows": "0",
    "page_compressed": "0",
    "password": "",
    "system_versioning": "no",
    "transactional": "0",
    "period_for_system_time": "",
    "union": "",
}


def table_actions(before: Table, after: Table, rules: DiffRules, flavor: Flavor | None) -> list[TableAction]:
    """Return the actions of the one ALTER TABLE that makes `before` `after`, foreign keys and partitions left out."""
    rebuilt = rebuilt_columns(before, after, flavor)
    index_drops, index_adds = index_actions(before, after, rules, rebuilt)
    check_drops, check_adds = check_actions(before, after, rules, flavor)
    columns = column_actions(before, after, rules, rebuilt)
    options = option_actions(before, after, rules)
    return [*check_drops, *index_drops, *columns, *index_adds, *check_adds, *options]


def option_actions(before: Table, after: Table, rules: DiffRules) -> list[TableAction]:
    """Return what sets the table options right; an option that is gone is set to what it is by itself."""
    old, new = option_pairs(before, rules), option_pairs(after, rules)
    others = {name: value for name, value in new.items() if old.get(name) != value}
    others |= {name: _RESETS.get(name, "default") for name in old if name not in new and name != "period"}
    if "period" in old and old["period"] != new.get("period"):
        others["drop_period"] = unquote(old["period"].rpartition("(")[0])
    charset = (after.charset, after.collation) if rules.charsets else (before.charset, before.collation)
    has_charset = charset != (before.charset, before.collation)
    apart = [name for name in sorted(others) if name == "system_versioning" or "period" in name]
    plain = TableOptions(
        after.engine if after.engine != before.engine else None,
        charset[0] if has_charset else None,
        charset[1] if has_charset else None,
        after.comment if rules.comments and after.comment != before.comment else None,
        after.auto_increment if rules.auto_increment and after.auto_increment != before.auto_increment else None,
        tuple((name, value) for name, value in sorted(others.items()) if name not in apart),
    )
    actions: list[TableAction] = [SetOptions(plain)] if plain != TableOptions() else []
    return actions + [SetOptions(TableOptions(others=((name, others[name]),))) for name in apart]


def partition_actions(before: Table, after: Table, rules: DiffRules) -> list[TableAction]:
    """Return what sets the partitions right, each to be made by an ALTER TABLE of its own.

    Partitions at the end are added, and ranges that are cut or joined are written anew alone. Anything else partitions
    the table anew, which keeps every row or fails; dropping partitions is never the answer, since rows go with them.
    """
    old, new = before.partitioning, after.partitioning
    if old == new or (old is not None and new is not None and not rules.partitions and _alike(old, new)):
        return []
    if new is None:
        return [RemovePartitioning()]
    if old is None or not _alike(old, new) or not old.partitions or not new.partitions:
        return [SetPartitioning(new)]
    if new.partitions[: len(old.partitions)] == old.partitions:
        return [AddPartitions(new.partitions[len(old.partitions) :])]
    return [_reorganized(old.partitions, new) or SetPartitioning(new)]


def _reorganized(old: tuple[Partition, ...], wanted: Partitioning) -> ReorganizePartitions | None:
    """Return what cuts or joins neighbouring ranges, where the others stay and every row has a place as before."""
    new = wanted.partitions
    if not wanted.method.startswith("RANGE") or any(one.subpartitions for one in (*old, *new)):
        return None
    head = _alike_from_start(old, new)
    tail = _alike_from_start(old[head:][::-1], new[head:][::-1])
    for kept in (tail, tail - 1):  # where a range comes or goes, the one behind it is cut or joined
        gone, made = old[head : len(old) - kept], new[head : len(new) - kept]
        if kept >= 0 and gone and made and gone[-1].values == made[-1].values:
            break
    else:
        return None
    return ReorganizePartitions(tuple(one.name for one in gone), made)


def _alike_from_start(old: tuple[Partition, ...], new: tuple[Partition, ...]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _alike(old: Partitioning, new: Partitioning) -> bool:
    """Tell whether two partitionings differ in their lists of partitions at most."""
    return (old.method, old.expression, old.sub_method, old.sub_expression, old.sub_count, old.options) == (
        new.method,
        new.expression,
        new.sub_method,
        new.sub_expression,
        new.sub_count,
        new.options,
    )


def drops_versioning(action: TableAction) -> bool:
    """Tell whether an action ends the system versioning of a table, and with it the history of its rows."""
    return isinstance(action, SetOptions) and ("system_versioning", "no") in action.options.others
