"""ALTER TABLE: all its actions together, or none."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import Catalog, IndexKind, Partitioning, Schema, Table
from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    ChangeColumn,
    ConvertCharset,
    DropForeignKey,
    DropIndex,
    RemovePartitioning,
    RenameTo,
    SetOptions,
    SetPartitioning,
    TableAction,
)
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.algorithm import check_algorithm, copies_table
from driftproof.replay.apply.alter_columns import ColumnEdit, check_set_defaults, edit_columns, plan_columns
from driftproof.replay.apply.alter_keys import (
    edit_checks,
    edit_foreign_keys,
    edit_keys,
    follow_keys,
    meant_drop,
    resolve_constraints,
)
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.build import Draft, build, facts_of
from driftproof.replay.apply.charsets import settle_charsets
from driftproof.replay.apply.checks import check_column_checks, check_distinct_names, name_checks
from driftproof.replay.apply.columns import check_written
from driftproof.replay.apply.comments import check_new_comments, fit_comments
from driftproof.replay.apply.guards import Rebuild, check_dependants, check_rebuild
from driftproof.replay.apply.indexes import check_orders
from driftproof.replay.apply.lookup import is_taken, put_table, schema_name, table_of
from driftproof.replay.apply.options import alter_options, convert_columns, known_engine
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.partitions import alter_partitions, follow_columns, is_administration
from driftproof.replay.apply.prune import prune
from driftproof.replay.apply.references import is_unkeyed, references_to
from driftproof.replay.apply.rename import rename_table
from driftproof.replay.apply.survivors import loses_keys, with_references_left, with_survivors, without_drops
from driftproof.replay.apply.versioning import check_versioning
from driftproof.replay.normalize import Facts

_OF_FOREIGN_KEYS = frozenset({1005, 1215, 1822, 1824, 1825, 1826})
"""What MariaDB says of a new foreign key once it has chosen how to carry out the statement."""


def alter_table(change: AlterTable, scene: Scene) -> Catalog:
    """Return the catalog after ALTER TABLE, CREATE INDEX or DROP INDEX; raises the server's refusal."""
    written = _read(change, scene)
    try:
        schema, table = table_of(scene, change.name)
    except Refused as refused:
        if change.if_exists and refused.answer.number in {1146, 1051}:
            scene.warn(refused.answer)
            return scene.catalog
        raise
    _check_new_names(change, schema, table, scene)
    check_new_comments(change, scene)
    if table.unsupported and not table.columns:
        return _renamed(scene.catalog, change, scene)
    if scene.is_mariadb:
        check_versioning(change, table, scene)
    actions = prune(_with_keyed_columns(written), table, scene)
    actions = tuple([action for action in actions if not _is_ignored(action, scene)])
    _check_partitioned(actions, table, scene)
    if not actions or (not scene.is_mariadb and all(map(is_administration, actions))):
        return scene.catalog
    change = replace(change, actions=actions)
    try:
        altered, edit = _altered(table, change, schema, scene)
    except Refused as refused:
        if refused.answer.number in _OF_FOREIGN_KEYS and scene.is_mariadb:
            check_algorithm(change, table, table, scene)
        raise
    _check_fulltext(change, table, scene)
    check_algorithm(change, table, altered, scene)
    altered = fit_comments(altered, scene)
    altered = with_survivors(change, table, altered, schema.name, scene)
    is_lost = loses_keys(change, table, altered, scene)
    if is_lost:
        altered = _bared(table, change, schema, scene)
    catalog = scene.catalog.with_schema(put_table(schema, scene.key(table.name), altered))
    catalog = _follow_renames(catalog, schema.name, table, edit, scene)
    renamed = _renamed(catalog, change, scene)
    return with_references_left(catalog, renamed, (schema.name, table.name)) if is_lost else renamed


def _read(change: AlterTable, scene: Scene) -> tuple[TableAction, ...]:
    """Return the actions with their character sets settled; raises what servers find while they read them."""
    definitions = [a.column for a in change.actions if isinstance(a, (AddColumn, ChangeColumn))]
    indexes = [a.index for a in change.actions if isinstance(a, AddIndex)]
    check_written(definitions, indexes, scene)
    check_orders(indexes, scene)
    actions = settle_charsets(change.actions, scene)
    for action in actions:
        if isinstance(action, SetOptions):
            known_engine(action.options.engine, None, scene)
    return actions


def _bared(table: Table, change: AlterTable, schema: Schema, scene: Scene) -> Table:
    """Return the table after a statement as if it had had no foreign keys before."""
    bare = replace(table, foreign_keys=())
    schema = put_table(schema, scene.key(table.name), bare)
    stage = Scene(scene.catalog.with_schema(schema), scene.session)
    return _altered(bare, without_drops(change), schema, stage)[0]


