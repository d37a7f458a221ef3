"""Scripts are executed statement by statement: repeated where that is safe, stopped between statements, told about."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from driftproof.live.connect import Connection, ServerError
from driftproof.live.processes import processes
from driftproof.model.errors import ConnectionLost, Interrupted, Place, StatementFailed, UpgradeStopped
from driftproof.model.history import Event
from driftproof.model.scripts import Script, Statement
from driftproof.upgrade.session import Session
from driftproof.upgrade.statements import COMMITTING, DML, first_word

if TYPE_CHECKING:
    from driftproof.upgrade.script_journal import ScriptJournal

_DEADLOCK, _LOCK_WAIT = 1213, 1205
_NEVER_RUN = frozenset({1064, 1149})
"""Syntax errors: such a statement did nothing, not even the commit that DDL begins with."""

_REPEATABLE = DML | {"SET", "START", "BEGIN", "SAVEPOINT"}

_THERE_ALREADY = frozenset({1050, 1060, 1061, 1062, 1068, 1091, 1304, 1359, 1537, 1826})
"""Refusals because something is there already, or is gone already."""


@dataclass(slots=True)
class Progress:
    """What a run has come to: `done` scripts of `total`, for its events."""

    number: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Executor:
    """What executing needs: the session, how to look around (`observer`), when to stop, whom to tell.

    `lost_lock` and `stopping` give a reason when the run may not go on; `retries` bounds each statement's repeats;
    `resume` is the command that goes on later.
    """

    session: Session
    observer: Connection
    lost_lock: Callable[[], str]
    stopping: Callable[[], str]
    tell: Callable[[Event], None]
    retries: int = 3
    resume: str = ""
    progress: Progress = field(default_factory=Progress)


@dataclass(slots=True)
class _Work:
    """Where the execution of one script stands: next statement, where the open transaction began, counts.

    `refused` is the statement that was repeated last, `attempts` how often.
    """

    script: Script
    statements: Sequence[Statement]
    journal: ScriptJournal | None = None
    index: int = 0
    transaction: int = 0
    warnings: int = 0
    retries: int = 0
    attempts: int = 0
    refused: int = -1

    @property
    def current(self) -> Statement:
        return self.statements[self.index]

    @property
    def line(self) -> int:
        return self.statements[min(self.index, len(self.statements) - 1)].line


@dataclass(frozen=True, slots=True)
class Executed:
    """What came of a script: how many warnings and retries."""

    warnings: int = 0
    retries: int = 0


def execute_script(
    executor: Executor,
    script: Script,
    statements: Sequence[Statement],
    around: Callable[[str], None] | None = None,
    journal: ScriptJournal | None = None,
) -> Executed:
    """Run every statement of a script in order, and commit; `journal` is written before each.

    `around` is called with ``"before"`` and ``"after"`` each statement; what it runs with `execute_within` shares the
    script's transaction. Raises `StatementFailed`, `ConnectionLost` or
    `Interrupted`; what the script's open transaction held is rolled back then.
    """
    work = _Work(script, statements, journal)
    session = executor.session
    try:
        session.begin()
        if journal:
            _resume(journal, executor, work)
        while work.index < len(statements):
            check_can_go_on(executor, work)
            if around:
                around("before")
            if journal:
                _write_ahead(journal, executor, work)
            _step(executor, work)
            if around:
                around("after")
        if journal:
            journal.write(work.index)
        session.commit()
    except ServerError as error:
        raise _stopped(executor, work, error) from None
    except UpgradeStopped:
        session.abandon()
        raise
    return Executed(work.warnings, work.retries)


def _resume(journal: ScriptJournal, executor: Executor, work: _Work) -> None:
    """Go on where an earlier run was, and tell so."""
    from driftproof.upgrade.resume import resume

    work.index = work.transaction = resume(journal)
    if work.index:
        were, them = ("was", "it") if work.index == 1 else ("were", "them")
        done = (
            f"{_range(work.index)} of {len(work.statements)} {were} run by an earlier upgrade: going on behind {them}"
        )
        executor.tell(_event(executor, work, "resumed", done))


def _write_ahead(journal: ScriptJournal, executor: Executor, work: _Work) -> None:
    """Write the journal; what it has committed must not be repeated after a deadlock."""
    journal.write(work.index)
    if not executor.session.connection.in_transaction:
        work.transaction = work.index


def execute_within(executor: Executor, script: Script, statements: Sequence[Statement]) -> None:
    """Run the statements of a callback in the midst of a script: in its transaction and session, as they are.

    Raises `StatementFailed` or `ConnectionLost`.
    """
    work = _Work(script, statements)
    try:
        while work.index < len(statements):
            executor.session.send(work.current.sql)
            work.index += 1
    except ServerError as error:
        raise _stopped(executor, work, error) from None


def check_can_go_on(executor: Executor, work: _Work | None = None) -> None:
    """Raise `ConnectionLost` when the lock is gone, `Interrupted` when a signal has come."""
    if reason := executor.lost_lock():
        raise ConnectionLost(
            f"the connection that holds the lock has died ({reason}); stopped before {_where(work)}",
            place=work.script.place(work.line) if work else None,
            hint=_how_to_go_on(executor),
        )
    if signal := executor.stopping():
        done = f"after {work.index} of {len(work.statements)} statements of {work.script.name}" if work else ""
        raise Interrupted(
            f"{signal} came: stopped {done or 'between two scripts'}",
            place=work.script.place(work.line) if work else None,
            hint=_how_to_go_on(executor),
        )


def _where(work: _Work | None) -> str:
    return f"statement {work.index + 1} of {work.script.name}" if work else "the next script"


def _how_to_go_on(executor: Executor) -> str:
    return f"to go on: {executor.resume}" if executor.resume else ""


def _step(executor: Executor, work: _Work) -> None:
    """Send the current statement and move on, or back when it has to be repeated."""
    statement, session = work.current, executor.session
    word = first_word(statement.sql)
    if word in {"START", "BEGIN"}:
        work.transaction = work.index
    executor.tell(_event(executor, work, "statement"))
    try:
        result = session.send(work.journal.sent(statement.sql) if work.journal else statement.sql)
    except ServerError as error:
        back = _retry_from(executor, work, error)
        if back is None:
            raise
        executor.tell(_event(executor, work, "retry", str(error.answer)))
        time.sleep(0.1 * 4**work.attempts)
        work.attempts += 1
        work.retries += 1
        work.refused, work.index = work.index, back
        return
    if result.warnings and (texts := _warning_texts(session.connection)):
        work.warnings += len(texts)
        executor.tell(_event(executor, work, "warning", "; ".join(texts[:3]) + (" …" if len(texts) > 3 else "")))
    if work.journal:
        work.journal.written(work.index)
    if work.index >= work.refused:
        work.attempts = 0
    work.index += 1
    if not session.connection.in_transaction:
        work.transaction = work.index


def _warning_texts(connection: Connection) -> list[str]:
    """Return the server's words on the last statement; notes, such as those of IF NOT EXISTS, don't count."""
    return [f"{code}: {text}" for level, code, text in connection.rows("SHOW WARNINGS") if level != "Note"]


def _retry_from(executor: Executor, work: _Work, error: ServerError) -> int | None:
    """Return the statement to repeat from after a deadlock or a row lock's timeout; None when that is not safe.

    A deadlock undoes the whole transaction, so all of it is repeated; a timeout undoes the statement alone unless
    ``innodb_rollback_on_timeout`` is on. Only DML is repeated: a DDL statement is not tried blindly a second time.
    """
    number = error.answer.number
    if number not in {_DEADLOCK, _LOCK_WAIT} or work.attempts >= executor.retries:
        return None
    whole = number == _DEADLOCK or executor.session.rolls_back_on_timeout
    start = work.transaction if whole else work.index
    words = [first_word(each.sql) for each in work.statements[start : work.index + 1]]
    return start if words[-1] in DML and all(word in _REPEATABLE for word in words) else None


def _event(executor: Executor, work: _Work, kind: str, message: str = "") -> Event:
    version = str(work.script.version or "")
    place = executor.progress
    return Event(
        kind,  # type: ignore[arg-type]
        message,
        work.script.name,
        version,
        work.index + 1,
        len(work.statements),
        work.line,
        place.number,
        place.total,
    )


def _stopped(executor: Executor, work: _Work, error: ServerError) -> UpgradeStopped:
    """Return the refusal of the current statement, or the loss of the connection, as the run's end."""
    if error.lost or not executor.session.abandon():
        return _lost(executor, work, error)
    if work.index >= len(work.statements):
        return UpgradeStopped(
            f"{work.script.name} could not be committed: {error.answer}",
            place=work.script.place(),
            hint=_how_to_go_on(executor),
        )
    return StatementFailed(
        f"statement {work.index + 1} of {len(work.statements)} failed",
        place=Place(work.script.path, _line_of_error(work, error.answer.message)),
        statement=work.current.sql,
        answer=error.answer,
        applied=work.index,
        hint="\n".join(filter(None, _hints(executor, work, error))),
    )


