"""Triggers that a change of rows fires."""

from __future__ import annotations

from functools import lru_cache

from driftproof.model.catalog import Trigger
from driftproof.model.names import fold
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.model.syntax.walk import nodes
from driftproof.replay.evaluate.reading import program_modes, read_body
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum
from driftproof.replay.state import Located, State


def triggers_of(state: State, located: Located, timing: str, event: str) -> list[Trigger]:
    """Return the triggers of a table for a timing and event, in the order in which they run."""
    schema = state.catalog.schemas.get(located.key[0])
    if schema is None or not schema.triggers or located.key[2]:
        return []
    key = state.catalog.rules.key
    found = [
        trigger
        for trigger in schema.triggers.values()
        if trigger.timing == timing and trigger.event == event and key(trigger.table) == located.key[1]
    ]
    return sorted(found, key=lambda trigger: trigger.action_order)


def fire(state: State, located: Located, timing: str, event: str, rows: dict[str, dict[str, Datum]]) -> None:
    """Run the triggers of a table on a row; `rows` are ``new`` and ``old`` by folded column name."""
    for trigger in triggers_of(state, located, timing, event):
        state.verbs.fire(state, trigger, located.schema, rows)


def check_insert_triggers(state: State, located: Located) -> None:
    """Refuse with 1054 an INSERT whose BEFORE triggers name columns that have gone: servers look before all values."""
    for trigger in triggers_of(state, located, "BEFORE", "INSERT"):
        check_columns(read_body(trigger.body, program_modes(trigger.sql_mode, state), state), located)


def check_columns(body: ProgramStatement, located: Located) -> None:
    """Refuse with 1054 the body of a trigger that names a column which its table has not."""
    for row, column in rows_named(body):
        if located.table.column(column) is None:
            raise refuse(1054, f"Unknown column '{column}' in '{row.upper()}'")


@lru_cache(maxsize=256)
def rows_named(body: ProgramStatement) -> tuple[tuple[str, str], ...]:
    """Return the columns that a program names by NEW and OLD, each with its row."""
    names = (node.parts for node in nodes(body) if isinstance(node, Name) and len(node.parts) == 2)
    return tuple(dict.fromkeys((fold(row), column) for row, column in names if fold(row) in {"new", "old"}))
