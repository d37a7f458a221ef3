"""Stored procedures and functions."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof.model.catalog import Catalog, Routine, Schema
from driftproof.model.changes import AlterRoutine, CreateRoutine, DropRoutine
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.lookup import schema_name, schema_of
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.normalize import Facts, settle_function


def _shelf(schema: Schema, kind: str) -> Mapping[str, Routine]:
    return schema.procedures if kind == "procedure" else schema.functions


def _with_shelf(schema: Schema, kind: str, routines: Mapping[str, Routine]) -> Schema:
    if kind == "procedure":
        return replace(schema, procedures=routines)
    return replace(schema, functions=routines)


def create_routine(change: CreateRoutine, scene: Scene) -> Catalog:
    """Return the catalog with a routine; raises 1304."""
    routine = change.routine
    if len(change.name.name) > 64:
        raise refuse(1059, f"Identifier name '{change.name.name}' is too long")
    schema = schema_of(scene, change.name)
    shelf = _shelf(schema, routine.kind)
    key = fold(change.name.name)
    if key in shelf and not change.or_replace:
        said = answer(1304, f"{routine.kind.upper()} {change.name.name} already exists")
        if not change.if_not_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    facts = Facts.of(scene.session.settings, schema.charset, schema.collation)
    made = settle_function(replace(routine, name=change.name.name), facts)
    return scene.catalog.with_schema(_with_shelf(schema, routine.kind, {**shelf, key: made}))


def alter_routine(change: AlterRoutine, scene: Scene) -> Catalog:
    """Return the catalog with other characteristics of a routine; raises 1305."""
    wanted = schema_name(scene, change.name)
    schema = scene.catalog.schema(wanted)
    shelf = _shelf(schema, change.kind) if schema else {}
    routine = shelf.get(fold(change.name.name))
    if schema is None or routine is None:
        raise refuse(1305, f"{change.kind.upper()} {wanted}.{change.name.name} does not exist")
    altered = replace(
        routine,
        security=routine.security if change.security is None else change.security,
        comment=routine.comment if change.comment is None else change.comment,
        data_access=routine.data_access if change.data_access is None else change.data_access,
    )
    return scene.catalog.with_schema(_with_shelf(schema, change.kind, {**shelf, fold(routine.name): altered}))


def drop_routine(change: DropRoutine, scene: Scene) -> Catalog:
    """Return the catalog without a routine; raises 1305."""
    wanted = schema_name(scene, change.name)
    schema = scene.catalog.schema(wanted)
    shelf = _shelf(schema, change.kind) if schema else {}
    key = fold(change.name.name)
    if schema is None or key not in shelf:
        said = answer(1305, f"{change.kind.upper()} {wanted}.{change.name.name} does not exist")
        if not change.if_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    rest = {name: routine for name, routine in shelf.items() if name != key}
    return scene.catalog.with_schema(_with_shelf(schema, change.kind, rest))
