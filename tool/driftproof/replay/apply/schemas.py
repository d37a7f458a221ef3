"""Databases."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import AlterSchema, CreateSchema, DropSchema
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.columns import check_collation
from driftproof.replay.apply.foreign_keys import other_references
from driftproof.replay.apply.lookup import check_name, stored_name
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.normalize import Facts, settle_function


def create_schema(change: CreateSchema, scene: Scene) -> Catalog:
    """Return the catalog with a database; raises 1007 and 1253."""
    name = stored_name(scene, check_name(change.name))
    check_collation(change.charset, change.collation)
    if scene.catalog.schema(name) is not None and not change.or_replace:
        said = answer(1007, f"Can't create database '{name}'; database exists")
        if not change.if_not_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    settings = scene.session.settings
    facts = Facts.of(settings, settings.charset, settings.collation)
    inherited = (settings.charset, settings.collation)
    charset, collation = facts.settle(change.charset, change.collation, inherited)
    return scene.catalog.with_schema(Schema(name, charset, collation))


def alter_schema(change: AlterSchema, scene: Scene) -> Catalog:
    """Return the catalog with another default character set of a database; what is in it stays as it is."""
    name = change.name or scene.session.database
    if name is None:
        raise refuse(1046, "No database selected")
    schema = scene.catalog.schema(name)
    if schema is None:
        raise refuse(1049, f"Unknown database '{name}'")
    check_collation(change.charset, change.collation)
    facts = Facts.of(scene.session.settings, schema.charset, schema.collation)
    charset, collation = facts.settle(change.charset, change.collation, (schema.charset, schema.collation))
    altered = Facts.of(scene.session.settings, charset, collation)
    functions = {key: settle_function(function, altered, facts) for key, function in schema.functions.items()}
    return scene.catalog.with_schema(replace(schema, charset=charset, collation=collation, functions=functions))


def drop_schema(change: DropSchema, scene: Scene) -> Catalog:
    """Return the catalog without a database; raises 1008, or 3730 and 1451 where another database refers to it."""
    schema = scene.catalog.schema(change.name)
    if schema is None:
        said = answer(1008, f"Can't drop database '{change.name}'; database doesn't exist")
        if not change.if_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    if scene.session.foreign_key_checks:
        _check_unreferenced(schema, scene)
    return scene.catalog.without_schema(change.name)


def _check_unreferenced(schema: Schema, scene: Scene) -> None:
    for table in schema.tables.values():
        for reference in other_references(scene, schema.name, table):
            if reference.schema == schema.name:
                continue
            if scene.flavor.at_least(mysql=(8,)):
                key, other = reference.foreign_key.name, reference.table.name
                text = f"Cannot drop table '{table.name}' referenced by a foreign key constraint"
                text += f" '{key}' on table '{other}'."
                raise refuse(3730, text)
            raise refuse(1451, "Cannot delete or update a parent row: a foreign key constraint fails")
