"""Applying a change to a catalog: the catalog after it, or what the server would say."""

from __future__ import annotations

from typing import assert_never

from driftproof.model.catalog import Catalog
from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    AlterSchema,
    AlterSequence,
    AlterTable,
    AlterView,
    Change,
    CreateEvent,
    CreateRoutine,
    CreateSchema,
    CreateSequence,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropEvent,
    DropRoutine,
    DropSchema,
    DropSequences,
    DropTables,
    DropTrigger,
    DropViews,
    Opaque,
    RenameTables,
)
from driftproof.model.session import Session
from driftproof.replay.apply.alter import alter_table
from driftproof.replay.apply.events import alter_event, create_event, drop_event
from driftproof.replay.apply.outcome import Applied, Refused, Scene
from driftproof.replay.apply.rename import rename_tables
from driftproof.replay.apply.routines import alter_routine, create_routine, drop_routine
from driftproof.replay.apply.schemas import alter_schema, create_schema, drop_schema
from driftproof.replay.apply.selects import create_table_select
from driftproof.replay.apply.sequences import alter_sequence, create_sequence, drop_sequences
from driftproof.replay.apply.tables import create_table, create_table_like, drop_tables
from driftproof.replay.apply.triggers import create_trigger, drop_trigger
from driftproof.replay.apply.views import alter_view, create_view, drop_views

__all__ = ["Applied", "apply"]


def apply(catalog: Catalog, change: Change, session: Session) -> Applied:
    """Return what a server with this catalog would do with a change in this session.

    Where the server refuses, `Applied.answer` says how and the catalog is the one before, except after statements
    that are not atomic, such as MariaDB's ``DROP TABLE a, b`` where only ``a`` exists. Temporary tables are no part
    of a catalog: changes that make one leave it as it is. Never raises.
    """
    scene = Scene(catalog, session)
    try:
        after = _after(change, scene)
    except Refused as refused:
        left = catalog if refused.catalog is None else refused.catalog
        return Applied(left, refused.answer, tuple(scene.warnings))
    return Applied(after, None, tuple(scene.warnings), ", ".join(scene.doubled), tuple(scene.assumptions))


def _after(change: Change, scene: Scene) -> Catalog:
    """Return the catalog after a change; raises `Refused`."""
    match change:
        case CreateTable() | CreateTableLike() | CreateTableSelect() | AlterTable() | DropTables() | RenameTables():
            return _after_table_change(change, scene)
        case CreateView():
            return create_view(change, scene)
        case AlterView():
            return alter_view(change, scene)
        case DropViews():
            return drop_views(change, scene)
        case CreateRoutine():
            return create_routine(change, scene)
        case AlterRoutine():
            return alter_routine(change, scene)
        case DropRoutine():
            return drop_routine(change, scene)
        case CreateTrigger():
            return create_trigger(change, scene)
        case DropTrigger():
            return drop_trigger(change, scene)
        case _:
            return _after_other_change(change, scene)


def _after_table_change(
    change: CreateTable | CreateTableLike | CreateTableSelect | AlterTable | DropTables | RenameTables, scene: Scene
) -> Catalog:
    match change:
        case CreateTable(temporary=True) | CreateTableLike(temporary=True) | CreateTableSelect(temporary=True):
            return scene.catalog
        case DropTables(temporary=True):
            return scene.catalog
        case CreateTable():
            return create_table(change, scene)
        case CreateTableLike():
            return create_table_like(change, scene)
        case CreateTableSelect():
            return create_table_select(change, scene)
        case AlterTable():
            return alter_table(change, scene)
        case DropTables():
            return drop_tables(change, scene)
        case RenameTables():
            return rename_tables(change, scene)
        case _:
            assert_never(change)


def _after_other_change(
    change: CreateEvent
    | AlterEvent
    | DropEvent
    | CreateSchema
    | AlterSchema
    | DropSchema
    | CreateSequence
    | AlterSequence
    | DropSequences
    | Opaque,
    scene: Scene,
) -> Catalog:
    match change:
        case CreateEvent():
            return create_event(change, scene)
        case AlterEvent():
            return alter_event(change, scene)
        case DropEvent():
            return drop_event(change, scene)
        case CreateSchema():
            return create_schema(change, scene)
        case AlterSchema():
            return alter_schema(change, scene)
        case DropSchema():
            return drop_schema(change, scene)
        case CreateSequence():
            return create_sequence(change, scene)
        case AlterSequence():
            return alter_sequence(change, scene)
        case DropSequences():
            return drop_sequences(change, scene)
        case Opaque():
            return scene.catalog
        case _:
            assert_never(change)
