"""An upgrade from beginning to end: lock, history, callbacks, scripts, repeatables, and what is recorded of each."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace

from driftproof.live.address import Address
from driftproof.live.connect import Connection, ServerError
from driftproof.model.errors import (
    ConnectionLost,
    HistoryRefused,
    Interrupted,
    PreflightFailed,
    UpgradeStopped,
)
from driftproof.model.history import Event, Outcome
from driftproof.model.names import quote
from driftproof.sources.folder import Folder
from driftproof.sources.shipped import for_schema
from driftproof.upgrade.callbacks import callbacks_for
from driftproof.upgrade.earlier import end_earlier_session
from driftproof.upgrade.execute import Executor, execute_script
from driftproof.upgrade.history_table import HistoryWriter, create_table, find_history, schema_row, table_exists
from driftproof.upgrade.lease import hold_lease
from driftproof.upgrade.lock import Patience, RunLock, acquire
from driftproof.upgrade.look import check_not_empty, look, opened, refuse
from driftproof.upgrade.options import JOURNAL_TABLE, Hooks, RunOptions
from driftproof.upgrade.plan import helper_names, make_plan, split_script
from driftproof.upgrade.preflight import obstacles
from driftproof.upgrade.session import Session
from driftproof.upgrade.signals import stop_on_signals
from driftproof.upgrade.steps import Run, fire, fire_after_error, run_steps


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
        patience = Patience(
            options.lock_timeout, lambda holder: hooks.tell(Event("waiting", holder)), flag, options.heartbeat
        )
        lock = acquire(address, history, hooks.connect, patience)
        stack.callback(lock.release, observer)
        hooks.tell(Event("locked"))
        run = Run(folder, address, options, hooks, observer, flag, look(observer, folder, address.schema, options))
        _check(run)
        seconds = _under_lock(run, lock, patience, stack)
    return _outcome(run, time.perf_counter() - started, seconds + observer.server_seconds)


def _check(run: Run) -> None:
    """Refuse what can be refused before anything is changed; beforeValidate may still mend the history."""
    if not callbacks_for(run.folder, "beforeValidate", run.plan.history.layout):
        refuse(run.plan)
    if problems := obstacles(run.observer, run.plan, run.options):
        raise PreflightFailed(
            f"the server cannot take this upgrade of `{run.address.schema}`; nothing was changed:",
            problems,
            hint="mend these, or leave a check out with --skip-check NAME",
        )


def _under_lock(run: Run, lock: RunLock, patience: Patience, stack: ExitStack) -> float:
    """Do everything that changes the server; return the time that the server took."""
    if run.plan.creates_schema:
        _create_schema(run)
    if hold_lease(lock, run.observer, run.address.schema, patience, stack):
        _look_again(run, True)
    connection = stack.enter_context(opened(run.address, run.hooks))
    end_earlier_session(connection, run.observer, run.address.schema, patience)
    if run.options.lock_wait_timeout is not None:
        connection.execute(f"SET SESSION lock_wait_timeout = {run.options.lock_wait_timeout}")
    _begin_session(run, connection)
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


def _create_schema(run: Run) -> None:
    try:
        done = run.observer.execute(f"CREATE DATABASE IF NOT EXISTS {quote(run.address.schema)}")
    except ServerError as error:
        message = f"the schema {quote(run.address.schema)} is not there and cannot be created: {error.answer}"
        raise PreflightFailed(message, hint="create it, or GRANT the account CREATE on it") from None
    run.created_schema = not done.warnings  # there is a note when another node's run was faster
    if run.created_schema:
        run.tell("created", f"created the schema {quote(run.address.schema)}")


def _begin_session(run: Run, connection: Connection) -> None:
    """Run what ``--init-sql`` says, before anything else on the scripts' connection."""
    for statement in run.plan.init.statements if run.plan.init else ():
        try:
            connection.execute(statement.sql)
        except ServerError as error:
            raise PreflightFailed(f"--init-sql: {statement.sql}: {error.answer}") from None


def _unforeseen(error: ServerError, options: RunOptions) -> UpgradeStopped:
    """Return a refusal outside of any script: of the history table, or of the session's own settings."""
    kind = ConnectionLost if error.lost else UpgradeStopped
    return kind(f"the history could not be kept: {error.answer}", hint=f"to go on: {options.resume}")


