"""An upgrade from beginning to end: lock, history, callbacks, scripts, repeatables, and what is recorded of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import (
    ConnectionLost,
    HistoryRefused,
    Interrupted,
    PreflightFailed,
    ScriptError,
    UpgradeStopped,
)
from driftproof.model.history import AppliedScript, Event, HistoryRow, Outcome, Plan, Step
from driftproof.model.names import quote
from driftproof.model.scripts import Script, ScriptKind
from driftproof.sources.folder import Folder
from driftproof.upgrade.callbacks import callbacks_for
from driftproof.upgrade.execute import Executor, check_can_go_on, execute_script
from driftproof.upgrade.helpers import for_schema
from driftproof.upgrade.history_table import HistoryWriter, create_table, find_history, schema_row
from driftproof.upgrade.lock import Patience, RunLock, acquire
from driftproof.upgrade.look import check_not_empty, look, opened, refuse
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.plan import fill_callbacks, helper_names, make_plan, split_script
from driftproof.upgrade.preflight import obstacles
from driftproof.upgrade.session import Session
from driftproof.upgrade.signals import stop_on_signals


@dataclass(slots=True)
class _Run:
    """A run under way: what it was given, its connections, and what it has done so far."""

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

    def tell(self, kind: str, message: str = "", **more: object) -> None:
        self.hooks.tell(Event(kind, message, **more))  # type: ignore[arg-type]


def run_upgrade(folder: Folder, address: Address, options: RunOptions, hooks: Hooks) -> Outcome:
    """Upgrade the schema of `address` with the scripts of `folder`.

    Raises `ScriptError`, `ServerUnavailable` and `PreflightFailed` before anything is changed, `LockHeld` when
    another run does not end in time, `HistoryRefused` when scripts and history contradict each other, and
    `UpgradeStopped` in its kinds when the upgrade has stopped part-way.
    """
    started = time.perf_counter()
    check_not_empty(folder)
    with ExitStack() as stack:
        flag = stack.enter_context(stop_on_signals(lambda name: hooks.tell(Event("stopping", name))))
        observer = stack.enter_context(opened(address, hooks))
        observer.execute("SET SESSION wait_timeout = 604800")
        history = find_history(observer, address.schema, options.table, options.layout)
        patience = Patience(options.lock_timeout, lambda holder: hooks.tell(Event("waiting", holder)), flag)
        lock = acquire(address, history, hooks.connect, patience)
        stack.callback(lock.release, observer)
        hooks.tell(Event("locked"))
        run = _Run(folder, address, options, hooks, observer, flag, look(observer, folder, address.schema, options))
        _check(run)
        seconds = _under_lock(run, lock, stack)
    return _outcome(run, time.perf_counter() - started, seconds + observer.server_seconds)


def _check(run: _Run) -> None:
    """Refuse what can be refused before anything is changed; beforeValidate may still mend the history."""
    if not callbacks_for(run.folder, "beforeValidate", run.plan.history.layout):
        refuse(run.plan)
    if problems := obstacles(run.observer, run.plan, run.options):
        raise PreflightFailed(
            f"the server cannot take this upgrade of `{run.address.schema}`; nothing was changed:",
            problems,
            hint="mend these, or leave a check out with --skip-check NAME",
        )


def _under_lock(run: _Run, lock: RunLock, stack: ExitStack) -> float:
    """Do everything that changes the server; return the time that the server took."""
    if run.plan.creates_schema:
        run.observer.execute(f"CREATE DATABASE {quote(run.address.schema)}")
        run.created_schema = True
        run.tell("created", f"created the schema {quote(run.address.schema)}")
    connection = stack.enter_context(opened(run.address, run.hooks))
    if run.options.lock_wait_timeout is not None:
        connection.execute(f"SET SESSION lock_wait_timeout = {run.options.lock_wait_timeout}")
    executor = Executor(
        Session(connection, run.address.schema, run.plan.session),
        run.observer,
        lambda: lock.lost,
        run.stopping,
        run.hooks.tell,
        run.options.retries,
        run.options.resume,
    )
    try:
        _migrate(run, executor)
    except ServerError as error:
        raise _unforeseen(error, run.options) from None
    return connection.server_seconds


def _unforeseen(error: ServerError, options: RunOptions) -> UpgradeStopped:
    """Return a refusal outside of any script: of the history table, or of the session's own settings."""
    kind = ConnectionLost if error.lost else UpgradeStopped
    return kind(f"the history could not be kept: {error.answer}", hint=f"to go on: {options.resume}")


