"""CREATE TABLE, also LIKE another, and DROP TABLE."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.changes import CreateTable, CreateTableLike, DropTables, ObjectName
from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.allowed import check_allowed_checks
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.build import Draft, build
from driftproof.replay.apply.checks import check_column_checks, check_expressions, name_checks, written_checks
from driftproof.replay.apply.columns import check_collation, check_written, resolve_written
from driftproof.replay.apply.comments import fit_comments
from driftproof.replay.apply.foreign_keys import check_orphans, other_references
from driftproof.replay.apply.indexes import check_orders, key_list
from driftproof.replay.apply.lookup import (
    check_distinct,
    check_name,
    is_taken,
    put_table,
    schema_name,
    schema_of,
    stored_name,
    table_of,
    without_table,
)
from driftproof.replay.apply.options import known_engine
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.apply.partitions import check_partitioned_engine


def create_table(change: CreateTable, scene: Scene) -> Catalog:
    """Return the catalog with a new table; raises the server's refusal."""
    check_written(change.table.columns, change.table.indexes, scene)
    check_orders(change.table.indexes, scene)
    check_collation(change.table.charset, change.table.collation)
    if not scene.is_mariadb:
        _check_first(change, scene)
    place = open_place(change.name, scene, if_not_exists=change.if_not_exists, or_replace=change.or_replace)
    if place is None:
        return scene.catalog
    known_engine(change.table.engine, None, scene)
    scene, schema = place
    try:
        table = fit_comments(define(change.table, change.name, schema, scene), scene)
        check_orphans(table, schema.name, scene)
    except Refused as refused:
        raise after_drop(refused, scene, or_replace=change.or_replace) from None
    return scene.catalog.with_schema(put_table(schema, scene.key(table.name), table))


def _check_first(change: CreateTable, scene: Scene) -> None:
    """Raise what MySQL says of partitions and checks before it looks whether the table is there."""
    schema_of(scene, change.name)
    written = replace(change.table, name=change.name.name, engine=change.table.engine or scene.session.default_engine)
    check_partitioned_engine(written, scene)
    if not written.checks and not any(column.checks for column in written.columns):
        return
    checks = name_checks(written_checks(written.columns, written.checks, scene), (), written, scene)
    check_column_checks(written.columns, written, scene)
    check_expressions(checks, written, scene)
    check_allowed_checks(checks, scene)


def after_drop(refused: Refused, scene: Scene, *, or_replace: bool) -> Refused:
    """Return the refusal of a new table; with OR REPLACE the former one is gone all the same.

    MariaDB manual, "CREATE TABLE", CREATE OR REPLACE; only what it finds while it reads the statement comes first.
    """
    return Refused(refused.answer, scene.catalog) if or_replace else refused


def open_place(name: ObjectName, scene: Scene, *, if_not_exists: bool, or_replace: bool) -> tuple[Scene, Schema] | None:
    """Return the scene and database in which a new table can be made, or None where IF NOT EXISTS ends the matter.

    OR REPLACE drops what stands there first. Raises 1046, 1049, 1050, 1059 and 1103.
    """
    check_name(name.name)
    schema = schema_of(scene, name)
    key = scene.key(name.name)
    if or_replace and key in schema.tables:
        _check_droppable(schema, schema.tables[key], (), scene)
        schema = without_table(schema, key)
        catalog = scene.catalog.with_schema(schema)
        return Scene(catalog, scene.session, scene.warnings, scene.doubled), schema
    if not is_taken(schema, key):
        return scene, schema
    said = answer(1050, f"Table '{name.name}' already exists")
    if or_replace:
        raise refuse(1965, f"'{schema.name}.{name.name}' is a view")
    if not if_not_exists:
        raise Refused(said)
    scene.warn(said)
    return None


def define(written: Table, name: ObjectName, schema: Schema, scene: Scene) -> Table:
    """Return the table that a definition makes, as the server would keep it."""
    columns = tuple([resolve_written(column, scene) for column in written.columns])
    foreign_keys = [key for key in written.foreign_keys if not key.inline or reads_inline_references(scene)]
    keys = key_list(written.indexes, foreign_keys)
    default = scene.session.default_engine
    engine = known_engine(written.engine, default, scene) or default
    stored = stored_name(scene, name.name)
    shell = replace(written, name=stored, engine=engine, columns=columns, indexes=(), foreign_keys=(), checks=())
    checks = written_checks(columns, written.checks, scene)
    draft = Draft(
        shell,
        keys,
        frozenset(id(key) for key in keys),
        frozenset(fold(column.name) for column in columns),
        new_foreign_keys=foreign_keys,
        new_checks=checks,
        own=scene.key(stored),
    )
    return build(draft, schema, scene)


