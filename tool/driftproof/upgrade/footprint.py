"""What a statement leaves to be seen: the objects that it changes, as the live catalog shows them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.live.connect import Connection, ServerError
from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    AlterSchema,
    AlterSequence,
    AlterTable,
    AlterView,
    CreateEvent,
    CreateRoutine,
    CreateSchema,
    CreateSequence,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropEvent,
    DropRoutine,
    DropSchema,
    DropSequences,
    DropTables,
    DropTrigger,
    DropViews,
    ObjectName,
    OtherAction,
    RenameTables,
    RenameTo,
)
from driftproof.model.names import quote
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import CallProcedure, Other, SetStatement, Transaction, Truncate
from driftproof.upgrade.statements import DML, first_word

ABSENT = "-"
_MISSING = frozenset({1049, 1146, 1305, 1360, 1539})
_COUNTER = re.compile(r" AUTO_INCREMENT=\d+")
_UNCOMMITTED = DML | {
    "SET", "USE", "PREPARE", "DEALLOCATE", "SAVEPOINT", "RELEASE", "ROLLBACK", "SHOW", "EXPLAIN", "DESCRIBE", "DESC",
    "LOAD", "SIGNAL", "RESIGNAL", "GET", "HELP",
}  # fmt: skip
"""First words of statements that commit nothing: what they do goes with their transaction."""

_EXCHANGE = re.compile(r"\s*EXCHANGE\s+PARTITION\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What is known of a statement that may commit: the `objects` that it changes, as ``SHOW CREATE`` takes them.

    `calls` names the procedure that it calls. `repeatable` tells that running it once more, right away or behind others
    of this kind, leaves what running it once does.
    """

    objects: tuple[str, ...] = ()
    calls: str = ""
    repeatable: bool = False


def commits_nothing(sql: str) -> bool:
    """Tell whether all that a statement does goes with its transaction, or is no more than the session's state."""
    return first_word(sql) in _UNCOMMITTED


def footprint_of(sql: str, connection: Connection) -> Footprint:
    """Return what a statement leaves to be seen; an empty footprint where that is not known."""
    action = parse(sql, Dialect(connection.flavor, lenient=True))
    if isinstance(action, SetStatement):
        action = action.action
    if isinstance(action, Transaction | Truncate | Other):
        return Footprint(repeatable=True)
    if isinstance(action, CallProcedure):
        return Footprint(calls=action.name.name.lower())
    if isinstance(action, AlterTable) and any(_exchanges(one) for one in action.actions):
        return Footprint()
    return Footprint(tuple(dict.fromkeys(_objects(action))), repeatable=_is_guarded(action))


def _is_guarded(action: Parsed) -> bool:
    """Tell whether a statement says itself that what is there, or gone, already is no error."""
    if isinstance(action, AlterTable | CreateTableSelect):
        return False
    if isinstance(action, CreateView | CreateRoutine | CreateTrigger | CreateEvent) and action.or_replace:
        return True
    return bool(getattr(action, "if_not_exists", False) or getattr(action, "if_exists", False))


def _exchanges(action: object) -> bool:
    return isinstance(action, OtherAction) and _EXCHANGE.match(action.text) is not None


def _objects(action: Parsed) -> Iterator[str]:
    """Return the objects that a statement makes, changes or takes away."""
    match action:
        case DropTables() | DropViews() | DropSequences():
            yield from (f"TABLE {name}" for name in action.names)
        case RenameTables():
            yield from (f"TABLE {name}" for pair in action.pairs for name in pair)
        case CreateTable() | CreateTableLike() | CreateTableSelect() | AlterTable() | CreateView() | AlterView():
            yield f"TABLE {action.name}"
        case CreateSequence() | AlterSequence():
            yield f"TABLE {action.name}"
        case CreateTrigger() | DropTrigger():
            yield f"TRIGGER {action.name}"
        case CreateRoutine():
            yield f"{action.routine.kind.upper()} {action.name}"
        case AlterRoutine() | DropRoutine():
            yield f"{action.kind.upper()} {action.name}"
        case CreateEvent() | AlterEvent() | DropEvent():
            yield f"EVENT {action.name}"
        case CreateSchema() | DropSchema() | AlterSchema() if action.name:
            yield f"DATABASE {quote(action.name)}"
    yield from (f"{kind} {name}" for kind, name in _renamed(action))


def _renamed(action: Parsed) -> Iterator[tuple[str, ObjectName]]:
    if isinstance(action, AlterTable):
        yield from (("TABLE", one.name) for one in action.actions if isinstance(one, RenameTo))
    if isinstance(action, AlterEvent) and action.rename_to:
        yield "EVENT", action.rename_to


def state_of(what: str, connection: Connection) -> str:
    """Return a digest of an object as the live catalog shows it now, `ABSENT` where it is not there."""
    try:
        found = connection.rows(f"SHOW CREATE {what}")
    except ServerError as error:
        if error.lost:
            raise
        return ABSENT if error.answer.number in _MISSING else f"error {error.answer.number}"
    text = _COUNTER.sub("", "\0".join(map(str, found[0]))) if found else ""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
