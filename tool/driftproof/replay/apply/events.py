"""Scheduled events."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Event
from driftproof.model.changes import AlterEvent, CreateEvent, DropEvent
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.lookup import schema_name, schema_of
from driftproof.replay.apply.outcome import Refused, Scene


def create_event(change: CreateEvent, scene: Scene) -> Catalog:
    """Return the catalog with an event; raises 1537."""
    schema = schema_of(scene, change.name)
    key = fold(change.name.name)
    if key in schema.events and not change.or_replace:
        said = answer(1537, f"Event '{change.name.name}' already exists")
        if not change.if_not_exists:
            raise Refused(said)
        scene.warn(said)
        return scene.catalog
    events = {**schema.events, key: replace(change.event, name=change.name.name)}
    return scene.catalog.with_schema(replace(schema, events=events))


def alter_event(change: AlterEvent, scene: Scene) -> Catalog:
    """Return the catalog with an event altered, renamed or moved; raises 1537 and 1539."""
    schema = scene.catalog.schema(schema_name(scene, change.name))
    key = fold(change.name.name)
    if schema is None or key not in schema.events:
        raise refuse(1539, f"Unknown event '{change.name.name}'")
    event = _altered(schema.events[key], change)
    if change.rename_to is None:
        return scene.catalog.with_schema(replace(schema, events={**schema.events, key: event}))
    rest = {name: other for name, other in schema.events.items() if name != key}
    catalog = scene.catalog.with_schema(replace(schema, events=rest))
    target_name = schema_name(scene, change.rename_to)
    target = catalog.schema(target_name)
    if target is None:
        raise refuse(1049, f"Unknown database '{target_name}'")
    new_key = fold(change.rename_to.name)
    if new_key in target.events or (target.name == schema.name and new_key == key):
        raise refuse(1537, f"Event '{change.rename_to.name}' already exists")
    moved = replace(event, name=change.rename_to.name)
    return catalog.with_schema(replace(target, events={**target.events, new_key: moved}))


def _altered(event: Event, change: AlterEvent) -> Event:
    """Return an event with the parts that the statement names; a new schedule brings its own bounds."""
    if change.schedule is not None:
        event = replace(event, schedule=change.schedule, starts=change.starts or "", ends=change.ends or "")
    return replace(
        event,
        body=event.body if change.body is None else change.body,
        status=event.status if change.status is None else change.status,
        preserve=event.preserve if change.preserve is None else change.preserve,
        comment=event.comment if change.comment is None else change.comment,
    )


def drop_event(change: DropEvent, scene: Scene) -> Catalog:
    """Return the catalog without an event; raises 1539."""
    schema = scene.catalog.schema(schema_name(scene, change.name))
    key = fold(change.name.name)
    if schema is None or key not in schema.events:
        said = answer(1539, f"Unknown event '{change.name.name}'")
        if not change.if_exists:
            raise Refused(said)
        scene.warn(answer(1305, f"Event {change.name.name} does not exist"))
        return scene.catalog
    events = {name: event for name, event in schema.events.items() if name != key}
    return scene.catalog.with_schema(replace(schema, events=events))