def _hints(executor: Executor, work: _Work, error: ServerError) -> Iterator[str]:
    """Yield what a reader should know of a refusal: what is left of the script, what to do, how to go on."""
    yield _what_stays(work, error.answer.number)
    if executor.session.kept_rows:
        yield "rows of tables without transactions, such as MyISAM's, were not rolled back: they stay as they are"
    yield _advice(error, journaled=work.journal is not None)
    yield _how_to_go_on(executor)


def _line_of_error(work: _Work, message: str) -> int:
    """Return the line of the file; a syntax error names the line within the statement."""
    match = re.search(r"at line (\d+)$", message)
    return work.line + (int(match[1]) - 1 if match else 0)


def _what_stays(work: _Work, number: int) -> str:
    """Say what of the script is applied, and what its transaction's rollback took back."""
    kept, undone = work.transaction, work.index - work.transaction
    if not work.index:
        return f"nothing of {work.script.name} was applied before it"
    word = first_word(work.current.sql)
    if not undone or (word in COMMITTING and number not in _NEVER_RUN):
        return f"applied before it: {_range(work.index)} of {work.script.name}"
    first = f"{_range(kept)} of {work.script.name}" if kept else f"nothing of {work.script.name}"
    sure = "" if word in _REPEATABLE or number in _NEVER_RUN else ", unless the failed statement committed them first"
    return f"applied before it: {first}; {undone} more were rolled back with their transaction{sure}"


