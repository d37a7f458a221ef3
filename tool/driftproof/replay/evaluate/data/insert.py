"""INSERT and REPLACE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from driftproof.model.catalog import Column, Table
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import Insert
from driftproof.model.syntax.expressions import DefaultOf, Name
from driftproof.replay.evaluate.context import Context, QueryScope
from driftproof.replay.evaluate.data import columns as values_of
from driftproof.replay.evaluate.data.checked_rows import is_let
from driftproof.replay.evaluate.data.given import check_generated, given_columns
from driftproof.replay.evaluate.data.keys import KeyMaps, check_parents, duplicate, key_maps, key_of, release_children
from driftproof.replay.evaluate.data.on_duplicate import context_of_update, with_names_beside
from driftproof.replay.evaluate.data.triggers import check_insert_triggers, fire, triggers_of
from driftproof.replay.evaluate.data.view_targets import insert_beneath
from driftproof.replay.evaluate.locks import check_write
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import Datum, Row, Unknown, to_integer
from driftproof.replay.state import Located, State, TableRows

MOST_CELLS = 10_000
"""How many values a table keeps before its rows count as not known."""

_Rows = list[tuple[tuple[Any, ...], dict[Name, Datum]]]


@dataclass(slots=True)
class _Target:
    """A table while rows are put into it."""

    statement: Insert
    located: Located
    known: TableRows
    columns: list[Column]
    maps: KeyMaps
    rows: list[Row]
    strict: bool
    counter: int
    expected: int
    pointer: int = 0
    reserved: int = 0
    intervals: int = 0
    left: int = 0
    generated: bool = False
    first_id: int = 0
    count: int = 0
    moved: bool = False
    awaited: frozenset[str] = frozenset()
    beside: dict[Name, Datum] = field(default_factory=dict)


def insert(statement: Insert, context: Context) -> None:
    """Run INSERT or REPLACE, on the table beneath where the target is a view."""
    check_write(statement.table, statement.table.name, context.state)
    found = insert_beneath(statement, context.state)
    if found is None:
        _insert(statement, context)
        return
    beneath, view = found
    around, context.state.views = context.state.views, (*context.state.views, view.shown_name)
    try:
        insert(beneath, context)
    except Refusal as refusal:
        if refusal.answer.number not in {1364, 1423}:
            raise
        words = "underlying table doesn't have a default value"
        raise refuse(1423, f"Field of view {view.shown_name} {words}") from None
    finally:
        context.state.views = around


def _insert(statement: Insert, context: Context) -> None:
    """Put rows into a table: keep them where they are understood, else forget what the table holds."""
    state = context.state
    located = state.locate(statement.table)
    if located is None:
        _other_target(statement, context)
        return
    if located.table.unsupported and not located.table.columns:
        state.note(f"rows put into `{located.table.name}` are left out: {located.table.unsupported}")
        return
    columns = given_columns(statement, located.table)
    check_generated(statement, columns, located.table, state)
    known = state.known_rows(located)
    source = _source_rows(statement, columns, located, context)
    if isinstance(source, Unknown):
        state.rows[located.key] = replace(known, unknown=source.reason, rows=(), touched=True)
        state.note(f"the rows of `{located.table.name}` are not known: {source.reason}")
        return
    if known.unknown:
        return
    if statement.query is None:
        check_insert_triggers(state, located)
    strict = state.session.is_strict and not statement.ignore
    maps = key_maps(state, located, known)
    counter = state.counters.get(located.key, known.next_id)
    expected = len(statement.rows) if statement.query is None else 0
    target = _Target(statement, located, known, columns, maps, list(known.rows), strict, counter, expected)
    width = max(len(known.columns), 1)
    by_row = statement.query is not None and not state.catalog.flavor.is_mariadb  # when MySQL checks what is not named
    missing = None if by_row else _missing(target, state)
    try:
        for given, target.beside in source:
            missing = _missing(target, state) if missing is None else missing
            _put(target, given, missing, context)
            if len(target.rows) * width > MOST_CELLS:
                break
    finally:
        state.count_on(located.key, target.counter)
    _finish(target, state)


def _other_target(statement: Insert, context: Context) -> None:
    """Deal with a target that is no base table: a view is not followed, the server's own tables are left alone."""
    state, name = context.state, statement.table
    schema = state.schema_of(name)
    if fold(schema) in {"mysql", "sys", "performance_schema"}:
        state.note(f"`{schema}`.`{name.name}` is the server's own: the rows are left out")
    elif state.catalog.view(schema, name.name) is not None:
        state.note(f"rows put into view `{name.name}` are left out")
    elif state.catalog.schema(schema) is None and not state.catalog.flavor.is_mariadb:
        raise refuse(1049, f"Unknown database '{schema}'")
    else:
        raise refuse(1146, f"Table '{schema}.{name.name}' doesn't exist")


