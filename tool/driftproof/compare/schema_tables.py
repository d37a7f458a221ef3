"""From the tables of one schema to those of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from driftproof.compare.arrange import arrange
from driftproof.compare.foreign_keys import foreign_key_changes, pinned_indexes
from driftproof.compare.order import Phase, Step
from driftproof.compare.rules import DiffRules
from driftproof.compare.table_changes import drops_versioning, partition_actions, table_actions
from driftproof.model.catalog import ForeignKey, Schema, Table
from driftproof.model.changes import (
    AddForeignKey,
    AddIndex,
    AlterTable,
    CreateTable,
    DropForeignKey,
    DropIndex,
    DropTables,
    ObjectName,
    Opaque,
    RemovePartitioning,
    TableAction,
)
from driftproof.model.names import fold, quote


def table_steps(before: Schema, after: Schema, rules: DiffRules, qualifier: str) -> list[Step]:
    """Return the steps for tables, their foreign keys included."""
    steps = _drops(before, after, qualifier)
    changed: set[str] = set()
    for key in sorted(before.tables.keys() & after.tables.keys()):
        found = _alterations(before.tables[key], after.tables[key], (before, after), rules, qualifier)
        steps += found
        if found:
            changed.add(fold(after.tables[key].name))
    return steps + _creations(before, after, changed, rules, qualifier)


def _name(name: str, qualifier: str) -> ObjectName:
    return ObjectName(name, qualifier or None)


def _alter(table: str, phase: Phase, actions: Sequence[TableAction], qualifier: str) -> list[Step]:
    return [Step(phase, AlterTable(_name(table, qualifier), tuple(actions)))] if actions else []


def _alterations(
    before: Table, after: Table, schemas: tuple[Schema, Schema], rules: DiffRules, qualifier: str
) -> list[Step]:
    """Return the steps for a table that is in both schemas."""
    if before == after and not _may_differ(before, after, schemas, rules):
        return []
    reason = before.unsupported or after.unsupported
    if reason:
        if before == after:
            return []
        return [Step(Phase.ALTER_TABLES, Opaque(f"ALTER TABLE {quote(after.name)}", f"not fully modelled: {reason}"))]
    keys = foreign_key_changes(before, after, schemas, rules)
    partitions = partition_actions(before, after, rules)
    early = [action for action in partitions if isinstance(action, RemovePartitioning)]
    late = [action for action in partitions if action not in early]
    steps = _alter(after.name, Phase.DROP_FOREIGN_KEYS, [DropForeignKey(key.name) for key in keys.dropped], qualifier)
    steps += _alter(after.name, Phase.ALTER_TABLES, early, qualifier)
    actions = table_actions(before, after, rules, rules.flavor)
    unversioned = [action for action in actions if drops_versioning(action)]  # 4119 for other changes before it
    steps += _alter(after.name, Phase.ALTER_TABLES, unversioned, qualifier)
    actions = [action for action in actions if action not in unversioned]
    for index in pinned_indexes(before, after, keys.added, rules):
        actions += [DropIndex(index.name), AddIndex(index)]
    steps += _alter(after.name, Phase.ALTER_TABLES, actions, qualifier)
    for action in late:
        steps += _alter(after.name, Phase.PARTITIONS, [action], qualifier)
    return steps + _alter(after.name, Phase.ADD_FOREIGN_KEYS, [AddForeignKey(key) for key in keys.added], qualifier)


def _may_differ(before: Table, after: Table, schemas: tuple[Schema, Schema], rules: DiffRules) -> bool:
    """Tell whether tables that are equal have changes all the same, for what their foreign keys refer to changes."""
    if rules.auto_increment and before.auto_increment != after.auto_increment:
        return True
    return bool(before.foreign_keys) and bool(foreign_key_changes(before, after, schemas, rules).dropped)


def _drops(before: Schema, after: Schema, qualifier: str) -> list[Step]:
    """Return what drops tables: those that refer to others first; the foreign keys of a circle before all."""
    gone = {key: table for key, table in before.tables.items() if key not in after.tables}
    keys = {fold(table.name): key for key, table in gone.items()}

    def needs(table: Table) -> set[str]:
        return {keys[fold(key.referenced_table)] for key in table.foreign_keys if fold(key.referenced_table) in keys}

    steps: list[Step] = []
    standing: set[str] = set()
    arranged = arrange(gone, needs)
    for table in arranged:
        standing.add(fold(table.name))
        forward = [
            DropForeignKey(key.name)
            for key in table.foreign_keys
            if fold(key.referenced_table) in keys and fold(key.referenced_table) not in standing
        ]
        steps += _alter(table.name, Phase.DROP_FOREIGN_KEYS, forward, qualifier)
    names = [_name(table.name, qualifier) for table in reversed(arranged)]
    return steps + [Step(Phase.DROP_TABLES, DropTables((name,))) for name in names]


def _creations(before: Schema, after: Schema, changed: set[str], rules: DiffRules, qualifier: str) -> list[Step]:
    """Return what creates tables, those that others refer to first, and the foreign keys that have to wait."""
    new = {key: table for key, table in after.tables.items() if key not in before.tables}
    keys = {fold(table.name): key for key, table in new.items()}

    def needs(table: Table) -> set[str]:
        return {keys[fold(key.referenced_table)] for key in table.foreign_keys if fold(key.referenced_table) in keys}

    steps: list[Step] = []
    made: set[str] = {fold(table.name) for table in before.tables.values()} - changed
    for table in arrange(new, needs):
        made.add(fold(table.name))
        early = tuple(key for key in table.foreign_keys if _is_ready(key, made))
        late = [AddForeignKey(key) for key in table.foreign_keys if key not in early]
        kept = table.auto_increment if rules.auto_increment else None
        created = replace(table, foreign_keys=early, auto_increment=kept)
        steps.append(Step(Phase.CREATE_TABLES, CreateTable(_name(table.name, qualifier), created)))
        steps += _alter(table.name, Phase.ADD_FOREIGN_KEYS, late, qualifier)
    return steps


def _is_ready(foreign_key: ForeignKey, made: set[str]) -> bool:
    """Tell whether what a foreign key of a new table refers to stands as it will be."""
    return foreign_key.referenced_schema is not None or fold(foreign_key.referenced_table) in made
