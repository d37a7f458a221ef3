"""Calls of stored programs: parameters, the frame they run in, and what comes back."""

from __future__ import annotations

from driftproof.model.catalog import Routine, Trigger
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import CallProcedure, RunBlock
from driftproof.model.syntax.expressions import Expression, Name, UserVariable
from driftproof.model.syntax.programs import ProgramStatement, UnreadStatement
from driftproof.replay.evaluate.coercion import as_declared, coerce, read_type
from driftproof.replay.evaluate.context import BlockScope, Context, Frame, Variable
from driftproof.replay.evaluate.programs.blocks import run
from driftproof.replay.evaluate.programs.diagnostics import assign
from driftproof.replay.evaluate.programs.flow import Flow, Returned
from driftproof.replay.evaluate.reading import program_modes, read_body
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import Datum, Row, Unknown, to_integer
from driftproof.replay.state import State

DEEPEST = 24
"""How deep calls may lie in each other before the innermost is left out."""


def call_procedure(command: CallProcedure, context: Context) -> None:
    """Run CALL."""
    state = context.state
    schema = command.name.schema or (context.frame.schema if context.frame else state.session.database)
    routine = state.catalog.routine(schema, "procedure", command.name.name) if schema else None
    if schema is None:
        raise refuse(1046, "No database selected")
    if routine is None:
        if fold(schema) in {"mysql", "sys", "performance_schema"}:
            state.note(f"`{schema}`.`{command.name.name}` is the server's own and taken as doing nothing")
            return
        raise refuse(1305, f"PROCEDURE {schema}.{command.name.name} does not exist")
    expected = len(routine.parameters)
    if len(command.arguments) != expected:
        raise refuse(
            1318,
            f"Incorrect number of arguments for PROCEDURE {schema}.{routine.name}; "
            f"expected {expected}, got {len(command.arguments)}",
        )
    frame = Frame(routine.name, _schema_name(state, schema), [_bind(routine, schema, command.arguments, context)])
    parameters = frame.scopes[0]
    _enter(routine, frame, state)
    for parameter, argument in zip(routine.parameters, command.arguments, strict=True):
        if parameter.mode != "IN":
            assign(argument, parameters.variables[fold(parameter.name)].value, context)


def _schema_name(state: State, schema: str) -> str:
    found = state.catalog.schema(schema)
    return found.name if found else schema


def _bind(routine: Routine, schema: str, arguments: tuple[Expression, ...], context: Context) -> BlockScope:
    """Return the scope of a procedure's parameters; an OUT parameter starts as NULL."""
    state, scope = context.state, BlockScope()
    for place, (parameter, argument) in enumerate(zip(routine.parameters, arguments, strict=True), 1):
        if parameter.mode != "IN" and not _is_assignable(argument, context):
            raise refuse(
                1414,
                f"OUT or INOUT argument {place} for routine {schema}.{routine.name} "
                "is not a variable or NEW pseudo-variable in BEFORE trigger",
            )
        value: Datum = None
        if parameter.mode != "OUT":
            value = state.verbs.evaluate(argument, context)
            value = as_declared(value, parameter.type, parameter.name, state.session.is_strict)
        scope.variables[fold(parameter.name)] = Variable(parameter.type, value)
    return scope


def _is_assignable(argument: Expression, context: Context) -> bool:
    if isinstance(argument, UserVariable):
        return True
    if not isinstance(argument, Name) or context.frame is None:
        return False
    return len(argument.parts) == 2 or context.frame.variable(argument.parts[0]) is not None


def _run_body(body: ProgramStatement, frame: Frame, modes: frozenset[str], state: State) -> Flow:
    """Run a program's body: its own schema and sql_mode are in force, and the session's again after it."""
    session = state.session
    if session.database != frame.schema or session.sql_mode != modes:
        state.session = replace(session, database=frame.schema, sql_mode=modes)
    state.running.append((fold(frame.schema), fold(frame.routine)))
    try:
        return run(body, Context(state, frame))
    finally:
        state.running.pop()
        if state.session.database != session.database or state.session.sql_mode != session.sql_mode:
            state.session = replace(state.session, database=session.database, sql_mode=session.sql_mode)


def _enter(routine: Routine, frame: Frame, state: State) -> None:
    """Run a routine's body in its frame."""
    here = (fold(frame.schema), fold(routine.name))
    if here in state.running:
        _refuse_recursion(routine, state, state.running.count(here))
    if len(state.running) >= DEEPEST:
        state.note(f"`{routine.name}` is left out: calls lie more than {DEEPEST} deep")
        return
    modes = program_modes(routine.sql_mode, state)
    body = read_body(routine.body, modes, state)
    if isinstance(body, UnreadStatement):
        state.note(f"`{routine.name}` is taken as doing nothing: {body.reason}")
        frame.result = Unknown(f"`{routine.name}` is not understood")
        return
    flow = _run_body(body, frame, modes, state)
    if routine.kind == "function" and not isinstance(flow, Returned):
        raise refuse(1321, f"FUNCTION {routine.name} ended without RETURN")


def _refuse_recursion(routine: Routine, state: State, depth: int) -> None:
    if routine.kind == "function":
        raise refuse(1424, "Recursive stored functions and triggers are not allowed.")
    limit = state.session.system.get("max_sp_recursion_depth")
    allowed = 0 if limit is None else to_integer(limit)
    if depth > allowed:
        raise refuse(
            1456,
            f"Recursive limit {allowed} (as set by the max_sp_recursion_depth variable) "
            f"was exceeded for routine {routine.name}",
        )


def call_function(state: State, routine: Routine, schema: str, arguments: Row) -> Datum:
    """Return the value of a stored function."""
    scope = BlockScope()
    strict = state.session.is_strict
    for parameter, value in zip(routine.parameters, arguments, strict=True):
        kept = as_declared(value, parameter.type, parameter.name, strict)
        scope.variables[fold(parameter.name)] = Variable(parameter.type, kept)
    frame = Frame(routine.name, _schema_name(state, schema), [scope], is_function=True)
    _enter(routine, frame, state)
    try:
        return coerce(frame.result, read_type(routine.returns), routine.name, strict)
    except Refusal as refusal:
        if refusal.answer.number == 1406 and not state.catalog.flavor.is_mariadb:
            raise refuse(1265, f"Data truncated for column '{routine.name}' at row 1") from None
        raise


def fire_trigger(state: State, trigger: Trigger, schema: str, rows: dict[str, dict[str, Datum]]) -> None:
    """Run a trigger on a row; `rows` are ``new`` and ``old``, and ``new`` may be changed."""
    if (fold(schema), fold(trigger.name)) in state.running or len(state.running) >= DEEPEST:
        raise refuse(1442, f"Can't update table '{trigger.table}' in stored function/trigger")
    modes = program_modes(trigger.sql_mode, state)
    body = read_body(trigger.body, modes, state)
    if isinstance(body, UnreadStatement):
        state.note(f"trigger `{trigger.name}` is taken as doing nothing: {body.reason}")
        return
    frame = Frame(trigger.name, schema, [BlockScope()], rows=dict(rows))
    _run_body(body, frame, modes, state)


def run_anonymous(command: RunBlock, context: Context) -> None:
    """Run MariaDB's BEGIN NOT ATOMIC … END, or another compound statement on its own."""
    state = context.state
    body = read_body(command.body, state.session.sql_mode, state)
    if isinstance(body, UnreadStatement):
        state.note(f"a block is taken as doing nothing: {body.reason}")
        return
    run(body, Context(state, Frame("", state.session.database or "", [BlockScope()])))
