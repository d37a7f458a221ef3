"""UPDATE, DELETE and TRUNCATE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from driftproof.model.changes import ObjectName
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import Delete, Truncate, Update
from driftproof.model.syntax.expressions import DefaultOf, Expression
from driftproof.model.syntax.queries import Source as FromClause
from driftproof.replay.evaluate.context import NULL_ROW, Context, QueryScope, Source, find_column
from driftproof.replay.evaluate.data import columns as values_of
from driftproof.replay.evaluate.data.keys import check_parents, check_unique, follow_children, release_children
from driftproof.replay.evaluate.data.partitions import check_partition
from driftproof.replay.evaluate.data.triggers import fire, triggers_of
from driftproof.replay.evaluate.data.view_targets import delete_beneath, update_beneath
from driftproof.replay.evaluate.functions.dates import NOW, moment_text
from driftproof.replay.evaluate.locks import check_write
from driftproof.replay.evaluate.names import check_joins, check_names, inner_queries
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.sources import TooMuchWork, each_row, open_sources, prepare
from driftproof.replay.evaluate.values import Datum, Moment, Row, Unknown, sort_key, to_integer, truth
from driftproof.replay.state import Located, State, TableRows


@dataclass(slots=True)
class _Changes:
    """The rows of one table that a statement changes: the new row by the old one's place."""

    located: Located
    known: TableRows
    rows: dict[int, Row] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

    def place(self, row: Row) -> int:
        """Return where a row stands in the table."""
        if not self.places:
            self.places = {id(found): place for place, found in enumerate(self.known.rows)}
        return self.places[id(row)]


def _open(source: FromClause, where: Expression | None, context: Context) -> tuple[Context, Iterator[None], str]:
    """Open the tables of an UPDATE or DELETE; return the context, its rows and why they are not known."""
    scope = QueryScope([], context.scope)
    inner = context.within(scope)
    opened = open_sources(source, inner, query_rows)
    prepare(opened, where, inner)
    return inner, each_row(opened.node, inner), opened.unknown


def _matches(where: Expression | None, context: Context) -> bool | Unknown:
    if where is None:
        return True
    found = truth(context.state.verbs.evaluate(where, context))
    return found if isinstance(found, Unknown) else bool(found)


def _forget(state: State, sources: list[Source], reason: str) -> None:
    """Mark the rows of the tables that a statement may have changed as not known."""
    for source in sources:
        if source.located is not None:
            known = state.known_rows(source.located)
            if known.unknown:
                continue
            state.rows[source.located.key] = replace(known, rows=(), unknown=reason, touched=True)
            state.note(f"the rows of `{source.located.table.name}` are not known: {reason}")


def update(statement: Update, context: Context) -> None:
    """Run UPDATE on known rows; where it is not understood, forget what the tables hold."""
    state = context.state
    statement = update_beneath(statement, state)
    inner, rows, unknown = _open(statement.source, statement.where, context)
    scope = inner.scope
    assert scope is not None
    targets = [_target(name.parts, scope, state) for name, _ in statement.assignments]
    _check_locks(targets, state)
    _check_generated(statement, targets, state)
    _check_conditions(statement, inner)
    changes: dict[int, _Changes] = {}
    try:
        for _ in _chosen(rows, statement, inner):
            _change_row(statement, targets, changes, inner)
    except _Undecided as undecided:
        unknown = unknown or undecided.reason
    except TooMuchWork:
        unknown = unknown or "a statement looks at too many rows"
    _check_assignments(statement, inner, changes)
    if unknown:
        _forget(state, list({id(source): source for source in targets}.values()), unknown)
        return
    state.row_count = 0
    for change in changes.values():
        _keep_updated(change, state, statement.ignore)


def _check_locks(targets: list[Source], state: State) -> None:
    for target in targets:
        if target.located is not None:
            check_write(ObjectName(target.located.table.name, target.located.schema), target.alias, state)


def _check_generated(statement: Update, targets: list[Source], state: State) -> None:
    """Refuse MySQL's 3105 where a generated column is set to anything but DEFAULT, rows or no rows."""
    for (name, value), target in zip(statement.assignments, targets, strict=True):
        column = target.located.table.column(name.parts[-1]) if target.located else None
        if column is None or column.generated is None or isinstance(value, DefaultOf) or target.located is None:
            continue
        if not state.catalog.flavor.is_mariadb:
            raise values_of.refuse_generated(column, target.located.table, state)


def _check_conditions(statement: Update | Delete, context: Context) -> None:
    check_joins(statement.source, context)
    if statement.where is not None:
        check_names(statement.where, context)


