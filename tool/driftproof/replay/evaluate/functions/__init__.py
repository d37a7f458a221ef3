"""Built-in functions: the table of those that are evaluated, and the names of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from driftproof.replay.evaluate.functions.dates import DATE_FUNCTIONS, shift_moment
from driftproof.replay.evaluate.functions.function import Function
from driftproof.replay.evaluate.functions.information import INFORMATION_FUNCTIONS
from driftproof.replay.evaluate.functions.json import JSON_FUNCTIONS
from driftproof.replay.evaluate.functions.numbers import NUMBER_FUNCTIONS
from driftproof.replay.evaluate.functions.texts import TEXT_FUNCTIONS
from driftproof.replay.evaluate.functions.unevaluated import UNEVALUATED
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown

FUNCTIONS: Mapping[str, Function] = {
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **DATE_FUNCTIONS,
    **JSON_FUNCTIONS,
    **INFORMATION_FUNCTIONS,
}

__all__ = ["FUNCTIONS", "UNEVALUATED", "Function", "apply", "shift_moment"]


def apply(name: str, function: Function, arguments: list[Datum], context: Any) -> Datum:
    """Return the value of a built-in function; refused with 1582 where the number of arguments is wrong."""
    if not function.least <= len(arguments) <= function.most:
        raise refuse(1582, f"Incorrect parameter count in the call to native function '{name}'")
    if not function.nulls:
        for argument in arguments:
            if argument is None:
                return None
        for argument in arguments:
            if isinstance(argument, Unknown):
                return argument
    return function.run(arguments, context) if function.informed else function.run(arguments)
