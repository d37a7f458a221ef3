"""The statements of a program: blocks, conditions, loops, jumps, and the SQL statements between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from driftproof.model.names import fold
from driftproof.model.syntax import programs as syntax
from driftproof.model.syntax.commands import GetDiagnostics, SetVariables, Signal
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.replay.evaluate.coercion import as_declared
from driftproof.replay.evaluate.context import BlockScope, Context, OpenCursor, Variable
from driftproof.replay.evaluate.operators import infix
from driftproof.replay.evaluate.programs.cursors import cursor_rows, find_cursor, run_cursor
from driftproof.replay.evaluate.programs.flow import RETURNED, Flow, ends_block, steers_loop
from driftproof.replay.evaluate.programs.handlers import find_handler, handle
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.sources import Result
from driftproof.replay.evaluate.values import Unknown, to_integer, truth

MOST_TURNS = 100_000
MOST_BLIND_TURNS = 100
"""How often a loop turns before it is given up: less often once its conditions are not known."""


def run(statement: ProgramStatement, context: Context) -> Flow:
    """Run one statement of a program and return where it goes on; raises `Refusal` where no handler takes an error."""
    return _RUNNERS[type(statement)](statement, context)


def _guarded(action: Callable[[Any, Context], Flow]) -> Callable[[Any, Context], Flow]:
    """Return the runner of a statement with the handlers in force; they take its warnings, too, but not its notes."""

    def runner(statement: Any, context: Context) -> Flow:
        state = context.state
        before = state.conditions
        known = len(before)
        try:
            flow = action(statement, context)
        except Refusal as refusal:
            return handle(refusal, context, run)
        fresh = state.conditions[known:] if state.conditions is before else state.conditions
        if fresh and context.frame is not None:
            for condition in fresh:
                if condition.level == "Warning" and find_handler(context.frame, condition.answer, True) is not None:
                    return handle(Refusal(condition.answer), context, run, True)
        return flow

    return runner


def _block(block: syntax.Block, context: Context) -> Flow:
    frame = context.frame
    assert frame is not None
    scope = frame.open_scope(block.label)
    try:
        for declaration in block.declarations:
            flow = _declare(declaration, scope, context)
            if flow is not None:
                return None if ends_block(flow, scope) else flow
        flow = _sequence(block.statements, context)
    finally:
        frame.scopes.pop()
    return None if ends_block(flow, scope) else flow


def _sequence(statements: tuple[ProgramStatement, ...], context: Context) -> Flow:
    for statement in statements:
        flow = _RUNNERS[type(statement)](statement, context)
        if flow is not None:
            return flow
    return None


def _declare(declaration: syntax.Declaration, scope: BlockScope, context: Context) -> Flow:
    if isinstance(declaration, syntax.DeclareCondition):
        scope.conditions[fold(declaration.name)] = declaration.value
    elif isinstance(declaration, syntax.DeclareCursor):
        scope.cursors[fold(declaration.name)] = OpenCursor(declaration)
    elif isinstance(declaration, syntax.DeclareHandler):
        scope.handlers.append(declaration)
    elif declaration.default is not None:
        return _declare_with_default(declaration, context)
    else:
        for name in declaration.names:
            scope.variables[fold(name)] = Variable(declaration.type, None)
    return None


@_guarded
def _declare_with_default(declaration: syntax.DeclareVariable, context: Context) -> Flow:
    state, frame = context.state, context.frame
    assert frame is not None
    for name in declaration.names:
        value = state.verbs.evaluate(declaration.default, context)
        value = as_declared(value, declaration.type, name, state.session.is_strict)
        frame.scopes[-1].variables[fold(name)] = Variable(declaration.type, value)
    return None


def _decide(condition: Any, context: Context) -> bool | Unknown:
    found = truth(context.state.verbs.evaluate(condition, context))
    return found if isinstance(found, Unknown) else bool(found)


def _if(statement: syntax.If, context: Context) -> Flow:
    try:
        chosen = statement.otherwise
        for condition, statements in statement.branches:
            found = _decide(condition, context)
            if isinstance(found, Unknown):
                context.state.note(f"an IF condition is taken as not true: {found.reason}")
            elif found:
                chosen = statements
                break
    except Refusal as refusal:
        return handle(refusal, context, run)
    return _sequence(chosen, context)


def _case(statement: syntax.CaseStatement, context: Context) -> Flow:
    state = context.state
    try:
        chosen = statement.otherwise
        operand = state.verbs.evaluate(statement.operand, context) if statement.operand is not None else None
        for value, statements in statement.branches:
            found = state.verbs.evaluate(value, context)
            decided = truth(infix("=", operand, found, state) if statement.operand is not None else found)
            if isinstance(decided, Unknown):
                state.note(f"a CASE condition is taken as not true: {decided.reason}")
            elif decided:
                chosen = statements
                break
        if chosen is None:
            raise refuse(1339, "Case not found for CASE statement")
    except Refusal as refusal:
        return handle(refusal, context, run)
    return _sequence(chosen, context)


def _loop(statement: syntax.Loop, context: Context) -> Flow:
    state = context.state
    turns = 0
    while True:
        if statement.kind == "while":
            try:
                found = _decide(statement.condition, context)
            except Refusal as refusal:
                return handle(refusal, context, run)
            if isinstance(found, Unknown):
                state.note(f"a WHILE condition is taken as not true: {found.reason}")
            if found is not True:
                return None
        flow = _sequence(statement.statements, context)
        if flow is not None:
            steered = steers_loop(flow, statement.label)
            if steered != "iterate":
                return None if steered else flow
        turns += 1
        if turns >= MOST_TURNS or (turns >= MOST_BLIND_TURNS and any("not true" in note for note in state.notes)):
            state.note(f"a loop is left after {turns} turns")
            return None
        if statement.kind == "repeat" and _until(statement, context):
            return None


def _until(statement: syntax.Loop, context: Context) -> bool:
    """Tell whether a REPEAT ends; a condition that is not known ends it."""
    found = _decide(statement.condition, context)
    if isinstance(found, Unknown):
        context.state.note(f"an UNTIL condition is taken as true: {found.reason}")
        return True
    return found


def _for(statement: syntax.ForLoop, context: Context) -> Flow:
    try:
        if statement.low is not None:
            return _for_numbers(statement, context)
        result = _for_result(statement, context)
    except Refusal as refusal:
        return handle(refusal, context, run)
    frame = context.frame
    assert frame is not None
    name = fold(statement.variable)
    names = [fold(column) for column in result.columns]
    saved = frame.rows.get(name)
    try:
        for row in result.rows:
            frame.rows[name] = dict(zip(names, row, strict=True))
            flow = _sequence(statement.statements, context)
            if flow is not None and (steered := steers_loop(flow, statement.label)) != "iterate":
                return None if steered else flow
    finally:
        frame.rows.pop(name, None)
        if saved is not None:
            frame.rows[name] = saved
    return None


def _for_result(statement: syntax.ForLoop, context: Context) -> Result:
    """Return the rows that a FOR goes over."""
    frame = context.frame
    assert frame is not None
    if statement.query is not None:
        result = query_rows(statement.query, Context(context.state, frame))
    else:
        result = cursor_rows(find_cursor(frame, statement.cursor), statement.arguments, context)
    if result.unknown:
        context.state.note(f"a FOR loop is taken to have {len(result.rows)} rows: {result.unknown}")
    return result


def _for_numbers(statement: syntax.ForLoop, context: Context) -> Flow:
    state, frame = context.state, context.frame
    assert frame is not None
    low, high = (state.verbs.evaluate(bound, context) for bound in (statement.low, statement.high))
    if low is None or high is None or isinstance(low, Unknown) or isinstance(high, Unknown):
        state.note("a FOR loop is left out: its bounds are not known")
        return None
    numbers = list(range(to_integer(low), min(to_integer(high), to_integer(low) + MOST_TURNS) + 1))
    scope = frame.open_scope()
    try:
        for number in reversed(numbers) if statement.reverse else numbers:
            scope.variables[fold(statement.variable)] = Variable("bigint", number)
            flow = _sequence(statement.statements, context)
            if flow is not None and (steered := steers_loop(flow, statement.label)) != "iterate":
                return None if steered else flow
    finally:
        frame.scopes.pop()
    return None


def _jump(statement: syntax.Jump, context: Context) -> Flow:
    return statement


@_guarded
def _return(statement: syntax.Return, context: Context) -> Flow:
    assert context.frame is not None
    context.frame.result = context.state.verbs.evaluate(statement.value, context)
    return RETURNED


@_guarded
def _cursor(statement: syntax.CursorStatement, context: Context) -> Flow:
    context.state.conditions = []
    run_cursor(statement, context)
    return None


_KEEPS_CONDITIONS = (GetDiagnostics, SetVariables, Signal)


@_guarded
def _run(statement: syntax.Run, context: Context) -> Flow:
    state = context.state
    if not isinstance(statement.action, _KEEPS_CONDITIONS):
        state.conditions = []
    state.verbs.inner(statement, context)
    return None


def _unread(statement: syntax.UnreadStatement, context: Context) -> Flow:
    text = " ".join(statement.text.split())[:60]
    context.state.note(f"not understood and left out: {text!r} ({statement.reason})")
    return None


_RUNNERS: dict[type, Callable[[Any, Context], Flow]] = {
    syntax.Block: _block,
    syntax.If: _if,
    syntax.CaseStatement: _case,
    syntax.Loop: _loop,
    syntax.ForLoop: _for,
    syntax.Jump: _jump,
    syntax.Return: _return,
    syntax.CursorStatement: _cursor,
    syntax.Run: _run,
    syntax.UnreadStatement: _unread,
}
