"""Building a table from a definition: the checks and rewritings that CREATE TABLE and ALTER TABLE share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from driftproof.model.catalog import Check, ForeignKey, Index, IndexKind, Schema, Table
from driftproof.model.names import fold
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.checks import (
    check_column_checks,
    check_expressions,
    check_schema_names,
    name_checks,
)
from driftproof.replay.apply.columns import check_collation, check_columns, settle_timestamps
from driftproof.replay.apply.foreign_keys import check_child, check_names, name_foreign_keys, settle_target
from driftproof.replay.apply.generated import check_generated
from driftproof.replay.apply.indexes import settle_keys
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.apply.references import has_foreign_keys
from driftproof.replay.normalize import Facts, normalize_table
from driftproof.replay.normalize.column_types import settle_columns
from driftproof.replay.normalize.options import settle_options


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition to be built.

    `table` has the columns and options, without indexes, foreign keys and checks. `keys` are all indexes in order,
    those for foreign keys included; `new_keys` the identities of those that the statement adds. Foreign keys and
    checks come as those kept and those added. `defined` are the folded names of the columns that the statement
    defines, `own` the key of the table before, or empty.
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


def facts_of(schema: Schema, scene: Scene) -> Facts:
    """Return what normalizing a table of this database needs to know."""
    return Facts.of(scene.session.settings, schema.charset, schema.collation)


def build(draft: Draft, schema: Schema, scene: Scene) -> Table:
    """Return the table that a draft defines, as the server would keep it; raises the server's refusal."""
    facts = facts_of(schema, scene)
    check_collation(draft.table.charset, draft.table.collation)
    table = settle_options(draft.table, facts)
    table = replace(table, columns=settle_timestamps(table.columns, draft.defined, scene))
    table = check_columns(table, draft.defined, scene, facts)
    table = settle_columns(table, facts)
    new_foreign_keys = name_foreign_keys(draft.new_foreign_keys, draft.foreign_keys, table.name, scene)
    _check_primary(draft, table, scene)
    indexes = settle_keys(draft.keys, table, draft.new_keys, draft.defined, scene)
    checks = name_checks(draft.new_checks, draft.checks, table, scene)
    added = checks[len(draft.checks) :]
    check_expressions(added, table, scene)
    check_column_checks([c for c in table.columns if fold(c.name) in draft.defined], table, scene)
    check_generated(table, draft.defined, scene)
    check_schema_names(added, schema.name, scene, draft.own)
    columns = table.columns
    if not scene.is_mariadb:
        columns = tuple(replace(column, checks=()) if column.checks else column for column in columns)
    table = replace(table, columns=columns, indexes=indexes, checks=checks, foreign_keys=tuple(draft.foreign_keys))
    table = normalize_table(table, facts)
    if not new_foreign_keys or not has_foreign_keys(table):
        return table
    table = _with_foreign_keys(table, new_foreign_keys, schema, scene, draft.own)
    return normalize_table(table, facts)


def _with_foreign_keys(table: Table, added: Sequence[ForeignKey], schema: Schema, scene: Scene, own: str) -> Table:
    """Add new foreign keys to a built table, whose key among the tables is `own`."""
    for foreign_key in added:
        check_child(foreign_key, table, schema.name, scene)
    check_names(added, table, schema.name, scene, own)
    settled = [settle_target(foreign_key, table, schema.name, scene) for foreign_key in added]
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


def _check_primary(draft: Draft, table: Table, scene: Scene) -> None:
    """Raise 1171 where MySQL finds a column of a new primary key that is stated to be nullable.

    MariaDB makes it NOT NULL silently (both manuals, "CREATE TABLE").
    """
    for key in draft.keys:
        if key.kind is not IndexKind.PRIMARY:
            continue
        for name in key.columns:
            column = table.column(name)
            if column is None or fold(column.name) not in draft.defined:
                continue
            states_null = column.nullable is True or (column.default is not None and column.default.kind == "null")
            if column.default is not None and column.default.kind == "null" and key.inline:
                raise refuse(1067, f"Invalid default value for '{column.name}'")
            if states_null and not scene.is_mariadb:
                text = "All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, use UNIQUE instead"
                raise refuse(1171, text)
