"""Function calls: which function a name means, and those whose arguments are not all evaluated."""

from __future__ import annotations

from collections.abc import Callable

from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.syntax import expressions as syntax
from driftproof.replay.evaluate import functions
from driftproof.replay.evaluate.aggregates import AGGREGATES, aggregate
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown, truth

MOST_CALLS = 100_000


def call(expression: syntax.Call, context: Context) -> Datum:
    """Return the value of a function call: an aggregate, a built-in or a stored function."""
    evaluate = context.state.verbs.evaluate
    name = expression.name.lower()
    if expression.schema is None:
        if name in AGGREGATES and not expression.over:
            return aggregate(expression, context)
        if expression.over:
            return Unknown(f"window function {name}() is not evaluated")
        there = functions.is_there(name, context.state.catalog.flavor)
        special = _SPECIAL.get(name)
        if special is not None and there:
            return special(expression, context)
        function = functions.FUNCTIONS.get(name)
        if function is not None and there:
            arguments = [evaluate(argument, context) for argument in expression.arguments]
            return functions.apply(name, function, arguments, context)
        if name in functions.UNEVALUATED and there:
            return Unknown(f"{name}() is not evaluated")
    return _stored_function(expression, context)


def _stored_function(expression: syntax.Call, context: Context) -> Datum:
    evaluate = context.state.verbs.evaluate
    state = context.state
    schema = expression.schema or (context.frame.schema if context.frame else state.session.database)
    routine = state.catalog.routine(schema, "function", expression.name) if schema else None
    if routine is None or schema is None:
        if expression.schema is None and state.catalog.flavor.is_mariadb is False and schema is None:
            raise refuse(1046, "No database selected")
        if schema is not None and fold(schema) in {"sys", "mysql", "performance_schema"}:
            return Unknown(f"{schema}.{expression.name}() is the server's own")
        raise refuse(1305, f"FUNCTION {schema or ''}.{expression.name} does not exist")
    if len(expression.arguments) != len(routine.parameters):
        raise refuse(
            1318,
            f"Incorrect number of arguments for FUNCTION {schema}.{routine.name}; "
            f"expected {len(routine.parameters)}, got {len(expression.arguments)}",
        )
    state.work += 1
    if state.work > MOST_CALLS:
        return Unknown(f"more than {MOST_CALLS} calls of stored functions in one statement")
    return state.verbs.call(
        state, routine, schema, tuple(evaluate(argument, context) for argument in expression.arguments)
    )


def _if(expression: syntax.Call, context: Context) -> Datum:
    evaluate = context.state.verbs.evaluate
    if len(expression.arguments) != 3:
        raise refuse(1064, "You have an error in your SQL syntax near 'IF('")
    decided = truth(evaluate(expression.arguments[0], context))
    if isinstance(decided, Unknown):
        first, second = (evaluate(argument, context) for argument in expression.arguments[1:])
        return first if first == second and not isinstance(first, Unknown) else decided
    return evaluate(expression.arguments[1 if decided else 2], context)


def _coalesce(expression: syntax.Call, context: Context) -> Datum:
    evaluate = context.state.verbs.evaluate
    for argument in expression.arguments:
        value = evaluate(argument, context)
        if value is not None:
            return value
    return None


def _shifted(operator: str) -> Callable[[syntax.Call, Context], Datum]:
    """Return the evaluation of DATE_ADD or DATE_SUB; without an INTERVAL the amount is in days."""

    def run(expression: syntax.Call, context: Context) -> Datum:
        if len(expression.arguments) != 2:
            raise refuse(1582, f"Incorrect parameter count in the call to native function '{expression.name}'")
        value, amount = expression.arguments
        evaluate = context.state.verbs.evaluate
        interval = amount if isinstance(amount, syntax.Interval) else syntax.Interval(amount, "day")
        return functions.shift_moment(operator, evaluate(value, context), interval, context)

    return run


def _values_function(expression: syntax.Call, context: Context) -> Datum:
    argument = expression.arguments[0] if expression.arguments else None
    return inserted_value(argument.parts[-1] if isinstance(argument, syntax.Name) else "", context)


def inserted_value(column: str, context: Context) -> Datum:
    """Return the value that an INSERT would have put into a column, for ON DUPLICATE KEY UPDATE."""
    scope = context.scope
    while scope is not None:
        if scope.inserted is not None:
            return scope.inserted.get(fold(column))
        scope = scope.parent
    return None


_SPECIAL: dict[str, Callable[[syntax.Call, Context], Datum]] = {
    "if": _if,
    "coalesce": _coalesce,
    "ifnull": _coalesce,
    "nvl": _coalesce,
    "values": _values_function,
    "date_add": _shifted("+"),
    "adddate": _shifted("+"),
    "date_sub": _shifted("-"),
    "subdate": _shifted("-"),
}


def is_builtin(name: str, flavor: Flavor) -> bool:
    """Tell whether a server has a built-in function of that name, evaluated here or not."""
    key = name.lower()
    known = key in AGGREGATES or key in _SPECIAL or key in functions.FUNCTIONS or key in functions.UNEVALUATED
    return known and functions.is_there(key, flavor)
