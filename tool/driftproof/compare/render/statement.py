"""Any change as the one SQL statement that makes it."""

from __future__ import annotations

from typing import assert_never

from driftproof.compare.render.actions import render_alter_table
from driftproof.compare.render.names import charset_name, collation_name
from driftproof.compare.render.programs import (
    render_alter_event,
    render_alter_routine,
    render_alter_sequence,
    render_create_event,
    render_create_routine,
    render_create_sequence,
    render_create_trigger,
    render_view,
)
from driftproof.compare.render.tables import render_create_table
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
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote

_Dropped = DropTables | DropViews | DropRoutine | DropTrigger | DropEvent | DropSchema | DropSequences


def render(change: Change, flavor: Flavor) -> str:
    """Return the statement that makes `change`, without a delimiter, as a server of this flavor spells it.

    A change that the flavor cannot make (a sequence on MySQL) is written all the same: what a server supports is
    for diff to know.
    """
    match change:
        case CreateTable() | CreateTableLike() | CreateTableSelect():
            return render_create_table(change, flavor)
        case AlterTable():
            return render_alter_table(change, flavor)
        case RenameTables(pairs, if_exists):
            return f"RENAME TABLE {_if(if_exists)}" + ", ".join(f"{before} TO {after}" for before, after in pairs)
        case CreateSchema() | AlterSchema():
            return _schema(change, flavor)
        case Opaque(text):
            return text
        case DropTables() | DropViews() | DropRoutine() | DropTrigger() | DropEvent() | DropSchema() | DropSequences():
            return _drop(change)
        case _:
            return _program(change)


def _program(
    change: CreateView
    | AlterView
    | CreateRoutine
    | AlterRoutine
    | CreateTrigger
    | CreateEvent
    | AlterEvent
    | CreateSequence
    | AlterSequence,
) -> str:
    match change:
        case CreateView() | AlterView():
            return render_view(change)
        case CreateRoutine():
            return render_create_routine(change)
        case AlterRoutine():
            return render_alter_routine(change)
        case CreateTrigger():
            return render_create_trigger(change)
        case CreateEvent():
            return render_create_event(change)
        case AlterEvent():
            return render_alter_event(change)
        case CreateSequence():
            return render_create_sequence(change)
        case AlterSequence():
            return render_alter_sequence(change)
        case _:
            assert_never(change)


def _drop(change: _Dropped) -> str:
    guard = _if(change.if_exists)
    match change:
        case DropTables(names, _, temporary):
            return f"DROP {'TEMPORARY ' if temporary else ''}TABLE {guard}" + ", ".join(str(name) for name in names)
        case DropViews(names):
            return f"DROP VIEW {guard}" + ", ".join(str(name) for name in names)
        case DropSequences(names):
            return f"DROP SEQUENCE {guard}" + ", ".join(str(name) for name in names)
        case DropRoutine(kind, name):
            return f"DROP {kind.upper()} {guard}{name}"
        case DropTrigger(name):
            return f"DROP TRIGGER {guard}{name}"
        case DropEvent(name):
            return f"DROP EVENT {guard}{name}"
        case DropSchema(name):
            return f"DROP DATABASE {guard}{quote(name)}"
        case _:
            assert_never(change)


def _schema(change: CreateSchema | AlterSchema, flavor: Flavor) -> str:
    if isinstance(change, AlterSchema):
        words = ["ALTER DATABASE"] + ([quote(change.name)] if change.name is not None else [])
    else:
        words = ["CREATE OR REPLACE DATABASE" if change.or_replace else "CREATE DATABASE"]
        words += ["IF NOT EXISTS"] if change.if_not_exists else []
        words.append(quote(change.name))
    if change.charset is not None:
        words.append(f"CHARACTER SET {charset_name(change.charset, flavor)}")
    if change.collation is not None:
        words.append(f"COLLATE {collation_name(change.collation, flavor)}")
    return " ".join(words)


def _if(if_exists: bool) -> str:
    return "IF EXISTS " if if_exists else ""
