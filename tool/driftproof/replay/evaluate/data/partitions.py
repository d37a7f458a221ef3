"""Which partition a row goes to, and the constants that say so."""

from __future__ import annotations

import re

from driftproof.model.catalog import Partition, Partitioning, Table
from driftproof.model.changes import (
    AddPartitions,
    AlterTable,
    Change,
    CreateTable,
    ReorganizePartitions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Expression, Literal, Name
from driftproof.model.syntax.expressions import Row as RowOf
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.data.columns import row_context
from driftproof.replay.evaluate.reading import plain_dialect, read_value
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown, compare, to_text
from driftproof.replay.state import State

_LESS_THAN, _IN = "LESS THAN ", "IN "


def with_constants(change: Change, state: State) -> Change:
    """Return a change with the constants of RANGE and LIST partitions worked out, as servers keep them."""
    if isinstance(change, CreateTable) and change.table.partitioning is not None:
        kept = _partitioning(change.table.partitioning, state)
        return replace(change, table=replace(change.table, partitioning=kept))
    if not isinstance(change, AlterTable):
        return change
    actions = tuple(_action(action, state) for action in change.actions)
    return change if actions == change.actions else replace(change, actions=actions)


def _action(action: TableAction, state: State) -> TableAction:
    if isinstance(action, SetPartitioning):
        return replace(action, partitioning=_partitioning(action.partitioning, state))
    if isinstance(action, AddPartitions | ReorganizePartitions):
        return replace(action, partitions=tuple(_partition(each, state) for each in action.partitions))
    return action


def _partitioning(partitioning: Partitioning, state: State) -> Partitioning:
    partitions = tuple(_partition(each, state) for each in partitioning.partitions)
    return partitioning if partitions == partitioning.partitions else replace(partitioning, partitions=partitions)


def _partition(partition: Partition, state: State) -> Partition:
    """Return a partition whose values are numbers where they are calls or sums; literals stay as they are."""
    values = partition_values(partition, state)
    if values is None or all(isinstance(value, Literal | Name | RowOf) for value in values):
        return partition
    texts: list[str] = []
    for value in values:
        found = state.verbs.evaluate(value, Context(state))
        if isinstance(found, bool) or not isinstance(found, int):
            return partition
        texts.append(str(found))
    word = _LESS_THAN if partition.values.startswith(_LESS_THAN) else _IN
    return replace(partition, values=f"{word}({','.join(texts)})")


def partition_values(partition: Partition, state: State) -> tuple[Expression, ...] | None:
    """Return the values of a RANGE or LIST partition; MAXVALUE is a name. None where they are not understood."""
    for word in (_LESS_THAN, _IN):
        if partition.values.startswith(word):
            inside = partition.values.removeprefix(word).removeprefix("(").removesuffix(")")
            named = re.sub(r"\bMAXVALUE\b", "`MAXVALUE`", inside)
            found = read_value(f"(NULL, {named})", plain_dialect(state))
            return found.values[1:] if isinstance(found, RowOf) else None
    return None


def partition_of(table: Table, values: dict[str, Datum], state: State) -> str | Unknown:
    """Return the name of the partition that a row goes to, empty where there is none for it.

    HASH and KEY, and values that are not known, are `Unknown`.
    """
    partitioning = table.partitioning
    if partitioning is None or not partitioning.method.startswith(("RANGE", "LIST")):
        return Unknown("its partition is not worked out")
    expression = read_value(f"(NULL, {partitioning.expression})", plain_dialect(state))
    if not isinstance(expression, RowOf):
        return Unknown("the partitioning is not understood")
    context = row_context(table, values, state)
    found = tuple(state.verbs.evaluate(part, context) for part in expression.values[1:])
    if any(isinstance(value, Unknown) for value in found):
        return Unknown("the partitioned value is not known")
    for partition in partitioning.partitions:
        bounds = partition_values(partition, state)
        if partition.values == "DEFAULT":
            continue
        if bounds is None:
            return Unknown("a partition's values are not understood")
        is_range = partitioning.method.startswith("RANGE")
        if _is_below(found, bounds, state) if is_range else any(_equals(found, one, state) for one in bounds):
            return partition.name
    return next((each.name for each in partitioning.partitions if each.values == "DEFAULT"), "")


def _is_below(found: tuple[Datum, ...], bounds: tuple[Expression, ...], state: State) -> bool:
    """Tell whether a row lies below the bounds of a RANGE partition; NULL lies below all."""
    for value, bound in zip(found, bounds, strict=False):
        if isinstance(bound, Name):  # MAXVALUE
            return True
        limit = state.verbs.evaluate(bound, Context(state))
        if value is None or limit is None or isinstance(limit, Unknown) or isinstance(value, Unknown):
            return value is None
        order = compare(value, limit, state.pad)
        if order:
            return order < 0
    return False


def _equals(found: tuple[Datum, ...], listed: Expression, state: State) -> bool:
    """Tell whether a row has one of the values, or tuples of values, of a LIST partition."""
    wanted = listed.values if isinstance(listed, RowOf) else (listed,)
    for value, each in zip(found, wanted, strict=False):
        one = state.verbs.evaluate(each, Context(state))
        if isinstance(value, Unknown) or isinstance(one, Unknown) or (value is None) != (one is None):
            return False
        if value is not None and one is not None and compare(value, one, state.pad):
            return False
    return True


def check_partition(table: Table, values: dict[str, Datum], state: State) -> None:
    """Refuse with 1526 a row for which the table has no partition."""
    partitioning = table.partitioning
    if partitioning is None or partition_of(table, values, state) != "":
        return
    text = "from column_list"
    if "COLUMNS" not in partitioning.method:
        expression = read_value(partitioning.expression, plain_dialect(state))
        found = state.verbs.evaluate(expression, row_context(table, values, state))
        text = "NULL" if found is None or isinstance(found, Unknown) else to_text(found)
    raise refuse(1526, f"Table has no partition for value {text}")