def _renamed(catalog: Catalog, change: AlterTable, scene: Scene) -> Catalog:
    """Return the catalog with the table under the name that the statement gives it."""
    renames = [action for action in change.actions if isinstance(action, RenameTo)]
    if not renames:
        return catalog
    source = replace(change.name, schema=schema_name(scene, change.name))
    return rename_table(catalog, source, renames[-1].name, scene, is_alter=True)


def _with_keyed_columns(actions: Sequence[TableAction]) -> tuple[TableAction, ...]:
    """Return the actions with every column NOT NULL that its own definition makes the primary key."""
    keyed = {
        fold(action.index.columns[0])
        for action in actions
        if isinstance(action, AddIndex) and action.index.inline and action.index.kind is IndexKind.PRIMARY
    }
    if not keyed:
        return tuple(actions)
    return tuple(_keyed(action, keyed) for action in actions)


def _keyed(action: TableAction, keyed: set[str]) -> TableAction:
    if not isinstance(action, (AddColumn, ChangeColumn)) or action.column.nullable is not None:
        return action
    if fold(action.column.name) not in keyed:
        return action
    return replace(action, column=replace(action.column, nullable=False))


def _check_new_names(change: AlterTable, schema: Schema, table: Table, scene: Scene) -> None:
    """Raise 1050 for a new name that is taken; of several names the last one counts."""
    names = [action.name for action in change.actions if isinstance(action, RenameTo)]
    if not names:
        return
    target = scene.catalog.schema(names[-1].schema or scene.session.database or schema.name)
    is_same = target is not None and target.name == schema.name
    key = scene.key(names[-1].name)
    if target is not None and is_taken(target, key) and not (is_same and key == scene.key(table.name)):
        raise refuse(1050, f"Table '{names[-1].name}' already exists")


def _check_partitioned(actions: Sequence[TableAction], table: Table, scene: Scene) -> None:
    """Raise 1506 where MariaDB is to add or drop a foreign key of a table in partitions, whether it is there or not."""
    keys = AddForeignKey | DropForeignKey
    if scene.is_mariadb and table.partitioning and any(isinstance(action, keys) for action in actions):
        raise refuse(1506, "Partitioned tables do not support FOREIGN KEY")


def _check_fulltext(change: AlterTable, table: Table, scene: Scene) -> None:
    """Raise 1795 for two full-text indexes where MySQL would make them in place: nothing in it takes a copy."""
    added = [a for a in change.actions if isinstance(a, AddIndex) and a.index.kind is IndexKind.FULLTEXT]
    if len(added) < 2 or scene.is_mariadb or fold(table.engine or "innodb") != "innodb" or change.algorithm == "copy":
        return
    if all(
        isinstance(action, AddIndex | DropIndex | AddForeignKey | DropForeignKey | RenameTo)
        for action in change.actions
    ):
        raise refuse(1795, "InnoDB presently supports one FULLTEXT index creation at a time")


def _is_ignored(action: TableAction, scene: Scene) -> bool:
    """Tell whether an action is read and forgotten: a column's own REFERENCES on MySQL before 9.0."""
    inline = isinstance(action, AddForeignKey) and action.foreign_key.inline
    return inline and not scene.flavor.at_least(mysql=(9,), mariadb=(10, 2))


def _altered(table: Table, change: AlterTable, schema: Schema, scene: Scene) -> tuple[Table, ColumnEdit]:
    """Return the table after all actions but a rename, and what became of its columns."""
    actions = change.actions
    if not scene.is_mariadb:
        actions = tuple(meant_drop(action, table, scene) for action in actions)
        _check_plan(table, actions, scene)
    edit = edit_columns(table, actions, scene)
    old = follow_keys(table, actions, edit, scene)
    edit_checks(table, actions, edit, scene)
    _check_added_keys(actions, edit, scene)
    actions = resolve_constraints(actions, table, scene)
    shell = _with_options(replace(table, columns=edit.columns), actions, edit, facts_of(schema, scene))
    is_converted = any(isinstance(action, ConvertCharset) for action in actions)
    if is_converted:
        edit = replace(edit, columns=shell.columns)
    keys, new_keys = edit_keys(table, old, actions, scene)
    if scene.is_mariadb:
        check_dependants(table, edit, scene)
    checks, new_checks = edit_checks(table, actions, edit, scene)
    kept, added = edit_foreign_keys(table, actions, edit, scene)
    partitioning, lost = _partitions_after(table, actions, edit, scene)
    shell = replace(shell, partitioning=partitioning)
    own = scene.key(table.name)
    touched = edit.defined
    if is_converted or _changes_format(actions):
        touched = frozenset(fold(column.name) for column in shell.columns)
    inplace = change.algorithm != "copy" and _is_inplace(actions, scene)
    draft = Draft(shell, keys, new_keys, edit.defined, kept, added, checks, new_checks, own, touched, inplace, True)
    after = build(draft, schema, scene)
    if lost is not None:
        raise lost
    stay = {fold(foreign_key.name) for foreign_key in kept}
    own_keys = tuple(key for key in table.foreign_keys if fold(key.name) in stay)
    is_copied = scene.flavor.at_least(mariadb=(10, 6)) and is_unkeyed(table, after)
    changed = (touched if is_converted else edit.defined) | _made_not_null(table, after)
    is_by_copy = bool(edit.renamed) and copies_table(change, table, after, scene)
    rebuild = Rebuild(table, after, edit, own_keys, changed, is_copied, is_by_copy)
    check_rebuild(rebuild, schema, scene)
    return after, edit


