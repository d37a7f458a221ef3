"""LOCK TABLES: the tables that a session has locked, and what it may do with all others."""

from __future__ import annotations

from driftproof.language.cursor import Unreadable
from driftproof.language.parse.commands import read_locks
from driftproof.model.changes import (
    AlterTable,
    Change,
    CreateEvent,
    CreateRoutine,
    CreateSchema,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    CreateView,
    DropTables,
    DropViews,
    ObjectName,
    RenameTables,
)
from driftproof.model.syntax.commands import Other
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.reading import session_dialect
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.state import Lock, State

_MAKES = (CreateTable, CreateTableLike, CreateTableSelect)
_NEVER = (CreateView, DropViews, CreateRoutine, CreateEvent, CreateSchema)


def lock(command: Other, context: Context) -> None:
    """Run LOCK TABLES; refused with 1146 for a table that is not there and 1066 for an alias given twice."""
    state = context.state
    try:
        items = read_locks(command.text, session_dialect(state))
    except Unreadable as problem:
        state.note(f"LOCK TABLES is taken as locking nothing: {problem.reason}")
        return
    locks: dict[str, Lock] = {}
    key = state.catalog.rules.key
    for name, alias, writes in items:
        schema = state.schema_of(name)
        if key(alias) in locks:
            raise refuse(1066, f"Not unique table/alias: '{alias}'")
        locks[key(alias)] = Lock(key(schema), key(name.name), writes)
    state.end_transaction()
    state.locks = None
    for name, _, _ in items:
        schema = state.schema_of(name)
        if state.locate(name) is None and state.catalog.view(schema, name.name) is None:
            raise refuse(1146, f"Table '{schema}.{name.name}' doesn't exist")
    state.locks = locks


def check_read(name: ObjectName, alias: str, state: State) -> None:
    """Refuse with 1100 to read a table under an alias that is not locked while others are."""
    if state.locks is None or state.views or state.running:
        return
    located = state.locate(name)
    if located is not None and located.key[2]:
        return
    if located is None and state.catalog.view(state.schema_of(name), name.name) is None:
        return
    key = state.catalog.rules.key
    found = state.locks.get(key(alias))
    if found is None or (found.schema, found.table) != (key(state.schema_of(name)), key(name.name)):
        raise _unlocked(alias)


def check_write(name: ObjectName, alias: str, state: State) -> None:
    """Refuse with 1100 or 1099 to write to a table that is not locked, or locked for reading, while others are."""
    check_read(name, alias, state)
    found = None if state.locks is None or state.running else state.locks.get(state.catalog.rules.key(alias))
    if found is not None and not found.writes and not _is_temporary(name, state):
        raise _read_only(alias)


def _is_temporary(name: ObjectName, state: State) -> bool:
    located = state.locate(name)
    return located is not None and located.key[2]


def check_change(change: Change, state: State) -> None:
    """Refuse a schema change that a session with locked tables may not make: 1099, 1100 and 1192."""
    if state.locks is None or state.running:
        return
    if isinstance(change, _NEVER) or (isinstance(change, RenameTables) and state.catalog.flavor.is_mariadb):
        said = "Can't execute the given command because you have active locked tables or an active transaction"
        raise refuse(1192, said)
    if isinstance(change, _MAKES) and state.locate(change.name) is None:
        raise _unlocked(change.name.name)
    if isinstance(change, AlterTable):
        _check_changed(change.name, state)
    elif isinstance(change, CreateTrigger):
        _check_changed(ObjectName(change.table.name, change.table.schema or state.schema_of(change.name)), state)
    elif isinstance(change, DropTables):
        for name in change.names:
            _check_changed(name, state)


def _check_changed(name: ObjectName, state: State) -> None:
    """Refuse to alter or drop a table that is there and not locked for writing, under whatever alias."""
    if state.locate(name) is None:
        return
    key = state.catalog.rules.key
    wanted = (key(state.schema_of(name)), key(name.name))
    found = [lock for lock in (state.locks or {}).values() if (lock.schema, lock.table) == wanted]
    if not found:
        raise _unlocked(name.name)
    if not any(lock.writes for lock in found):
        raise _read_only(name.name)


def _unlocked(alias: str) -> Refusal:
    return refuse(1100, f"Table '{alias}' was not locked with LOCK TABLES")


def _read_only(alias: str) -> Refusal:
    return refuse(1099, f"Table '{alias}' was locked with a READ lock and can't be updated")
