"""Views, stored programs, events and sequences as SQL."""

from __future__ import annotations

from driftproof.compare.render.names import names
from driftproof.model.catalog import Event, Parameter, Routine, Sequence
from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    AlterSequence,
    AlterView,
    CreateEvent,
    CreateRoutine,
    CreateSequence,
    CreateTrigger,
    CreateView,
)
from driftproof.model.names import quote, quote_text

_STATUSES = {"ENABLED": "ENABLE", "DISABLED": "DISABLE", "SLAVESIDE_DISABLED": "DISABLE ON SLAVE"}
_SEQUENCE_WORDS = {
    "cache": "CACHE",
    "increment": "INCREMENT BY",
    "maxvalue": "MAXVALUE",
    "minvalue": "MINVALUE",
    "restart": "RESTART WITH",
    "start": "START WITH",
}


def render_view(change: CreateView | AlterView) -> str:
    """Return CREATE VIEW or ALTER VIEW, with the query in its canonical spelling."""
    view = change.view
    altered = isinstance(change, AlterView)
    words = ["ALTER"] if isinstance(change, AlterView) else _create(change.or_replace)
    if view.algorithm and (altered or view.algorithm != "UNDEFINED"):
        words.append(f"ALGORITHM={view.algorithm}")
    words += _definer(view.definer)
    if view.security and (altered or view.security != "DEFINER"):
        words.append(f"SQL SECURITY {view.security}")
    words.append("VIEW")
    if isinstance(change, CreateView) and change.if_not_exists:
        words.append("IF NOT EXISTS")
    words.append(str(change.name))
    if view.columns:
        words.append(f"({names(view.columns)})")
    words.append(f"AS {view.query}")
    if view.check_option:
        words.append(f"WITH {view.check_option} CHECK OPTION")
    return " ".join(words)


def render_create_routine(change: CreateRoutine) -> str:
    """Return CREATE PROCEDURE or FUNCTION."""
    routine = change.routine
    words = [*_create(change.or_replace), *_definer(routine.definer)]
    if routine.aggregate:
        words.append("AGGREGATE")
    words.append(routine.kind.upper())
    if change.if_not_exists:
        words.append("IF NOT EXISTS")
    parameters = ", ".join(_parameter(parameter, routine) for parameter in routine.parameters)
    head = " ".join([*words, f"{change.name}({parameters})"])
    if routine.returns:
        head += f" RETURNS {routine.returns}"
    return "\n".join([head, *_traits(routine), routine.body])


def render_alter_routine(change: AlterRoutine) -> str:
    """Return ALTER PROCEDURE or FUNCTION."""
    words = [f"ALTER {change.kind.upper()} {change.name}"]
    if change.data_access is not None:
        words.append(change.data_access)
    if change.security is not None:
        words.append(f"SQL SECURITY {change.security}")
    if change.comment is not None:
        words.append(f"COMMENT {quote_text(change.comment)}")
    return " ".join(words)


def render_create_trigger(change: CreateTrigger) -> str:
    """Return CREATE TRIGGER."""
    trigger = change.trigger
    words = [*_create(change.or_replace), *_definer(trigger.definer), "TRIGGER"]
    if change.if_not_exists:
        words.append("IF NOT EXISTS")
    words += [str(change.name), trigger.timing, trigger.event, "ON", str(change.table), "FOR EACH ROW"]
    if trigger.order:
        words.append(trigger.order)
    return f"{' '.join(words)}\n{trigger.body}"


def render_create_event(change: CreateEvent) -> str:
    """Return CREATE EVENT."""
    event = change.event
    words = [*_create(change.or_replace), *_definer(event.definer), "EVENT"]
    if change.if_not_exists:
        words.append("IF NOT EXISTS")
    words += [str(change.name), f"ON SCHEDULE {event.schedule}", *_window(event)]
    words.append(f"ON COMPLETION {'' if event.preserve else 'NOT '}PRESERVE")
    words.append(_STATUSES[event.status])
    if event.comment:
        words.append(f"COMMENT {quote_text(event.comment)}")
    return f"{' '.join(words)} DO\n{event.body}"


