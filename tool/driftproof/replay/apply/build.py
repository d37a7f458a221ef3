"""Building a table from a definition: the checks and rewritings that CREATE TABLE and ALTER TABLE share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from driftproof.model.catalog import Check, ForeignKey, Index, IndexKind, Schema, Table
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.allowed import check_allowed_checks, check_allowed_columns
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.checks import (
    check_column_checks,
    check_counting,
    check_distinct_names,
    check_expressions,
    check_key_names,
    check_schema_names,
    name_checks,
)
from driftproof.replay.apply.columns import (
    check_columns,
    check_defaults,
    check_engine,
    check_invisible,
    check_null_defaults,
)
from driftproof.replay.apply.expressions import names_in
from driftproof.replay.apply.foreign_keys import (
    check_base_columns,
    check_child,
    check_generated_columns,
    check_names,
    check_names_in_place,
    check_own_names,
    check_referential_checks,
    name_foreign_keys,
    parent_of,
    said_in_place,
    settle_target,
    stated_in_place,
)
from driftproof.replay.apply.generated import check_generated, check_known_columns
from driftproof.replay.apply.indexes import News, check_auto_increment, check_hidden, settle_keys
from driftproof.replay.apply.key_lengths import check_compact
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.partitions import check_partitioning
from driftproof.replay.apply.references import has_foreign_keys, has_hashed_key, is_unkeyed, serving_index
from driftproof.replay.apply.timestamps import settle_timestamps
from driftproof.replay.normalize import LATER_RULES, Facts, normalize_table
from driftproof.replay.normalize.column_types import settle_columns
from driftproof.replay.normalize.constraints import settle_foreign_keys
from driftproof.replay.normalize.options import settle_options


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition to be built.

    `table` has the columns and options; its indexes, foreign keys and checks are those before the statement. `keys` are
    all indexes in order, those for foreign keys included, or the very ones of the table where the statement leaves them
    alone; `new_keys` the identities of those that it adds. Foreign keys and checks come as those kept and those added.
    `defined` are the folded names of the columns that the statement defines, `own` the key of the table before, or
    empty; `touched` the columns whose indexes must be checked anew.
    `is_inplace` says that MariaDB adds foreign keys in place, `is_alter` that the table is there already.
    """

    table: Table
    keys: Sequence[Index]
    new_keys: frozenset[int]
    defined: frozenset[str]
    foreign_keys: Sequence[ForeignKey] = ()
    new_foreign_keys: Sequence[ForeignKey] = ()
    checks: Sequence[Check] = ()
    new_checks: Sequence[Check] = ()
    own: str = ""
    touched: frozenset[str] = frozenset()
    is_inplace: bool = False
    is_alter: bool = False

    @property
    def news(self) -> News:
        """What the statement brings to the table."""
        return News(self.new_keys, self.defined, self.touched or self.defined)


def facts_of(schema: Schema, scene: Scene, defined: frozenset[str] | None = None) -> Facts:
    """Return what normalizing a table of this database needs to know; `defined` are the columns not yet settled."""
    return Facts.of(scene.session.settings, schema.charset, schema.collation, defined)


def build(draft: Draft, schema: Schema, scene: Scene) -> Table:
    """Return the table that a draft defines, as the server would keep it; raises the server's refusal."""
    facts = facts_of(schema, scene, draft.defined)
    table = settle_options(draft.table, facts)
    keyed = frozenset(fold(n) for key in draft.keys if key.kind is IndexKind.PRIMARY for n in key.columns)
    if draft.defined:
        table = replace(table, columns=settle_timestamps(table.columns, draft.defined, keyed, scene))
    settle = _build_mariadb if scene.is_mariadb else _build_mysql
    table = settle(draft, table, facts, scene)
    before = schema.tables.get(draft.own) if draft.is_alter else None
    kept = before.foreign_keys if before is not None else draft.foreign_keys
    new = name_foreign_keys(draft.new_foreign_keys, kept, table.name, scene)
    is_kept = before is not None and _keeps_indexes(before, table)
    facts = replace(facts, is_typed=True, indexes=table.indexes if is_kept else None)
    table = normalize_table(replace(table, foreign_keys=tuple(draft.foreign_keys)), facts, LATER_RULES)
    if new and has_foreign_keys(table):
        table = settle_foreign_keys(_with_new_foreign_keys(draft, table, new, schema, scene), facts)
    check_partitioning(table, scene)
    if scene.is_mariadb:
        check_engine(table, scene)
        check_compact(table)
        check_invisible(table)
        return table
    check_counting(table.checks, table, scene)
    check_defaults(table, draft.defined, scene)
    _check_late(draft, table, schema, scene)
    check_engine(table, scene)
    check_generated(table, draft.defined, scene)
    check_allowed_columns(table, draft.defined, scene)
    for foreign_key in new:
        check_base_columns(foreign_key, table, scene)
    return table


def _keeps_indexes(before: Table, after: Table) -> bool:
    """Tell whether a statement leaves alone the indexes of a table, their columns, and the options that they heed."""
    return after.indexes is before.indexes and (after.engine, after.options) == (before.engine, before.options)


def _check_late(draft: Draft, table: Table, schema: Schema, scene: Scene) -> None:
    """Raise what MySQL finds of checks after it has looked at the foreign keys; ALTER reads expressions only then.

    A column that the table had before the statement is unknown (1054), any other one missing (3820).
    """
    added = table.checks[len(draft.checks) :]
    check_distinct_names(table.checks, scene)
    check_schema_names(added, schema.name, scene, draft.own)
    before = schema.tables.get(draft.own)
    if before is None:
        return
    check_null_defaults(draft.table, draft.defined)
    columns = {fold(column.name) for column in table.columns}
    for name in sorted({name for check in added for name in names_in(check.expression, scene.flavor)} - columns):
        if before.column(name) is not None:
            raise refuse(1054, f"Unknown column '{name}' in 'check constraint expression'")
    check_expressions(added, table, scene)