def _migrate(run: Run, executor: Executor) -> None:
    """Fire callbacks and run scripts in Flyway's order."""
    fire(run, executor, "beforeValidate")
    _look_again(run, bool(run.callbacks))
    try:
        refuse(run.plan)
    except HistoryRefused:
        fire_after_error(run, executor, "afterValidateError")
        raise
    fire(run, executor, "afterValidate")
    writer = _history_writer(run)
    _install_helpers(run, executor)
    fired = len(run.callbacks)
    fire(run, executor, "beforeMigrate")
    if len(run.callbacks) > fired and _look_again(run, True):
        refuse(run.plan)
        writer = HistoryWriter(run.observer, run.plan.history)
    _open_journal(run)
    try:
        run_steps(run, executor, writer)
    except UpgradeStopped as error:
        if not isinstance(error, ConnectionLost | Interrupted):
            fire_after_error(run, executor, "afterMigrateError")
        raise
    if run.applied:
        fire(run, executor, "afterMigrateApplied")
    fire(run, executor, "afterMigrate")
    _drop_journal(run)
    _drop_helpers(run, executor)
    run.tell("done")


def _open_journal(run: Run) -> None:
    """Keep what an earlier run left in the journal; without one, or with nothing to run, it goes."""
    run.journaling = run.options.journal
    if not table_exists(run.observer, run.address.schema, JOURNAL_TABLE):
        return
    from driftproof.upgrade.journal import Journal  # brings the parser: half of the time to start

    names = frozenset(name.lower() for name in helper_names(run.options.helpers))
    journal = Journal(run.address.schema, names, run.hooks.between)
    left = journal.left(run.observer)
    if run.journaling and run.plan.steps:
        run.journal, run.journal_left = journal, left
        return
    journal.drop(run.observer)
    if left and run.plan.steps:
        run.tell("journal", f"the journal of an earlier run is gone: {left.script} starts over")


def _drop_journal(run: Run) -> None:
    if run.journal and (answer := run.journal.drop(run.observer)):
        run.tell("journal", f"`{JOURNAL_TABLE}` stays in the schema, empty: {answer}")


def _look_again(run: Run, changed: bool) -> bool:
    """Read the history anew after callbacks, which may write to it; return whether the plan is another one."""
    if not changed:
        return False
    history = find_history(run.observer, run.address.schema, run.options.table, run.options.layout)
    if history == run.plan.history:
        return False
    run.plan = replace(make_plan(run.folder, history, run.options), creates_schema=run.plan.creates_schema)
    return True


def _history_writer(run: Run) -> HistoryWriter:
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


def _install_helpers(run: Run, executor: Executor) -> None:
    """Install the helper procedures afresh when a script that is to run calls one of them."""
    if not run.plan.steps or not run.plan.helpers:
        return
    names = set(run.plan.helpers)
    chosen = (each for each in run.options.helpers if names & set(helper_names((each,))))
    run.helpers = tuple(for_schema(each, run.address.schema) for each in chosen)
    run.tell("helpers", f"installing {len(run.helpers)} helper procedures")
    for script in run.helpers:
        execute_script(executor, script, tuple(split_script(script, [])))


def _drop_helpers(run: Run, executor: Executor) -> None:
    if not run.options.drop_helpers:
        return
    for name in helper_names(run.options.helpers):
        executor.session.connection.execute(f"DROP PROCEDURE IF EXISTS {quote(run.address.schema)}.{quote(name)}")


def _outcome(run: Run, seconds: float, server_seconds: float) -> Outcome:
    numbers = [row.number for row in run.plan.history.rows if row.number and row.success]
    numbers += [step.script.version for step in run.plan.steps[: len(run.applied)] if step.script.version]
    last = max(numbers, default=None)
    return Outcome(
        run.address.schema,
        run.plan.history.table,
        tuple(run.applied),
        str(last or ""),
        run.created_schema,
        tuple(run.callbacks),
        helper_names(run.helpers),
        run.plan.notes,
        seconds,
        server_seconds,
    )
