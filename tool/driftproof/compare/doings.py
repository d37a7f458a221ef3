"""What a replayed statement did on its way: each change with its cost and hazards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from driftproof.compare.comparison import objects_of
from driftproof.compare.hazards import Situation, hazards_of
from driftproof.cost import cost_of_alter
from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.changes import (
    AddColumn,
    AddIndex,
    AlterTable,
    Change,
    ChangeColumn,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    DropSequences,
    DropTables,
    DropViews,
    ObjectName,
    OtherAction,
    RenameTables,
    RenameTo,
    SetOptions,
    TableAction,
)
from driftproof.model.difference import ObjectKind
from driftproof.model.hazard import Cost, Hazard
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import SetStatement
from driftproof.model.trace import Step

Key = tuple[str, ObjectKind, str]
"""A schema's name, a kind, and an object's name."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A change that was made: where, by what, what it takes and risks, and the schema around it.

    `renames` pairs old and new table names.
    """

    key: Key
    change: Change
    cost: Cost | None
    hazards: tuple[Hazard, ...]
    situation: Situation
    renames: tuple[tuple[str, str], ...] = ()


def doings(step: Step) -> Iterator[Doing]:
    """Return the changes that a statement made in the catalog, and the ALTERs that only write a table's rows anew."""
    for inner in step.walk():
        action = unwrapped(inner.action)
        if inner.answer is not None or not isinstance(action, Change):
            continue
        rewrites = isinstance(action, AlterTable) and any(map(_writes_anew, action.actions))
        if rewrites or inner.before is not inner.after:
            yield from _made(inner, action)


def unwrapped(action: Parsed) -> Parsed:
    """Return the statement inside a SET STATEMENT, or the statement itself."""
    return action.action if isinstance(action, SetStatement) else action


def _writes_anew(action: TableAction) -> bool:
    """Tell whether an action writes every row anew even where the definition stays as it is.

    Every server does for a ROW_FORMAT or KEY_BLOCK_SIZE that the table has already (MariaDB 10.11, 11.8, MySQL 9.7).
    """
    if isinstance(action, SetOptions):
        others = {name for name, _ in action.options.others}
        return action.options.engine is not None or bool(others & {"row_format", "key_block_size"})
    return isinstance(action, OtherAction) and action.text.upper() == "FORCE"


def _made(step: Step, change: Change) -> Iterator[Doing]:
    """Return what a change did to each of its objects."""
    if isinstance(change, AlterTable):
        yield from _altered(step, change)
        return
    if isinstance(change, DropTables):
        change = replace(change, names=tuple(name for name in change.names if _table(step.before, step, name)))
    for kind, name in objects_of(change):
        owner = _owner(change, name)
        key = (owner.schema or step.session.database or "", kind, name)
        situation = _situation(step, key[0])
        hazards = hazards_of((_about(change, name),), situation)
        yield Doing(key, change, None, hazards, situation, _renamed(change, name))


def _owner(change: Change, name: str) -> ObjectName:
    """Return the qualified name of an object of a change, by its plain name."""
    for value in (getattr(change, "names", ()), [getattr(change, "name", None)]):
        for one in value:
            if isinstance(one, ObjectName) and one.name == name:
                return one
    pairs = getattr(change, "pairs", ())
    return next((after for _, after in pairs if after.name == name), ObjectName(name))


def _about(change: Change, name: str) -> Change:
    """Return the part of a change of several objects that is about one."""
    if isinstance(change, RenameTables):
        return replace(change, pairs=tuple(pair for pair in change.pairs if pair[1].name == name))
    if isinstance(change, DropTables | DropViews | DropSequences):
        return replace(change, names=tuple(one for one in change.names if one.name == name))
    return change


def _renamed(change: Change, name: str) -> tuple[tuple[str, str], ...]:
    if isinstance(change, RenameTables):
        return tuple((old.name, new.name) for old, new in change.pairs if new.name == name)
    return ()


def _table(catalog: Catalog, step: Step, name: ObjectName) -> Table | None:
    return catalog.table(name.schema or step.session.database or "", name.name)


def _situation(step: Step, schema: str) -> Situation:
    """Return the schema around a step; one that is not there is empty."""
    empty = Schema(schema, "", "")
    before, after = step.before.schema(schema) or empty, step.after.schema(schema) or empty
    return Situation(before, after, step.before.flavor)


def _altered(step: Step, change: AlterTable) -> Iterator[Doing]:
    """Return what an ALTER did, by the definitions that the server makes of it; what guards held back is left out."""
    before = _table(step.before, step, change.name)
    if before is None:
        return
    moved = next((action.name for action in change.actions if isinstance(action, RenameTo)), None)
    after = _table(step.after, step, moved or change.name) or before
    actions = tuple(_settled(action, after) for action in change.actions if _takes_effect(action, before))
    if not actions:
        return
    settled = replace(change, actions=actions, spans=())
    cost = cost_of_alter(settled, before, step.before.flavor, foreign_key_checks=step.session.foreign_key_checks)
    key: Key = (change.name.schema or step.session.database or "", "table", moved.name if moved else change.name.name)
    situation = _situation(step, key[0])
    hazards = hazards_of((settled,), situation, cost)
    yield Doing(key, settled, cost, hazards, situation, ((change.name.name, moved.name),) if moved else ())


def with_price(doing: Doing, cost: Cost) -> Doing:
    """Return a doing at another cost, with the hazards that come with it."""
    return replace(doing, cost=cost, hazards=hazards_of((doing.change,), doing.situation, cost))


def _takes_effect(action: TableAction, before: Table) -> bool:
    """Tell whether an action is not held back by its IF EXISTS or IF NOT EXISTS."""
    added = getattr(action, "column", None) or getattr(action, "index", None)
    added = added or getattr(action, "foreign_key", None) or getattr(action, "check", None)
    if getattr(action, "if_not_exists", False) and added is not None:
        return not _is_there(added.name, before)
    if getattr(action, "if_exists", False):
        return _is_there(getattr(action, "before", "") or getattr(action, "name", ""), before)
    return True


def _is_there(name: str, table: Table) -> bool:
    return any(find(name) is not None for find in (table.column, table.index, table.foreign_key, table.check))


def _settled(action: TableAction, after: Table) -> TableAction:
    """Return an action with the column or index as the server keeps it."""
    if isinstance(action, AddColumn | ChangeColumn) and (column := after.column(action.column.name)):
        return replace(action, column=column)
    if isinstance(action, AddIndex) and action.index.name and (index := after.index(action.index.name)):
        return replace(action, index=index)
    return action


def makes_table(doing: Doing) -> bool:
    """Tell whether a doing is the making of a table."""
    return isinstance(doing.change, CreateTable | CreateTableLike | CreateTableSelect)
