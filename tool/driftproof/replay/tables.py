"""Tables that replay itself looks after: temporary ones, and those made from a query."""

from __future__ import annotations

from driftproof.model.catalog import Catalog, Schema, Table
from driftproof.model.catalog.shelf import put, without
from driftproof.model.changes import (
    AlterTable,
    AlterView,
    Change,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateView,
    DropTables,
    ObjectName,
)
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.syntax.commands import Insert
from driftproof.model.syntax.queries import TableSource
from driftproof.model.syntax.walk import nodes
from driftproof.replay.apply import apply
from driftproof.replay.apply.outcome import Applied
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.data.insert import insert
from driftproof.replay.evaluate.queries import query_rows
from driftproof.replay.evaluate.reading import read_query, session_dialect
from driftproof.replay.evaluate.refusal import Refusal, refuse
from driftproof.replay.state import State, TableKey, TableRows


def is_temporary(change: Change, state: State) -> bool:
    """Tell whether a change is of temporary tables: it makes one, or names one that hides a base table."""
    if isinstance(change, CreateTable | CreateTableLike | CreateTableSelect | DropTables) and change.temporary:
        return True
    if not state.temporary.schemas:
        return False
    if isinstance(change, AlterTable):
        return _hides(change.name, state)
    return isinstance(change, DropTables) and any(_hides(name, state) for name in change.names)


def check_view_sources(change: CreateView | AlterView, state: State) -> None:
    """Refuse with 1352 a view that reads from a temporary table."""
    query = read_query(change.view.text, session_dialect(state)) if state.temporary.schemas else None
    for source in nodes(query):
        if isinstance(source, TableSource) and _hides(source.name, state):
            raise refuse(1352, f"View's SELECT refers to a temporary table '{source.name.name}'")


def _hides(name: ObjectName, state: State) -> bool:
    return state.temporary.table(state.schema_of(name), name.name) is not None


def _key(name: ObjectName, state: State) -> TableKey:
    rules = state.catalog.rules
    return (rules.key(state.schema_of(name)), rules.key(name.name), True)


def change_temporary(change: Change, context: Context) -> None:
    """Run a change of temporary tables; base tables that a DROP TABLE names as well are dropped, too."""
    state = context.state
    if isinstance(change, DropTables):
        _drop(change, context)
        return
    assert isinstance(change, AlterTable | CreateTable | CreateTableLike | CreateTableSelect)
    _open_schema(state, state.schema_of(change.name))
    if isinstance(change, CreateTableLike):
        _create_like(change, state)
    elif isinstance(change, CreateTableSelect):
        _create_select(change, context)
    else:
        _change_own(change, state)


def _change_own(change: AlterTable | CreateTable, state: State) -> None:
    """Apply a change to the catalog of temporary tables."""
    if isinstance(change, AlterTable):
        state.note(f"rows of temporary table `{change.name.name}` are kept as they are")
    plain: Change = change if isinstance(change, AlterTable) else replace(change, temporary=False)
    applied = apply(state.temporary, plain, replace(state.session, foreign_key_checks=False))
    if applied.answer is not None:
        raise Refusal(applied.answer)
    made = applied.catalog.table(state.schema_of(change.name), change.name.name)
    if made is not None and made.partitioning is not None:
        raise _unpartitioned(isinstance(change, AlterTable), state)
    if made is not None and made.foreign_keys:
        raise _without_foreign_keys(made, state)
    state.temporary = applied.catalog
    state.warnings.extend(applied.warnings)
    if isinstance(change, CreateTable) and not applied.warnings:
        state.rows.pop(_key(change.name, state), None)


def _unpartitioned(is_altered: bool, state: State) -> Refusal:
    """Return the refusal of partitions for a temporary table."""
    if is_altered and state.catalog.flavor.is_mariadb:
        return refuse(1478, "Table storage engine 'partition' does not support the create option 'TEMPORARY'")
    if state.catalog.flavor.is_mariadb:
        return refuse(1506, "Partitioned tables do not support CREATE TEMPORARY TABLE")
    return refuse(1562, "Cannot create temporary table with partitions")


def _without_foreign_keys(table: Table, state: State) -> Refusal:
    """Return the refusal of a foreign key of a temporary table."""
    if not state.catalog.flavor.is_mariadb:
        return refuse(1215, "Cannot add foreign key constraint")
    reason = 'errno: 150 "Foreign key constraint is incorrectly formed"'
    return refuse(1005, f"Can't create table `{state.session.database}`.`{table.name}` ({reason})")


def _create_select(change: CreateTableSelect, context: Context) -> None:
    """Make a temporary table from a query, which sees temporary tables before base tables."""
    state = context.state
    schema = state.temporary.schema(state.schema_of(change.name))
    assert schema is not None
    key = state.catalog.rules.key(change.name.name)
    if key in schema.tables and change.if_not_exists:
        return
    if key in schema.tables:
        raise refuse(1050, f"Table '{change.name.name}' already exists")
    aside = replace(change.name, name=_ASIDE)
    applied = apply(_seen(state), replace(change, name=aside, temporary=False), state.session)
    if applied.answer is not None:
        raise Refusal(applied.answer)
    made = applied.catalog.table(schema.name, _ASIDE)
    assert made is not None
    state.temporary = state.temporary.with_schema(replace(schema, tables={**schema.tables, _ASIDE: made}))
    state.rows.pop(_key(aside, state), None)
    try:
        _fill(replace(change, name=aside), made, context, temporary=True)
    finally:
        state.temporary = state.temporary.with_schema(schema)
    rows = state.rows.pop(_key(aside, state), None)
    table = replace(made, name=change.name.name)
    state.temporary = state.temporary.with_schema(replace(schema, tables={**schema.tables, key: table}))
    state.rows.pop(_key(change.name, state), None)
    if rows is not None:
        state.rows[_key(change.name, state)] = rows


