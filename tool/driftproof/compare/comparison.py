"""Two schemas compared for a reader: the differences object by object, with definitions and statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from driftproof.compare.diff import diff
from driftproof.compare.hazards import Situation, hazards_of
from driftproof.compare.renames import suggest_renames
from driftproof.compare.render import render, render_table
from driftproof.compare.rules import DiffRules
from driftproof.compare.settle import settled
from driftproof.compare.translate import translate
from driftproof.cost import cost_of_alter
from driftproof.model.catalog import Catalog, Event, Routine, Schema, Sequence, Table, Trigger, View
from driftproof.model.changes import (
    AlterRoutine,
    AlterSchema,
    AlterTable,
    Change,
    CreateEvent,
    CreateRoutine,
    CreateSequence,
    CreateTrigger,
    CreateView,
    DropRoutine,
    DropSchema,
    DropSequences,
    DropTables,
    DropViews,
    ObjectName,
    Opaque,
    RenameTables,
)
from driftproof.model.difference import Comparison, Detail, ObjectDifference, ObjectKind, Presence
from driftproof.model.flavor import Flavor
from driftproof.model.hazard import Cost

_KINDS: tuple[tuple[ObjectKind, str], ...] = (
    ("table", "tables"),
    ("view", "views"),
    ("procedure", "procedures"),
    ("function", "functions"),
    ("trigger", "triggers"),
    ("event", "events"),
    ("sequence", "sequences"),
)
_PLURALS = dict(_KINDS)
_NO_DETAIL = frozenset({"name"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, its server, and its database."""

    label: str
    flavor: Flavor
    schema: Schema


def compare_sides(before: Side, after: Side, rules: DiffRules) -> Comparison:
    """Compare two databases and return what differs, object by object, and what would make the first the second."""
    flavor = rules.flavor or before.flavor
    target = target_schema(after, flavor, before.schema)
    changes = diff(before.schema, target, replace(rules, flavor=flavor))
    touched: dict[tuple[ObjectKind, str], list[Change]] = {}
    for change in changes:
        for key in objects_of(change):
            touched.setdefault(key, []).append(change)
    shown = settled(before.schema, target, rules)
    objects = [_difference(key, tuple(made), before.schema, shown, flavor) for key, made in touched.items()]
    return Comparison(
        before.label,
        after.label,
        str(before.flavor),
        str(after.flavor),
        tuple(sorted(objects, key=lambda one: (_order(one.kind), one.name))),
        changes,
        tuple(render(change, flavor) for change in changes if not isinstance(change, Opaque)),
        tuple(_rename_sentences(before.schema, target)),
        tuple(_unsupported(before)) + tuple(_unsupported(after)),
    )


def statements_between(before: Schema, after: Schema, flavor: Flavor) -> tuple[str, ...]:
    """Return the statements that make one database of a server another."""
    return compare_sides(Side("before", flavor, before), Side("after", flavor, after), DiffRules()).statements


def target_schema(after: Side, flavor: Flavor, before: Schema) -> Schema:
    """Return the database of `after` in the words of a server of this flavor, to be compared with `before`."""
    like = Catalog(flavor, schemas={before.name: before})
    translated = translate(Catalog(after.flavor, schemas={after.schema.name: after.schema}), flavor, like)
    return translated.schemas[after.schema.name]


def _order(kind: ObjectKind) -> int:
    return next((at for at, (known, _) in enumerate(_KINDS) if known == kind), -1)


def _rename_sentences(before: Schema, after: Schema) -> Iterator[str]:
    for rename in suggest_renames(before, after):
        where = f" of `{rename.table}`" if rename.table else ""
        yield f"{rename.kind} `{rename.before}`{where} may now be `{rename.after}`: {', '.join(rename.evidence)}"


def _unsupported(side: Side) -> Iterator[str]:
    for table in side.schema.tables.values():
        if table.unsupported:
            yield f"table `{table.name}` in {side.label}: {table.unsupported}"
    for view in side.schema.views.values():
        if view.unsupported:
            yield f"view `{view.name}` in {side.label}: {view.unsupported}"


def objects_of(change: Change) -> list[tuple[ObjectKind, str]]:
    """Return the objects that a change is about."""
    match change:
        case AlterSchema() | DropSchema():
            return [("schema", "")]
        case DropTables(names=names):
            return [("table", name.name) for name in names]
        case DropViews(names=names):
            return [("view", name.name) for name in names]
        case DropSequences(names=names):
            return [("sequence", name.name) for name in names]
        case RenameTables(pairs=pairs):
            return [("table", after.name) for _, after in pairs]
        case CreateRoutine(routine=routine):
            return [(routine.kind, routine.name)]
        case AlterRoutine(kind=kind, name=name) | DropRoutine(kind=kind, name=name):
            return [(kind, name.name)]
        case Opaque():
            return []
        case _:
            named = change.name
            return [(_kind_of(change), named.name if isinstance(named, ObjectName) else str(named))]


