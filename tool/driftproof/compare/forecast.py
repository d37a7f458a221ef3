"""A rehearsed run judged: what each statement does, what it costs and risks, and what the scripts come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from driftproof.compare.comparison import Side, compare_sides, definition
from driftproof.compare.doings import Doing, doings, makes_table, unwrapped, with_price
from driftproof.compare.narrow import narrowed
from driftproof.compare.rules import DiffRules
from driftproof.compare.trials import Trial, told, untold
from driftproof.compare.writes import write_hazards, writes_of
from driftproof.cost import cost_of_alter
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import AlterTable
from driftproof.model.difference import Comparison, Detail, ObjectDifference, ObjectKind, TableSize
from driftproof.model.flavor import Flavor
from driftproof.model.forecast import Act, Does, Effect, Forecast, Rehearsal, RowWrite, ScriptForecast
from driftproof.model.hazard import Cost, Hazard
from driftproof.model.history import Plan
from driftproof.model.names import fold
from driftproof.model.scripts import Statement
from driftproof.model.syntax import commands
from driftproof.model.trace import Step

Key = tuple[ObjectKind, str]
_KINDS = get_args(ObjectKind)
_RULES, _EVERYTHING = DiffRules(), DiffRules(auto_increment=True)
_PASSING = (
    commands.SetVariables,
    commands.UseSchema,
    commands.Prepare,
    commands.Deallocate,
    commands.RunQuery,
    commands.Transaction,
    commands.GetDiagnostics,
)
_HARMLESS = ("the time is taken", "the rows of")
_EMPTY = re.compile(r"`[^`]+` is taken as empty$")  # said of tables that the run has made, and those are


@dataclass(slots=True)
class _Outlook:
    """What effects are judged by: the run, the tables' sizes, the tables that the run has made, those it renamed.

    `trials` are the ALTERs of live tables met so far, `answers` what the server has said of them, by table.
    """

    rehearsal: Rehearsal
    sizes: Mapping[str, TableSize]
    answers: Mapping[str, tuple[Cost, ...]] = field(default_factory=dict)
    trials: dict[str, list[Trial]] = field(default_factory=dict)
    made: set[tuple[str, str]] = field(default_factory=set)
    renames: list[tuple[str, str, str]] = field(default_factory=list)

    def is_made(self, name: str) -> bool:
        """Tell whether the run has made a table; `name` is qualified where it is in another database."""
        schema, _, plain = name.rpartition(".")
        return (fold(schema or self.rehearsal.schema), fold(plain)) in self.made

    def shown(self, schema: str, name: str) -> str:
        """Return a name as a report has it: qualified where it is in another database."""
        return name if fold(schema) == fold(self.rehearsal.schema) else f"{schema}.{name}"


@dataclass(frozen=True, slots=True)
class _Toll:
    """What the way to an object's end state takes and risks."""

    cost: Cost | None = None
    hazards: tuple[Hazard, ...] = ()

    def __or__(self, other: _Toll) -> _Toll:
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        both = tuple(dict.fromkeys((*self.hazards, *other.hazards)))
        hazards = tuple(sorted(both, key=lambda hazard: -hazard.severity))
        return _Toll(costs[0] | costs[-1] if costs else None, hazards)


def forecast(
    plan: Plan,
    rehearsal: Rehearsal,
    sizes: Mapping[str, TableSize],
    answers: Mapping[str, tuple[Cost, ...]] | None = None,
) -> Forecast:
    """Return what a rehearsed plan does; `sizes` are those of the tables now.

    `answers` are what a server says that each of `trials_of` takes, by table.
    """
    outlook = _Outlook(rehearsal, sizes, answers or {})
    scripts = tuple(_script(act, outlook) for act in rehearsal.acts)
    objects = _summed(rehearsal.before, rehearsal.after, [one for script in scripts for one in script.objects], outlook)
    before, flavor = rehearsal.schema, str(rehearsal.before.flavor)
    comparison = Comparison(
        before,
        f"{before} after the upgrade",
        flavor,
        flavor,
        objects,
        tuple(change for one in objects for change in one.changes),
        tuple(statement for one in objects for statement in one.statements),
    )
    return Forecast(plan, scripts, comparison, rehearsal.before, rehearsal.after)


def trials_of(rehearsal: Rehearsal) -> list[Trial]:
    """Return the ALTERs of a rehearsal to try on clones of the live tables, those of a table in order."""
    outlook = _Outlook(rehearsal, {})
    for act in rehearsal.acts:
        for step in act.steps:
            _effect(step, outlook)
    return [trial for trials in outlook.trials.values() for trial in trials]


def nothing_foretold(plan: Plan, flavor: Flavor) -> Forecast:
    """Return the forecast of a plan that has nothing to run, or whose database cannot be read."""
    schema, nothing = plan.history.schema, Catalog(flavor)
    return Forecast(plan, (), Comparison(schema, schema, str(flavor), str(flavor)), nothing, nothing)


