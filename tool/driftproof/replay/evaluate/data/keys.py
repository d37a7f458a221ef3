"""Unique keys and foreign keys over known rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from driftproof.model.catalog import ForeignKey, Index, Table
from driftproof.model.names import fold
from driftproof.replay.apply.references import references_to
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.evaluate.values import BinaryText, Datum, Row, Unknown, group_key, to_text
from driftproof.replay.state import Located, State, TableRows

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class KeyPlan:
    """How the key of a unique index is taken from a row: places of its columns, prefix lengths, exact comparison."""

    index: Index
    places: tuple[int, ...]
    lengths: tuple[int | None, ...]
    exact: tuple[bool, ...]


def key_plans(table: Table, columns: Sequence[str]) -> list[KeyPlan]:
    """Return the plans of the unique indexes of a table whose rows hold `columns`; expressions are left out."""
    places = {name: place for place, name in enumerate(columns)}
    plans: list[KeyPlan] = []
    for index in table.indexes:
        if not index.is_unique or any(part.expression is not None for part in index.parts):
            continue
        found = [places.get(fold(part.column)) for part in index.parts]
        if None in found:
            continue
        exact = [
            ((table.column(part.column) or table.columns[0]).collation or "").endswith("_bin") for part in index.parts
        ]
        kept = tuple(place for place in found if place is not None)
        plans.append(KeyPlan(index, kept, tuple(part.length for part in index.parts), tuple(exact)))
    return plans


def key_of(plan: KeyPlan, row: Row, pad: bool) -> Key | None:
    """Return the key of a row, or None where a NULL or unknown value keeps it from being a duplicate."""
    values: list[object] = []
    for place, length, exact in zip(plan.places, plan.lengths, plan.exact, strict=True):
        value = row[place]
        if value is None or isinstance(value, Unknown):
            return None
        if length is not None and isinstance(value, str | bytes):
            value = value[:length]
        values.append(group_key(BinaryText(value) if exact and isinstance(value, str) else value, pad))
    return tuple(values)


@dataclass(slots=True)
class KeyMaps:
    """The keys of a table's rows, by index: which row holds which key."""

    rows: TableRows
    table: Table
    plans: list[KeyPlan]
    maps: list[dict[Key, int]]


def key_maps(state: State, located: Located, known: TableRows) -> KeyMaps:
    """Return the key maps of a table, kept from the statement before where nothing else has changed."""
    kept = state.keys.get(located.key)
    if isinstance(kept, KeyMaps) and kept.rows is known and kept.table is located.table:
        return kept
    plans = key_plans(located.table, known.columns)
    maps: list[dict[Key, int]] = [{} for _ in plans]
    for position, row in enumerate(known.rows):
        for plan, keys in zip(plans, maps, strict=True):
            key = key_of(plan, row, state.pad)
            if key is not None:
                keys.setdefault(key, position)
    return KeyMaps(known, located.table, plans, maps)


def duplicate(plan: KeyPlan, row: Row, table: Table, state: State) -> Refusal:
    """Return the server's 1062 for a row whose key is there already."""
    shown = "-".join(
        to_text(value) for value in (row[place] for place in plan.places) if not isinstance(value, Unknown)
    )
    name = plan.index.name
    if state.catalog.flavor.at_least(mysql=(8, 0, 19)):
        name = f"{table.name}.{name}"
    return refuse(1062, f"Duplicate entry '{shown[:64]}' for key '{name}'")


def check_unique(state: State, table: Table, known: TableRows) -> None:
    """Refuse with 1062 where known rows hold a key of a unique index twice."""
    for plan in key_plans(table, known.columns):
        seen: set[Key] = set()
        for row in known.rows:
            key = key_of(plan, row, state.pad)
            if key is not None and key in seen:
                raise duplicate(plan, row, table, state)
            if key is not None:
                seen.add(key)


def _values(row: Row, columns: Sequence[str], wanted: Sequence[str], pad: bool) -> Key | None:
    """Return the values of the columns `wanted`, or None where one is NULL or unknown."""
    places = {name: place for place, name in enumerate(columns)}
    found: list[object] = []
    for name in wanted:
        value: Datum = row[places[fold(name)]] if fold(name) in places else None
        if value is None or isinstance(value, Unknown):
            return None
        found.append(group_key(value, pad))
    return tuple(found)


def check_parents(state: State, located: Located, known: TableRows, rows: Sequence[Row]) -> None:
    """Refuse with 1452 where a row points at a parent that is known not to be there."""
    if not located.table.foreign_keys or not state.session.foreign_key_checks or located.key[2]:
        return
    for key in located.table.foreign_keys:
        parent = _parent_keys(state, located, known, key)
        if parent is None:
            continue
        for row in rows:
            values = _values(row, known.columns, key.columns, state.pad)
            if values is not None and values not in parent:
                raise _orphan(located, key)


