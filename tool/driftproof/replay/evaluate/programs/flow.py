"""Where a program goes on: what a statement gives back besides its effects."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.syntax.programs import Jump
from driftproof.replay.evaluate.context import BlockScope


@dataclass(frozen=True, slots=True, eq=False)
class ExitBlock:
    """An EXIT handler ran: its block ends."""

    scope: BlockScope


@dataclass(frozen=True, slots=True)
class Returned:
    """RETURN of a function."""


Flow = None | Jump | ExitBlock | Returned
"""None means the next statement."""

RETURNED = Returned()


def ends_block(flow: Flow, scope: BlockScope) -> bool:
    """Tell whether a flow ends this block and no other: its LEAVE or the EXIT handler that it declares."""
    if isinstance(flow, Jump):
        return flow.kind == "leave" and scope.label != "" and flow.label.lower() == scope.label.lower()
    return isinstance(flow, ExitBlock) and flow.scope is scope


def steers_loop(flow: Flow, label: str) -> str:
    """Return ``leave`` or ``iterate`` where a flow is a jump to the loop of this label, else an empty text."""
    if isinstance(flow, Jump) and label and flow.label.lower() == label.lower():
        return flow.kind
    return ""