def render_alter_event(change: AlterEvent) -> str:
    """Return ALTER EVENT."""
    words = [f"ALTER EVENT {change.name}"]
    if change.schedule is not None:
        words.append(f"ON SCHEDULE {change.schedule}")
    words += [f"{word} {value}" for word, value in (("STARTS", change.starts), ("ENDS", change.ends)) if value]
    if change.preserve is not None:
        words.append(f"ON COMPLETION {'' if change.preserve else 'NOT '}PRESERVE")
    if change.rename_to is not None:
        words.append(f"RENAME TO {change.rename_to}")
    if change.status is not None:
        words.append(_STATUSES[change.status])
    if change.comment is not None:
        words.append(f"COMMENT {quote_text(change.comment)}")
    if change.body is not None:
        words.append(f"DO {change.body}")
    return " ".join(words)


def render_create_sequence(change: CreateSequence) -> str:
    """Return CREATE SEQUENCE, every option stated."""
    words = [*_create(change.or_replace), "SEQUENCE"]
    if change.if_not_exists:
        words.append("IF NOT EXISTS")
    return " ".join([*words, str(change.name), *_sequence(change.sequence)])


def render_alter_sequence(change: AlterSequence) -> str:
    """Return ALTER SEQUENCE."""
    guard = "IF EXISTS " if change.if_exists else ""
    return " ".join([f"ALTER SEQUENCE {guard}{change.name}", *(_sequence_option(*pair) for pair in change.options)])


def _create(or_replace: bool) -> list[str]:
    return ["CREATE OR REPLACE"] if or_replace else ["CREATE"]


def _definer(definer: str) -> list[str]:
    return [f"DEFINER={definer}"] if definer else []


def _window(event: Event) -> list[str]:
    return [f"{word} {value}" for word, value in (("STARTS", event.starts), ("ENDS", event.ends)) if value]


def _parameter(parameter: Parameter, routine: Routine) -> str:
    mode = f"{parameter.mode} " if routine.kind == "procedure" else ""
    return f"{mode}{quote(parameter.name)} {parameter.type}"


def _traits(routine: Routine) -> list[str]:
    """Return the characteristics that differ from what a routine has by itself, one a line."""
    found: list[str] = []
    if routine.language != "SQL":
        found.append(f"LANGUAGE {routine.language}")
    if routine.deterministic:
        found.append("DETERMINISTIC")
    if routine.data_access != "CONTAINS SQL":
        found.append(routine.data_access)
    if routine.security != "DEFINER":
        found.append(f"SQL SECURITY {routine.security}")
    if routine.comment:
        found.append(f"COMMENT {quote_text(routine.comment)}")
    return found


def _sequence(sequence: Sequence) -> list[str]:
    limits = (("MINVALUE", sequence.minimum), ("MAXVALUE", sequence.maximum))
    return [
        f"START WITH {sequence.start}",
        *(f"NO {word}" if value is None else f"{word} {value}" for word, value in limits),
        f"INCREMENT BY {sequence.increment}",
        f"CACHE {sequence.cache}",
        "CYCLE" if sequence.cycle else "NOCYCLE",
        *([f"COMMENT={quote_text(sequence.comment)}"] if sequence.comment else []),
        f"ENGINE={sequence.engine}",
    ]


def _sequence_option(name: str, value: str) -> str:
    """Return one option of ALTER SEQUENCE; ``no`` stands for NO, an empty text for RESTART alone."""
    if name == "cycle":
        return "CYCLE" if value == "yes" else "NOCYCLE"
    if name == "restart" and not value:
        return "RESTART"
    if value == "no":
        return f"NO {_SEQUENCE_WORDS[name]}"
    if name in _SEQUENCE_WORDS:
        return f"{_SEQUENCE_WORDS[name]} {value}"
    return f"COMMENT={quote_text(value)}" if name == "comment" else f"ENGINE={value}"
