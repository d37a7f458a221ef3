"""The statements inside stored programs that are not understood."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from driftproof.model.changes import Change, CreateEvent, CreateRoutine, CreateTrigger
from driftproof.model.syntax import programs as syntax
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.replay.evaluate.reading import read_body
from driftproof.replay.state import State


def note_unread(change: Change, state: State) -> None:
    """Record on the step that makes a program what is not understood in its body."""
    if isinstance(change, CreateRoutine):
        body = change.routine.body
    elif isinstance(change, CreateTrigger):
        body = change.trigger.body
    elif isinstance(change, CreateEvent):
        body = change.event.body
    else:
        return
    for statement in unread_statements(read_body(body, state.session.sql_mode, state)):
        text = " ".join(statement.text.split())[:60]
        state.note(f"not understood in the body: {text!r} ({statement.reason})")


@lru_cache(maxsize=256)
def unread_statements(body: ProgramStatement) -> tuple[syntax.UnreadStatement, ...]:
    """Return the statements of a program that are not understood, in order."""
    return tuple(_unread(body))


def _unread(statement: ProgramStatement) -> Iterator[syntax.UnreadStatement]:
    if isinstance(statement, syntax.UnreadStatement):
        yield statement
    for part in _parts(statement):
        yield from _unread(part)


def _parts(statement: ProgramStatement) -> tuple[ProgramStatement, ...]:
    """Return the statements right inside a statement."""
    if isinstance(statement, syntax.Block):
        handlers = [item.body for item in statement.declarations if isinstance(item, syntax.DeclareHandler)]
        return (*handlers, *statement.statements)
    if isinstance(statement, syntax.If):
        inside = tuple(part for _, statements in statement.branches for part in statements)
        return (*inside, *statement.otherwise)
    if isinstance(statement, syntax.CaseStatement):
        inside = tuple(part for _, statements in statement.branches for part in statements)
        return (*inside, *(statement.otherwise or ()))
    if isinstance(statement, syntax.Loop | syntax.ForLoop):
        return statement.statements
    return ()
