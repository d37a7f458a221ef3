"""The hazards of changing or dropping what is no table: views, routines, triggers, events, sequences."""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Routine, Schema, View
from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    Change,
    CreateRoutine,
    CreateView,
    DropEvent,
    DropRoutine,
    DropSequences,
    DropTrigger,
    DropViews,
)
from driftproof.model.findings import Severity
from driftproof.model.hazard import Hazard, HazardKind
from driftproof.model.names import fold, quote


def program_hazards(change: Change, others: list[Change], before: Schema) -> Iterator[Hazard]:
    """Return the hazards of one change; `others` are all changes of the object, `before` is the schema before."""
    is_remade = any(isinstance(other, CreateRoutine) for other in others)
    match change:
        case DropViews(names=names):
            for name in names:
                yield clients(f"what reads from view {quote(name.name)} fails")
        case DropRoutine(kind=kind, name=name) if not is_remade:
            yield clients(f"what calls {kind} {quote(name.name)} fails")
        case DropTrigger(name=name) if len(others) == 1:
            yield meaning(f"what trigger {quote(name.name)} does is no longer done", Severity.WARNING)
        case DropEvent(name=name):
            yield meaning(f"what event {quote(name.name)} does is no longer done", Severity.WARNING)
        case AlterEvent(name=name, status=status) if status not in (None, "ENABLED"):
            yield meaning(f"what event {quote(name.name)} does is no longer done", Severity.WARNING)
        case DropSequences(names=names):
            for name in names:
                message = f"sequence {quote(name.name)} goes with the value that it is at"
                yield Hazard(HazardKind.DATA_LOSS, Severity.WARNING, message, object=name.name)
        case CreateView(view=view):
            old = next((one for one in before.views.values() if fold(one.name) == fold(view.name)), None)
            yield from _of_view(old, view) if old is not None else ()
        case CreateRoutine(routine=routine):
            was = _routine(before, routine.kind, routine.name)
            yield from _of_routine(was, routine) if was is not None else ()
        case AlterRoutine(kind=kind, name=name, security=security) if security:
            yield _rights(f"{kind} {quote(name.name)}", security)
        case _:
            return


def _routine(schema: Schema, kind: str, name: str) -> Routine | None:
    found = schema.procedures if kind == "procedure" else schema.functions
    return next((one for one in found.values() if fold(one.name) == fold(name)), None)


def _of_view(before: View, after: View) -> Iterator[Hazard]:
    gone = [name for name in before.columns if fold(name) not in map(fold, after.columns)]
    if gone and after.columns:
        yield clients(f"view {quote(after.name)} no longer shows {', '.join(map(quote, gone))}")
    if before.security != after.security:
        yield _rights(f"view {quote(after.name)}", after.security)
    if after.check_option and before.check_option != after.check_option:
        yield clients(f"rows that view {quote(after.name)} does not show can no longer be written through it (1369)")


def _of_routine(before: Routine, after: Routine) -> Iterator[Hazard]:
    name = f"{after.kind} {quote(after.name)}"
    if before.parameters != after.parameters:
        yield clients(f"{name} takes other parameters")
    if before.returns != after.returns:
        yield meaning(f"{name} returns {after.returns}, no longer {before.returns}", Severity.WARNING)
    if before.security != after.security:
        yield _rights(name, after.security)


def _rights(what: str, security: str) -> Hazard:
    whose = "whoever uses it" if security == "INVOKER" else "its definer"
    return meaning(f"{what} acts with the rights of {whose}", Severity.WARNING)


def clients(message: str, table: str = "") -> Hazard:
    """Return the hazard that statements which worked fail."""
    return Hazard(HazardKind.CLIENTS, Severity.WARNING, message, table)


def meaning(message: str, severity: Severity = Severity.INFO, table: str = "", name: str = "") -> Hazard:
    """Return the hazard that statements work and do something else."""
    return Hazard(HazardKind.MEANING, severity, message, table, name)