def _source_rows(statement: Insert, columns: list[Column], located: Located, context: Context) -> _Rows | Unknown:
    """Return the rows to put in: values, expressions of VALUES, or why they are not known.

    With each comes what ON DUPLICATE KEY UPDATE names of the row that a query made it of.
    """
    if statement.query is None:
        for place, row in enumerate(statement.rows, 1):
            if len(row) != len(columns):
                raise refuse(1136, f"Column count doesn't match value count at row {place}")
        return [(row, {}) for row in statement.rows]
    query, names = with_names_beside(statement, located)
    result = query_rows(query, context)
    if result.unknown:
        return Unknown(result.unknown)
    width = result.width - len(names)
    if width != len(columns):
        raise refuse(1136, "Column count doesn't match value count at row 1")
    return [
        (tuple(map(_Given, row[:width])), dict(zip(names, row[width:], strict=True)) if names else {})
        for row in result.rows
    ]


@dataclass(frozen=True, slots=True)
class _Given:
    """A value that a query gave."""

    value: Datum


def _missing(target: _Target, state: State) -> dict[str, Datum]:
    """Return the values of the columns that the statement does not name; refused before any row is looked at.

    What BEFORE triggers may give is NULL until they ran, but not for rows of a query on MariaDB.
    """
    named = {fold(column.name) for column in target.columns}
    columns = target.located.table.columns
    rest = [column for column in columns if fold(column.name) not in named and not values_of.waits_for_row(column)]
    by_values = target.statement.query is None or not state.catalog.flavor.is_mariadb
    if by_values and triggers_of(state, target.located, "BEFORE", "INSERT"):
        target.awaited = frozenset(fold(column.name) for column in rest if values_of.is_required(column))
    known = [column for column in rest if fold(column.name) not in target.awaited]
    values = {fold(column.name): values_of.missing_value(column, state, target.strict) for column in known}
    return {**values, **dict.fromkeys(target.awaited)}


def _put(target: _Target, given: tuple[Any, ...], missing: dict[str, Datum], context: Context) -> None:
    """Put one row into the table; its values are taken in the order of the statement's columns."""
    state, table = context.state, target.located.table
    values: dict[str, Datum] = dict(missing)
    fires = bool(triggers_of(state, target.located, "BEFORE", "INSERT"))
    inner: Context | None = None
    for column, expression in zip(target.columns, given, strict=True):
        if isinstance(expression, _Given):
            value = expression.value
        elif isinstance(expression, DefaultOf) and not expression.inserted:
            if values_of.waits_for_row(column):
                continue
            value = values_of.missing_value(column, state, target.strict)
        else:
            inner = inner or _row_context(table, values, context)
            value = state.verbs.evaluate(expression, inner)
        is_given = column.generated is not None and not isinstance(expression, DefaultOf)
        if is_given and value is not None and target.strict:
            raise values_of.refuse_generated(column, table, state)
        if column.generated is None and not (fires and value is None):
            value = values_of.kept_value(column, value, state, target.strict)
        values[fold(column.name)] = value
    for column in table.columns:
        if fold(column.name) not in values:
            values[fold(column.name)] = values_of.default_in_row(column, table, values, state)
    if fires:
        _fire_before(target, values, state)
    target.generated = False
    if _checks_parents_first(state) and not _has_parents(target, values, state):
        return
    for column in (one for one in table.columns if one.auto_increment):
        values[fold(column.name)] = _next_id(target, values[fold(column.name)], state)
    values_of.generate(table, values, state)
    if not is_let(target.statement, target.located, values, state):
        return
    made, stored = target.generated, len(target.rows)
    _store(target, tuple([values.get(name) for name in target.known.columns]), values, context)
    target.left = max(0, target.left - 1)
    if made and target.statement.ignore and len(target.rows) == stored:
        target.pointer -= 1  # handler::restore_auto_increment


def _fire_before(target: _Target, values: dict[str, Datum], state: State) -> None:
    """Run the BEFORE triggers of a row, and bring what they set to the columns' types."""
    fire(state, target.located, "BEFORE", "INSERT", {"new": values})
    for column in target.located.table.columns:
        name = fold(column.name)
        is_now = column.type.name == "timestamp" and state.catalog.flavor.is_mariadb
        if values[name] is None and name in target.awaited and not is_now:
            values[name] = values_of.missing_value(column, state, target.strict)
        elif column.generated is None:
            values[name] = values_of.kept_value(column, values[name], state, target.strict)


def _row_context(table: Table, values: dict[str, Datum], context: Context) -> Context:
    """Return the context in which the values of a row are evaluated: earlier columns can be named."""
    row = values_of.row_context(table, values, context.state).scope
    assert row is not None
    return Context(context.state, context.frame, QueryScope(row.sources, context.scope), context.markers)


