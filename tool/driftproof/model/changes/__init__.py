"""The closed family of schema changes: parse makes them, replay applies them, diff makes them, render prints them.

Match on them with ``match`` and end with ``assert_never``, so that a new kind of change is a type error wherever it is
forgotten. Sugar is removed at the door: ``CREATE INDEX`` and ``DROP INDEX`` are an `AlterTable` with one action.
"""

from driftproof.model.changes.objects import (
    AlterEvent,
    AlterRoutine,
    AlterSchema,
    AlterSequence,
    AlterView,
    CreateEvent,
    CreateRoutine,
    CreateSchema,
    CreateSequence,
    CreateTrigger,
    CreateView,
    DropEvent,
    DropRoutine,
    DropSchema,
    DropSequences,
    DropTrigger,
    DropViews,
    ObjectName,
    Opaque,
)
from driftproof.model.changes.tables import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddPartitions,
    AlterCheck,
    AlterTable,
    ChangeColumn,
    ConvertCharset,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    DropColumn,
    DropConstraint,
    DropDefault,
    DropForeignKey,
    DropIndex,
    DropPartitions,
    DropTables,
    OtherAction,
    Position,
    RemovePartitioning,
    RenameColumn,
    RenameIndex,
    RenameTables,
    RenameTo,
    ReorganizePartitions,
    SetColumnVisibility,
    SetDefault,
    SetIndexVisibility,
    SetOptions,
    SetPartitioning,
    TableAction,
    TableOptions,
)

Change = (
    CreateTable
    | CreateTableLike
    | CreateTableSelect
    | AlterTable
    | DropTables
    | RenameTables
    | CreateView
    | AlterView
    | DropViews
    | CreateRoutine
    | AlterRoutine
    | DropRoutine
    | CreateTrigger
    | DropTrigger
    | CreateEvent
    | AlterEvent
    | DropEvent
    | CreateSchema
    | AlterSchema
    | DropSchema
    | CreateSequence
    | AlterSequence
    | DropSequences
    | Opaque
)

__all__ = [
    "AddCheck",
    "AddColumn",
    "AddForeignKey",
    "AddIndex",
    "AddPartitions",
    "AlterCheck",
    "AlterEvent",
    "AlterRoutine",
    "AlterSchema",
    "AlterSequence",
    "AlterTable",
    "AlterView",
    "Change",
    "ChangeColumn",
    "ConvertCharset",
    "CreateEvent",
    "CreateRoutine",
    "CreateSchema",
    "CreateSequence",
    "CreateTable",
    "CreateTableLike",
    "CreateTableSelect",
    "CreateTrigger",
    "CreateView",
    "DropColumn",
    "DropConstraint",
    "DropDefault",
    "DropEvent",
    "DropForeignKey",
    "DropIndex",
    "DropPartitions",
    "DropRoutine",
    "DropSchema",
    "DropSequences",
    "DropTables",
    "DropTrigger",
    "DropViews",
    "ObjectName",
    "Opaque",
    "OtherAction",
    "Position",
    "RemovePartitioning",
    "RenameColumn",
    "RenameIndex",
    "RenameTables",
    "RenameTo",
    "ReorganizePartitions",
    "SetColumnVisibility",
    "SetDefault",
    "SetIndexVisibility",
    "SetOptions",
    "SetPartitioning",
    "TableAction",
    "TableOptions",
]