def _range(last: int) -> str:
    return "statement 1" if last == 1 else f"statements 1 to {last}"


def _advice(error: ServerError, *, journaled: bool) -> str:
    if error.answer.number == _LOCK_WAIT:
        return (
            "something else holds the lock: see SHOW PROCESSLIST and information_schema.innodb_trx for old transactions"
        )
    if error.answer.number in {1021, 1041, 1114, 28} or "No space left" in error.answer.message:
        return "the server is out of space or memory: make room first"
    if error.answer.number in _THERE_ALREADY and error.answer.sqlstate != "45000":
        return (
            "if an earlier attempt did this already, make the statement safe to run again: "
            "CREATE ... IF NOT EXISTS, or a helper procedure such as ADD_COLUMN"
        )
    if journaled:
        return "mend the cause; the next run goes on where this one stopped"
    return "mend the cause; scripts that are safe to run again need nothing else"


def _lost(executor: Executor, work: _Work, error: ServerError) -> ConnectionLost:
    """Say what is known of the statement in flight after its connection died."""
    thread = executor.session.connection.thread_id
    place = work.script.place(work.line) if work.index < len(work.statements) else work.script.place()
    return ConnectionLost(
        f"the connection was lost during {_where(work)}: {error.answer}",
        place=place,
        hint=f"{_still_running(executor.observer, thread)}\n{_how_to_go_on(executor)}".strip(),
    )


def _still_running(observer: Connection, thread: int) -> str:
    atomic = observer.flavor.at_least(mysql=(8, 0), mariadb=(10, 6, 1))
    fate = "it took effect wholly or not at all" if atomic else "an ALTER on this server may have been left half done"
    try:
        found = processes(observer).get(thread)
    except ServerError:
        return f"the server cannot be asked about the statement any more; {fate}, and running again finds out"
    if found and found.statement:
        return f"the server is still at it (connection {thread}, {found.seconds} s): wait for it, or KILL {thread}"
    return f"the server no longer runs it; {fate}, and running again finds out"
