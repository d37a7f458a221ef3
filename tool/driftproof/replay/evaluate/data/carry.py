"""What a schema change does to the rows that are known: they move, lose and gain values, or go."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Column, Table
from driftproof.model.changes import (
    AddForeignKey,
    AddIndex,
    AlterTable,
    Change,
    ChangeColumn,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    DropColumn,
    DropPartitions,
    DropSchema,
    DropTables,
    ObjectName,
    OtherAction,
    RenameColumn,
    RenameTables,
    RenameTo,
    SetOptions,
)
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.algorithm import copies_table
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.evaluate.coercion import coerce
from driftproof.replay.evaluate.data import columns as values_of
from driftproof.replay.evaluate.data.checked_rows import check_rows
from driftproof.replay.evaluate.data.keys import check_parents, check_unique
from driftproof.replay.evaluate.data.partitions import partition_of
from driftproof.replay.evaluate.data.recast import recast
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import Datum, Row, Unknown
from driftproof.replay.normalize.facts import bytes_per_character
from driftproof.replay.state import Located, State, TableKey, TableRows


def carry(change: Change, state: State, before: Catalog) -> None:
    """Bring the known rows behind `change`, which the state's catalog has seen already; `before` has not.

    Raises `Refusal` where the rows keep the server from doing it: 1062, 1452, 1138, 1264, 1265, 1406.
    """
    if not state.rows and not state.counters:
        return
    if isinstance(change, AlterTable):
        _carry_alter(change, state, before)
    elif isinstance(change, RenameTables):
        for old, new in change.pairs:
            _move(state, _key(state, old), _key(state, new))
    elif isinstance(change, DropTables):
        for name in change.names:
            if not state.catalog.table(state.schema_of(name), name.name):
                _drop(state, _key(state, name))
    elif isinstance(change, DropSchema):
        gone = state.catalog.rules.key(change.name)
        for key in [key for key in state.rows if key[0] == gone]:
            _drop(state, key)
    elif isinstance(change, CreateTable | CreateTableLike | CreateTableSelect):
        schema = state.schema_of(change.name)
        if state.catalog.table(schema, change.name.name) is not before.table(schema, change.name.name):
            _drop(state, _key(state, change.name))


def _key(state: State, name: ObjectName) -> TableKey:
    rules = state.catalog.rules
    return (rules.key(state.schema_of(name)), rules.key(name.name), False)


def _drop(state: State, key: TableKey) -> None:
    state.rows.pop(key, None)
    state.counters.pop(key, None)
    state.keys.pop(key, None)


def _move(state: State, old: TableKey, new: TableKey) -> None:
    known = state.rows.pop(old, None)
    count = state.counters.get(old)
    _drop(state, old)
    state.keys.pop(new, None)
    if count is not None:
        state.count_on(new, count)
    if known is not None:
        state.rows[new] = known


def _carry_alter(change: AlterTable, state: State, before: Catalog) -> None:
    old_key = _key(state, change.name)
    known = state.rows.get(old_key)
    if known is None:
        return
    renamed = next((action.name for action in change.actions if isinstance(action, RenameTo)), None)
    name = change.name
    if renamed is not None:
        name = ObjectName(renamed.name, renamed.schema or state.schema_of(change.name))
    schema = state.schema_of(name)
    table = state.catalog.table(schema, name.name)
    old = before.table(state.schema_of(change.name), change.name.name)
    if table is None or old is None or (table is old and not _emptied(change)):
        return
    located = Located(_key(state, name), schema, table)
    known = _without_partitions(change, known, old, state)
    try:
        carried = _carried(change, known, old, located, state)
    except _NullFound as found:
        in_place = not state.catalog.flavor.is_mariadb and not copies_table(
            change, old, table, Scene(before, state.session)
        )
        raise _null_refused(found.column, in_place) from None
    _check(change, carried, located, state)
    if not carried.unknown:
        check_rows(change, carried, located, (old, before), state)
    count = _count_from(change, carried, table) or _counted(old, table, state.counters.get(old_key, 1), carried.next_id)
    _drop(state, old_key)
    state.rows[located.key] = carried
    state.count_on(located.key, count)


def _count_from(change: AlterTable, carried: TableRows, table: Table) -> int:
    """Return where AUTO_INCREMENT = n lets a table count on: behind its last row at least; 0 where it is not set."""
    wanted = _set_count(change)
    counted = next((fold(column.name) for column in table.columns if column.auto_increment), "")
    if not wanted or counted not in carried.columns:
        return 0
    place = carried.columns.index(counted)
    last = [value for value in (row[place] for row in carried.rows) if isinstance(value, int)]
    return max([wanted, *(value + 1 for value in last)])


def _set_count(change: AlterTable) -> int:
    """Return what an ALTER TABLE sets AUTO_INCREMENT to, or 0."""
    return max(
        [action.options.auto_increment or 0 for action in change.actions if isinstance(action, SetOptions)] or [0]
    )


def _counted(old: Table, table: Table, count: int, next_id: int) -> int:
    """Return where a table counts on: another AUTO_INCREMENT column does not follow the one before."""
    names = [next((fold(c.name) for c in one.columns if c.auto_increment), "") for one in (old, table)]
    return next_id if not names[0] and names[1] else max(count, next_id)


def empties_partitions(change: Change) -> bool:
    """Tell whether a change takes away the rows of partitions, which may stay as they are in the catalog."""
    return isinstance(change, AlterTable) and bool(_emptied(change))


def _emptied(change: AlterTable) -> tuple[str, ...]:
    """Return the names of the partitions whose rows an ALTER TABLE takes away, ``*`` for all of them."""
    names: list[str] = []
    for action in change.actions:
        if isinstance(action, DropPartitions):
            names += [fold(name) for name in action.names]
        elif isinstance(action, OtherAction) and action.text.startswith(("TRUNCATE PARTITION ", "EXCHANGE PARTITION ")):
            rest = action.text.partition(" PARTITION ")[2].partition(" WITH ")[0]
            names += ["*"] if rest == "ALL" else [fold(name.strip("` ")) for name in rest.split(",")]
    return tuple(names)


def _without_partitions(change: AlterTable, known: TableRows, table: Table, state: State) -> TableRows:
    """Return the rows without those of partitions that an ALTER TABLE drops, truncates or exchanges."""
    gone = _emptied(change)
    if not gone or known.unknown:
        return known
    kept: list[Row] = []
    for row in () if "*" in gone else known.rows:
        place = partition_of(table, dict(zip(known.columns, row, strict=True)), state)
        if isinstance(place, Unknown):
            return replace(known, rows=(), unknown=f"its partitions were emptied, and {place.reason}")
        if fold(place) not in gone:
            kept.append(row)
    return replace(known, rows=tuple(kept))


class _NullFound(Exception):
    """A NULL in a column that takes none any more."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