def _kind_of(change: Change) -> ObjectKind:
    """Return the kind of object of a change that has a plain name, by the word at the end of the change's own name."""
    word = type(change).__name__
    for kind in ("View", "Trigger", "Event", "Sequence", "Schema"):
        if word.endswith(kind):
            return kind.lower()  # type: ignore[return-value]  # one of the five above
    return "table"


def _difference(
    key: tuple[ObjectKind, str], changes: tuple[Change, ...], before: Schema, after: Schema, flavor: Flavor
) -> ObjectDifference:
    """Return the difference of one object."""
    kind, name = key
    statements = tuple(render(change, flavor) for change in changes if not isinstance(change, Opaque))
    if kind == "schema":
        detail = Detail(
            "default character set", f"{before.charset} {before.collation}", f"{after.charset} {after.collation}"
        )
        return ObjectDifference(kind, after.name, "changed", details=(detail,), changes=changes, statements=statements)
    old, new = _find(before, kind, name), _find(after, kind, name)
    presence: Presence = "added" if old is None else "removed" if new is None else "changed"
    cost = _cost(changes, old, flavor) if isinstance(old, Table) and new is not None else None
    hazards = hazards_of(changes, Situation(before, after, flavor), cost)
    return ObjectDifference(
        kind,
        name,
        presence,
        definition(old, flavor) if old is not None else "",
        definition(new, flavor) if new is not None else "",
        tuple(_details(old, new)) if old is not None and new is not None else (),
        changes,
        statements,
        cost,
        hazards,
    )


def _find(schema: Schema, kind: ObjectKind, name: str) -> Any:
    objects: Mapping[str, Any] = getattr(schema, _PLURALS[kind])
    exact = objects.get(name)
    if exact is not None and exact.name == name:
        return exact
    return next((one for one in objects.values() if one.name == name), None)


def _cost(changes: tuple[Change, ...], table: Table, flavor: Flavor) -> Cost | None:
    """Return what all ALTERs of a table take together."""
    total: Cost | None = None
    for change in changes:
        if isinstance(change, AlterTable):
            one = cost_of_alter(change, table, flavor)
            total = one if total is None else total | one
    return total


def with_cost(one: ObjectDifference, cost: Cost, situation: Situation) -> ObjectDifference:
    """Return a difference with another cost, and the hazards that come with it."""
    return replace(one, cost=cost, hazards=hazards_of(one.changes, situation, cost))


def definition(found: Table | View | Routine | Trigger | Event | Sequence, flavor: Flavor) -> str:
    """Return the definition of an object as SQL, to be read and compared by people."""
    name = ObjectName(found.name)
    match found:
        case Table():
            return render_table(found, flavor)
        case View():
            return render(CreateView(name, found), flavor)
        case Routine():
            return render(CreateRoutine(name, found), flavor)
        case Trigger():
            return render(CreateTrigger(name, ObjectName(found.table), found), flavor)
        case Event():
            return render(CreateEvent(name, found), flavor)
        case Sequence():
            return render(CreateSequence(name, found), flavor)


def _details(before: Any, after: Any, path: str = "") -> Iterator[Detail]:
    """Return what differs between two nouns of a kind, list items paired by name."""
    for field in fields(before):
        if not field.compare or field.name in _NO_DETAIL:
            continue
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield from _detail(old, new, f"{path} {field.name.replace('_', ' ')}".strip())


def _detail(old: Any, new: Any, path: str) -> Iterator[Detail]:
    if _is_named_list(old) or _is_named_list(new):
        singular = path.removesuffix("indexes") + "index" if path.endswith("indexes") else path.removesuffix("s")
        olds, news = {one.name.lower(): one for one in old}, {one.name.lower(): one for one in new}
        for key in [*olds, *(key for key in news if key not in olds)]:
            one, other = olds.get(key), news.get(key)
            if one is None or other is None:
                yield Detail(f"{singular} {getattr(one or other, 'name', '')}", _shown(one), _shown(other))
            elif one != other:
                yield from _details(one, other, f"{singular} {other.name}")
        if list(olds) != list(news) and set(olds) == set(news) and "index" not in path:
            yield Detail(f"order of {path}", ", ".join(olds), ", ".join(news))
    else:
        yield Detail(path, _shown(old), _shown(new))


def _is_named_list(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(getattr(one, "name", "") for one in value)


def _shown(value: Any) -> str:
    """Return a value for a reader."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(_shown(one) for one in value) or "none"
    if is_dataclass(value) and type(value).__str__ is object.__str__:
        parts = [getattr(value, field.name) for field in fields(value) if field.compare]
        return " ".join(_shown(part) for part in parts if part not in (None, "", (), False)) or "none"
    return str(value)
