"""Looking at a schema without changing it: its status, its plan, and whether the history would refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from driftproof.live.address import Address
from driftproof.live.connect import Connection
from driftproof.model.errors import HistoryRefused, ScriptError
from driftproof.model.history import Plan, ScriptState, State, Status
from driftproof.sources.folder import Folder
from driftproof.upgrade.history_table import find_history, schema_exists
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.plan import folder_states, make_plan, notes_on
from driftproof.upgrade.preflight import obstacles, server_notes


@contextmanager
def opened(address: Address, hooks: Hooks) -> Iterator[Connection]:
    """Yield a connection that is closed at the end of the block."""
    connection = hooks.connect(address)
    try:
        yield connection
    finally:
        connection.close()


def look(connection: Connection, folder: Folder, schema: str, options: RunOptions) -> Plan:
    """Return the plan for the schema as it is now."""
    history = find_history(connection, schema, options.table, options.layout)
    plan = make_plan(folder, history, options, schema_exists=history.exists or schema_exists(connection, schema))
    return replace(plan, notes=(*plan.notes, *server_notes(connection))) if plan.steps else plan


def read_plan(folder: Folder, address: Address, options: RunOptions, hooks: Hooks) -> Plan:
    """Return the plan for a schema with the obstacles that the pre-flight checks find."""
    check_not_empty(folder)
    with opened(address, hooks) as connection:
        plan = look(connection, folder, address.schema, options)
        return replace(plan, obstacles=obstacles(connection, plan, options))


def read_status(folder: Folder, address: Address, options: RunOptions, hooks: Hooks) -> Status:
    """Return the state of every script and row of a schema."""
    folder.check()
    with opened(address, hooks) as connection:
        history = find_history(connection, address.schema, options.table, options.layout)
    return Status(history, folder_states(folder, history, options), notes_on(folder, history))


def check_not_empty(folder: Folder) -> None:
    """Raise `ScriptError` when the folder has problems, or no script at all: most likely it is the wrong one."""
    folder.check()
    if not (folder.versioned or folder.repeatable or folder.baselines):
        raise ScriptError(f"{folder.path} has no scripts", hint="scripts are named V1.2__what_they_do.sql")


def refuse(plan: Plan | Status) -> None:
    """Raise `HistoryRefused` with every contradiction between scripts and history, when there are any."""
    if plan.problems:
        where = f"`{plan.history.schema}`.`{plan.history.table}`"
        raise HistoryRefused(
            f"the scripts and the history {where} contradict each other:", plan.problems, hint=_advice(plan.states)
        )


_ADVICE = {
    State.CHANGED: "put a changed script back as it was, or accept it as it is now with `driftproof repair`",
    State.MISSING: "put a missing script back, list its version as withdrawn, or let all be missing: --ignore-missing",
    State.FAILED: "remove a failed row with `driftproof repair`",
}


def _advice(states: Iterable[ScriptState]) -> str:
    found = dict.fromkeys(_ADVICE[item.state] for item in states if item.problem and item.state in _ADVICE)
    return "\n".join(found)