def _with_options(shell: Table, actions: Sequence[TableAction], edit: ColumnEdit, facts: Facts) -> Table:
    """Return the table with the options and the character set that the actions ask for."""
    shell = alter_options(shell, actions, facts)
    conversions = [action for action in actions if isinstance(action, ConvertCharset)]
    return convert_columns(shell, conversions[-1], edit.defined, facts) if conversions else shell


def _partitions_after(
    table: Table, actions: Sequence[TableAction], edit: ColumnEdit, scene: Scene
) -> tuple[Partitioning | None, Refused | None]:
    """Return the partitioning after the actions, or the refusal 1488 of a dropped column, which MariaDB sees late."""
    try:
        return alter_partitions(table.partitioning, actions, edit, scene), None
    except Refused as refused:
        if refused.answer.number != 1488:
            raise
        return None, refused


def _check_added_keys(actions: Sequence[TableAction], edit: ColumnEdit, scene: Scene) -> None:
    """Raise 1072 for a foreign key without its column: MariaDB sees it before what is dropped, and before indexes."""
    columns = {fold(column.name) for column in edit.columns}
    for action in actions:
        for name in action.foreign_key.columns if isinstance(action, AddForeignKey) and scene.is_mariadb else ():
            if fold(name) not in columns:
                raise refuse(1072, f"Key column '{name}' doesn't exist in table")


def _check_plan(table: Table, actions: Sequence[TableAction], scene: Scene) -> None:
    """Raise what checks, partitions and expressions have against the plan for the columns, which MySQL sees first."""
    plan = plan_columns(table, actions)
    kept, added = edit_checks(table, actions, plan, scene)
    check_column_checks([one.column for one in actions if isinstance(one, AddColumn | ChangeColumn)], table, scene)
    check_distinct_names(name_checks(added, kept, table, scene), scene)
    if table.partitioning is not None:
        follow_columns(table.partitioning, plan, scene)
    check_dependants(table, plan, scene)
    check_set_defaults(table, actions, scene)


def _made_not_null(before: Table, after: Table) -> frozenset[str]:
    """Return the folded names of columns that a new primary key makes NOT NULL."""
    if before.primary_key is after.primary_key or after.primary_key is None:
        return frozenset()
    nullable = {fold(column.name) for column in before.columns if column.nullable}
    return frozenset(fold(name) for name in after.primary_key.columns) & nullable


def _is_inplace(actions: Sequence[TableAction], scene: Scene) -> bool:
    """Tell whether MariaDB would alter the table in place: foreign keys unchecked, and nothing that asks for a copy."""
    if not scene.is_mariadb or scene.session.foreign_key_checks:
        return False
    copying = (ChangeColumn, ConvertCharset, SetPartitioning, RemovePartitioning)
    return not any(isinstance(action, copying) for action in actions) and not _changes_format(actions)


def _changes_format(actions: Sequence[TableAction]) -> bool:
    """Tell whether an engine or row format is named, so that all indexes must fit anew."""
    options = [action.options for action in actions if isinstance(action, SetOptions)]
    return any(option.engine or "row_format" in dict(option.others) for option in options)


def _follow_renames(catalog: Catalog, schema: str, table: Table, edit: ColumnEdit, scene: Scene) -> Catalog:
    """Rename columns in the foreign keys of other tables that refer to a table whose columns were renamed."""
    if not edit.renamed:
        return catalog
    for reference in list(references_to(catalog, schema, table.name)):
        if reference.schema == schema and scene.key(reference.table.name) == scene.key(table.name):
            continue
        foreign_key = reference.foreign_key
        names = tuple(edit.kept.get(fold(name), name) for name in foreign_key.referenced_columns)
        if names == foreign_key.referenced_columns:
            continue
        holder = catalog.schema(reference.schema)
        child = catalog.table(reference.schema, reference.table.name)
        assert holder is not None
        assert child is not None
        keys = tuple(
            replace(key, referenced_columns=names) if key.name == foreign_key.name else key
            for key in child.foreign_keys
        )
        catalog = catalog.with_schema(put_table(holder, scene.key(child.name), replace(child, foreign_keys=keys)))
    return catalog
