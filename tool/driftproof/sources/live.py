"""A live database as a catalog: the server's description, its expressions brought to the canonical spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect, TokenKind, lex
from driftproof.language.parse import parse
from driftproof.language.parse.defaults import read_canonical
from driftproof.language.parse.partitions import read_partitioning
from driftproof.live.connect import Connection
from driftproof.live.introspect import LiveSchema, ProgramText, introspect
from driftproof.model.catalog import (
    Catalog,
    Column,
    Default,
    Generated,
    Index,
    IndexKind,
    Partition,
    Partitioning,
    Schema,
    Table,
)
from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTable, CreateTrigger, CreateView
from driftproof.model.flavor import SERVER_VARIABLES, Settings, default_settings
from driftproof.model.names import fold, quote, quote_text
from driftproof.model.session import Session
from driftproof.replay.apply import apply
from driftproof.replay.normalize import normalize_schema
from driftproof.replay.resolve import stored_views


def read_live(connection: Connection, schema: str) -> Catalog:
    """Read one database of a server; raises `SourceError` when it does not exist, `ServerError` when it refuses."""
    return catalog_of(introspect(connection, schema))


def catalog_of(live: LiveSchema) -> Catalog:
    """Return what a server says of a database as a catalog, in the form that replay gives."""
    dialect = Dialect.of(live.flavor)
    tables = {
        key: _shown_table(live.shown[key], table, live) if key in live.shown else _spelled(table, dialect)
        for key, table in live.schema.tables.items()
    }
    tables = {key: _with_own_sequences(table, live.schema.name) for key, table in tables.items()}
    schema = _with_programs(replace(live.schema, tables=tables), live)
    settled = normalize_schema(schema, live.flavor)
    marked = {key: _with_doubts(table) for key, table in settled.tables.items()}
    settled = replace(settled, tables=marked)
    catalog = Catalog(live.flavor, live.rules, {live.rules.key(settled.name): settled})
    return stored_views(catalog, Session.start(default_settings(live.flavor), settled.name), settled.name)


def _with_doubts(table: Table) -> Table:
    """Return a table whose indexes are marked that may be the server's own, made for a foreign key.

    No server shows of an index that it made it itself (MySQL's data dictionary knows it, ``mysql.indexes`` is hidden).
    It has just the columns of the foreign key, and its name, or that of the first column.
    """
    if not table.foreign_keys:
        return table
    likely = {(name, key.columns) for key in table.foreign_keys for name in (key.name, key.columns[0])}
    indexes = tuple(
        replace(index, implicit=None)
        if index.kind is IndexKind.PLAIN
        and (index.name, index.columns) in likely
        and not any(part.length or part.descending or part.expression for part in index.parts)
        else index
        for index in table.indexes
    )
    return replace(table, indexes=indexes)


def _with_own_sequences(table: Table, schema: str) -> Table:
    """Return a table whose defaults name the sequences of its own database without it, as scripts do."""
    own = f"val({quote(schema)}."
    if not any(column.default and own in column.default.text for column in table.columns):
        return table
    columns = (
        replace(column, default=replace(column.default, text=column.default.text.replace(own, "val(")))
        if column.default
        else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def _shown_table(text: str, table: Table, live: LiveSchema) -> Table:
    """Return the table that a SHOW CREATE TABLE says; `table`, unsupported, where that is not understood."""
    plain = Schema(live.schema.name, live.schema.charset, live.schema.collation)
    settings = replace(
        default_settings(live.flavor),
        foreign_key_checks=False,
        explicit_defaults_for_timestamp=True,
        sql_mode=frozenset(),
    )
    catalog = Catalog(live.flavor, live.rules, {live.rules.key(plain.name): plain})
    change = parse(text, Dialect.of(live.flavor))
    if not isinstance(change, CreateTable):
        return replace(table, unsupported="what SHOW CREATE TABLE says of it is not understood")
    applied = apply(catalog, change, Session.start(settings, plain.name))
    made = applied.catalog.schemas[live.rules.key(plain.name)].tables.get(live.rules.key(table.name))
    if made is None:
        return replace(table, unsupported=f"its definition is refused: {applied.answer}")
    return replace(made, indexes=tuple(index for index in made.indexes if not index.implicit))


def _spelled(table: Table, dialect: Dialect) -> Table:
    """Return a table with every expression in the canonical spelling; what cannot be read makes it unsupported."""
    try:
        return replace(
            table,
            columns=tuple(_spelled_column(column, dialect) for column in table.columns),
            indexes=tuple(_spelled_index(index, dialect) for index in table.indexes),
            checks=tuple(replace(check, expression=_spell(check.expression, dialect)) for check in table.checks),
            partitioning=_spelled_partitioning(table.partitioning, dialect) if table.partitioning else None,
        )
    except Unreadable as problem:
        return replace(table, unsupported=f"an expression is not understood: {problem.reason}")


def _spell(text: str, dialect: Dialect) -> str:
    """Return an expression in the canonical spelling, without the introducers that MySQL adds to literals."""
    tokens = lex(text, dialect)
    own = [
        at
        for at, token in enumerate(tokens[:-1])
        if token.upper.startswith("_") and tokens[at + 1].kind is TokenKind.STRING and not dialect.flavor.is_mariadb
    ]
    cursor = Cursor(text, dialect, [token for at, token in enumerate(tokens) if at not in own])
    spelled = read_canonical(cursor)
    if not cursor.at_end:
        raise cursor.unreadable("the end of the expression expected")
    return spelled


def _spelled_column(column: Column, dialect: Dialect) -> Column:
    default, generated = column.default, column.generated
    if default and default.kind == "expression" and not default.text.startswith("current_timestamp("):
        default = Default("expression", _spell(default.text, dialect))
    if generated:
        generated = Generated(_spell(generated.expression, dialect), generated.stored)
    checks = tuple(replace(check, expression=_spell(check.expression, dialect)) for check in column.checks)
    return replace(column, default=default, generated=generated, checks=checks)


def _spelled_index(index: Index, dialect: Dialect) -> Index:
    if all(part.expression is None for part in index.parts):
        return index
    parts = [
        replace(part, expression=_spell(part.expression, dialect)) if part.expression else part for part in index.parts
    ]
    return replace(index, parts=tuple(parts))


def _spelled_partitioning(partitioning: Partitioning, dialect: Dialect) -> Partitioning:
    """Bring partitioning to the canonical form by way of the clause that would make it."""
    text = f"PARTITION BY {partitioning.method} ({partitioning.expression})"
    if partitioning.count is not None:
        text += f" PARTITIONS {partitioning.count}"
    if partitioning.sub_method:
        text += f" SUBPARTITION BY {partitioning.sub_method} ({partitioning.sub_expression})"
        text += f" SUBPARTITIONS {partitioning.sub_count}"
    if partitioning.partitions:
        text += " (" + ", ".join(_partition_text(partition) for partition in partitioning.partitions) + ")"
    return read_partitioning(Cursor(text, dialect))


def _partition_text(partition: Partition) -> str:
    comment = dict(partition.options).get("comment")
    return " ".join(
        part
        for part in (
            f"PARTITION {quote(partition.name)}",
            f"VALUES {partition.values}" if partition.values else "",
            f"COMMENT = {quote_text(comment)}" if comment else "",
        )
        if part
    )


def _with_programs(schema: Schema, live: LiveSchema) -> Schema:
    """Add views and stored programs, read from the CREATE statements that the server shows."""
    found: dict[str, dict[str, object]] = {
        kind: {} for kind in ("views", "procedures", "functions", "triggers", "events")
    }
    for text in live.texts:
        _read_program(text, live, found)
    return replace(schema, **found)  # type: ignore[arg-type]  # each mapping holds what its field wants


def _read_program(text: ProgramText, live: LiveSchema, found: Mapping[str, dict[str, object]]) -> None:
    mode = frozenset(text.sql_mode.upper().split(",")) if text.sql_mode else frozenset()
    change = parse(text.text, Dialect.of(live.flavor, mode))
    key = live.rules.key(text.name)
    match change:
        case CreateView(view=view):
            found["views"][key] = replace(view, name=text.name)
        case CreateRoutine(routine=routine):
            kind = "procedures" if routine.kind == "procedure" else "functions"
            found[kind][fold(text.name)] = replace(routine, name=text.name, sql_mode=text.sql_mode)
        case CreateTrigger(trigger=trigger, table=table):
            named = replace(trigger, name=text.name, table=table.name, action_order=text.order, sql_mode=text.sql_mode)
            found["triggers"][key] = named
        case CreateEvent(event=event):
            found["events"][fold(text.name)] = replace(event, name=text.name, sql_mode=text.sql_mode)
        case _:
            _unsupported(text, found, key)


def _unsupported(text: ProgramText, found: Mapping[str, dict[str, object]], key: str) -> None:
    """Keep an object whose text is hidden or not understood, marked so."""
    from driftproof.model.catalog import Event, Routine, Trigger, View

    reason = text.reason or "its definition is not understood"
    if text.kind == "view":
        found["views"][key] = View(text.name, "", unsupported=reason)
    elif text.kind in {"procedure", "function"}:
        plural = "procedures" if text.kind == "procedure" else "functions"
        kind = "procedure" if text.kind == "procedure" else "function"
        found[plural][fold(text.name)] = Routine(kind, text.name, (), f"/* {reason} */")  # type: ignore[arg-type]
    elif text.kind == "trigger":
        found["triggers"][key] = Trigger(text.name, "", "", "", f"/* {reason} */", text.order)
    else:
        found["events"][fold(text.name)] = Event(text.name, "", f"/* {reason} */")


def read_settings(connection: Connection) -> Settings:
    """Return the settings of a server that change what DDL means, so that a replay can start from them.

    ``character_set_collations`` (MariaDB 11.2) is asked only where it is known.
    """
    listed = ", ".join(quote_text(name) for name in SERVER_VARIABLES)
    rows = connection.rows(f"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({listed})")
    return default_settings(connection.flavor).with_variables({str(name).lower(): str(value) for name, value in rows})
