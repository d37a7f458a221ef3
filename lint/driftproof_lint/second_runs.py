"""What a script's second run says, sorted by what fails: every refusal has one cause, and every cause one rule.

The engine replays each script twice, and once more behind stops that leave something half-way. A `Repeat` is a
statement of the second run that the server refuses, or that doubles something, with the innermost statement that is
guilty, the action of it, and the place in the script where that stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from typing import Literal as OneOf

from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    ChangeColumn,
    CreateEvent,
    CreateRoutine,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropColumn,
    DropConstraint,
    DropEvent,
    DropForeignKey,
    DropIndex,
    DropRoutine,
    DropTables,
    DropTrigger,
    DropViews,
    RenameColumn,
    RenameTables,
    RenameTo,
    TableAction,
)
from driftproof.model.errors import ServerAnswer
from driftproof.model.findings import Fix, Related
from driftproof.model.names import fold
from driftproof.model.syntax.commands import CallProcedure, Insert, Truncate
from driftproof.model.syntax.expressions import Literal
from driftproof.model.trace import Step
from driftproof_lint.rule import Report
from driftproof_lint.views import ScriptView, SecondRun, Site, remembered

Cause = OneOf[
    "create table",
    "add column",
    "drop column",
    "add foreign key",
    "drop foreign key",
    "add index",
    "drop index",
    "unnamed index",
    "rename table",
    "rename column",
    "drop object",
    "create view",
    "create program",
    "insert",
    "backtick argument",
    "other",
]
_QUOTED = re.compile(r"['`]([^'`]+)['`]")
_FOREIGN_KEY_NUMBERS = frozenset({1005, 1022, 1025, 1826, 121})


@dataclass(frozen=True, slots=True)
class Repeat:
    """A statement that fails or doubles when the script runs again.

    `step` is the innermost guilty statement of the second run, `action` the guilty part of an ALTER TABLE, `name` and
    `table` what it is about. `start` and `end` are offsets in the script; `called` tells that they are inside a stored
    program that the script wrote. `base` is where the guilty statement's own offsets start, None if it is not there.
    """

    run: SecondRun
    cause: Cause
    step: Step
    name: str
    table: str
    start: int
    end: int
    base: int | None = None
    action: TableAction | None = None
    called: bool = False

    @property
    def answer(self) -> ServerAnswer | None:
        """The server's refusal, or None for what doubles."""
        return self.run.answer

    @property
    def is_direct(self) -> bool:
        """Whether the guilty statement is the script's own, which a fix can edit."""
        return self.base is not None and not self.called


def repeats(view: ScriptView, cause: Cause) -> Iterator[Repeat]:
    """Return what fails or doubles for one cause, each place in the script once."""
    seen: set[tuple[int, str]] = set()
    for one in _all_repeats(view):
        if one.cause == cause and (one.start, one.name) not in seen:
            seen.add((one.start, one.name))
            yield one


@remembered
def _all_repeats(view: ScriptView) -> tuple[Repeat, ...]:
    return tuple(one for run in view.second_runs for one in _of_run(view, run))


def reports(view: ScriptView, cause: Cause, fix: Any = None) -> Iterator[Report]:
    """Report what fails or doubles for one cause; `fix` makes the fix of a `Repeat` that is the script's own."""
    for one in repeats(view, cause):
        yield report(view, one, fix(view, one) if fix and one.is_direct else None)


def report(view: ScriptView, one: Repeat, fix: Fix | None = None, **args: object) -> Report:
    """Return the report about a statement that fails or doubles."""
    said: dict[str, object] = {"name": one.name, "table": one.table, "doubled": one.name}
    message, number = "doubled", 0
    if one.answer is not None:
        number = one.answer.number
        message = "" if one.run.after_stop is None else "stopped"
        said |= {"number": number, "text": one.answer.message}
    if one.run.after_stop is not None:
        said["line"] = _line_of(view, one.run.after_stop)
    path = f"table:{one.table}.{one.name}" if one.table and one.table != one.name else one.name
    targets = ((one.run.target, number),) if one.run.target else ()
    called = (Related(one.run.step.place, "called here"),) if one.called else ()
    return Report(said | args, message, one.start, one.end, path, fix, called, targets)


