"""What a statement that was cut short has left: all of it, nothing, or a half with the SQL that finishes or undoes it.

What servers leave half done, as seen on MariaDB 10.11, 11.8 and MySQL 9.7: a DROP of several tables on MariaDB; on
servers without atomic DDL (before MySQL 8.0 and MariaDB 10.6) a RENAME of several tables and a CREATE TABLE … SELECT;
that also on MySQL 9.7 when the server dies and the table's engine has no transactions; rows of such engines anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from driftproof.language.spell import spell_list
from driftproof.live.connect import Connection
from driftproof.model.changes import CreateTableSelect, DropSequences, DropTables, DropViews, ObjectName, RenameTables
from driftproof.model.names import quote
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Delete, Insert, Update
from driftproof.model.syntax.queries import TableSource
from driftproof.replay.evaluate.walk import names_in
from driftproof.upgrade.footprint import ABSENT, Rows, lasting_tables, rows_of, state_of


@dataclass(frozen=True, slots=True)
class Half:
    """A statement that is half done, or may be: `why`, and the statements that `finish` or `undo` it, where known.

    `seen` tells that the next run sees by itself which of them was done. `notes` are for whoever does it.
    """

    why: str
    finish: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()
    seen: bool = True
    notes: tuple[str, ...] = ()


def definitions_outcome(action: Parsed, objects: Mapping[str, str], connection: Connection) -> bool | Half:
    """Tell whether a statement took effect, by the states that the objects it changes had before it."""
    now = {what: state_of(what, connection) for what in objects}
    if isinstance(action, RenameTables):
        return _of_rename(action, objects, now)
    changed = [what for what, state in objects.items() if now[what] != state]
    left = [what for what, state in objects.items() if state != ABSENT and what not in changed]
    if isinstance(action, DropTables | DropViews | DropSequences) and changed and left:
        return _of_drop(action, changed, left)
    if isinstance(action, CreateTableSelect) and changed and not _is_whole(action.name, connection):
        why = f"{action.name} is there, and may have a part of its rows"
        return Half(why, undo=(f"DROP TABLE {action.name}",))
    return bool(changed)


def _of_drop(action: Parsed, gone: Sequence[str], left: Sequence[str]) -> Half:
    kind = {DropTables: "TABLE", DropViews: "VIEW"}.get(type(action), "SEQUENCE")
    finish = f"DROP {kind} {_listed(left)}"
    return Half(f"it has changed {_listed(gone)}, and not {_listed(left)}", (finish,))


def _listed(objects: Sequence[str]) -> str:
    return ", ".join(what.partition(" ")[2] for what in objects)


def _of_rename(action: RenameTables, objects: Mapping[str, str], now: Mapping[str, str]) -> bool | Half:
    """Tell how many pairs of names a RENAME has come through, by what each name then stands for."""
    names, fits = dict(objects), [0] if dict(objects) == now else []
    for number, (old, new) in enumerate(action.pairs, start=1):
        names[f"TABLE {new}"], names[f"TABLE {old}"] = names[f"TABLE {old}"], ABSENT
        if names == now:
            fits.append(number)
    if fits in ([0], [len(action.pairs)]):
        return fits != [0]
    if len(fits) != 1:
        why = "names look alike before and after it" if fits else "what its names stand for is no part of what it does"
        return Half(why, seen=False)
    done, rest = action.pairs[: fits[0]], action.pairs[fits[0] :]
    why = f"it has renamed {', '.join(str(old) for old, _ in done)}, and not {', '.join(str(old) for old, _ in rest)}"
    return Half(why, (_rename(rest),), (_rename([(new, old) for old, new in reversed(done)]),))


def _rename(pairs: Sequence[tuple[ObjectName, ObjectName]]) -> str:
    return "RENAME TABLE " + ", ".join(f"{old} TO {new}" for old, new in pairs)


def _is_whole(name: ObjectName, connection: Connection) -> bool:
    """Tell whether a table that a CREATE TABLE … SELECT made has all its rows, for it would not be there otherwise."""
    atomic = connection.flavor.at_least(mysql=(8, 0, 21), mariadb=(10, 6, 1))
    return atomic and not lasting_tables((name,), connection)


def rows_outcome(action: Parsed, before: Mapping[str, Rows], connection: Connection) -> bool | Half:
    """Tell whether a statement has changed rows that no transaction takes back, by what they were before it."""
    now = {name: rows_of(name, connection) for name in before}
    changed = [name for name in before if now[name] != before[name]]
    if not changed or (_may_run_again(action) and all(_writes(action, name) for name in before)):
        return False
    if not all(_writes(action, name) for name in changed):
        return _of_triggers(changed, before, now)
    if not isinstance(action, Insert) or len(changed) != 1:
        return _of_changed_rows(action, changed, before, now)
    old, new = before[changed[0]], now[changed[0]]
    added = new.count - old.count
    plain = bool(action.rows) and not (action.ignore or action.replace or action.updates)
    if plain and added == len(action.rows):
        return True
    finish = (_insert(action, added),) if plain and added > 0 else ()
    undo: tuple[str, ...] = ()
    if old.counter and action.columns and old.counter.lower() not in {one.lower() for one in action.columns}:
        undo = (_delete_above(str(action.table), old),)
    why = f"{action.table} has {added} {'row' if added == 1 else 'rows'} more than before it"
    return Half(why, finish, undo, seen=bool(finish or undo))


def _writes(action: Parsed, table: str) -> bool:
    """Tell whether a statement itself writes to a table, and not only a trigger; of a join both are taken for it."""
    match action:
        case Insert():
            return table.endswith(quote(action.table.name))
        case Update() | Delete() if isinstance(action.source, TableSource):
            return table.endswith(quote(action.source.name.name))
    return True


def _of_triggers(changed: Sequence[str], before: Mapping[str, Rows], now: Mapping[str, Rows]) -> Half:
    """Return what is known where a trigger has written rows that stay, while those of the statement may be gone."""
    names = ", ".join(changed)
    why = f"a trigger of it has written to {names}, which no transaction takes back; what it wrote itself may be gone"
    undo = tuple(_delete_above(name, before[name]) for name in changed if _only_grew(before[name], now[name]))
    seen = len(undo) == len(changed)
    return Half(why, undo=undo if seen else (), seen=seen, notes=tuple(_counted(changed, before, now)))


def _of_changed_rows(
    action: Parsed, changed: Sequence[str], before: Mapping[str, Rows], now: Mapping[str, Rows]
) -> Half:
    """Return what is known of an UPDATE or a DELETE: rows are changed one by one, and nobody knows how many."""
    why = f"it has changed rows of {', '.join(changed)}, and perhaps not all that it should"
    notes = [
        *_counted(changed, before, now),
        "rows are changed one after the other: the first may be done, and others not",
    ]
    if isinstance(action, Update):
        columns = ", ".join(dict.fromkeys(quote(name.parts[-1]) for name, _ in action.assignments))
        notes.append(f"look at {columns}: which rows have their new values, and which the old ones?")
    return Half(why, seen=False, notes=tuple(notes))


def _counted(changed: Sequence[str], before: Mapping[str, Rows], now: Mapping[str, Rows]) -> Iterator[str]:
    for name in changed:
        yield f"{name} had {before[name].count} rows before it, and has {now[name].count}"


def _only_grew(old: Rows, new: Rows) -> bool:
    return bool(old.counter) and new.count > old.count and new.last is not None and new.last != old.last


def _delete_above(table: str, old: Rows) -> str:
    above = f"> {old.last}" if old.last is not None else "IS NOT NULL"
    return f"DELETE FROM {table} WHERE {quote(old.counter)} {above}"


def _insert(action: Insert, done: int) -> str:
    """Return an INSERT of the rows that are not there yet: the server puts them in one after the other."""
    columns = f" ({', '.join(map(quote, action.columns))})" if action.columns else ""
    rows = ", ".join(f"({spell_list(row)})" for row in action.rows[done:])
    return f"INSERT INTO {action.table}{columns} VALUES {rows}"


def _may_run_again(action: Parsed) -> bool:
    """Tell whether rows that a statement has changed already stay what they are when it runs once more."""
    if isinstance(action, Delete):
        return isinstance(action.source, TableSource) and not action.targets and action.limit is None
    if not isinstance(action, Update) or action.limit is not None or not isinstance(action.source, TableSource):
        return False
    assigned = {name.parts[-1].lower() for name, _ in action.assignments}
    for _, value in action.assignments:
        read = names_in(value)
        if read is None or any(parts[-1].lower() in assigned for parts in read):
            return False
    return True
