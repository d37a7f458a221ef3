"""Where two paths part: the statements that gave an object its last form on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from driftproof.model.catalog import Schema
from driftproof.model.difference import Comparison, ObjectDifference
from driftproof.model.trace import Step
from driftproof.model.verdict import Parting

_PLURALS = {
    "table": "tables",
    "view": "views",
    "procedure": "procedures",
    "function": "functions",
    "trigger": "triggers",
    "event": "events",
    "sequence": "sequences",
}


def partings(comparison: Comparison, fresh: Sequence[Step], path: Sequence[Step]) -> tuple[Parting, ...]:
    """Return, for each object that differs, the statement on each path behind which it is as it ends up."""
    return tuple(_parting(one, fresh, path) for one in comparison.objects if one.kind in _PLURALS)


def _parting(one: ObjectDifference, fresh: Sequence[Step], path: Sequence[Step]) -> Parting:
    """Leave out what both paths share at their end, so that the statements named are those that differ."""
    ours, theirs = _touching(one, fresh), _touching(one, path)
    while ours and theirs and ours[-1].sql == theirs[-1].sql and len(ours) > 1 and len(theirs) > 1:
        ours, theirs = ours[:-1], theirs[:-1]
    last, other = ours[-1] if ours else None, theirs[-1] if theirs else None
    return Parting(
        f"{one.kind} {one.name}",
        last.place if last else None,
        other.place if other else None,
        last.sql if last else "",
        other.sql if other else "",
    )


def _touching(one: ObjectDifference, steps: Iterable[Step]) -> list[Step]:
    """Return the steps that changed an object."""
    return [
        step
        for step in steps
        if step.before is not step.after and _found(one, step, "before") != _found(one, step, "after")
    ]


def _found(one: ObjectDifference, step: Step, when: str) -> Any:
    """Return an object before or after a step, in whichever database has it."""
    catalog = getattr(step, when)
    schemas: Iterable[Schema] = catalog.schemas.values()
    for schema in schemas:
        objects = getattr(schema, _PLURALS[one.kind])
        found = objects.get(one.name) or objects.get(one.name.lower())
        if found is not None:
            return found
    return None