def _line_of(view: ScriptView, number: int) -> int:
    """Return the line of the statement behind which the first run stopped."""
    return view.steps[number - 1].place.line


def _of_run(view: ScriptView, run: SecondRun) -> Iterator[Repeat]:
    """Sort what one statement of the second run says."""
    again = run.again or run.step
    if run.answer is not None:
        guilty = _refused(again)
        cause, action, name = _cause(guilty, run.answer)
        if guilty is not again and has_backtick_argument(again.action):
            cause = "backtick argument"
        yield _placed(view, run, guilty, cause, (action, name))
        return
    for doubled in run.doubled.split(", ") if run.doubled else ():
        kind, _, name = doubled.rpartition(" ")
        guilty = next((one for one in _each(again) if doubled in one.doubled and not one.inner), again)
        causes: tuple[Cause, ...] = ("add foreign key",) if kind == "foreign key" else ("unnamed index", "add index")
        for cause in causes:
            yield _placed(view, run, guilty, cause, (_unnamed(guilty, kind), name))
    if run.rows_of:
        guilty = next((one for one in _each(again) if _fills(one, run.rows_of)), again)
        yield _placed(view, run, guilty, "insert", (None, run.rows_of))


def has_backtick_argument(action: object) -> bool:
    """Tell whether a statement is a CALL with backticks inside a text that it passes on."""
    return isinstance(action, CallProcedure) and any(
        isinstance(one, Literal) and one.kind == "string" and "`" in one.text for one in action.arguments
    )


def _each(step: Step) -> Iterator[Step]:
    yield step
    for inner in step.inner:
        yield from _each(inner)


def _fills(step: Step, table: str) -> bool:
    return isinstance(step.action, Insert) and fold(step.action.table.name) == fold(table)


def _refused(step: Step) -> Step:
    """Return the innermost step whose refusal is the statement's."""
    for inner in reversed(step.inner):
        if inner.answer is not None and step.answer is not None and inner.answer.number == step.answer.number:
            return _refused(inner)
    return step


def _unnamed(step: Step, kind: str) -> TableAction | None:
    """Return the first action of an ALTER TABLE that adds an index, or a foreign key, without a name."""
    if not isinstance(step.action, AlterTable):
        return None
    for one in step.action.actions:
        if kind == "foreign key" and isinstance(one, AddForeignKey) and not one.foreign_key.name:
            return one
        if kind != "foreign key" and isinstance(one, AddIndex) and not one.index.name:
            return one
    return None


def _placed(
    view: ScriptView, run: SecondRun, guilty: Step, cause: Cause, about: tuple[TableAction | None, str]
) -> Repeat:
    """Return the repeat with the place of its guilty part: in the script's own statement or in a program it wrote."""
    action, name = about
    table = _table(guilty)
    span = _action_span(guilty, action)
    outer = run.step.statement.sql_span or run.step.statement.span
    is_outer = guilty is run.again or guilty is run.step
    if is_outer:
        start, end = (outer.start + span[0], outer.start + span[1]) if span else (outer.start, outer.end)
        return Repeat(run, cause, guilty, name, table, start, end, outer.start, action)
    for site in view.written:
        if site.sql == guilty.sql and fold(site.routine) == fold(guilty.routine) and site.base is not None:
            start, end = span or (0, len(site.sql))
            place = site.base + start, site.base + end
            return Repeat(run, cause, guilty, name, table, *place, site.base, action, called=True)
    return Repeat(run, cause, guilty, name, table, outer.start, outer.end, None, action)


def _action_span(step: Step, action: TableAction | None) -> tuple[int, int] | None:
    if action is None or not isinstance(step.action, AlterTable):
        return None
    at = step.action.actions.index(action)
    return step.action.spans[at] if at < len(step.action.spans) else None


