"""Functions about the session and the last statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from driftproof.replay.evaluate.functions.function import Function
from driftproof.replay.evaluate.values import BinaryText, Datum, Unknown, to_integer
from driftproof.replay.evaluate.variables import version_text


def _last_insert_id(arguments: list[Any], context: Any) -> Datum:
    if arguments:
        if arguments[0] is None or isinstance(arguments[0], Unknown):
            return arguments[0]
        context.state.last_insert_id = to_integer(arguments[0])
    return int(context.state.last_insert_id)


def _database(arguments: list[Any], context: Any) -> Datum:
    frame = context.frame
    name: Datum = frame.schema if frame is not None else context.state.session.database
    return name


def _charset(arguments: list[Any], context: Any) -> Datum:
    return "binary" if isinstance(arguments[0], BinaryText | bytes) else str(context.state.session.charset)


def _varying(name: str) -> Function:
    return Function(lambda arguments: Unknown(f"{name}() differs from run to run"), 0, 1, nulls=True)


def _informed(run: Any, most: int = 0) -> Function:
    return Function(run, 0, most, nulls=True, informed=True)


_USER = Function(lambda arguments: "root@localhost", 0, 0)
_ROOT = Function(lambda arguments: "root@%", 0, 0)

INFORMATION_FUNCTIONS: Mapping[str, Function] = {
    "database": _informed(_database),
    "schema": _informed(_database),
    "version": _informed(lambda arguments, context: version_text(context.state.catalog.flavor)),
    "user": _USER,
    "session_user": _USER,
    "system_user": _USER,
    "current_user": _ROOT,
    "found_rows": _informed(lambda arguments, context: context.state.found_rows),
    "row_count": _informed(lambda arguments, context: context.state.row_count),
    "last_insert_id": _informed(_last_insert_id, 1),
    "charset": Function(_charset, 1, 1, nulls=True, informed=True),
    "uuid": _varying("UUID"),
    "connection_id": _varying("CONNECTION_ID"),
    "coercibility": _varying("COERCIBILITY"),
    "collation": _varying("COLLATION"),
}
