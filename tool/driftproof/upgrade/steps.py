"""The steps of a run: each script between its callbacks, with its row written before and completed after."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import ConnectionLost, HistoryRefused, Interrupted, ScriptError, UpgradeStopped
from driftproof.model.history import AppliedScript, Event, HistoryRow, Plan, Step
from driftproof.model.scripts import Script, ScriptKind
from driftproof.sources.folder import Folder
from driftproof.upgrade.callbacks import callbacks_for
from driftproof.upgrade.execute import Executor, check_can_go_on, execute_script, execute_within
from driftproof.upgrade.history_table import HistoryWriter
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.plan import fill_callbacks, helper_names, split_script
from driftproof.upgrade.repeatable import Repeated, needs_journal

if TYPE_CHECKING:
    from driftproof.upgrade.journal import Entry, Journal
    from driftproof.upgrade.script_journal import ScriptJournal


@dataclass(slots=True)
class Run:
    """A run under way: what it was given, its connection for the history, and what it has done so far."""

    folder: Folder
    address: Address
    options: RunOptions
    hooks: Hooks
    observer: Connection
    stopping: Callable[[], str]
    plan: Plan
    created_schema: bool = False
    applied: list[AppliedScript] = field(default_factory=list)
    callbacks: list[str] = field(default_factory=list)
    helpers: tuple[Script, ...] = ()
    journaling: bool = False
    journal: Journal | None = None
    journal_left: Entry | None = None

    def tell(self, kind: str, message: str = "", **more: object) -> None:
        """Tell an event to whoever listens."""
        self.hooks.tell(Event(kind, message, **more))  # type: ignore[arg-type]

    def has_callbacks(self, *events: str) -> bool:
        """Tell whether any of these events has a callback."""
        layout = self.plan.history.layout
        return any(callbacks_for(self.folder, event, layout) for event in events)


def fire(run: Run, executor: Executor, event: str, execute: Callable[..., object] = execute_script) -> None:
    """Run the callbacks of an event, each as a script that the history does not record."""
    if event not in run.folder.callbacks:
        return
    for script in fill_callbacks(run.folder, event, run.plan.history, run.options):
        problems: list[str] = []
        statements = tuple(split_script(script, problems))
        if problems:
            raise ScriptError("\n".join(problems))
        run.tell("callback", event, script=script.name)
        execute(executor, script, statements)
        run.callbacks.append(script.name)


def fire_after_error(run: Run, executor: Executor, event: str) -> None:
    """Run the callbacks of an error; their own errors are told, for the first error is the one that counts."""
    try:
        fire(run, executor, event)
    except (UpgradeStopped, ScriptError) as error:
        run.tell("warning", f"{event}: {error.message}")


def run_steps(run: Run, executor: Executor, writer: HistoryWriter) -> None:
    """Run the steps of the plan, versions first, with the callbacks that stand between them."""
    executor.progress.total = len(run.plan.steps)
    versioned = [step for step in run.plan.steps if step.script.kind is not ScriptKind.REPEATABLE]
    repeatable = [step for step in run.plan.steps if step.script.kind is ScriptKind.REPEATABLE]
    _run_each(run, executor, writer, versioned)
    if versioned:
        fire(run, executor, "afterVersioned")
    if repeatable:
        fire(run, executor, "beforeRepeatables")
    _run_each(run, executor, writer, repeatable)


def _run_each(run: Run, executor: Executor, writer: HistoryWriter, steps: Sequence[Step]) -> None:
    """Run steps in order; where nothing runs between two, one write completes a row and starts the next."""
    chained = not run.has_callbacks("beforeEachMigrate", "afterEachMigrate")
    around = _statement_callbacks(run, executor)
    row: HistoryRow | None = None
    for index, step in enumerate(steps, 1):
        following = steps[index] if index < len(steps) else None
        _check_between(executor, writer, row)
        _announce(run, executor, step)
        fire(run, executor, "beforeEachMigrate")
        row = row or writer.start(_row_of(step), step.replaces)
        milliseconds = _run_step(run, executor, writer, (step, row, around))
        if following and chained and following.replaces is None:
            row = writer.end_and_start(row, milliseconds, _row_of(following))
        else:
            writer.end(row, success=True, milliseconds=milliseconds)
            row = None
        run.tell("applied", script=step.script.name, version=_version(step.script) or "", milliseconds=milliseconds)
        fire(run, executor, "afterEachMigrate")


def _check_between(executor: Executor, writer: HistoryWriter, row: HistoryRow | None) -> None:
    """Stop between two scripts if need be; a row that was started for the next one goes, for nothing of it ran."""
    try:
        check_can_go_on(executor)
    except Interrupted:
        if row:
            writer.delete(row)
        raise


def _announce(run: Run, executor: Executor, step: Step) -> None:
    executor.progress.number += 1
    run.tell(
        "script",
        step.reason,
        script=step.script.name,
        version=_version(step.script) or "",
        statements=len(step.statements),
        number=executor.progress.number,
        total=executor.progress.total,
    )


def _row_of(step: Step) -> HistoryRow:
    script = step.script
    return HistoryRow(0, _version(script), script.description, step.row_type, script.name, step.checksum)


def _version(script: Script) -> str | None:
    return None if script.version is None else script.version.text


def _run_step(
    run: Run,
    executor: Executor,
    writer: HistoryWriter,
    work: tuple[Step, HistoryRow, Callable[[str], None] | None],
) -> int:
    """Execute a script and return its time in milliseconds; when it fails, complete its row so."""
    step, row, around = work
    script, started = step.script, time.perf_counter()
    try:
        executed = execute_script(executor, script, step.statements, around, _journal_of(run, executor, step))
        _check_lock(executor, script)
    except UpgradeStopped as error:
        _record_failure(run, executor, writer, (row, started, error))
        raise
    milliseconds = int((time.perf_counter() - started) * 1000)
    count = len(step.statements)
    run.applied.append(
        AppliedScript(
            script.name,
            _version(script) or "",
            script.description,
            count,
            executed.warnings,
            executed.retries,
            milliseconds,
        )
    )
    return milliseconds


def _journal_of(run: Run, executor: Executor, step: Step) -> ScriptJournal | None:
    """Return the journal to write while a script runs, or None where there is none, or nothing to write into it."""
    left = _left_of(run, step)
    names = frozenset(name.lower() for name in helper_names(run.options.helpers))
    if not run.journaling or (left is None and not needs_journal(step.statements, names)):
        return None
    from driftproof.upgrade.script_journal import ScriptJournal  # brings the parser: half of the time to start
    from driftproof.upgrade.surroundings import unfit

    if statement := unfit(step.statements):
        place = f"{step.script.place(statement.line)}: {' '.join(statement.sql.split())[:60]}"
        run.tell("journal", f"{place}: no room for the journal, so that this script starts over after a crash")
        return None
    if run.journal is None:
        run.journal = _made_journal(run, names)
    if run.journal is None:
        return None
    if left:
        run.journal_left = None
    repeated = Repeated(names)
    connection = executor.session.connection
    return ScriptJournal(run.journal, connection, step.script, step.statements, left, repeated=repeated)


def _left_of(run: Run, step: Step) -> Entry | None:
    """Return what an earlier run has noted of a script; without its row in the history somebody has started anew."""
    left = run.journal_left
    known = left is not None and left.script == step.script.name and (step.replaces is not None or left.repaired)
    return left if known else None


def _made_journal(run: Run, helpers: frozenset[str]) -> Journal | None:
    """Make the journal's table; where the server does not let it be, tell, and do without."""
    from driftproof.upgrade.journal import Journal

    journal = Journal(run.address.schema, helpers, run.hooks.between)
    try:
        journal.make(run.observer)
    except ServerError as error:
        if error.lost:
            raise
        run.journaling = False
        run.tell("journal", f"no journal can be kept, so that a script starts over after a crash: {error.answer}")
        return None
    return journal