def _script(act: Act, outlook: _Outlook) -> ScriptForecast:
    start = len(outlook.renames)
    effects = [_effect(step, outlook) for step in act.steps]
    effects += [_never(statement) for statement in act.statements[len(effects) :]]
    objects: tuple[ObjectDifference, ...] = ()
    if act.steps and act.role != "preparation":
        touched = [one for effect in effects for one in effect.objects]
        objects = _summed(act.steps[0].before, act.steps[-1].after, touched, outlook, start)
    return ScriptForecast(act.script, act.role, act.reason, tuple(effects), objects)


def _never(statement: Statement) -> Effect:
    return Effect((statement.sql_span or statement.span).line, statement.sql, "not reached")


def _effect(step: Step, outlook: _Outlook) -> Effect:
    start = len(outlook.renames)
    tolls: dict[Key, _Toll] = {}
    for doing in doings(step):
        schema, kind, name = doing.key
        key = kind, outlook.shown(schema, name)
        outlook.renames += [(schema, old, new) for old, new in doing.renames]
        _follow(doing, outlook)
        if key[0] != "table" or not outlook.is_made(key[1]):
            priced = _told(doing, key[1], outlook)
            tolls[key] = tolls.get(key, _Toll()) | _Toll(priced.cost, priced.hazards)
        if makes_table(doing):
            outlook.made.add((fold(schema), fold(name)))
    net = _differences(step.before, step.after, outlook, start, _EVERYTHING)
    objects = _with_tolls(net, tolls, step.after, outlook)
    writes = tuple(RowWrite(verb, table, outlook.sizes.get(table)) for verb, table in writes_of(step))
    notes = tuple(dict.fromkeys(_notes(step)))
    line = (step.statement.sql_span or step.statement.span).line
    does = _does(step, bool(net), bool(objects), bool(writes), notes)
    hazards = tuple(one for one in dict.fromkeys(write_hazards(step)) if not outlook.is_made(one.table))
    shown = notes if does != "rows" else tuple(note for note in notes if not _is_harmless(note))
    return Effect(line, step.statement.sql, does, objects, writes, hazards, step.answer, step.warnings, shown)


def _told(doing: Doing, name: str, outlook: _Outlook) -> Doing:
    """Return an ALTER at the cost that the server has told, if it was asked; and keep it as one to ask of."""
    change = doing.change
    part = told(change) if isinstance(change, AlterTable) else None
    table = doing.situation.before.tables.get(outlook.rehearsal.before.rules.key(name))
    moved = any(name in (was, now) for _, was, now in outlook.renames)
    if part is None or table is None or moved or doing.cost is None or not isinstance(change, AlterTable):
        return doing
    trials = outlook.trials.setdefault(name, [])
    flavor = outlook.rehearsal.before.flavor
    trials.append(Trial(name, part, cost_of_alter(part, table, flavor)))
    answers = outlook.answers.get(name, ())
    if len(answers) < len(trials):
        return doing
    cost, rest = answers[len(trials) - 1], untold(change)
    return with_price(doing, cost | cost_of_alter(rest, table, flavor) if rest else cost)


def _notes(step: Step) -> Iterator[str]:
    """Return what was taken for granted, with the program it was in."""
    for inner in step.walk():
        where = f"in {inner.routine}: " if inner.routine else ""
        yield from (where + note for note in inner.assumptions if not _EMPTY.match(note))


def _follow(doing: Doing, outlook: _Outlook) -> None:
    """Let a table that the run has made stay so under its new name."""
    for old, new in doing.renames:
        schema = fold(doing.key[0])
        if (schema, fold(old)) in outlook.made:
            outlook.made.discard((schema, fold(old)))
            outlook.made.add((schema, fold(new)))


def _does(step: Step, changes: bool, rewrites: bool, writes: bool, notes: tuple[str, ...]) -> Does:
    """Return the word for what a statement does."""
    if step.answer is not None:
        return "fails"
    if changes or rewrites:
        return "changes" if changes else "rewrites"
    if writes:
        return "rows"
    action = unwrapped(step.action)
    if isinstance(action, _PASSING):
        return "session"
    if isinstance(action, commands.Other):
        return "session" if action.kind.startswith(("show", "explain", "help")) else "other"
    return "unknown" if any(not _is_harmless(note) for note in notes) else "nothing"


def _is_harmless(note: str) -> bool:
    return note.rpartition(": ")[2].startswith(_HARMLESS) or note.startswith(_HARMLESS)