def _build_mysql(draft: Draft, table: Table, facts: Facts, scene: Scene) -> Table:
    """Check and settle in MySQL's order: checks, columns, indexes, expressions."""
    checks = name_checks(draft.new_checks, draft.checks, table, scene)
    added = checks[len(draft.checks) :]
    check_column_checks([c for c in table.columns if fold(c.name) in draft.defined], table, scene)
    if not draft.is_alter:
        check_expressions(added, table, scene)
    check_allowed_checks(added, scene)
    table = settle_columns(check_columns(table, draft.defined, scene, facts), facts)
    indexes = settle_keys(draft.keys, table, draft.news, scene)
    check_auto_increment(table.columns, indexes, table)
    check_hidden(indexes, table, scene)
    if all(column.invisible for column in table.columns):
        raise refuse(4028, "A table must have at least one visible column.")
    columns = tuple([replace(column, checks=()) if column.checks else column for column in table.columns])
    return replace(table, columns=columns, indexes=indexes, checks=checks)


def _build_mariadb(draft: Draft, table: Table, facts: Facts, scene: Scene) -> Table:
    """Check and settle in MariaDB's order: columns, indexes, checks, defaults, expressions."""
    table = settle_columns(check_columns(table, draft.defined, scene, facts), facts)
    indexes = settle_keys(draft.keys, table, draft.news, scene)
    foreign_keys = (*draft.foreign_keys, *draft.new_foreign_keys)
    for foreign_key in draft.new_foreign_keys:
        check_generated_columns(foreign_key, table, scene)
        check_base_columns(foreign_key, table, scene)
    check_auto_increment(table.columns, indexes, table)
    check_hidden(indexes, table, scene)
    check_null_defaults(table, draft.defined)
    checks = name_checks(draft.new_checks, draft.checks, table, scene)
    check_distinct_names(checks, scene)
    added = checks[len(draft.checks) :]
    constraints = [index.name for index in indexes if index.kind is IndexKind.UNIQUE]
    constraints += [name for key in foreign_keys for name in (key.name, key.index_name)]
    check_key_names(checks, constraints, scene)
    own = [check for column in table.columns for check in column.checks]
    check_referential_checks(foreign_keys, (*checks, *own), scene)
    check_defaults(table, draft.defined, scene)
    check_known_columns(table, scene)
    check_expressions(added, table, scene)
    check_generated(table, draft.defined, scene)
    table = replace(table, indexes=indexes, checks=checks)
    check_allowed_columns(table, draft.defined, scene)
    check_allowed_checks(added, scene)
    check_column_checks([c for c in table.columns if fold(c.name) in draft.defined], table, scene)
    check_counting((*checks, *own), table, scene)
    return table


def _with_new_foreign_keys(
    draft: Draft, table: Table, new: Sequence[ForeignKey], schema: Schema, scene: Scene
) -> Table:
    """Add new foreign keys to a built table, whose key among the tables is `draft.own`.

    MySQL looks at the names in other tables last. In place, MariaDB looks for indexes, at the table's own names, at
    types, and last at the names in other tables.
    """
    before = schema.tables.get(draft.own)
    if not draft.is_inplace or before is None or is_unkeyed(before, table) or has_hashed_key(before):
        check_own_names(new, table, schema.name, scene)
        if scene.is_mariadb:
            check_names(new, table, schema.name, scene, draft.own)
        after = _with_foreign_keys(table, new, schema, scene)
        check_names(new, table, schema.name, scene, draft.own)
        return after
    stated = tuple(stated_in_place(foreign_key) for foreign_key in new)
    said = None
    try:
        after = _with_foreign_keys(table, stated, schema, scene, is_inplace=True)
    except Refused as refused:
        parents = [(key, parent_of(key, table, schema.name, scene)) for key in stated]
        lacks = any(parent and serving_index(parent, key.referenced_columns) is None for key, parent in parents)
        has_own = all(serving_index(before, key.columns) for key in new)
        said = said_in_place(refused, table.name, is_index=has_own or lacks)
    names = {fold(key.name) for key in before.foreign_keys}
    if (said is None or said.answer.number != 1822) and any(fold(key.name) in names for key in stated):
        raise refuse(1826, "Duplicate FOREIGN KEY constraint name")
    if said is not None:
        raise said
    check_names_in_place(stated, table, schema.name, scene, draft.own)
    return after


def _with_foreign_keys(
    table: Table, added: Sequence[ForeignKey], schema: Schema, scene: Scene, *, is_inplace: bool = False
) -> Table:
    """Add new foreign keys to a built table."""
    settled: list[ForeignKey] = []
    for foreign_key in added:
        check_child(foreign_key, table, schema.name, scene)
        if not scene.is_mariadb:
            check_referential_checks((foreign_key,), table.checks, scene)
        settled.append(settle_target(foreign_key, table, schema.name, scene, is_inplace))
    if not scene.is_mariadb:
        check_referential_checks(table.foreign_keys, table.checks, scene)
    _note_doubled(settled, table, scene)
    return replace(table, foreign_keys=(*table.foreign_keys, *settled))


def _note_doubled(added: Sequence[ForeignKey], table: Table, scene: Scene) -> None:
    """Note each foreign key that the table has already under another name."""
    for foreign_key in added:
        for other in table.foreign_keys:
            same = [fold(name) for name in other.columns] == [fold(name) for name in foreign_key.columns]
            if same and fold(other.referenced_table) == fold(foreign_key.referenced_table):
                scene.doubled.append(f"foreign key {foreign_key.name}")
                return
