"""What servers refuse in the body of a stored program when it is made: labels, cursors, variables, handlers.

A server reads a body from front to back and says the first thing that it minds, before it looks whether the program
is there already. Numbers and order were read from MariaDB 10.11, 11.8 and MySQL 9.7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from driftproof.model.changes import Change, CreateEvent, CreateRoutine, CreateTrigger
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax import programs as syntax
from driftproof.model.syntax.commands import CallProcedure, SetVariables, Signal
from driftproof.model.syntax.expressions import Exists, Expression, Name, Subquery, SystemVariable
from driftproof.model.syntax.programs import ProgramStatement
from driftproof.model.syntax.queries import Select
from driftproof.replay.evaluate.reading import read_body
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.variables import system_value
from driftproof.replay.program_statements import check_statement
from driftproof.replay.state import State


@dataclass(frozen=True, slots=True)
class _Scope:
    """What can be named at a place of a program: folded names.

    `kind` is what the program is, `timing` that of a trigger. `loops` are the labels that ITERATE may name, `labels`
    those that LEAVE may.
    """

    kind: str
    state: State
    timing: str = ""
    variables: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    cursors: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    loops: frozenset[str] = frozenset()

    def labelled(self, label: str, *, loop: bool) -> _Scope:
        """Return the scope inside a labelled statement; refused with 1309 where the label is in use."""
        key = fold(label)
        if not label:
            return self
        if key in self.labels:
            raise refuse(1309, f"Redefining label {label}")
        return replace(self, labels=self.labels | {key}, loops=self.loops | {key} if loop else self.loops)


def check_program(change: Change, state: State) -> None:
    """Refuse the making of a program whose body the server does not take."""
    if isinstance(change, CreateRoutine):
        routine = change.routine
        if (routine.language or "SQL") != "SQL":
            return
        names = _unique((one.name for one in routine.parameters), 1330, "parameter")
        _check_body(routine.body, _Scope(routine.kind, state, variables=names))
        if routine.kind == "function":
            _check_returns(change, read_body(routine.body, state.session.sql_mode, state), state)
    elif isinstance(change, CreateTrigger):
        _check_body(change.trigger.body, _Scope("trigger", state, change.trigger.timing.upper()))
    elif isinstance(change, CreateEvent):
        _check_body(change.event.body, _Scope("event", state))


def _check_body(body: str, scope: _Scope) -> None:
    _check(read_body(body, scope.state.session.sql_mode, scope.state), scope)


def _check_returns(change: CreateRoutine, body: ProgramStatement, state: State) -> None:
    """Refuse with 1320 a function that has no RETURN anywhere."""
    found = any(isinstance(node, syntax.Return | syntax.UnreadStatement) for node in _nodes(body))
    if not found:
        schema = state.schema_of(change.name)
        raise refuse(1320, f"No RETURN found in FUNCTION {schema}.{change.name.name}")


def _nodes(node: Any) -> Iterator[Any]:
    """Yield every statement of a program, the bodies of handlers included."""
    if isinstance(node, tuple):
        for part in node:
            yield from _nodes(part)
    elif is_dataclass(node) and type(node).__module__ == syntax.__name__:
        yield node
        for field in fields(node):
            yield from _nodes(getattr(node, field.name))


def _unique(names: Iterable[str], number: int, what: str) -> frozenset[str]:
    """Return folded names; refused where one stands twice."""
    found: set[str] = set()
    for name in names:
        if fold(name) in found:
            raise refuse(number, f"Duplicate {what}: {name}")
        found.add(fold(name))
    return frozenset(found)


def _check(statement: ProgramStatement, scope: _Scope) -> None:
    match statement:
        case syntax.Block():
            _check_block(statement, scope)
        case syntax.If(branches=branches, otherwise=otherwise):
            for condition, statements in branches:
                _check_names(condition, scope)
                _check_all(statements, scope)
            _check_all(otherwise, scope)
        case syntax.CaseStatement(operand=operand, branches=branches, otherwise=otherwise):
            _check_names(operand, scope)
            for condition, statements in branches:
                _check_names(condition, scope)
                _check_all(statements, scope)
            _check_all(otherwise or (), scope)
        case syntax.Loop() | syntax.ForLoop():
            _check_loop(statement, scope)
        case syntax.Jump(kind=kind, label=label):
            if fold(label) not in (scope.labels if kind == "leave" else scope.loops):
                raise refuse(1308, f"{kind.upper()} with no matching label: {label}")
        case syntax.Return(value=value):
            if scope.kind != "function":
                raise refuse(1313, "RETURN is only allowed in a FUNCTION")
            _check_names(value, scope)
        case syntax.CursorStatement():
            _check_cursor(statement, scope)
        case syntax.UnreadStatement(reason=reason, is_refused=True):
            raise refuse(1064, f"You have an error in your SQL syntax ({reason})")
        case syntax.Run():
            _check_run(statement, scope)


def _check_all(statements: Iterable[ProgramStatement], scope: _Scope) -> None:
    for statement in statements:
        _check(statement, scope)


def _check_loop(loop: syntax.Loop | syntax.ForLoop, scope: _Scope) -> None:
    inside = scope.labelled(loop.label, loop=True)
    if isinstance(loop, syntax.ForLoop):
        inside = replace(inside, variables=inside.variables | {fold(loop.variable)})
    elif loop.kind == "while":
        _check_names(loop.condition, scope)
    _check_all(loop.statements, inside)
    if isinstance(loop, syntax.Loop) and loop.kind == "repeat":
        _check_names(loop.condition, inside)


def _check_block(block: syntax.Block, scope: _Scope) -> None:
    scope = scope.labelled(block.label, loop=False)
    variables: list[str] = []
    conditions: list[str] = []
    cursors: list[str] = []
    handled: set[str] = set()
    for item in block.declarations:
        if isinstance(item, syntax.DeclareVariable | syntax.DeclareCondition) and (cursors or handled):
            raise refuse(1337, "Variable or condition declaration after cursor or handler declaration")
        if isinstance(item, syntax.DeclareVariable):
            _check_names(item.default, scope)
            variables += item.names
            scope = replace(scope, variables=scope.variables | _unique(variables, 1331, "variable"))
        elif isinstance(item, syntax.DeclareCondition):
            _check_value(item.value)
            conditions.append(item.name)
            scope = replace(scope, conditions=scope.conditions | _unique(conditions, 1332, "condition"))
        elif isinstance(item, syntax.DeclareCursor):
            if handled:
                raise refuse(1338, "Cursor declaration after handler declaration")
            if isinstance(item.query, Select) and item.query.into:
                raise refuse(1323, "Cursor SELECT must not have INTO")
            cursors.append(item.name)
            scope = replace(scope, cursors=scope.cursors | _unique(cursors, 1333, "cursor"))
        else:
            _check_handler(item, scope, handled)
    _check_all(block.statements, scope)


def _check_handler(handler: syntax.DeclareHandler, scope: _Scope, handled: set[str]) -> None:
    """Check a handler: conditions that are known, each handled once in a block, and a body that sees no labels."""
    for condition in handler.conditions:
        _check_value(condition)
        key = fold(condition)
        is_name = not condition.isdigit() and len(condition) != 5 and " " not in condition
        if is_name and key not in scope.conditions | {"sqlexception", "sqlwarning"}:
            raise refuse(1319, f"Undefined CONDITION: {condition}")
        if key in handled:
            raise refuse(1413, "Duplicate handler declared in the same block")
        handled.add(key)
    _check(handler.body, replace(scope, labels=frozenset(), loops=frozenset()))


def _check_value(condition: str) -> None:
    """Refuse with 1407 the SQLSTATE of success, and with 1525 the error number 0."""
    if len(condition) == 5 and condition.startswith("00"):
        raise refuse(1407, f"Bad SQLSTATE: '{condition}'")
    if condition == "0":
        raise refuse(1525, "Incorrect CONDITION value: '0'")


def _check_cursor(statement: syntax.CursorStatement, scope: _Scope) -> None:
    if fold(statement.cursor) not in scope.cursors:
        raise refuse(1324, f"Undefined CURSOR: {statement.cursor}")
    for name in statement.targets:
        if fold(name) not in scope.variables:
            raise refuse(1327, f"Undeclared variable: {name}")


def _check_run(statement: syntax.Run, scope: _Scope) -> None:
    action = statement.action
    if isinstance(action, SetVariables):
        for assignment in action.assignments:
            _check_target(assignment.target, scope)
            if isinstance(assignment.target, Name) and len(assignment.target.parts) == 1:
                _check_names(assignment.value, scope)
    elif isinstance(action, CallProcedure):
        for argument in action.arguments:
            _check_names(argument, scope)
    elif isinstance(action, Signal):
        named = action.condition
        if named and len(named) != 5 and fold(named) not in scope.conditions:
            raise refuse(1319, f"Undefined CONDITION: {named}")
    elif (query := getattr(action, "query", None)) is not None and isinstance(query, Select):
        for target in query.into:
            if isinstance(target, Name) and len(target.parts) == 1 and fold(target.parts[0]) not in scope.variables:
                raise refuse(1327, f"Undeclared variable: {target.parts[0]}")
    check_statement(action, scope.kind)


def _check_target(target: Expression, scope: _Scope) -> None:
    """Refuse to assign to a variable that is none, to OLD, and to NEW when the row has been written."""
    if isinstance(target, SystemVariable):
        system_value(target, scope.state)
    elif isinstance(target, Name) and len(target.parts) == 1 and fold(target.parts[0]) not in scope.variables:
        system_value(SystemVariable(target.parts[0].lower()), scope.state)
    elif isinstance(target, Name) and len(target.parts) == 2 and scope.kind == "trigger":
        row = fold(target.parts[0])
        if row == "old":
            raise refuse(1362, "Updating of OLD row is not allowed in trigger")
        if row == "new" and scope.timing == "AFTER":
            raise refuse(1362, "Updating of NEW row is not allowed in after trigger")


def _check_names(expression: Any, scope: _Scope) -> None:
    """Refuse with 1327 what MariaDB does not find in an expression outside queries; MySQL looks when it runs."""
    if scope.state.catalog.flavor.is_mariadb:
        for name in _names(expression):
            if fold(name) not in scope.variables:
                raise refuse(1327, f"Undeclared variable: {name}")


def _names(node: Any) -> Iterator[str]:
    """Yield the bare names in an expression, those in its queries left out."""
    if isinstance(node, Name):
        if len(node.parts) == 1:
            yield node.parts[0]
    elif isinstance(node, tuple):
        for part in node:
            yield from _names(part)
    elif is_dataclass(node) and not isinstance(node, Subquery | Exists):
        for field in fields(node):
            if field.name != "query":
                yield from _names(getattr(node, field.name))
