"""Triggers."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Schema, Trigger
from driftproof.model.changes import CreateTrigger, DropTrigger
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.lookup import schema_name, table_of
from driftproof.replay.apply.outcome import Refused, Scene


def create_trigger(change: CreateTrigger, scene: Scene) -> Catalog:
    """Return the catalog with a trigger in the order that it asks for; raises 1146, 1347, 1359, 1435 and 3011."""
    named = change.table
    if named.schema is None and change.name.schema is not None:
        named = replace(named, schema=change.name.schema)
    schema, table = table_of(scene, named)
    if change.name.schema is not None and scene.key(change.name.schema) != scene.key(schema.name):
        raise refuse(1435, "Trigger in wrong schema")
    key = scene.key(change.name.name)
    triggers = dict(schema.triggers)
    if key in triggers:
        said = answer(
            1359, "Trigger already exists" if not scene.is_mariadb else f"Trigger '{change.name.name}' already exists"
        )
        if change.or_replace:
            del triggers[key]
        elif change.if_not_exists:
            scene.warn(said)
            return scene.catalog
        else:
            raise Refused(said)
    trigger = replace(change.trigger, name=change.name.name, table=table.name)
    return scene.catalog.with_schema(
        _placed(replace(schema, triggers=triggers), trigger, key, is_mariadb=scene.is_mariadb)
    )


def _placed(schema: Schema, trigger: Trigger, key: str, *, is_mariadb: bool) -> Schema:
    """Return the database with the trigger at its place among those of the same table, timing and event."""
    peers = [other for other in schema.triggers.values() if _is_peer(other, trigger)]
    peers.sort(key=lambda other: other.action_order)
    rank = len(peers)
    if trigger.order:
        word, _, name = trigger.order.partition(" ")
        named = next((place for place, other in enumerate(peers) if fold(other.name) == fold(_bare(name))), None)
        if named is None and is_mariadb:
            raise refuse(
                4031, f"Referenced trigger '{_bare(name)}' for the given action time and event type does not exist"
            )
        if named is None:
            raise refuse(
                3011, f"Referenced trigger '{_bare(name)}' for the given action time and event type does not exist."
            )
        rank = named + (word.upper() == "FOLLOWS")
    ordered = [*peers[:rank], trigger, *peers[rank:]]
    triggers = dict(schema.triggers)
    keys = {other.name: mark for mark, other in schema.triggers.items()} | {trigger.name: key}
    for place, other in enumerate(ordered, 1):
        triggers[keys[other.name]] = replace(other, action_order=place)
    return replace(schema, triggers=triggers)


def _bare(name: str) -> str:
    return name.strip().strip("`")


def _is_peer(first: Trigger, second: Trigger) -> bool:
    return (first.table, first.timing, first.event) == (second.table, second.timing, second.event)


def drop_trigger(change: DropTrigger, scene: Scene) -> Catalog:
    """Return the catalog without a trigger; raises 1360."""
    wanted = schema_name(scene, change.name)
    schema, key = scene.catalog.schema(wanted), scene.key(change.name.name)
    if schema is None or key not in schema.triggers:
        said = answer(1360, "Trigger does not exist")
        if not change.if_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    gone = schema.triggers[key]
    triggers = {
        mark: replace(trigger, action_order=trigger.action_order - 1)
        if _is_peer(trigger, gone) and trigger.action_order > gone.action_order
        else trigger
        for mark, trigger in schema.triggers.items()
        if mark != key
    }
    return scene.catalog.with_schema(replace(schema, triggers=triggers))
