"""Mending a history, and starting one: the writes to the history table outside of an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import HistoryRefused, PreflightFailed, UsageError
from driftproof.model.history import Event, History, HistoryRow, ScriptState, State
from driftproof.model.scripts import Version
from driftproof.sources.folder import Folder
from driftproof.upgrade.history_table import (
    HistoryWriter,
    baseline_row,
    create_table,
    find_history,
    schema_exists,
    shortened,
)
from driftproof.upgrade.journal import Entry, Journal
from driftproof.upgrade.lease import hold_lease
from driftproof.upgrade.lock import Patience, acquire
from driftproof.upgrade.look import opened
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.plan import folder_states
from driftproof.upgrade.states import own_checksum


@dataclass(frozen=True, slots=True)
class Mend:
    """One row that a repair changes: what is done to it, in words, and the row that results; None deletes it."""

    row: HistoryRow
    result: HistoryRow | None
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair does to a history, and what it cannot mend."""

    history: History
    mends: tuple[Mend, ...]
    left: tuple[str, ...] = ()


def plan_repair(states: tuple[ScriptState, ...], history: History) -> Repair:
    """Return what `repair` would do: failed rows go, applied rows get their script's checksum and description.

    As Flyway's repair does, in the checksum algorithm of the history's layout.
    """
    mends: list[Mend] = []
    for item in states:
        if item.row and not item.row.success:
            mends.append(Mend(item.row, None, f"remove the failed row of {item.row.script}"))
        elif item.row and item.script and item.state in {State.APPLIED, State.OUT_OF_ORDER, State.CHANGED}:
            mends += _aligned(item.row, item, history)
    left = tuple(item.problem for item in states if item.problem and item.state in {State.MISSING, State.IGNORED})
    return Repair(history, tuple(mends), left)


def _aligned(row: HistoryRow, item: ScriptState, history: History) -> list[Mend]:
    script = item.script
    if script is None or row.type not in {"SQL", "SQL_BASELINE"}:
        return []
    wanted = replace(
        row,
        checksum=own_checksum(script, history.layout),
        description=shortened(script.description, 200),
        script=script.name,
    )
    changes = []
    if wanted.checksum != row.checksum:
        changes.append(f"checksum {row.checksum} becomes {wanted.checksum}")
    if wanted.description != row.description:
        changes.append(f"description {row.description!r} becomes {wanted.description!r}")
    if wanted.script != row.script:
        changes.append(f"script {row.script} becomes {wanted.script}")
    return [Mend(row, wanted, f"{script.name}: {', '.join(changes)}")] if changes else []


def run_repair(folder: Folder, address: Address, options: RunOptions, hooks: Hooks, *, dry_run: bool = False) -> Repair:
    """Mend the history of the schema under the lock; with `dry_run` only say how.

    Raises `HistoryRefused` when there is no history, `LockHeld` when another run does not end in time.
    """
    folder.check()
    with opened(address, hooks) as observer:
        if dry_run:
            return _planned(observer, folder, address, options)
        history = find_history(observer, address.schema, options.table, options.layout)
        with _locked(observer, history, options, hooks):
            repair = _planned(observer, folder, address, options)
            _mend(HistoryWriter(observer, repair.history), repair.mends)
            _note_removed(observer, address.schema, repair.mends)
            return repair


def _mend(writer: HistoryWriter, mends: tuple[Mend, ...]) -> None:
    for mend in mends:
        if mend.result is None:
            writer.delete(mend.row)
        else:
            writer.align(mend.result)


def _note_removed(observer: Connection, schema: str, mends: tuple[Mend, ...]) -> None:
    """Note in the journal that the row of its script is gone: what that script has done is still done."""
    journal = Journal(schema)
    entry = journal.left(observer)
    if entry and any(mend.result is None and mend.row.script == entry.script for mend in mends):
        journal.note(observer, repaired=True)


def settle_statement(address: Address, how: str, options: RunOptions, hooks: Hooks) -> Entry:
    """Write into the journal that the statement in flight is ``finished`` or ``undone``, and return what it says.

    Raises `UsageError` when no statement is in flight, `LockHeld` when another run does not end in time.
    """
    with opened(address, hooks) as observer:
        history = find_history(observer, address.schema, options.table, options.layout)
        with _locked(observer, history, options, hooks):
            journal = Journal(address.schema)
            entry = _in_flight(journal, observer)
            journal.note(observer, settled=how)
            return entry


def _in_flight(journal: Journal, observer: Connection) -> Entry:
    try:
        entry = journal.read(observer)
    except ServerError as error:
        if error.lost:
            raise
        entry = None
    if entry is None:
        said = f"no statement is in flight in `{journal.schema}`: {journal.table} says of none"
        raise UsageError(said, hint="the journal is there after an upgrade that was cut short")
    return entry


@contextmanager
def _locked(observer: Connection, history: History, options: RunOptions, hooks: Hooks) -> Iterator[None]:
    """Hold the lock of a run for the length of the block."""
    patience = Patience(options.lock_timeout, lambda holder: hooks.tell(Event("waiting", holder)), lambda: "")
    with ExitStack() as stack:
        lock = acquire(observer.address, history, hooks.connect, patience)
        stack.callback(lock.release, observer)
        hold_lease(lock, observer, history.schema, patience, stack)
        yield


def _planned(observer: Connection, folder: Folder, address: Address, options: RunOptions) -> Repair:
    history = find_history(observer, address.schema, options.table, options.layout)
    if not history.exists:
        raise HistoryRefused(
            f"`{address.schema}` has no history to repair", hint="`driftproof upgrade` starts one, or `baseline`"
        )
    return plan_repair(folder_states(folder, history, options), history)


def run_baseline(
    address: Address, version: Version, description: str, options: RunOptions, hooks: Hooks
) -> tuple[History, bool]:
    """Start the history of a schema that exists: everything up to `version` counts as there.

    Return the history, and whether the row is new: the same baseline again changes nothing, as in Flyway.
    Raises `HistoryRefused` when the history has other rows.
    """
    with opened(address, hooks) as observer:
        if not schema_exists(observer, address.schema):
            hint = "`driftproof upgrade` creates it"
            raise UsageError(
                f"the server has no schema `{address.schema}`, so there is nothing to start from", hint=hint
            )
        found = find_history(observer, address.schema, options.table, options.layout)
        with _locked(observer, found, options, hooks):
            again = find_history(observer, address.schema, found.table, found.layout)
            return _baseline(observer, again, version, description)


def _baseline(observer: Connection, history: History, version: Version, description: str) -> tuple[History, bool]:
    rows = [row for row in history.rows if row.type != "SCHEMA"]
    wanted = baseline_row(str(version), description)
    if rows and [(row.number, row.description, row.type) for row in rows] == [(version, description, "BASELINE")]:
        return history, False
    if rows:
        count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
        raise HistoryRefused(
            f"`{history.schema}`.`{history.table}` has {count}; a baseline can only start a history",
            hint="`driftproof status` shows them",
        )
    if not history.exists:
        history = _created(observer, history)
    return replace(history, rows=(*history.rows, HistoryWriter(observer, history).add(wanted))), True


def _created(observer: Connection, history: History) -> History:
    try:
        return create_table(observer, history)
    except ServerError as error:
        hint = "GRANT the account CREATE, SELECT, INSERT, UPDATE and DELETE on the schema"
        raise PreflightFailed(f"the history table cannot be created: {error.answer}", hint=hint) from None