def _check_lock(executor: Executor, script: Script) -> None:
    """Raise `ConnectionLost` when the lock has gone while the script's last statement ran."""
    if reason := executor.lost_lock():
        raise ConnectionLost(
            f"the connection that holds the lock died ({reason}) while the last statement of {script.name} ran; "
            "the script is not recorded as applied",
            place=script.place(),
            hint=f"to go on: {executor.resume}",
        )


def _record_failure(
    run: Run, executor: Executor, writer: HistoryWriter, failed: tuple[HistoryRow, float, UpgradeStopped]
) -> None:
    """Complete the row of a script that has failed, as Flyway writes it.

    Without the lock nothing is written: another run may have taken over, and the unfinished row says what happened.
    """
    row, started, error = failed
    run.tell("failed", error.message, script=row.script, version=row.version or "")
    if executor.lost_lock():
        return
    try:
        writer.end(row, success=False, milliseconds=int((time.perf_counter() - started) * 1000))
        if not isinstance(error, ConnectionLost | Interrupted):
            fire_after_error(run, executor, "afterEachMigrateError")
    except (ServerError, HistoryRefused):
        return  # the error that stopped the run is the one to tell; the unfinished row remains as evidence


def _statement_callbacks(run: Run, executor: Executor) -> Callable[[str], None] | None:
    events = {when: f"{when}EachMigrateStatement" for when in ("before", "after")}
    if not run.has_callbacks(*events.values()):
        return None
    return lambda when: fire(run, executor, events[when], execute_within)
