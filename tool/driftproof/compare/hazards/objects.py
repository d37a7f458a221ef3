"""The hazards of all changes of one object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from driftproof.compare.hazards.columns import column_hazards
from driftproof.compare.hazards.keys import key_hazards
from driftproof.compare.hazards.partitions import partition_hazards
from driftproof.compare.hazards.programs import clients, meaning, program_hazards
from driftproof.compare.hazards.queries import count_rows, count_values
from driftproof.compare.table_changes import drops_versioning
from driftproof.model.catalog import Schema, Table
from driftproof.model.changes import (
    AddColumn,
    AlterTable,
    Change,
    ChangeColumn,
    DropColumn,
    DropTables,
    RenameTables,
    SetOptions,
    TableAction,
)
from driftproof.model.findings import Severity
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Cost, Hazard, HazardKind
from driftproof.model.names import fold, quote


@dataclass(frozen=True, slots=True)
class Situation:
    """What changes are judged by: the schemas before and after, and the server that makes the changes."""

    before: Schema
    after: Schema
    flavor: Flavor


def hazards_of(changes: Iterable[Change], situation: Situation, cost: Cost | None = None) -> tuple[Hazard, ...]:
    """Return the hazards of the changes of one object, worst first; `cost` is what they take together."""
    found: list[Hazard] = []
    listed = list(changes)
    for change in listed:
        found += _of_change(change, listed, situation)
    found += _of_cost(cost, listed)
    unique = list(dict.fromkeys(found))
    return tuple(sorted(unique, key=lambda hazard: -hazard.severity))


def _of_change(change: Change, others: list[Change], situation: Situation) -> Iterator[Hazard]:
    match change:
        case AlterTable(name=name, actions=actions):
            before, after = _table(situation.before, name.name), _table(situation.after, name.name)
            if before is not None:
                every = [action for other in others if isinstance(other, AlterTable) for action in other.actions]
                for action in actions:
                    yield from _of_action(action, every, before, after or before, situation)
        case DropTables(names=names):
            for dropped in names:
                message = f"table {quote(dropped.name)} goes with every row"
                check = count_rows(dropped.name)
                yield Hazard(HazardKind.DATA_LOSS, Severity.ERROR, message, dropped.name, check=check)
        case RenameTables(pairs=pairs):
            for old, _ in pairs:
                yield clients(f"what names table {quote(old.name)} fails", old.name)
        case _:
            yield from program_hazards(change, others, situation.before)


def _table(schema: Schema, name: str) -> Table | None:
    return schema.tables.get(name) or next(
        (table for table in schema.tables.values() if fold(table.name) == fold(name)), None
    )


def _of_action(
    action: TableAction, every: list[TableAction], before: Table, after: Table, situation: Situation
) -> Iterator[Hazard]:
    """Return the hazards of one action of ALTER TABLE; `every` holds all that are made on the table."""
    match action:
        case DropColumn(name=name):
            yield from _dropped_column(name, every, before)
        case AddColumn(column=column) if before.column(column.name) is None:
            if column.nullable is False and column.default is None and not (column.generated or column.auto_increment):
                message = f"INSERT that gives no {quote(column.name)} fails (1364), for it has no default"
                yield Hazard(HazardKind.CLIENTS, Severity.WARNING, message, before.name, column.name, number=1364)
                if column.type.name in {"date", "datetime", "timestamp"}:
                    text = f"rows that are there get a zero date in {quote(column.name)}, which strict servers refuse"
                    kind, check = HazardKind.MAY_FAIL, count_rows(before.name)
                    yield Hazard(kind, Severity.WARNING, text, before.name, column.name, check, 1292)
        case ChangeColumn(before=name, column=column):
            old = before.column(name)
            if old is not None:
                yield from column_hazards(before, old, column, situation.flavor)
        case SetOptions(options=options):
            if options.engine is not None:
                message = f"the engine becomes {options.engine}: transactions, locks and foreign keys work otherwise"
                yield meaning(message, Severity.WARNING, before.name)
            if drops_versioning(action):
                message = "the history of the rows goes"
                check = f"SELECT COUNT(*) FROM {quote(before.name)} FOR SYSTEM_TIME ALL WHERE ROW_END < NOW(6)"
                yield Hazard(HazardKind.DATA_LOSS, Severity.ERROR, message, before.name, check=check)
        case _:
            yield from key_hazards(action, every, before, (situation.before, situation.flavor))
            yield from partition_hazards(action, before)


def _dropped_column(name: str, every: list[TableAction], before: Table) -> Iterator[Hazard]:
    column = before.column(name)
    if column is None or column.generated is not None:
        return
    is_back = any(isinstance(one, AddColumn) and fold(one.column.name) == fold(name) for one in every)
    what = "is made anew: its values go" if is_back else "goes with every value"
    check = count_values(before, column)
    yield Hazard(HazardKind.DATA_LOSS, Severity.ERROR, f"column {quote(name)} {what}", before.name, name, check)
    if not is_back:
        message = f"what names column {quote(name)} fails"
        yield Hazard(HazardKind.CLIENTS, Severity.WARNING, message, before.name, name)


def _of_cost(cost: Cost | None, changes: list[Change]) -> Iterator[Hazard]:
    table = next((change.name.name for change in changes if isinstance(change, AlterTable)), "")
    if cost is not None and cost.rebuilds:
        yield Hazard(HazardKind.REBUILD, Severity.INFO, f"the table is written anew, for {cost.reason}", table)
    if cost is not None and cost.blocks_writes:
        who = "readers and writers wait" if cost.lock.name == "EXCLUSIVE" else "writers wait"
        yield Hazard(HazardKind.LOCK, Severity.WARNING, f"{who} until it is done, for {cost.reason}", table)
