"""SIGNAL, RESIGNAL and GET DIAGNOSTICS."""

from __future__ import annotations

from driftproof.model.errors import ServerAnswer
from driftproof.model.syntax.commands import GetDiagnostics, Signal
from driftproof.model.syntax.expressions import Expression, Name, UserVariable
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.programs.handlers import named_condition
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import Datum, Unknown, to_integer, to_text
from driftproof.replay.session import set_local
from driftproof.replay.state import Condition

_NUMBERS = {"01": 1642, "02": 1643}
_MESSAGES = {
    "01": "Unhandled user-defined warning condition",
    "02": "Unhandled user-defined not found condition",
}


def signal(command: Signal, context: Context) -> None:
    """Run SIGNAL or RESIGNAL: raise the condition, or only warn where its SQLSTATE is a warning's."""
    state, frame = context.state, context.frame
    handled = frame.handled[-1] if frame is not None and frame.handled else None
    if command.resignal and handled is None:
        raise refuse(1645, "RESIGNAL when handler not active")
    items: dict[str, Datum] = {}
    for name, expression in command.items:
        value = state.verbs.evaluate(expression, context)
        if value is None:
            raise refuse(1231, f"Variable '{name.upper()}' can't be set to the value of 'NULL'")
        items[name.upper()] = value
    start = handled.answer if command.resignal and handled is not None and not command.condition else None
    raised = _answer(command, items, start, context)
    warning = raised.sqlstate.startswith("01")
    state.conditions = [Condition(raised, "Warning" if warning else "Error", tuple(items.items()))]
    if warning:
        state.warnings.append(raised)
        return
    raise Refusal(raised)


def _answer(command: Signal, items: dict[str, Datum], start: ServerAnswer | None, context: Context) -> ServerAnswer:
    """Return what the client would see."""
    if start is not None:
        number, message, sqlstate = start.number, start.message, start.sqlstate
    else:
        sqlstate = _sqlstate(command.condition, context)
        number = _NUMBERS.get(sqlstate[:2], 1644)
        message = _MESSAGES.get(sqlstate[:2], "Unhandled user-defined exception condition")
    text, given = items.get("MESSAGE_TEXT"), items.get("MYSQL_ERRNO")
    if isinstance(text, Unknown):
        message = f"(message not known: {text.reason})"
    elif text is not None:
        message = to_text(text)[:128]
    if given is not None and not isinstance(given, Unknown):
        number = to_integer(given)
    return ServerAnswer(number, message, sqlstate)


def _sqlstate(condition: str, context: Context) -> str:
    if context.frame is not None and (named := named_condition(condition, context.frame)):
        if len(named) != 5:
            raise refuse(1646, "SIGNAL/RESIGNAL can only use a CONDITION defined with SQLSTATE")
        return named
    if len(condition) == 5:
        return condition.upper()
    raise refuse(1319, f"Undefined CONDITION: {condition}")


def get_diagnostics(command: GetDiagnostics, context: Context) -> None:
    """Run GET DIAGNOSTICS."""
    state = context.state
    found: Condition | None = None
    if command.condition is not None:
        number = state.verbs.evaluate(command.condition, context)
        place = 0 if number is None or isinstance(number, Unknown) else to_integer(number)
        if not 1 <= place <= len(state.conditions):
            raise refuse(1758, "Invalid condition number")
        found = state.conditions[place - 1]
    for target, item in command.assignments:
        assign(target, _item(item.upper(), found, context), context)


def _item(item: str, condition: Condition | None, context: Context) -> Datum:
    state = context.state
    if condition is None:
        return len(state.conditions) if item == "NUMBER" else state.row_count
    if item == "RETURNED_SQLSTATE":
        return condition.answer.sqlstate
    if item == "MESSAGE_TEXT":
        return condition.answer.message
    if item == "MYSQL_ERRNO":
        return condition.answer.number
    return dict(condition.items).get(item, "ISO 9075" if item.endswith("_ORIGIN") else "")


def assign(target: Expression, value: Datum, context: Context) -> None:
    """Assign a value to a user variable, a local variable or a column of a trigger's NEW row."""
    if isinstance(target, UserVariable):
        context.state.set_user_variable(target.name, value)
    elif isinstance(target, Name) and len(target.parts) == 2 and context.frame is not None:
        row = context.frame.rows.get(target.parts[0].lower())
        if row is None:
            raise refuse(1327, f"Undeclared variable: {target.parts[0]}")
        row[target.parts[1].lower()] = value
    elif isinstance(target, Name):
        set_local(target.parts[0], value, context)