def _with_tolls(
    net: tuple[ObjectDifference, ...], tolls: Mapping[Key, _Toll], after: Catalog, outlook: _Outlook
) -> tuple[ObjectDifference, ...]:
    """Return differences with what the way took, and with objects that are as they were but had a price."""
    found = {(one.kind, one.name): one for one in net}
    for key, toll in tolls.items():
        if key not in found and (toll.hazards or (toll.cost and toll.cost.rebuilds)):
            text = _definition(key, after, outlook)
            found[key] = ObjectDifference(*key, "changed", text, text)
    priced = (_priced(one, tolls.get(key, _Toll()), outlook) for key, one in found.items())
    return tuple(sorted(priced, key=lambda one: (_KINDS.index(one.kind), one.name)))


def _priced(one: ObjectDifference, toll: _Toll, outlook: _Outlook) -> ObjectDifference:
    size = outlook.sizes.get(one.name) if one.kind == "table" and not outlook.is_made(one.name) else None
    cost = toll.cost if one.presence == "changed" else None
    return replace(one, cost=cost, hazards=tuple(_asked(hazard, outlook) for hazard in toll.hazards), size=size)


def _asked(hazard: Hazard, outlook: _Outlook) -> Hazard:
    """Return a hazard without its query where that names what is not there yet."""
    schema = outlook.rehearsal.before.schema(outlook.rehearsal.schema)
    table = outlook.rehearsal.before.table(schema.name, hazard.table) if schema and hazard.table else None
    if not hazard.check or (table and (not hazard.object or _knows(hazard.object, table))):
        return hazard
    return replace(hazard, check="")


def _knows(name: str, table: object) -> bool:
    return any(getattr(table, find)(name) is not None for find in ("column", "index", "foreign_key", "check"))


def _definition(key: Key, catalog: Catalog, outlook: _Outlook) -> str:
    kind, name = key
    schema, _, plain = name.rpartition(".")
    found = catalog.schema(schema or outlook.rehearsal.schema)
    objects = getattr(found, f"{kind}s", {}) if found else {}
    one = next((one for one in objects.values() if one.name == plain), None)
    return definition(one, catalog.flavor) if one else ""


def _summed(
    before: Catalog, after: Catalog, touched: Iterable[ObjectDifference], outlook: _Outlook, start: int = 0
) -> tuple[ObjectDifference, ...]:
    """Return what differs between two states, each object with all that the way between them took."""
    tolls: dict[Key, _Toll] = {}
    for one in touched:
        key = one.kind, one.name
        tolls[key] = tolls.get(key, _Toll()) | _Toll(one.cost, one.hazards)
    return _with_tolls(_differences(before, after, outlook, start, _RULES), tolls, after, outlook)


def _differences(
    before: Catalog, after: Catalog, outlook: _Outlook, start: int, rules: DiffRules
) -> tuple[ObjectDifference, ...]:
    """Return what differs between two states of a run; renames from number `start` on are taken as such."""
    if before is after:
        return ()
    found: list[ObjectDifference] = []
    for key in sorted(before.schemas.keys() | after.schemas.keys()):
        old, new = before.schemas.get(key), after.schemas.get(key)
        if old is new:
            continue
        name = (new or old).name  # type: ignore[union-attr]  # the key is in one of them
        if old is None or new is None:
            found.append(ObjectDifference("schema", name, "added" if old is None else "removed"))
            continue
        renames = [(was, now) for schema, was, now in outlook.renames[start:] if fold(schema) == fold(name)]
        qualified = outlook.shown(name, "")
        for one in _within(before, old, new, (renames, outlook.rehearsal.tools, rules)):
            found.append(replace(one, name=qualified + one.name))
    return tuple(found)


def _within(
    catalog: Catalog, before: Schema, after: Schema, how: tuple[list[tuple[str, str]], frozenset[str], DiffRules]
) -> Iterator[ObjectDifference]:
    """Return what differs between two states of one database, renamed tables paired."""
    renames, tools, rules = how
    tables = dict(before.tables) if renames else {}
    origins: dict[str, str] = {}
    for was, now in renames:
        table = tables.pop(catalog.rules.key(was), None)
        if table is not None:
            tables[catalog.rules.key(now)] = replace(table, name=now)
            origins[now] = origins.pop(was, was)
    old, new = narrowed(replace(before, tables=tables) if origins else before, after, tools)
    compared = compare_sides(Side("", catalog.flavor, old), Side("", catalog.flavor, new), rules)
    for one in compared.objects:
        yield one if one.name not in origins else _renamed(one, origins.pop(one.name))
    for now, was in origins.items():
        table = after.tables.get(catalog.rules.key(now))
        if table is not None and was != now:
            text = definition(table, catalog.flavor)
            yield _renamed(ObjectDifference("table", now, "changed", text, text), was)


def _renamed(one: ObjectDifference, was: str) -> ObjectDifference:
    """Return the difference of a table that had another name."""
    before = one.before.replace(f"`{one.name}`", f"`{was}`", 1)
    return replace(one, before=before, details=(Detail("name", was, one.name), *one.details))
