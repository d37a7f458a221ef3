"""Conditions and their handlers: which one takes a condition, and what it does.

The innermost block that has a fitting handler takes the condition; within a block an error number goes before an
SQLSTATE, and that before a class (https://dev.mysql.com/doc/refman/8.4/en/handler-scope.html).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from driftproof.model.errors import ServerAnswer
from driftproof.model.names import fold
from driftproof.model.syntax.programs import DeclareHandler, ProgramStatement
from driftproof.replay.evaluate.context import BlockScope, Context, Frame
from driftproof.replay.evaluate.programs.flow import ExitBlock, Flow
from driftproof.replay.evaluate.refusal import Refusal
from driftproof.replay.state import Condition

RunStatement = Callable[[ProgramStatement, Context], Flow]


@dataclass(frozen=True, slots=True)
class _Taken:
    """The handler that takes a condition, and how deep its block lies."""

    depth: int
    handler: DeclareHandler


def find_handler(frame: Frame, answer: ServerAnswer, warning: bool = False) -> _Taken | None:
    """Return the handler that takes a condition, or None; a `warning` is never of the class SQLEXCEPTION."""
    for depth in range(len(frame.scopes) - 1, -1, -1):
        best: tuple[int, DeclareHandler] | None = None
        for handler in frame.scopes[depth].handlers:
            rank = max(
                (_rank(condition, answer, frame, (depth, warning)) for condition in handler.conditions), default=0
            )
            if rank and (best is None or rank > best[0]):
                best = (rank, handler)
        if best is not None:
            return _Taken(depth, best[1])
    return None


def _rank(condition: str, answer: ServerAnswer, frame: Frame, place: tuple[int, bool]) -> int:
    """Return how well a handler's condition fits: 3 by number, 2 by SQLSTATE, 1 by class, 0 not at all.

    `place` is how deep the handler's block lies, and whether the condition is a warning.
    """
    lowered = condition.lower()
    group = answer.sqlstate[:2]
    depth, warning = place
    if lowered in {"sqlexception", "sqlwarning", "not found"}:
        other = "sqlwarning" if warning else "sqlexception"
        wanted = {"01": "sqlwarning", "02": "not found", "00": ""}.get(group, other)
        return 1 if lowered == wanted else 0
    value = named_condition(condition, frame, depth) or condition
    if len(value) == 5:
        return 2 if value.upper() == answer.sqlstate.upper() else 0
    return 3 if value == str(answer.number) else 0


def named_condition(name: str, frame: Frame, depth: int | None = None) -> str:
    """Return the SQLSTATE or number that a declared condition stands for, or an empty text."""
    scopes = frame.scopes if depth is None else frame.scopes[: depth + 1]
    for scope in reversed(scopes):
        found = scope.conditions.get(fold(name))
        if found is not None:
            return found
    return ""


def handle(refusal: Refusal, context: Context, run: RunStatement, warning: bool = False) -> Flow:
    """Let the handler of a condition run, or pass the condition on; return where the program goes on."""
    frame, state = context.frame, context.state
    assert frame is not None
    taken = find_handler(frame, refusal.answer, warning)
    if taken is None:
        raise refusal
    condition = next((kept for kept in state.conditions if kept.answer is refusal.answer), Condition(refusal.answer))
    state.conditions = [condition]
    scopes, scope = frame.scopes, frame.scopes[taken.depth]
    bare = BlockScope(scope.label, scope.variables, scope.conditions, scope.cursors)
    frame.scopes = [*scopes[: taken.depth], bare]
    frame.handled.append(condition)
    try:
        flow = run(taken.handler.body, context)
    finally:
        frame.scopes = scopes
        frame.handled.pop()
    if flow is not None:
        return ExitBlock(scope) if isinstance(flow, ExitBlock) and flow.scope is bare else flow
    return None if taken.handler.action == "continue" else ExitBlock(scope)