def _next_id(target: _Target, value: Datum, state: State) -> Datum:
    """Return the AUTO_INCREMENT value that a row gets.

    Values are reserved for as many rows as the statement is known to have, else for 1, 2, 4 …, and never given back
    (``handler::update_auto_increment``).
    """
    if isinstance(value, Unknown):
        return value
    keeps_zero = "NO_AUTO_VALUE_ON_ZERO" in state.session.sql_mode
    if value is not None and (value != 0 or keeps_zero):
        number = to_integer(value)
        if 0 < target.pointer <= number:
            target.pointer = number + 1
        return value
    if target.pointer >= target.reserved:
        if not target.left:
            first = target.expected and not target.intervals
            target.left = target.expected if first else 1 << min(target.intervals, 16)
        start = max(target.counter, target.pointer)
        target.pointer, target.reserved = start, start + target.left
        target.counter = target.reserved
        target.intervals += 1
    found = target.pointer
    target.pointer += 1
    target.generated = True
    return found


def _store(target: _Target, row: Row, values: dict[str, Datum], context: Context) -> None:
    """Add a row, or do what the statement says where its key is there already."""
    state, statement = context.state, target.statement
    for plan, keys in zip(target.maps.plans, target.maps.maps, strict=True):
        key = key_of(plan, row, state.pad)
        position = keys.get(key) if key is not None else None
        if position is None:
            continue
        refusal = duplicate(plan, row, target.located.table, state)
        if statement.updates:
            _update_existing(target, position, values, context)
            return
        if statement.replace:
            _remove(target, position, state)
            target.count += 1
            _store(target, row, values, context)
            return
        if statement.ignore:
            state.warn(refusal.answer)
            return
        raise refusal
    _append(target, row, values, state)


def _checks_parents_first(state: State) -> bool:
    """Tell whether foreign keys are checked before the row goes to the engine, as MySQL's SQL layer does since 9.6."""
    return state.catalog.flavor.at_least(mysql=(9, 6))


def _has_parents(target: _Target, values: dict[str, Datum], state: State) -> bool:
    """Refuse a row without parents with 1452, or tell that it is left out under IGNORE."""
    row = tuple([values.get(name) for name in target.known.columns])
    try:
        check_parents(state, target.located, replace(target.known, rows=(*target.rows, row)), [row])
    except Refusal as refusal:
        if not target.statement.ignore:
            raise
        state.warn(refusal.answer)
        return False
    return True


def _append(target: _Target, row: Row, values: dict[str, Datum], state: State) -> None:
    if not _checks_parents_first(state) and not _has_parents(target, values, state):
        return
    for plan, keys in zip(target.maps.plans, target.maps.maps, strict=True):
        key = key_of(plan, row, state.pad)
        if key is not None:
            keys[key] = len(target.rows)
    target.rows.append(row)
    target.count += 1
    _count(target, values)
    fire(state, target.located, "AFTER", "INSERT", {"new": values})


def _count(target: _Target, values: dict[str, Datum]) -> None:
    """Move the table's counter behind the AUTO_INCREMENT value of a row that went in, and keep the first made."""
    for column in (one for one in target.located.table.columns if one.auto_increment):
        value = values.get(fold(column.name))
        if value is not None and not isinstance(value, Unknown):
            target.counter = max(target.counter, to_integer(value) + 1)
            if target.generated and not target.first_id:
                target.first_id = to_integer(value)


def _remove(target: _Target, position: int, state: State) -> None:
    """Remove a row that REPLACE takes the place of; the key maps are made anew."""
    gone = target.rows.pop(position)
    release_children(state, target.located, target.known, [gone])
    known = replace(target.known, rows=tuple(target.rows))
    state.keys.pop(target.located.key, None)
    target.maps = key_maps(state, target.located, known)
    target.moved = True


def _update_existing(target: _Target, position: int, values: dict[str, Datum], context: Context) -> None:
    """Run ON DUPLICATE KEY UPDATE on the row that holds the key."""
    state, table = context.state, target.located.table
    old = target.rows[position]
    row = dict(zip(target.known.columns, old, strict=True))
    inner = context_of_update(target.located, row, values, target.beside, context)
    for name, expression in target.statement.updates:
        column = table.column(name.parts[-1])
        if column is None:
            raise refuse(1054, f"Unknown column '{name.parts[-1]}' in 'field list'")
        value = state.verbs.evaluate(expression, inner)
        row[fold(column.name)] = values_of.kept_value(column, value, state, target.strict)
    values_of.generate(table, row, state)
    new = tuple([row[name] for name in target.known.columns])
    target.generated = True
    _count(target, row)
    if new != old:
        target.rows[position] = new
        target.count += 2
        state.keys.pop(target.located.key, None)
        target.maps = key_maps(state, target.located, replace(target.known, rows=tuple(target.rows)))
        target.moved = True


def _finish(target: _Target, state: State) -> None:
    """Keep the rows, or forget them where they have become too many."""
    known = TableRows(target.known.columns, tuple(target.rows), target.known.unknown, target.counter, True)
    if len(known.rows) * max(len(known.columns), 1) > MOST_CELLS:
        known = replace(known, rows=(), unknown=f"more than {MOST_CELLS} values")
    state.rows[target.located.key] = known
    state.row_count = target.count
    if target.first_id:
        state.last_insert_id = target.first_id
    if known.unknown or not target.maps.plans:
        state.keys.pop(target.located.key, None)
        return
    target.maps.rows = known
    state.keys[target.located.key] = target.maps