def reads_inline_references(scene: Scene) -> bool:
    """Tell whether a column's own REFERENCES makes a foreign key (MySQL 9.0; MariaDB 10.5, MDEV-20729)."""
    return scene.flavor.at_least(mysql=(9,), mariadb=(10, 5))


def create_table_like(change: CreateTableLike, scene: Scene) -> Catalog:
    """Return the catalog with a table like another: columns, indexes, checks and options, but no foreign keys."""
    check_name(change.name.name)
    if _same_table(change.name, change.source, scene):
        raise refuse(1066, f"Not unique table/alias: '{change.name.name}'")
    if not scene.is_mariadb:
        table_of(scene, change.source)
    place = open_place(change.name, scene, if_not_exists=change.if_not_exists, or_replace=change.or_replace)
    if place is None:
        return scene.catalog
    _, source = table_of(scene, change.source)
    scene, schema = place
    name = stored_name(scene, change.name.name)
    copy = replace(source, name=name, foreign_keys=(), auto_increment=None)
    if not scene.is_mariadb and copy.checks:
        unnamed = [replace(check, name="") for check in copy.checks]
        copy = replace(copy, checks=name_checks(unnamed, (), copy, scene))
    check_orphans(copy, schema.name, scene)
    return scene.catalog.with_schema(put_table(schema, scene.key(name), copy))


def _same_table(first: ObjectName, second: ObjectName, scene: Scene) -> bool:
    places = schema_name(scene, first), schema_name(scene, second)
    return scene.key(first.name) == scene.key(second.name) and scene.key(places[0]) == scene.key(places[1])


def drop_tables(change: DropTables, scene: Scene) -> Catalog:
    """Return the catalog after DROP TABLE.

    MySQL 8 drops all or none; MySQL 5.7 and MariaDB drop those that they find and then say which they did not.
    """
    check_distinct(change.names, scene)
    missing: list[str] = []
    catalog = scene.catalog
    is_atomic = scene.flavor.at_least(mysql=(8,))
    found = _found(change.names, scene, missing)
    if missing and not change.if_exists:
        _check_views(missing, scene)
        if is_atomic:
            raise refuse(1051, f"Unknown table '{','.join(missing)}'")
    names = [(schema.name, key) for schema, key in found]
    first: ServerAnswer | None = None
    for place, (schema_key, key) in enumerate(names):
        schema = catalog.schema(schema_key)
        assert schema is not None
        if key not in schema.tables:
            continue
        together = names if is_atomic else names[: place + 1]
        stage = Scene(catalog, scene.session, scene.warnings, scene.doubled)
        try:
            _check_droppable(schema, schema.tables[key], together, stage)
        except Refused as refused:
            if is_atomic:
                raise
            first = first or refused.answer
            continue
        catalog = catalog.with_schema(without_table(schema, key))
    if first is not None:
        raise Refused(first, catalog)
    if missing and not change.if_exists:
        raise Refused(answer(1051, f"Unknown table '{','.join(missing)}'"), catalog)
    for name in missing:
        scene.warn(answer(1051, f"Unknown table '{name}'"))
    return catalog


def _check_views(missing: Sequence[str], scene: Scene) -> None:
    """Raise MariaDB's 1965 where DROP TABLE names one thing and that is a view."""
    schema_key, _, name = missing[0].rpartition(".")
    schema = scene.catalog.schema(schema_key)
    if scene.is_mariadb and len(missing) == 1 and schema is not None and scene.key(name) in schema.views:
        raise refuse(1965, f"'{missing[0]}' is a view")


def _found(names: Sequence[ObjectName], scene: Scene, missing: list[str]) -> list[tuple[Schema, str]]:
    """Return the base tables that names mean; the others go to `missing`, qualified."""
    found: list[tuple[Schema, str]] = []
    for name in names:
        wanted = schema_name(scene, name)
        schema = scene.catalog.schema(wanted)
        key = scene.key(name.name)
        if schema is not None and key in schema.tables:
            found.append((schema, key))
        else:
            missing.append(f"{wanted}.{name.name}")
    return found


def _check_droppable(schema: Schema, table: Table, together: Sequence[tuple[str, str]], scene: Scene) -> None:
    """Raise 3730 (MariaDB and MySQL 5.7: 1451) where a table that stays refers to this one, unless checks are off."""
    if not scene.session.foreign_key_checks:
        return
    for reference in other_references(scene, schema.name, table):
        if (reference.schema, scene.key(reference.table.name)) in together:
            continue
        if scene.flavor.at_least(mysql=(8,)):
            name, other = reference.foreign_key.name, reference.table.name
            text = (
                f"Cannot drop table '{table.name}' referenced by a foreign key constraint '{name}' on table '{other}'."
            )
            raise refuse(3730, text)
        raise refuse(1451, "Cannot delete or update a parent row: a foreign key constraint fails")
