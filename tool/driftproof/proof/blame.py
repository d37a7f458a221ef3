"""Where two paths part: the statements that gave an object its last form on each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
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
    """Return, for each object that differs, the statements on each path that the other has not, or has elsewhere."""
    return tuple(
        parted_steps(f"{one.kind} {one.name}", _touching(one, fresh), _touching(one, path))
        for one in comparison.objects
        if one.kind in _PLURALS
    )


def parted_steps(what: str, fresh: Sequence[Step], path: Sequence[Step]) -> Parting:
    """Return the last of the steps behind one object that are on one path only, from those that changed the object.

    A statement that ran more often on one path counts there. Where the same statements ran in another order, it is
    the first that the order sets apart.
    """
    ours, theirs = _only(fresh, path), _only(path, fresh)
    if not ours and not theirs:
        ours, theirs = _out_of_order(fresh, path)
    first = ours[-1] if ours else (fresh[-1] if fresh else None)
    second = theirs[-1] if theirs else (path[-1] if path else None)
    return Parting(
        what,
        first.place if first else None,
        second.place if second else None,
        first.sql if first else "",
        second.sql if second else "",
        tuple(dict.fromkeys(step.place for step in ours)),
        tuple(dict.fromkeys(step.place for step in theirs)),
    )


def first_difference(
    one: ObjectDifference, fresh: Sequence[Step], path: Sequence[Step], differ: Callable[[Step, Step], bool]
) -> Parting:
    """Return the first statements, run alike on two servers, that leave an object different on them.

    `differ` tells whether the object differs behind a statement on the one server and the same on the other.
    """
    ours, theirs = _touching(one, fresh), _touching(one, path)
    for first, second in zip(ours, theirs, strict=False):
        if differ(first, second):
            what = f"{one.kind} {one.name}"
            return Parting(what, first.place, second.place, first.sql, second.sql, (first.place,), (second.place,))
    return parted_steps(f"{one.kind} {one.name}", ours, theirs)


def only_object(one: ObjectDifference, schema: Schema) -> Schema:
    """Return a database with nothing but one object of another."""
    kept: dict[str, Any] = {}
    for kind in _PLURALS.values():
        objects = getattr(schema, kind)
        named = {key: value for key, value in objects.items() if key in (one.name, one.name.lower())}
        kept[kind] = named if kind == _PLURALS[one.kind] else {}
    return replace(schema, **kept)


def _only(steps: Sequence[Step], others: Sequence[Step]) -> list[Step]:
    """Return the steps whose text the others have not, or not as often."""
    left = Counter(step.sql for step in others)
    found = []
    for step in steps:
        if left[step.sql]:
            left[step.sql] -= 1
        else:
            found.append(step)
    return found


def _out_of_order(fresh: Sequence[Step], path: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    for ours, theirs in zip(fresh, path, strict=False):
        if ours.sql != theirs.sql:
            return [ours], [theirs]
    return [], []


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
