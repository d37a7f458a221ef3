"""A whole schema as a script, in an order that a server can run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from driftproof.compare.arrange import arrange
from driftproof.compare.render.statement import render
from driftproof.compare.render.tables import render_table
from driftproof.model.catalog import Schema, Table, View
from driftproof.model.changes import (
    AddForeignKey,
    AlterTable,
    CreateEvent,
    CreateRoutine,
    CreateSequence,
    CreateTrigger,
    CreateView,
    ObjectName,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote

T = TypeVar("T")
_DELIMITERS = ("//", "$$", ";;", "%%", "\u00a7\u00a7")


def render_schema(schema: Schema, flavor: Flavor) -> str:
    """Return the script that makes every object of `schema` in an empty database; the database itself is not made.

    Sequences come first, since defaults use them, then tables behind those that they refer to, the foreign keys of a
    circle, routines, views behind those that they read, triggers in their order, and events.
    """
    sequences = [CreateSequence(ObjectName(item.name), item) for item in _sorted(schema.sequences)]
    routines = [
        CreateRoutine(ObjectName(item.name), item) for item in (*_sorted(schema.functions), *_sorted(schema.procedures))
    ]
    views = [CreateView(ObjectName(view.name), view) for view in arrange(schema.views, _needed_views(schema))]
    triggers = [
        CreateTrigger(ObjectName(item.name), ObjectName(item.table), replace(item, order=""))
        for item in sorted(schema.triggers.values(), key=lambda item: (fold(item.table), item.action_order, item.name))
    ]
    events = [CreateEvent(ObjectName(item.name), item) for item in _sorted(schema.events)]
    parts = [
        *(_ended(render(change, flavor)) for change in sequences),
        *(_ended(text) for text in _tables(schema, flavor)),
        _programs([render(change, flavor) for change in routines]),
        *(_ended(render(change, flavor)) for change in views),
        _programs([render(change, flavor) for change in triggers]),
        _programs([render(change, flavor) for change in events]),
    ]
    return "\n".join(part for part in parts if part)


def _sorted(objects: Mapping[str, T]) -> list[T]:
    return [objects[key] for key in sorted(objects)]


def _ended(statement: str) -> str:
    return f"{statement};\n"


def _tables(schema: Schema, flavor: Flavor) -> list[str]:
    """Return the tables in order, then the foreign keys that point forward."""
    keys = {fold(table.name): key for key, table in schema.tables.items()}

    def needed(table: Table) -> set[str]:
        found = {fold(foreign_key.referenced_table) for foreign_key in table.foreign_keys}
        return {keys[name] for name in found if name in keys}

    made: set[str] = set()
    statements: list[str] = []
    later: list[AlterTable] = []
    for table in arrange(schema.tables, needed):
        made.add(fold(table.name))
        early = tuple(item for item in table.foreign_keys if _is_made(item.referenced_table, made, keys))
        statements.append(render_table(replace(table, foreign_keys=early), flavor))
        rest = tuple(AddForeignKey(item) for item in table.foreign_keys if item not in early)
        later += [AlterTable(ObjectName(table.name), rest)] if rest else []
    return statements + [render(change, flavor) for change in later]


def _is_made(name: str, made: set[str], keys: Mapping[str, str]) -> bool:
    """Tell whether a referenced table stands already, or is no table of this schema."""
    return fold(name) in made or fold(name) not in keys


def _needed_views(schema: Schema) -> Callable[[View], set[str]]:
    """Return what tells the views that a view reads: those whose quoted names its query holds."""
    quoted = {key: quote(view.name) for key, view in schema.views.items()}

    def needed(view: View) -> set[str]:
        return {key for key, name in quoted.items() if name in view.query and name != quote(view.name)}

    return needed


def _programs(statements: list[str]) -> str:
    """Return stored programs, under a delimiter of their own where their texts hold semicolons."""
    if not any(";" in statement for statement in statements):
        return "\n".join(map(_ended, statements))
    text = "\n".join(statements)
    delimiter = next(item for item in _DELIMITERS if item not in text)
    body = "\n".join(f"{statement}\n{delimiter}\n" for statement in statements)
    return f"DELIMITER {delimiter}\n{body}DELIMITER ;\n"