def _parent_keys(state: State, located: Located, known: TableRows, key: ForeignKey) -> set[Key | None] | None:
    """Return the keys that the referenced table holds, none if it is not there; None where they are not known."""
    schema = key.referenced_schema or located.schema
    table = state.catalog.table(schema, key.referenced_table)
    if table is None:
        return None if state.catalog.schema(schema) is None else set()
    rules = state.catalog.rules
    parent = Located((rules.key(schema), rules.key(table.name), False), schema, table)
    rows = known if parent.key == located.key else state.known_rows(parent)
    if rows.unknown:
        return None
    if not rows.touched:
        state.note(f"`{table.name}` is taken as empty")
    return {_values(row, rows.columns, key.referenced_columns, state.pad) for row in rows.rows}


def _orphan(located: Located, key: ForeignKey) -> Refusal:
    columns = ", ".join(f"`{column}`" for column in key.columns)
    referenced = ", ".join(f"`{column}`" for column in key.referenced_columns)
    return refuse(
        1452,
        f"Cannot add or update a child row: a foreign key constraint fails (`{located.schema}`.`{located.table.name}`, "
        f"CONSTRAINT `{key.name}` FOREIGN KEY ({columns}) REFERENCES `{key.referenced_table}` ({referenced}))",
    )


def children(state: State, located: Located) -> Iterator[tuple[Located, ForeignKey]]:
    """Yield the tables with known rows whose foreign keys point at a table, each with the key."""
    rules = state.catalog.rules
    for reference in list(references_to(state.catalog, located.schema, located.table.name)):
        key = (rules.key(reference.schema), rules.key(reference.table.name), False)
        if key in state.rows:
            yield Located(key, reference.schema, reference.table), reference.foreign_key


def release_children(state: State, located: Located, known: TableRows, gone: Sequence[Row]) -> None:
    """Do to the rows that point at deleted ones what their foreign keys say; refused with 1451 where they hold them."""
    if not gone or not state.session.foreign_key_checks:
        return
    for child, key in children(state, located):
        keys = {_values(row, known.columns, key.referenced_columns, state.pad) for row in gone} - {None}
        rows = state.known_rows(child)
        hit = [row for row in rows.rows if _values(row, rows.columns, key.columns, state.pad) in keys]
        if not hit:
            continue
        if key.on_delete == "CASCADE":
            kept = tuple(row for row in rows.rows if row not in hit)
            state.rows[child.key] = TableRows(rows.columns, kept, rows.unknown, rows.next_id, True)
            release_children(state, child, rows, hit)
        elif key.on_delete == "SET NULL":
            _set_null(state, child, rows, key, hit)
        else:
            raise _held(child, key)


def follow_children(state: State, located: Located, known: TableRows, pairs: Sequence[tuple[Row, Row]]) -> None:
    """Do to the rows that point at changed ones what ON UPDATE says; refused with 1451 where they hold them.

    `pairs` are the rows of a table before and after. A key of a table to itself cannot cascade.
    """
    if not pairs or not state.session.foreign_key_checks:
        return
    for child, key in children(state, located):
        wanted = key.referenced_columns
        moved = {_values(old, known.columns, wanted, state.pad): new for old, new in pairs}
        moved = {old: new for old, new in moved.items() if old != _values(new, known.columns, wanted, state.pad)}
        rows = state.known_rows(child)
        places = [_values(row, rows.columns, key.columns, state.pad) for row in rows.rows]
        if not any(place is not None and place in moved for place in places):
            continue
        if key.on_update not in {"CASCADE", "SET NULL"} or child.key == located.key:
            raise _held(child, key)
        changed = [
            row if place is None or place not in moved else _followed(row, rows, key, (moved[place], known))
            for row, place in zip(rows.rows, places, strict=True)
        ]
        state.rows[child.key] = TableRows(rows.columns, tuple(changed), rows.unknown, rows.next_id, True)
        follow_children(state, child, rows, list(zip(rows.rows, changed, strict=True)))


def _followed(row: Row, rows: TableRows, key: ForeignKey, parent: tuple[Row, TableRows]) -> Row:
    """Return a row that follows its parent's new values, or whose foreign key becomes NULL."""
    new, known = parent
    values: dict[str, Datum] = dict(zip(rows.columns, row, strict=True))
    given: dict[str, Datum] = dict(zip(known.columns, new, strict=True))
    for column, referenced in zip(key.columns, key.referenced_columns, strict=True):
        values[fold(column)] = given[fold(referenced)] if key.on_update == "CASCADE" else None
    return tuple([values[name] for name in rows.columns])


def _set_null(state: State, child: Located, rows: TableRows, key: ForeignKey, hit: Sequence[Row]) -> None:
    places = {place for place, name in enumerate(rows.columns) if name in {fold(column) for column in key.columns}}
    changed = tuple(
        tuple(None if place in places else value for place, value in enumerate(row)) if row in hit else row
        for row in rows.rows
    )
    state.rows[child.key] = TableRows(rows.columns, changed, rows.unknown, rows.next_id, True)


def _held(child: Located, key: ForeignKey) -> Refusal:
    columns = ", ".join(f"`{column}`" for column in key.columns)
    referenced = ", ".join(f"`{column}`" for column in key.referenced_columns)
    return refuse(
        1451,
        "Cannot delete or update a parent row: a foreign key constraint fails "
        f"(`{child.schema}`.`{child.table.name}`, CONSTRAINT `{key.name}` FOREIGN KEY ({columns}) "
        f"REFERENCES `{key.referenced_table}` ({referenced}))",
    )
