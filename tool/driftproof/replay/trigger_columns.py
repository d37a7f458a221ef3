"""The columns that a trigger's body names by NEW and OLD: servers look them up when the trigger is made."""

from __future__ import annotations

from functools import lru_cache

from driftproof.model.changes import CreateTrigger, ObjectName
from driftproof.model.names import fold
from driftproof.model.syntax.commands import Assignment
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.model.syntax.walk import nodes
from driftproof.replay.evaluate.data.triggers import check_columns, rows_named
from driftproof.replay.evaluate.reading import read_body
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.state import State


def check_trigger(change: CreateTrigger, state: State) -> None:
    """Refuse with 1054 a trigger that names a column which its table has not."""
    schema = change.table.schema or state.schema_of(change.name)
    located = state.locate(ObjectName(change.table.name, schema))
    if located is None or (located.table.unsupported and not located.table.columns):
        return
    check_columns(read_body(change.trigger.body, state.session.sql_mode, state), located)


def check_trigger_rows(change: CreateTrigger, state: State) -> None:
    """Refuse with 1363 a trigger that names a row which is not there, with 1362 one that writes to what it may not.

    Servers see it while they read the body, before they look for the table.
    """
    event, timing = change.trigger.event.upper(), change.trigger.timing.upper()
    body = read_body(change.trigger.body, state.session.sql_mode, state)
    missing = {"INSERT": "old", "DELETE": "new"}.get(event)
    for row, _ in rows_named(body):
        if row == missing:
            raise refuse(1363, f"There is no {row.upper()} row in on {event} trigger")
    for row in _written(body):
        if row == "old" or timing == "AFTER":
            moment = "after " if row == "new" else ""
            raise refuse(1362, f"Updating of {row.upper()} row is not allowed in {moment}trigger")


@lru_cache(maxsize=256)
def _written(body: ProgramStatement) -> tuple[str, ...]:
    """Return the rows, NEW or OLD, to whose columns a program assigns by SET."""
    return tuple(
        fold(assignment.target.parts[0])
        for assignment in nodes(body)
        if isinstance(assignment, Assignment)
        and isinstance(assignment.target, Name)
        and len(assignment.target.parts) == 2
        and fold(assignment.target.parts[0]) in {"new", "old"}
    )
