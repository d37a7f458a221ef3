"""Renaming tables and views, and what follows the new name."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, ForeignKey, Schema, Table
from driftproof.model.changes import ObjectName, RenameTables
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.checks import renamed_checks_with_table
from driftproof.replay.apply.foreign_keys import check_orphans, renamed_with_table
from driftproof.replay.apply.lookup import check_name, is_taken, put_table, schema_name, stored_name
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.references import references_to


def rename_tables(change: RenameTables, scene: Scene) -> Catalog:
    """Return the catalog after RENAME TABLE: pair by pair, all or none."""
    catalog = scene.catalog
    for before, after in change.pairs:
        try:
            catalog = rename_table(catalog, before, after, scene, is_alter=False)
        except Refused as refused:
            if not change.if_exists or refused.answer.number != 1146:
                raise
            scene.warn(refused.answer)
    return catalog


def rename_table(catalog: Catalog, before: ObjectName, after: ObjectName, scene: Scene, *, is_alter: bool) -> Catalog:
    """Return `catalog` with one table or view renamed; raises 1050, 1146, 1049 and 1450.

    Foreign keys of the table and those that refer to it follow, with the automatic names; triggers follow; views do
    not (manual, "RENAME TABLE").
    """
    source_name, target_name = schema_name(scene, before), schema_name(scene, after)
    if is_alter and after.schema is None:
        target_name = source_name if scene.session.database is None else target_name
    source, target = catalog.schema(source_name), catalog.schema(target_name)
    name = stored_name(scene, check_name(after.name))
    key, new_key = scene.key(before.name), scene.key(after.name)
    same_place = source is not None and target is not None and source.name == target.name
    if same_place and key == new_key and is_alter:
        return catalog
    if target is None and not scene.is_mariadb:
        raise refuse(1049, f"Unknown database '{target_name}'")
    taken = refuse(1050, f"Table '{after.name}' already exists")
    if target is not None and is_taken(target, new_key) and not scene.is_mariadb:
        raise taken
    missing = refuse(1146, f"Table '{source_name}.{before.name}' doesn't exist")
    if source is None or not is_taken(source, key):
        raise missing if source is not None or scene.is_mariadb else refuse(1049, f"Unknown database '{source_name}'")
    if target is None:
        raise refuse(1049, f"Unknown database '{target_name}'")
    if is_taken(target, new_key):
        raise taken
    if key in source.views:
        return _rename_view(catalog, source, target, key, name)
    if key in source.sequences:
        sequences = {k: v for k, v in source.sequences.items() if k != key}
        sequences[new_key] = replace(source.sequences[key], name=name)
        return catalog.with_schema(replace(source, sequences=sequences))
    return _rename_base_table(catalog, (source, target), key, name, scene)


def _rename_view(catalog: Catalog, source: Schema, target: Schema, key: str, name: str) -> Catalog:
    if source.name != target.name:
        raise refuse(1450, f"Changing schema from '{source.name}' to '{target.name}' is not allowed.")
    views = {k: v for k, v in source.views.items() if k != key}
    views[catalog.rules.key(name)] = replace(source.views[key], name=name)
    return catalog.with_schema(replace(source, views=views))


def _rename_base_table(catalog: Catalog, places: tuple[Schema, Schema], key: str, name: str, scene: Scene) -> Catalog:
    source, target = places
    table = source.tables[key]
    moved = _renamed(table, name, scene)
    if source.name != target.name and _trigger_of(source, table):
        raise refuse(1435, "Trigger in wrong schema")
    moved = replace(moved, foreign_keys=tuple(_moved(key_, source, target, table) for key_ in moved.foreign_keys))
    triggers = {
        mark: replace(trigger, table=name) if trigger.table == table.name else trigger
        for mark, trigger in source.triggers.items()
    }
    tables = {k: v for k, v in source.tables.items() if k != key}
    catalog = catalog.with_schema(replace(source, tables=tables, triggers=triggers))
    holder = catalog.schema(target.name)
    assert holder is not None
    if not scene.is_mariadb:
        stage = Scene(catalog.with_schema(put_table(holder, scene.key(name), moved)), scene.session)
        check_orphans(moved, target.name, stage, own_too=True)
    catalog = catalog.with_schema(put_table(holder, scene.key(name), moved))
    return _retarget(catalog, source.name, table.name, target.name, name)


def _trigger_of(schema: Schema, table: Table) -> bool:
    return any(trigger.table == table.name for trigger in schema.triggers.values())


def _renamed(table: Table, name: str, scene: Scene) -> Table:
    """Return a table under another name; the automatic names of its constraints follow."""
    foreign_keys = tuple(sorted(renamed_with_table(table.foreign_keys, table.name, name), key=lambda key: key.name))
    checks = table.checks
    if not scene.is_mariadb:
        checks = tuple(sorted(renamed_checks_with_table(checks, table.name, name), key=lambda check: check.name))
    return replace(table, name=name, foreign_keys=foreign_keys, checks=checks)


def _moved(foreign_key: ForeignKey, source: Schema, target: Schema, table: Table) -> ForeignKey:
    """Return a table's foreign key after the table went to another database."""
    if source.name == target.name:
        return foreign_key
    refers_to = foreign_key.referenced_schema or source.name
    return replace(foreign_key, referenced_schema=None if refers_to == target.name else refers_to)


def _retarget(catalog: Catalog, schema: str, before: str, new_schema: str, after: str) -> Catalog:
    """Let every foreign key that referred to the table refer to it under its new name."""
    for reference in list(references_to(catalog, schema, before)):
        holder = catalog.schema(reference.schema)
        assert holder is not None
        child = holder.tables[catalog.rules.key(reference.table.name)]
        wanted = None if new_schema == holder.name else new_schema
        keys = tuple(
            replace(key, referenced_table=after, referenced_schema=wanted)
            if key.name == reference.foreign_key.name
            else key
            for key in child.foreign_keys
        )
        child = replace(child, foreign_keys=keys)
        catalog = catalog.with_schema(put_table(holder, catalog.rules.key(child.name), child))
    return catalog