class _Undecided(Exception):
    """A WHERE whose truth is not known for some row."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _target(parts: tuple[str, ...], scope: QueryScope, state: State) -> Source:
    found = find_column(QueryScope(scope.sources), parts)
    if found is None:
        raise refuse(1054, f"Unknown column '{'.'.join(parts)}' in 'field list'")
    return found[0]


def _chosen(rows: Iterator[None], statement: Update | Delete, context: Context) -> Iterator[None]:
    """Set the sources to each row that WHERE, ORDER BY and LIMIT choose."""
    scope, state = context.scope, context.state
    assert scope is not None
    chosen: list[tuple[tuple[object, ...], tuple[object, ...]]] = []
    for _ in rows:
        scope.clause = "where clause"
        found = _matches(statement.where, context)
        scope.clause = "field list"
        if isinstance(found, Unknown):
            raise _Undecided(found.reason)
        if found:
            keys = tuple(sort_key(state.verbs.evaluate(value, context), state.pad) for value, _ in statement.order)
            chosen.append((tuple(source.row for source in scope.sources), keys))
    for place, (_, descending) in reversed(list(enumerate(statement.order))):
        chosen.sort(key=lambda pair, place=place: pair[1][place], reverse=descending)  # type: ignore[misc]
    limit = None if statement.limit is None else state.verbs.evaluate(statement.limit, context)
    count = len(chosen) if limit is None or isinstance(limit, Unknown) else to_integer(limit)
    for snapshot, _ in chosen[:count]:
        for source, row in zip(scope.sources, snapshot, strict=True):
            source.row = row
        yield


def _check_assignments(statement: Update, context: Context, changes: dict[int, _Changes]) -> None:
    """Look up the names of an UPDATE that found no row, so that an unknown column is refused all the same."""
    if changes:
        return
    scope, state = context.scope, context.state
    assert scope is not None
    for source in scope.sources:
        source.row = NULL_ROW
    notes, session = dict(state.notes), state.session
    for expression in (*(value for _, value in statement.assignments), statement.where):
        if expression is not None and not isinstance(expression, DefaultOf):
            check_names(expression, context)
            for inner in inner_queries(expression):
                query_rows(inner, context)
    state.notes, state.session = notes, session


def _change_row(statement: Update, targets: list[Source], changes: dict[int, _Changes], context: Context) -> None:
    """Work out the new values of the current rows; later assignments see earlier ones, as in both servers."""
    state = context.state
    originals = {id(source): source.row for source in targets}
    assigned: dict[int, set[str]] = {}
    for (name, expression), source in zip(statement.assignments, targets, strict=True):
        located = source.located
        if located is None or source.row is NULL_ROW:
            if located is None:
                state.note(f"rows changed through `{source.alias}` are left out")
            continue
        column = located.table.column(name.parts[-1])
        assert column is not None
        if isinstance(expression, DefaultOf) and not expression.inserted:
            row = dict(zip(state.known_rows(located).columns, source.row, strict=True))
            value = values_of.default_in_row(column, located.table, row, state)
        else:
            value = state.verbs.evaluate(expression, context)
        strict = state.session.is_strict and not statement.ignore
        is_given = column.generated is not None and not isinstance(expression, DefaultOf)
        if is_given and value is not None and strict:
            raise values_of.refuse_generated(column, located.table, state)
        value = values_of.kept_value(column, value, state, strict, counted=False)
        change = changes.setdefault(id(source), _Changes(located, state.known_rows(located)))
        place = change.known.columns.index(fold(column.name))
        source.row = (*source.row[:place], value, *source.row[place + 1 :])
        assigned.setdefault(id(source), set()).add(fold(column.name))
    for source in {id(target): target for target in targets}.values():
        old = originals[id(source)]
        if id(source) in changes and old is not NULL_ROW:
            _settle_row(
                changes[id(source)], old, source.row, assigned.get(id(source), set()), (state, statement.ignore)
            )
            source.row = old


def _settle_row(change: _Changes, old: Row, new: Row, assigned: set[str], under: tuple[State, bool]) -> None:
    """Fire the triggers of a changed row, fill in what changes by itself, and keep it.

    `under` are the state and whether IGNORE leaves alone a row that a CHECK does not let through.
    """
    state, ignore = under
    if new == old:
        return
    located = change.located
    values = dict(zip(change.known.columns, new, strict=True))
    for column in located.table.columns:
        if column.on_update and fold(column.name) not in assigned:
            values[fold(column.name)] = Moment(moment_text(NOW))
    if triggers_of(state, located, "BEFORE", "UPDATE"):
        before: dict[str, Datum] = dict(zip(change.known.columns, old, strict=True))
        fire(state, located, "BEFORE", "UPDATE", {"new": values, "old": before})
    values_of.generate(located.table, values, state)
    try:
        values_of.check_constraints(located.table, located.schema, values, state)
    except Refusal as refusal:
        if not ignore:
            raise
        state.warn(refusal.answer)
        return
    check_partition(located.table, values, state)
    change.rows[change.place(old)] = tuple([values[name] for name in change.known.columns])


def _keep_updated(change: _Changes, state: State, ignore: bool) -> None:
    """Put the changed rows in the place of the old ones, if the keys let them."""
    if not change.rows:
        return
    rows = tuple(change.rows.get(place, row) for place, row in enumerate(change.known.rows))
    known = replace(change.known, rows=rows, touched=True)
    try:
        check_unique(state, change.located.table, known)
        pairs = [(change.known.rows[place], new) for place, new in change.rows.items()]
        follow_children(state, change.located, change.known, pairs)
        check_parents(state, change.located, known, list(change.rows.values()))
    except Refusal as refusal:
        if not ignore:
            raise
        state.warn(refusal.answer)
        return
    state.rows[change.located.key] = known
    state.keys.pop(change.located.key, None)
    state.row_count += len(change.rows)
    if triggers_of(state, change.located, "AFTER", "UPDATE"):
        for place, new in change.rows.items():
            after: dict[str, Datum] = dict(zip(known.columns, new, strict=True))
            before: dict[str, Datum] = dict(zip(known.columns, change.known.rows[place], strict=True))
            fire(state, change.located, "AFTER", "UPDATE", {"new": after, "old": before})


def delete(statement: Delete, context: Context) -> None:
    """Run DELETE on known rows; where it is not understood, forget what the tables hold."""
    state = context.state
    statement = delete_beneath(statement, state)
    inner, rows, unknown = _open(statement.source, statement.where, context)
    scope = inner.scope
    assert scope is not None
    targets = _delete_targets(statement, scope)
    _check_locks(targets, state)
    gone: dict[int, dict[int, Row]] = {id(source): {} for source in targets}
    _check_conditions(statement, inner)
    try:
        for _ in _chosen(rows, statement, inner):
            for source in (target for target in targets if target.row is not NULL_ROW):
                gone[id(source)][id(source.row)] = source.row
    except _Undecided as undecided:
        unknown = unknown or undecided.reason
    except TooMuchWork:
        unknown = unknown or "a statement looks at too many rows"
    if unknown:
        _forget(state, targets, unknown)
        return
    state.row_count = 0
    for source in targets:
        if source.located is not None:
            _keep_deleted(source.located, gone[id(source)], state)


def _delete_targets(statement: Delete, scope: QueryScope) -> list[Source]:
    """Return the sources to delete from: those named, or the only one."""
    if not statement.targets:
        return scope.sources[:1]
    found: list[Source] = []
    for name in statement.targets:
        source = next((source for source in scope.sources if fold(source.alias) == fold(name.name)), None)
        if source is None:
            raise refuse(1109, f"Unknown table '{name.name}' in MULTI DELETE")
        found.append(source)
    return found


def _keep_deleted(located: Located, gone: dict[int, Row], state: State) -> None:
    """Take rows out of a table, with what foreign keys and triggers do about it."""
    if not gone:
        return
    known = state.known_rows(located)
    for row in gone.values() if triggers_of(state, located, "BEFORE", "DELETE") else ():
        fire(state, located, "BEFORE", "DELETE", {"old": dict(zip(known.columns, row, strict=True))})
    kept = tuple(row for row in known.rows if id(row) not in gone)
    state.rows[located.key] = replace(known, rows=kept, touched=True)
    state.keys.pop(located.key, None)
    release_children(state, located, known, list(gone.values()))
    state.row_count += len(gone)
    for row in gone.values() if triggers_of(state, located, "AFTER", "DELETE") else ():
        fire(state, located, "AFTER", "DELETE", {"old": dict(zip(known.columns, row, strict=True))})


def truncate(statement: Truncate, context: Context) -> None:
    """Run TRUNCATE TABLE; refused with 1701 where another table's foreign key points at it."""
    state = context.state
    check_write(statement.table, statement.table.name, state)
    located = state.locate(statement.table)
    if located is None:
        schema = state.schema_of(statement.table)
        raise refuse(1146, f"Table '{schema}.{statement.table.name}' doesn't exist")
    if state.session.foreign_key_checks and not located.key[2]:
        _refuse_referenced(located, state)
    columns = tuple(fold(column.name) for column in located.table.columns)
    state.rows[located.key] = TableRows(columns, touched=True)
    state.count_on(located.key, 1)
    state.keys.pop(located.key, None)


def _refuse_referenced(located: Located, state: State) -> None:
    key = state.catalog.rules.key
    for schema, table in ((one, table) for one in state.catalog.schemas.values() for table in one.tables.values()):
        for foreign_key in table.foreign_keys if table is not located.table else ():
            parent = (key(foreign_key.referenced_schema or schema.name), key(foreign_key.referenced_table))
            if parent == located.key[:2]:
                text = f"`{schema.name}`.`{table.name}`, CONSTRAINT `{foreign_key.name}`"
                raise refuse(1701, f"Cannot truncate a table referenced in a foreign key constraint ({text})")
