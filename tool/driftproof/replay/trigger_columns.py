"""The columns that a trigger's body names by NEW and OLD: servers look them up when the trigger is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from driftproof.model.changes import CreateTrigger, ObjectName
from driftproof.model.names import fold
from driftproof.model.syntax.expressions import Name
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.replay.evaluate.reading import read_body
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.state import State


def check_trigger(change: CreateTrigger, state: State) -> None:
    """Refuse with 1054 a trigger that names a column which its table has not, with 1363 a row that is not there."""
    schema = change.table.schema or state.schema_of(change.name)
    located = state.locate(ObjectName(change.table.name, schema))
    if located is None or (located.table.unsupported and not located.table.columns):
        return
    trigger = change.trigger
    body = read_body(trigger.body, state.session.sql_mode, state)
    for row, column in _named(body):
        missing = {"INSERT": "old", "DELETE": "new"}.get(trigger.event.upper())
        if row == missing:
            raise refuse(1363, f"There is no {row.upper()} row in on {trigger.event.upper()} trigger")
        if located.table.column(column) is None:
            raise refuse(1054, f"Unknown column '{column}' in '{row.upper()}'")


@lru_cache(maxsize=256)
def _named(body: ProgramStatement) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(_rows_in(body)))


def _rows_in(node: Any) -> Iterator[tuple[str, str]]:
    """Yield the columns named by NEW and OLD anywhere in a program."""
    if isinstance(node, Name):
        if len(node.parts) == 2 and fold(node.parts[0]) in {"new", "old"}:
            yield fold(node.parts[0]), node.parts[1]
    elif isinstance(node, tuple):
        for part in node:
            yield from _rows_in(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _rows_in(getattr(node, field.name))