def _migrate(run: _Run, executor: Executor) -> None:
    """Fire callbacks and run scripts in Flyway's order."""
    _fire(run, executor, "beforeValidate")
    _look_again(run, bool(run.callbacks))
    try:
        refuse(run.plan)
    except HistoryRefused:
        _fire(run, executor, "afterValidateError")
        raise
    _fire(run, executor, "afterValidate")
    writer = _history_writer(run)
    _install_helpers(run, executor)
    fired = len(run.callbacks)
    _fire(run, executor, "beforeMigrate")
    if len(run.callbacks) > fired and _look_again(run, True):
        refuse(run.plan)
        writer = HistoryWriter(run.observer, run.plan.history)
    try:
        _run_steps(run, executor, writer)
    except UpgradeStopped as error:
        if not isinstance(error, ConnectionLost | Interrupted):
            _fire(run, executor, "afterMigrateError")
        raise
    if run.applied:
        _fire(run, executor, "afterMigrateApplied")
    _fire(run, executor, "afterMigrate")
    _drop_helpers(run, executor)
    run.tell("done")


def _look_again(run: _Run, changed: bool) -> bool:
    """Read the history anew after callbacks, which may write to it; return whether the plan is another one."""
    if not changed:
        return False
    history = find_history(run.observer, run.address.schema, run.options.table, run.options.layout)
    if history == run.plan.history:
        return False
    run.plan = replace(make_plan(run.folder, history, run.options), creates_schema=run.plan.creates_schema)
    return True


def _history_writer(run: _Run) -> HistoryWriter:
    history = run.plan.history
    if history.exists:
        return HistoryWriter(run.observer, history)
    created = create_table(run.observer, history)
    run.tell("created", f"created the history table `{history.table}`")
    writer = HistoryWriter(run.observer, created)
    if run.created_schema:
        marker = writer.add(schema_row(created))
        created = replace(created, rows=(marker,))
    run.plan = replace(run.plan, history=created)
    return writer


def _fire(run: _Run, executor: Executor, event: str) -> None:
    """Run the callbacks of an event, each as a script that the history does not record."""
    for script in fill_callbacks(run.folder, event, run.plan.history, run.options):
        problems: list[str] = []
        statements = tuple(split_script(script, problems))
        if problems:
            raise ScriptError("\n".join(problems))
        run.tell("callback", event, script=script.name)
        execute_script(executor, script, statements)
        run.callbacks.append(script.name)


def _install_helpers(run: _Run, executor: Executor) -> None:
    """Install the helper procedures afresh when a script that is to run calls one of them."""
    if not run.plan.steps or not run.plan.helpers:
        return
    names = set(run.plan.helpers)
    chosen = (each for each in run.options.helpers if names & set(helper_names((each,))))
    run.helpers = tuple(for_schema(each, run.address.schema) for each in chosen)
    run.tell("helpers", f"installing {len(run.helpers)} helper procedures")
    for script in run.helpers:
        execute_script(executor, script, tuple(split_script(script, [])))


def _drop_helpers(run: _Run, executor: Executor) -> None:
    if not run.options.drop_helpers:
        return
    for name in helper_names(run.options.helpers):
        executor.session.connection.execute(f"DROP PROCEDURE IF EXISTS {quote(run.address.schema)}.{quote(name)}")