_ASIDE = "#made"
"""The name under which a temporary table is made: its own may be that of a table or view that its query reads."""


def _seen(state: State) -> Catalog:
    """Return the catalog as statements see it: temporary tables hide base tables."""
    catalog = state.catalog
    for schema in state.temporary.schemas.values():
        base = catalog.schema(schema.name)
        if base is not None:
            catalog = catalog.with_schema(replace(base, tables={**base.tables, **schema.tables}))
    return catalog


def _unseen(catalog: Catalog, state: State) -> Catalog:
    """Return a catalog that came of `_seen` with the base tables again that temporary ones hid in it."""
    for schema in state.temporary.schemas.values():
        base, shown = state.catalog.schema(schema.name), catalog.schema(schema.name)
        if base is None or shown is None:
            continue
        tables = shown.tables
        for key in schema.tables:
            tables = put(tables, key, base.tables[key]) if key in base.tables else without(tables, key)
        catalog = catalog.with_schema(replace(shown, tables=tables))
    return catalog


def apply_to_base(change: Change, state: State) -> Applied:
    """Apply a change of base tables; a table like another, or from a query, may be made from temporary ones."""
    catalog, seen = state.catalog, _seen(state)
    if seen is catalog or not isinstance(change, CreateTableSelect | CreateTableLike) or _hides(change.name, state):
        return apply(catalog, change, state.session)
    applied = apply(seen, change, state.session)
    after = catalog if applied.catalog is seen else _unseen(applied.catalog, state)
    return replace(applied, catalog=after)


def _open_schema(state: State, name: str) -> None:
    """Make sure that the schema of temporary tables is there."""
    if state.temporary.schema(name) is None:
        found = state.catalog.schema(name)
        if found is None:
            raise refuse(1049, f"Unknown database '{name}'")
        state.temporary = state.temporary.with_schema(Schema(found.name, found.charset, found.collation))


def _create_like(change: CreateTableLike, state: State) -> None:
    source = state.locate(change.source)
    schema = state.temporary.schema(state.schema_of(change.name))
    assert schema is not None
    if source is None:
        raise refuse(1146, f"Table '{state.schema_of(change.source)}.{change.source.name}' doesn't exist")
    key = state.catalog.rules.key(change.name.name)
    if key in schema.tables:
        if change.if_not_exists:
            return
        raise refuse(1050, f"Table '{change.name.name}' already exists")
    table = replace(source.table, name=change.name.name, foreign_keys=())
    state.temporary = state.temporary.with_schema(replace(schema, tables={**schema.tables, key: table}))
    state.rows.pop(_key(change.name, state), None)


def _drop(change: DropTables, context: Context) -> None:
    state = context.state
    hidden = [name for name in change.names if state.temporary.schemas and _hides(name, state)]
    for name in hidden:
        schema = state.temporary.schema(state.schema_of(name))
        assert schema is not None
        key = state.catalog.rules.key(name.name)
        tables = {other: table for other, table in schema.tables.items() if other != key}
        state.temporary = state.temporary.with_schema(replace(schema, tables=tables))
        state.rows.pop(_key(name, state), None)
    rest = tuple(name for name in change.names if name not in hidden)
    if not rest:
        return
    if change.temporary:
        if not change.if_exists:
            raise refuse(1051, f"Unknown table '{state.schema_of(rest[0])}.{rest[0].name}'")
        return
    applied = apply(state.catalog, replace(change, names=rest), state.session)
    state.catalog = applied.catalog
    if applied.answer is not None:
        raise Refusal(applied.answer)


def change_created_from_query(change: Change, before: Catalog, context: Context) -> None:
    """Give a table made by CREATE TABLE … SELECT the rows of its query, where they are known."""
    state = context.state
    if not isinstance(change, CreateTableSelect):
        return
    schema = state.schema_of(change.name)
    table = state.catalog.table(schema, change.name.name)
    if table is not None and table is not before.table(schema, change.name.name):
        _fill(change, table, context, temporary=False)


def _fill(change: CreateTableSelect, table: Table, context: Context, temporary: bool) -> None:
    """Put the rows of its query into a new table."""
    state = context.state
    query = read_query(change.query, session_dialect(state))
    if table.unsupported or query is None:
        names = tuple(fold(column.name) for column in table.columns)
        reason = table.unsupported or "its query is not understood"
        state.rows[(*_key(change.name, state)[:2], temporary)] = TableRows(names, unknown=reason, touched=True)
        return
    width = query_rows(query, Context(state, context.frame)).width
    names = tuple(column.name for column in table.columns[-width:])
    ignore, replacing = change.on_duplicate == "ignore", change.on_duplicate == "replace"
    insert(Insert(change.name, names, query=query, ignore=ignore, replace=replacing), context)