def _table(step: Step) -> str:
    match step.action:
        case (
            AlterTable(name=name)
            | CreateTable(name=name)
            | CreateTableLike(name=name)
            | CreateTableSelect(name=name)
            | Insert(table=name)
            | Truncate(table=name)
        ):
            return name.name
        case _:
            return ""


def _cause(step: Step, answer: ServerAnswer) -> tuple[Cause, TableAction | None, str]:
    """Return why a statement fails, the action that does, and the name of what it is about."""
    number, action = answer.number, step.action
    match action:
        case AlterTable():
            return _cause_of_alter(action, answer)
        case CreateTable(name=name) | CreateTableLike(name=name) | CreateTableSelect(name=name) if number == 1050:
            return "create table", None, name.name
        case CreateView(name=name) if number == 1050:
            return "create view", None, name.name
        case CreateRoutine(name=name) | CreateTrigger(name=name) | CreateEvent(name=name) if number in {
            1304,
            1359,
            1537,
            1235,
        }:
            return "create program", None, name.name
        case RenameTables(pairs=pairs) if number in {1050, 1146, 1051, 1017}:
            return "rename table", None, pairs[0][0].name
        case DropTables(names=names) | DropViews(names=names) if number in {1051, 4092}:
            return "drop object", None, names[0].name
        case DropRoutine(name=name) | DropTrigger(name=name) | DropEvent(name=name) if number in {1305, 1360, 1539}:
            return "drop object", None, name.name
        case Insert(table=name) if number in {1062, 1586}:
            return "insert", None, name.name
        case _:
            return "other", None, ""


def _cause_of_alter(alter: AlterTable, answer: ServerAnswer) -> tuple[Cause, TableAction | None, str]:
    """Return why an ALTER TABLE fails: the first of its actions that this refusal can be about."""
    named = {fold(name) for name in _QUOTED.findall(answer.message)}
    for exact in (True, False):
        for action in alter.actions:
            cause, name = _cause_of_action(action, answer.number, alter.name.name)
            if cause is not None and (not exact or fold(name) in named):
                return cause, action, name
    return "other", None, alter.name.name


def _cause_of_action(action: TableAction, number: int, table: str) -> tuple[Cause | None, str]:
    """Return the cause that a refusal would have if this action were guilty, and the name that it is about."""
    match action:
        case AddColumn(column=column) if number == 1060:
            return "add column", column.name
        case DropColumn(name=name) if number == 1091:
            return "drop column", name
        case ChangeColumn(before=before, column=column) if number in {1054, 1060} and fold(before) != fold(column.name):
            return "rename column", before
        case RenameColumn(before=before) if number in {1054, 1060}:
            return "rename column", before
        case AddIndex(index=index) if number in {1061, 1068}:
            return "add index", index.name
        case AddForeignKey(foreign_key=foreign_key) if number in _FOREIGN_KEY_NUMBERS:
            return "add foreign key", foreign_key.name
        case DropForeignKey(name=name) if number in {1091, 1025, 3940}:
            return "drop foreign key", name
        case DropIndex(name=name) if number == 1091:
            return "drop index", name
        case DropConstraint(name=name) if number in {1091, 3940}:
            return "drop foreign key", name
        case RenameTo() if number in {1050, 1146}:
            return "rename table", table
        case _:
            return None, ""


@remembered
def called_routines(view: ScriptView) -> frozenset[str]:
    """Return the folded names of the stored programs that ran while the script did."""
    called = (fold(site.action.name.name) for site in view.sites if isinstance(site.action, CallProcedure))
    return frozenset(called) | {fold(site.routine) for site in view.sites if site.is_inner and site.routine}


@remembered
def never_ran(view: ScriptView) -> tuple[Site, ...]:
    """Return the statements written in the script's stored programs that no statement of the script ran."""
    if not view.written:
        return ()
    ran = {(fold(site.routine), site.sql) for site in view.sites if site.is_inner}
    return tuple(site for site in view.written if (fold(site.routine), site.sql) not in ran)