def _run_steps(run: _Run, executor: Executor, writer: HistoryWriter) -> None:
    """Run the steps of the plan, versions first, with the callbacks that stand between them."""
    executor.progress.total = len(run.plan.steps)
    versioned = [step for step in run.plan.steps if step.script.kind is not ScriptKind.REPEATABLE]
    repeatable = [step for step in run.plan.steps if step.script.kind is ScriptKind.REPEATABLE]
    _run_each(run, executor, writer, versioned)
    if versioned:
        _fire(run, executor, "afterVersioned")
    if repeatable:
        _fire(run, executor, "beforeRepeatables")
    _run_each(run, executor, writer, repeatable)


def _run_each(run: _Run, executor: Executor, writer: HistoryWriter, steps: Iterable[Step]) -> None:
    for step in steps:
        check_can_go_on(executor)
        executor.progress.number += 1
        _run_step(run, executor, writer, step)


def _run_step(run: _Run, executor: Executor, writer: HistoryWriter, step: Step) -> None:
    """Run one script between its callbacks, its row written before and completed after."""
    script = step.script
    run.tell(
        "script",
        step.reason,
        script=script.name,
        version=str(script.version or ""),
        statements=len(step.statements),
        number=executor.progress.number,
        total=executor.progress.total,
    )
    _fire(run, executor, "beforeEachMigrate")
    row = HistoryRow(0, _version_text(script), script.description, step.row_type, script.name, step.checksum)
    row = writer.start(row, step.replaces)
    started = time.perf_counter()
    try:
        executed = execute_script(executor, script, step.statements, _statement_callbacks(run, executor))
        check_lock(executor, script)
    except UpgradeStopped as error:
        _record_failure(run, executor, writer, (row, started, error))
        raise
    milliseconds = int((time.perf_counter() - started) * 1000)
    writer.end(row, success=True, milliseconds=milliseconds)
    done = AppliedScript(
        script.name,
        str(script.version or ""),
        script.description,
        len(step.statements),
        executed.warnings,
        executed.retries,
        milliseconds,
    )
    run.applied.append(done)
    run.tell("applied", script=script.name, version=done.version, milliseconds=milliseconds)
    _fire(run, executor, "afterEachMigrate")


def _version_text(script: Script) -> str | None:
    return None if script.version is None else str(script.version)


def check_lock(executor: Executor, script: Script) -> None:
    """Raise `ConnectionLost` when the lock has gone while the script's last statement ran."""
    if reason := executor.lost_lock():
        raise ConnectionLost(
            f"the connection that holds the lock died ({reason}) while the last statement of {script.name} ran; "
            "the script is not recorded as applied",
            place=script.place(),
            hint=f"to go on: {executor.resume}",
        )


def _record_failure(
    run: _Run, executor: Executor, writer: HistoryWriter, failed: tuple[HistoryRow, float, UpgradeStopped]
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
            _fire(run, executor, "afterEachMigrateError")
    except (ServerError, HistoryRefused):
        return  # the error that stopped the run is the one to tell; the unfinished row remains as evidence


def _statement_callbacks(run: _Run, executor: Executor) -> Callable[[str], None] | None:
    layout = run.plan.history.layout
    events = {when: f"{when}EachMigrateStatement" for when in ("before", "after")}
    if not any(callbacks_for(run.folder, event, layout) for event in events.values()):
        return None
    return lambda when: _fire(run, executor, events[when])


def _outcome(run: _Run, seconds: float, server_seconds: float) -> Outcome:
    done = [script.version for script in run.applied if script.version]
    rows = [row.version for row in run.plan.history.rows if row.version and row.success]
    return Outcome(
        run.address.schema,
        run.plan.history.table,
        tuple(run.applied),
        (done or rows or [""])[-1],
        run.created_schema,
        tuple(run.callbacks),
        helper_names(run.helpers),
        run.plan.notes,
        seconds,
        server_seconds,
    )