def _null_refused(column: str, in_place: bool) -> Refusal:
    """Return what a server says of a NULL: MySQL has another number where it does not copy the table."""
    if in_place:
        return refuse(1138, "Invalid use of NULL value")
    return refuse(1265, f"Data truncated for column '{column}' at row 1")


def _carried(change: AlterTable, known: TableRows, old: Table, located: Located, state: State) -> TableRows:
    """Return the rows under the columns of the table as it is now."""
    table = located.table
    names = tuple(fold(column.name) for column in table.columns)
    if names == known.columns and all(new is was for new, was in zip(table.columns, old.columns, strict=False)):
        return known
    origins = _origins(change, known, table)
    plan: list[tuple[str, Column, int | None, Column | None]] = []
    for column in table.columns:
        place = origins.get(fold(column.name))
        plan.append((fold(column.name), column, place, None if place is None else old.column(known.columns[place])))
    counted = next((fold(column.name) for column in table.columns if column.auto_increment), "")
    next_id = known.next_id if counted in origins else _set_count(change) or 1
    rows: list[Row] = []
    for row in known.rows:
        values: dict[str, Datum] = {}
        for name, column, place, was in plan:
            if place is not None:
                values[name] = (
                    row[place] if was is column else _converted(column, was, row[place], state, change.ignore)
                )
            elif column.auto_increment:
                values[name] = next_id
                next_id += 1
            else:
                values[name] = _converted(column, None, _added(column, table, values, state), state, change.ignore)
        values_of.generate(table, values, state)
        rows.append(tuple([values[name] for name in names]))
    return replace(known, columns=names, rows=tuple(rows), next_id=next_id)


def _origins(change: AlterTable, known: TableRows, table: Table) -> dict[str, int]:
    """Return, by folded name of a column as it is now, its place in the old rows."""
    places = {name: place for place, name in enumerate(known.columns)}
    renamed: dict[str, str] = {}
    for action in change.actions:
        if isinstance(action, RenameColumn):
            renamed[fold(action.after)] = fold(action.before)
        elif isinstance(action, ChangeColumn) and not action.is_modify:
            renamed[fold(action.column.name)] = fold(action.before)
    taken = set(renamed.values()) | {fold(action.name) for action in change.actions if isinstance(action, DropColumn)}
    origins: dict[str, int] = {}
    for column in table.columns:
        name = fold(column.name)
        source = renamed.get(name, name if name not in taken else "")
        if source in places:
            origins[name] = places[source]
    return origins


def _added(column: Column, table: Table, values: dict[str, Datum], state: State) -> Datum:
    """Return the value that an existing row gets in a new column."""
    if column.default is not None:
        return values_of.default_in_row(column, table, values, state)
    return None if column.nullable is not False else values_of.implicit_default(column)


def _converted(column: Column, was: Column | None, value: Datum, state: State, ignore: bool) -> Datum:
    """Return a value as the column keeps it now; refused where it does not fit."""
    if was is column:
        return value
    strict = state.session.is_strict and not ignore
    if value is None and column.nullable is False and column.generated is None:
        if strict and was is not None:
            raise _NullFound(column.name)
        return values_of.implicit_default(column)
    if was is not None:
        value = recast(value, was, column, strict)
    try:
        return coerce(value, column.type, column.name, strict)
    except Refusal as refusal:
        if refusal.answer.number == 1406 and _only_shrinks(column, was):
            raise refuse(1265, f"Data truncated for column '{column.name}' at row 1") from None
        raise


def _only_shrinks(column: Column, was: Column | None) -> bool:
    """Tell whether a VARCHAR stays one in its character set: then servers say 1265, and 1406 of other changes."""
    if was is None or was.type.name != column.type.name or was.charset != column.charset:
        return False
    width = bytes_per_character(column.charset or "binary")
    prefixes = {sum(kind.length) * width > 255 for kind in (was.type, column.type)}  # one byte or two
    return column.type.name in {"varchar", "varbinary"} and len(prefixes) == 1


def _check(change: AlterTable, carried: TableRows, located: Located, state: State) -> None:
    """Refuse new keys that the rows contradict."""
    if carried.unknown or not carried.rows:
        return
    if any(isinstance(action, AddIndex | ChangeColumn) for action in change.actions) and not change.ignore:
        check_unique(state, located.table, carried)
    if any(isinstance(action, AddForeignKey) for action in change.actions):
        check_parents(state, located, carried, carried.rows)
