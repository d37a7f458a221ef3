"""From the sequences, views, routines, triggers and events of one schema to those of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from driftproof.compare.arrange import arrange
from driftproof.compare.order import Phase, Step
from driftproof.compare.rules import DiffRules
from driftproof.model.catalog import Event, Routine, Schema, Sequence, Trigger, View
from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    AlterSequence,
    CreateEvent,
    CreateRoutine,
    CreateSequence,
    CreateTrigger,
    CreateView,
    DropEvent,
    DropRoutine,
    DropSequences,
    DropTrigger,
    DropViews,
    ObjectName,
)
from driftproof.model.names import fold, quote


def program_steps(before: Schema, after: Schema, rules: DiffRules, qualifier: str) -> list[Step]:
    """Return the steps for everything in a schema that is no table."""

    def name(text: str) -> ObjectName:
        return ObjectName(text, qualifier or None)

    return [
        *_sequences(before.sequences, after.sequences, rules, name),
        *_views(before.views, after.views, name),
        *_routines("function", before.functions, after.functions, rules, name),
        *_routines("procedure", before.procedures, after.procedures, rules, name),
        *_triggers(before, after, name),
        *_events(before.events, after.events, rules, name),
    ]


Namer = Callable[[str], ObjectName]


def _sequences(
    before: Mapping[str, Sequence], after: Mapping[str, Sequence], rules: DiffRules, name: Namer
) -> list[Step]:
    steps = [
        Step(Phase.DROP_SEQUENCES, DropSequences((name(before[key].name),)))
        for key in sorted(before.keys() - after.keys())
    ]
    for key in sorted(after):
        old, new = before.get(key), after[key]
        if old is None:
            steps.append(Step(Phase.SEQUENCES, CreateSequence(name(new.name), new)))
        elif pairs := _sequence_options(old, new, rules):
            steps.append(Step(Phase.SEQUENCES, AlterSequence(name(new.name), pairs)))
    return steps


def _sequence_options(old: Sequence, new: Sequence, rules: DiffRules) -> tuple[tuple[str, str], ...]:
    """Return the options of a sequence that differ, as ALTER SEQUENCE names them."""
    comments = (old.comment, new.comment) if rules.comments else ("", "")
    values = {
        "cache": (str(old.cache), str(new.cache)),
        "comment": comments,
        "cycle": ("yes" if old.cycle else "no", "yes" if new.cycle else "no"),
        "engine": (old.engine, new.engine),
        "increment": (str(old.increment), str(new.increment)),
        "maxvalue": (_limit(old.maximum), _limit(new.maximum)),
        "minvalue": (_limit(old.minimum), _limit(new.minimum)),
        "start": (str(old.start), str(new.start)),
    }
    return tuple((option, pair[1]) for option, pair in sorted(values.items()) if pair[0] != pair[1])


def _limit(value: int | None) -> str:
    return "no" if value is None else str(value)


def _views(before: Mapping[str, View], after: Mapping[str, View], name: Namer) -> list[Step]:
    """Return the steps for views, those that others read first; what a view reads is told by quoted names."""
    steps = [
        Step(Phase.DROP_VIEWS, DropViews((name(before[key].name),))) for key in sorted(before.keys() - after.keys())
    ]
    quoted = {key: quote(view.name) for key, view in after.items()}

    def needs(view: View) -> set[str]:
        return {key for key, text in quoted.items() if text in view.query and text != quote(view.name)}

    keys = {view.name: key for key, view in after.items()}
    for view in arrange(after, needs):
        old = before.get(keys[view.name])
        if old is None or old != view:
            steps.append(Step(Phase.VIEWS, CreateView(name(view.name), view, or_replace=old is not None)))
    return steps


def _routines(
    kind: Literal["procedure", "function"],
    before: Mapping[str, Routine],
    after: Mapping[str, Routine],
    rules: DiffRules,
    name: Namer,
) -> list[Step]:
    steps = [
        Step(Phase.ROUTINES, DropRoutine(kind, name(before[key].name))) for key in sorted(before.keys() - after.keys())
    ]
    for key in sorted(after):
        old, new = before.get(key), after[key]
        if old is not None and not rules.comments:
            old = replace(old, comment=new.comment)
        if old == new:
            continue
        if old is not None and _same_program(old, new):
            steps.append(Step(Phase.ROUTINES, _altered(kind, old, new, name)))
            continue
        if old is not None:
            steps.append(Step(Phase.ROUTINES, DropRoutine(kind, name(old.name))))
        steps.append(Step(Phase.ROUTINES, CreateRoutine(name(new.name), new)))
    return steps


def _same_program(old: Routine, new: Routine) -> bool:
    """Tell whether two routines differ at most in what ALTER PROCEDURE can set.

    An empty COMMENT it cannot: MySQL 9.7 leaves the old one.
    """
    if old.comment and not new.comment:
        return False
    same = replace(old, security=new.security, comment=new.comment, data_access=new.data_access)
    return same == new


def _altered(kind: Literal["procedure", "function"], old: Routine, new: Routine, name: Namer) -> AlterRoutine:
    return AlterRoutine(
        kind,
        name(new.name),
        new.security if new.security != old.security else None,
        new.comment if new.comment != old.comment else None,
        new.data_access if new.data_access != old.data_access else None,
    )


def _triggers(before: Schema, after: Schema, name: Namer) -> list[Step]:
    """Return the steps for triggers, one table, time and event after the other; triggers go with their table."""
    steps: list[Step] = []
    groups = {_group(trigger) for schema in (before, after) for trigger in schema.triggers.values()}
    for group in sorted(groups):
        old, new = _in_group(before, group), _in_group(after, group)
        same = 0
        while same < min(len(old), len(new)) and old[same] == new[same]:
            same += 1
        if any(fold(table.name) == group[0] for table in after.tables.values()):
            steps += [Step(Phase.DROP_TRIGGERS, DropTrigger(name(item.name))) for item in old[same:]]
        for item in new[same:]:
            created = CreateTrigger(name(item.name), name(item.table), replace(item, order=""))
            steps.append(Step(Phase.TRIGGERS, created))
    return steps


def _group(trigger: Trigger) -> tuple[str, str, str]:
    return (fold(trigger.table), trigger.timing, trigger.event)


def _in_group(schema: Schema, group: tuple[str, str, str]) -> list[Trigger]:
    found = [trigger for trigger in schema.triggers.values() if _group(trigger) == group]
    return sorted(found, key=lambda trigger: trigger.action_order)


def _events(before: Mapping[str, Event], after: Mapping[str, Event], rules: DiffRules, name: Namer) -> list[Step]:
    steps = [Step(Phase.DROP_EVENTS, DropEvent(name(before[key].name))) for key in sorted(before.keys() - after.keys())]
    for key in sorted(after):
        old, new = before.get(key), after[key]
        if old is None:
            steps.append(Step(Phase.EVENTS, CreateEvent(name(new.name), new)))
            continue
        again = new.schedule != old.schedule or (rules.event_times and _times(new) != _times(old))
        starts = new.starts or (old.starts if new.schedule.startswith("EVERY") else "")
        change = AlterEvent(
            name(old.name),
            new.schedule if again else None,
            (starts or None) if again else None,  # a schedule without STARTS begins when it is set, each time anew
            (new.ends or None) if again else None,
            body=new.body if new.body != old.body else None,
            status=new.status if new.status != old.status else None,
            preserve=new.preserve if new.preserve != old.preserve else None,
            comment=new.comment if rules.comments and new.comment != old.comment else None,
        )
        if change != AlterEvent(name(old.name)):
            steps.append(Step(Phase.EVENTS, change))
    return steps


def _times(event: Event) -> tuple[str, str]:
    return event.starts, event.ends
