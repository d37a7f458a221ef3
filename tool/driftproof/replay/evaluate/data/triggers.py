"""Triggers that a change of rows fires."""

from __future__ import annotations

from driftproof.model.catalog import Trigger
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
