"""One statement on a state: schema changes, session, data, prepared text, calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from driftproof.model.changes import AlterView, Change, CreateEvent, CreateRoutine, CreateTrigger, CreateView, Opaque
from driftproof.model.replace import replace
from driftproof.model.syntax import Parsed, commands
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.programs import Run
from driftproof.model.syntax.queries import Query, Select
from driftproof.model.trace import Step
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.data.carry import carry, empties_partitions
from driftproof.replay.evaluate.data.change import delete, truncate, update
from driftproof.replay.evaluate.data.insert import insert
from driftproof.replay.evaluate.data.partitions import with_constants
from driftproof.replay.evaluate.expressions import evaluate
from driftproof.replay.evaluate.locks import check_change, lock
from driftproof.replay.evaluate.programs import call_function, call_procedure, fire_trigger, run_anonymous
from driftproof.replay.evaluate.programs.diagnostics import assign, get_diagnostics, signal
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.refusal import Refusal, answer, refuse
from driftproof.replay.evaluate.values import Unknown
from driftproof.replay.evaluate.variables import mode_text
from driftproof.replay.prepared import deallocate, execute_prepared, prepare
from driftproof.replay.program_checks import check_program
from driftproof.replay.session import assign_all, use
from driftproof.replay.state import RowStore, State, Verbs
from driftproof.replay.tables import (
    apply_to_base,
    change_created_from_query,
    change_temporary,
    check_view_sources,
    is_temporary,
)
from driftproof.replay.trigger_columns import check_trigger, check_trigger_rows
from driftproof.replay.unread import note_unread

MOST_INNER_STEPS = 1_000
"""How many inner steps a statement keeps; a loop may make many more."""


def run_action(action: Parsed, sql: str, context: Context) -> None:
    """Run one statement; raises `Refusal` where the server would refuse it, with the state as it is then."""
    runner = _RUNNERS.get(type(action))
    if runner is not None:
        runner(action, context)
    else:
        _change(action, sql, context)  # type: ignore[arg-type]


def _change(change: Change, sql: str, context: Context) -> None:
    """Run a schema change: it commits, is applied to the catalog, and takes the known rows along."""
    state = context.state
    if isinstance(change, Opaque):
        if change.answer is not None:
            raise Refusal(change.answer)
        state.note(f"not understood and left out: {change.reason}")
        return
    if is_temporary(change, state):
        change_temporary(change, context)
        return
    check_change(change, state)
    state.end_transaction()
    check_program(change, state)
    if isinstance(change, CreateView | AlterView):
        check_view_sources(change, state)
    change = with_constants(change, state)
    before = state.catalog
    if isinstance(change, CreateTrigger):
        check_trigger_rows(change, state)
        if state.catalog.flavor.is_mariadb:
            check_trigger(change, state)  # before it looks whether the trigger is there
    applied = apply_to_base(_with_origin(change, state), state)
    if isinstance(change, CreateTrigger) and applied.catalog is not before:
        check_trigger(change, state)
    note_unread(change, state)
    state.warnings.extend(applied.warnings)
    for assumption in applied.assumptions:
        state.note(assumption)
    state.doubled = state.doubled or applied.doubled
    state.catalog = applied.catalog
    if applied.catalog is not before or (applied.answer is None and empties_partitions(change)):
        try:
            carry(change, state, before)
            change_created_from_query(change, before, context)
        except Refusal:
            state.catalog = before
            raise
    if applied.answer is not None:
        raise Refusal(applied.answer)


def _with_origin(change: Change, state: State) -> Change:
    """Return the definition of a program with the sql_mode that it is created under, and where that is."""
    mode = mode_text(state.session.sql_mode)
    if isinstance(change, CreateRoutine):
        place = ""
        if state.origin is not None:
            script, statement = state.origin
            place = str(script.place((statement.sql_span or statement.span).line))
        return replace(change, routine=replace(change.routine, sql_mode=mode, created_by=place))
    if isinstance(change, CreateTrigger):
        return replace(change, trigger=replace(change.trigger, sql_mode=mode))
    if isinstance(change, CreateEvent):
        return replace(change, event=replace(change.event, sql_mode=mode))
    return change


def _query(command: commands.RunQuery, context: Context) -> None:
    """Run a query for what it does: assignments, INTO, and the errors that it would give."""
    state = context.state
    query = command.query
    targets = query.into if isinstance(query, Select) else ()
    result = query_rows(query, Context(state, context.frame, None, context.markers))
    state.row_count = -1
    if not targets:
        return
    if result.width != len(targets) and not result.unknown:
        raise refuse(1222, "The used SELECT statements have a different number of columns")
    _into(targets, query, result.rows, result.unknown, context)


def _into(targets: tuple[Expression, ...], query: Query, rows: list[Any], unknown: str, context: Context) -> None:
    state = context.state
    if unknown:
        for target in targets:
            assign(target, Unknown(unknown), context)
        return
    if not rows:
        state.warn(answer(1329, "No data - zero rows fetched, selected, or processed"))
        return
    for target, value in zip(targets, rows[0], strict=True):
        assign(target, value, context)
    if len(rows) > 1:  # the first row has been assigned by then
        raise refuse(1172, "Result consisted of more than one row")
    state.row_count = 1


def _data(run: Callable[[Any, Context], None]) -> Callable[[Any, Context], None]:
    """Return the runner of a statement that changes rows: all of it or nothing.

    With autocommit off it begins a transaction where none is open.
    """

    def runner(command: Any, context: Context) -> None:
        state = context.state
        store = state.rows if isinstance(state.rows, RowStore) else RowStore(state.rows)
        if state.kept is None and not state.autocommit:
            state.kept = dict(store)
        state.rows, outermost = store, store.journal is None
        journal = store.journal = [] if store.journal is None else store.journal
        mark = len(journal)
        try:
            run(command, context)
        except Exception:
            store.undo(mark)
            state.keys.clear()
            raise
        finally:
            if outermost:
                store.journal = None

    return runner


def _transaction(command: commands.Transaction, context: Context) -> None:
    """Run START TRANSACTION, COMMIT, ROLLBACK, or what is done with savepoints."""
    state, kind = context.state, command.kind.lower()
    if command.savepoint:
        _savepoint(command, state)
    elif kind.startswith(("start", "begin")):
        state.end_transaction()
        state.locks = None
        state.kept = dict(state.rows)
    elif kind.startswith("commit"):
        state.end_transaction()
    elif kind.startswith("rollback") and state.kept is not None:
        state.rows = state.kept
        state.end_transaction()
        state.keys.clear()


def _savepoint(command: commands.Transaction, state: State) -> None:
    """Set, release or go back to a savepoint; the later ones go with it. Raises the refusal 1305 for one not set."""
    name, points = command.savepoint, state.savepoints
    if state.kept is None:
        state.note(f"{command.kind.upper()} outside of a transaction is taken as doing nothing")
    elif command.kind == "savepoint":
        points.pop(name, None)
        points[name] = dict(state.rows)
    elif name not in points:
        raise refuse(1305, f"SAVEPOINT {name} does not exist")
    else:
        names = list(points)
        if command.kind == "rollback to":
            state.rows = dict(points[name])
            state.keys.clear()
        for later in names[names.index(name) + (command.kind == "rollback to") :]:
            del points[later]


def _set(command: commands.SetVariables, context: Context) -> None:
    assign_all(command.assignments, context)


def _set_statement(command: commands.SetStatement, context: Context) -> None:
    """Run SET STATEMENT … FOR: the variables have their values for one statement."""
    state, session = context.state, context.state.session
    assign_all(command.assignments, context)
    try:
        run_action(command.action, "", context)
    finally:
        variables, prepared, database = state.session.variables, state.session.prepared, state.session.database
        state.session = replace(session, variables=variables, prepared=prepared, database=database)


def _several(command: commands.Several, context: Context) -> None:
    for part in command.parts:
        _step(part.action, part.sql, part.offset, context)


def _execute_prepared(command: commands.Execute, context: Context) -> None:
    action, sql, inside = execute_prepared(command, context)
    if action is not None:
        _step(action, sql, 0, inside)


def _block(command: commands.RunBlock, context: Context) -> None:
    """Run a compound statement outside of programs, which only MariaDB has."""
    if not context.state.catalog.flavor.is_mariadb:
        text = command.body[:80]
        raise refuse(1064, f"You have an error in your SQL syntax near '{text}' at line 1")
    run_anonymous(command, context)


def _other(command: commands.Other, context: Context) -> None:
    """Run a statement that leaves schema and rows as they are, save for the rows that LOAD DATA brings."""
    if command.kind.startswith("load"):
        context.state.note("LOAD DATA is taken as bringing no rows")
    elif command.kind in {"lock tables", "lock table"}:
        lock(command, context)
    elif command.kind in {"unlock tables", "unlock table"}:
        context.state.locks = None


_RUNNERS: dict[type, Callable[[Any, Context], None]] = {
    commands.UseSchema: lambda command, context: use(command, context.state),
    commands.SetVariables: _set,
    commands.SetStatement: _set_statement,
    commands.CallProcedure: call_procedure,
    commands.Prepare: prepare,
    commands.Execute: _execute_prepared,
    commands.Deallocate: deallocate,
    commands.Insert: _data(insert),
    commands.Update: _data(update),
    commands.Delete: _data(delete),
    commands.Truncate: _data(truncate),
    commands.RunQuery: _query,
    commands.Transaction: _transaction,
    commands.Signal: signal,
    commands.GetDiagnostics: get_diagnostics,
    commands.RunBlock: _block,
    commands.Several: _several,
    commands.Other: _other,
}
_QUIET = (commands.SetVariables, commands.RunQuery, commands.Prepare, commands.Deallocate, commands.GetDiagnostics)


def run_inner(statement: Run, context: Context) -> None:
    """Run an SQL statement of a stored program, and keep what it did as an inner step."""
    _step(statement.action, statement.sql, statement.span[0], context)


def _step(action: Parsed, sql: str, offset: int, context: Context) -> None:
    """Run one statement inside another and record it; quiet ones only where they say something."""
    state = context.state
    around = (state.notes, state.steps, state.doubled)
    state.notes, state.steps, state.doubled = {}, [], ""
    before, session, warned = state.catalog, state.session, len(state.warnings)
    refusal: Refusal | None = None
    try:
        run_action(action, sql, context)
    except Refusal as raised:
        refusal = raised
    inside = (state.notes, state.steps, state.doubled)
    state.notes, state.steps, state.doubled = around
    told = refusal is not None or any(inside) or state.catalog is not before
    if state.origin is not None and (told or not isinstance(action, _QUIET)):
        if len(state.steps) >= MOST_INNER_STEPS:
            state.notes.update(inside[0])
        else:
            notes, steps, doubled = inside
            made = Step(
                *state.origin,
                action,
                before,
                state.catalog,
                session,
                None if refusal is None else refusal.answer,
                tuple(notes),
                tuple(state.warnings[warned:]),
                tuple(steps),
                context.frame.routine if context.frame else "",
                offset,
                sql,
                doubled,
            )
            state.steps.append(made)
    if refusal is not None:
        raise refusal


VERBS = Verbs(evaluate, run_inner, call_function, fire_trigger)
"""What evaluation needs of what stands above it."""
