"""The guarded upgrade script: statements that look at what is there, so that a second run changes nothing."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from driftproof.compare.render.calls import call, helper_calls
from driftproof.compare.render.concise import concise
from driftproof.compare.render.destructive import Judged, judged
from driftproof.compare.render.guards import either, foreign_key_differs, has_constraint, pending
from driftproof.compare.render.statement import render
from driftproof.compare.render.tables import render_definition
from driftproof.model.catalog import Schema, Table
from driftproof.model.changes import (
    AddForeignKey,
    AlterTable,
    Change,
    CreateEvent,
    CreateRoutine,
    CreateSequence,
    CreateTable,
    CreateTrigger,
    CreateView,
    DropEvent,
    DropForeignKey,
    DropRoutine,
    DropSequences,
    DropTables,
    DropTrigger,
    DropViews,
    ObjectName,
    Opaque,
    RenameTables,
)
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold, quote

_DELIMITERS = ("$$", "//", ";;", "%%", "§§")
_Drops = DropTables | DropViews | DropRoutine | DropTrigger | DropEvent | DropSequences


@dataclass(frozen=True, slots=True)
class ScriptStyle:
    """How a guarded script is written.

    `version` and `title` go into its header. `allow_destructive` writes destructive changes as statements and not as
    comments. `helpers` calls the shipped helper procedures where they say the same; without, the script needs none.
    """

    version: str = ""
    title: str = ""
    allow_destructive: bool = False
    helpers: bool = True


@dataclass(frozen=True, slots=True)
class _Sides:
    """What a change is guarded against: the schemas, the server, every change, and how to write."""

    before: Schema
    after: Schema
    flavor: Flavor
    emitted: tuple[Judged, ...]
    style: ScriptStyle


def guarded_script(
    changes: tuple[Change, ...], schemas: tuple[Schema, Schema], flavor: Flavor, style: ScriptStyle
) -> str:
    """Return the upgrade script that makes the first of `schemas` the second by `changes`, and can run again.

    Every statement can be run from the state before it, behind it, and behind any later one. Destructive changes are
    comments with their reason, unless `style` allows them.
    """
    tables = {fold(table.name): table for table in schemas[0].tables.values()}
    found = [Judged(change) for change in changes] if style.allow_destructive else judged(changes, tables)
    sides = _Sides(schemas[0], schemas[1], flavor, tuple(found), style)
    parts: list[str] = [_header(found, flavor, style)]
    for number, one in enumerate(found, start=1):
        text = _statement(one.change, number, sides)
        if text and one.reason:
            parts.append(_comment(f"Left out, since it is destructive: {one.reason}.") + _comment_out(text))
        elif text:
            parts.append(text)
    return "\n".join(parts)


def _header(found: list[Judged], flavor: Flavor, style: ScriptStyle) -> str:
    version = f"V{style.version}: " if style.version else ""
    left_out = sum(1 for one in found if one.reason)
    lines = [f"{version}{style.title or 'upgrade'}.", "", f"For {flavor}. Every statement can run again."]
    if left_out:
        said = "1 destructive change is" if left_out == 1 else f"{left_out} destructive changes are"
        lines += ["", f"{said} left out, as comments with the reason."]
    return "".join(_comment(line) for line in lines)


def _comment(text: str) -> str:
    lines = textwrap.wrap(" ".join(text.split()), 116, break_long_words=False, break_on_hyphens=False) or [""]
    return "".join(f"-- {line}".rstrip() + "\n" for line in lines)


def _comment_out(text: str) -> str:
    return "".join(f"-- {line}".rstrip() + "\n" for line in text.splitlines())


def _statement(change: Change, number: int, sides: _Sides) -> str:
    """Return one change as guarded SQL, with its delimiter; empty for a drop that a later statement makes needless."""
    match change:
        case AlterTable():
            return _alter(change, number, sides)
        case CreateTable(name=name, table=table):
            definition = render_definition(concise(table, sides.flavor), sides.flavor)
            text = f"CREATE TABLE IF NOT EXISTS {name}{definition}"
            return f"{text};\n"
        case CreateView():
            return f"{render(replace(change, or_replace=True, if_not_exists=False), sides.flavor)};\n"
        case CreateRoutine(routine=routine, name=name):
            return _program(change, DropRoutine(routine.kind, name, if_exists=True), sides.flavor)
        case CreateTrigger(name=name):
            return _program(change, DropTrigger(name, if_exists=True), sides.flavor)
        case CreateEvent(name=name):
            return _program(change, DropEvent(name, if_exists=True), sides.flavor)
        case CreateSequence():
            return f"{render(replace(change, if_not_exists=True), sides.flavor)};\n"
        case DropTables() | DropViews() | DropRoutine() | DropTrigger() | DropEvent() | DropSequences():
            return _drop(change, sides)
        case RenameTables(pairs=pairs):
            return "".join(f"{call('RENAME_TABLE_SAFELY', old.name, new.name)};\n" for old, new in pairs)
        case Opaque(text=text, reason=reason):
            return _comment(f"Not written: {text}: {reason}.")
        case _:
            return _ended(render(change, sides.flavor))


def _ended(statement: str) -> str:
    """Return a statement with a delimiter that does not stand in it."""
    return f"{statement};\n" if ";" not in statement else _delimited([statement])


def _delimited(statements: Iterable[str]) -> str:
    texts = list(statements)
    delimiter = next(item for item in _DELIMITERS if not any(item in text for text in texts))
    body = "".join(f"{text}{delimiter}\n" for text in texts)
    return f"DELIMITER {delimiter}\n{body}DELIMITER ;\n"


def _program(change: CreateRoutine | CreateTrigger | CreateEvent, drop: Change, flavor: Flavor) -> str:
    return f"{render(drop, flavor)};\n{_ended(render(change, flavor))}"


def _drop(change: _Drops, sides: _Sides) -> str:
    """Return a drop that asks whether the object is there, unless the statement that makes it anew drops it."""
    if isinstance(change, DropRoutine | DropEvent):
        remade = (CreateRoutine, CreateEvent)
        later = [one.change for one in sides.emitted if isinstance(one.change, remade)]
        if any(_same_object(change, made) for made in later):
            return ""
    return f"{render(replace(change, if_exists=True), sides.flavor)};\n"


def _same_object(drop: DropRoutine | DropEvent, made: Change) -> bool:
    if isinstance(drop, DropRoutine):
        is_routine = isinstance(made, CreateRoutine) and made.routine.kind == drop.kind
        return is_routine and isinstance(made, CreateRoutine) and fold(made.name.name) == fold(drop.name.name)
    return isinstance(made, CreateEvent) and fold(made.name.name) == fold(drop.name.name)


def _alter(change: AlterTable, number: int, sides: _Sides) -> str:
    """Return an ALTER TABLE as calls of helpers, or as one statement under a guard."""
    before, after = _table(sides.before, change.name), _table(sides.after, change.name)
    if before is None:  # made by this script: what is added to it now is a circle's foreign key
        before = Table(change.name.name)
    if all(isinstance(action, DropForeignKey) for action in change.actions):
        return "".join(_drop_foreign_keys(change, number, before, sides))
    if sides.style.helpers and after is not None and before.columns:
        calls = helper_calls(change, before, after, sides.flavor)
        if calls is not None:
            return "".join(f"{text};\n" for text in calls)
    if sides.style.helpers and after is not None and all(isinstance(one, AddForeignKey) for one in change.actions):
        calls = helper_calls(change, after, after, sides.flavor)
        if calls is not None:
            return "".join(f"{text};\n" for text in calls)
    return _once(render(change, sides.flavor), pending(change.actions, before, after, sides.flavor), number)


def _table(schema: Schema, name: ObjectName) -> Table | None:
    exact = schema.tables.get(name.name)
    return exact or next((table for table in schema.tables.values() if fold(table.name) == fold(name.name)), None)


def _drop_foreign_keys(change: AlterTable, number: int, before: Table, sides: _Sides) -> Iterator[str]:
    """Return the drops of foreign keys: for good, or only while what they stand aside for is still to be done."""
    for place, action in enumerate(change.actions):
        if not isinstance(action, DropForeignKey):
            continue
        again = _added_again(change, action.name, sides)
        stays = _table(sides.after, change.name) is not None  # helpers refuse a table that is gone
        if (
            again is None
            and stays
            and sides.style.helpers
            and re.fullmatch(r"\w+", action.name + before.name, re.ASCII)
        ):
            yield f"{call('DROP_CONSTRAINT', before.name, action.name)};\n"
            continue
        there = has_constraint(before.name, action.name, "FOREIGN KEY")
        wanted = _stands_aside(again, before, sides) if again else ""
        condition = f"{there}\n    AND ({wanted})" if wanted else there
        text = render(replace(change, actions=(action,), spans=()), sides.flavor)
        yield _once(text, condition, number * 1000 + place if place else number)


def _added_again(change: AlterTable, name: str, sides: _Sides) -> AddForeignKey | None:
    """Return the addition of a foreign key of that name to the same table, or None."""
    of_table = [
        one.change
        for one in sides.emitted
        if isinstance(one.change, AlterTable) and fold(one.change.name.name) == fold(change.name.name)
    ]
    added = [action for other in of_table for action in other.actions if isinstance(action, AddForeignKey)]
    return next((action for action in added if fold(action.foreign_key.name) == fold(name)), None)


def _stands_aside(again: AddForeignKey, before: Table, sides: _Sides) -> str:
    """Return the condition that a foreign key has to step aside: it differs, or what it stands on is still to change.

    Empty where `information_schema` does not tell.
    """
    old = before.foreign_key(again.foreign_key.name)
    if old is not None and replace(old, match="") != replace(again.foreign_key, match=""):
        return foreign_key_differs(before.name, again.foreign_key)
    names = {fold(before.name), fold(again.foreign_key.referenced_table)}
    conditions: list[str] = []
    for one in sides.emitted:
        if not isinstance(one.change, AlterTable) or fold(one.change.name.name) not in names:
            continue
        if one.reason or all(isinstance(item, DropForeignKey | AddForeignKey) for item in one.change.actions):
            continue
        table = _table(sides.before, one.change.name)
        if table is not None:
            after = _table(sides.after, one.change.name)
            conditions.append(pending(one.change.actions, table, after, sides.flavor))
    return "" if not all(conditions) else either(conditions)


def _once(statement: str, condition: str, number: int) -> str:
    """Return a statement under a guard, in a procedure that is there for this one call; as it is without a guard."""
    if not condition:
        return _ended(statement)
    name = quote(f"driftproof_step_{number}")
    body = textwrap.indent(f"IF {condition} THEN\n    {statement};\nEND IF;", "    ")
    procedure = f"CREATE PROCEDURE {name}()\nBEGIN\n{body}\nEND"
    drop = f"DROP PROCEDURE IF EXISTS {name};\n"
    return f"{drop}{_delimited([procedure])}CALL {name}();\n{drop}"
