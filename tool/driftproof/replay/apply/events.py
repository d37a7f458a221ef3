"""Scheduled events."""

from __future__ import annotations

import re

from driftproof.model.catalog import Catalog, Event
from driftproof.model.changes import AlterEvent, CreateEvent, DropEvent
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.lookup import schema_name, schema_of
from driftproof.replay.apply.outcome import Refused, Scene
from driftproof.replay.evaluate.functions.dates import NOW, moment_text


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
    event = _settled(change.event)
    if _is_over(event):
        if not event.preserve:
            scene.warn(answer(1588, f"{_OVER} The event was dropped immediately after creation."))
            return scene.catalog
        event = replace(event, status="DISABLED")
    events = {**schema.events, key: replace(event, name=change.name.name)}
    return scene.catalog.with_schema(replace(schema, events=events))


_OVER = "Event execution time is in the past and ON COMPLETION NOT PRESERVE is set."


def _is_over(event: Event) -> bool:
    """Tell whether an event was to run, or to end, before any replay; raises 1543 where it ends before it starts."""
    at, starts, ends = (_moment(text) for text in (event.schedule.removeprefix("AT "), event.starts, event.ends))
    if event.schedule.startswith("AT "):
        return bool(at) and at < moment_text(NOW)
    if ends and (starts or moment_text(NOW)) > ends:
        raise refuse(1543, "ENDS is either invalid or before STARTS")
    return bool(ends) and ends < moment_text(NOW)


def _settled(event: Event) -> Event:
    """Return an event with its moment in full, as servers keep it."""
    moment = _moment(event.schedule.removeprefix("AT ")) if event.schedule.startswith("AT ") else ""
    return replace(event, schedule=f"AT '{moment}'") if moment else event


def _moment(text: str) -> str:
    """Return a moment that is written out as a literal, or an empty text."""
    found = re.fullmatch(r"(?:timestamp)?'(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d))?'", text)
    return f"{found[1]} {found[2] or '00:00:00'}" if found else ""


def alter_event(change: AlterEvent, scene: Scene) -> Catalog:
    """Return the catalog with an event altered, renamed or moved; raises 1537 and 1539."""
    schema = scene.catalog.schema(schema_name(scene, change.name))
    key = fold(change.name.name)
    if schema is None or key not in schema.events:
        raise refuse(1539, f"Unknown event '{change.name.name}'")
    event = _settled(_altered(schema.events[key], change))
    if change.schedule is not None and _is_over(event):
        if not event.preserve:
            raise refuse(1589, f"{_OVER} The event was not changed. Specify a time in the future.")
        event = replace(event, status="DISABLED")
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
