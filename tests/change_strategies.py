"""Hypothesis strategies for every kind of change; see `strategies` for what changes are made of."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.parse.queries import read_query
from driftproof.language.write import write_query
from driftproof.model import catalog, changes
from driftproof.model.flavor import Flavor
from driftproof.model.names import quote
from strategies import (
    ACTIONS,
    CHARSETS,
    EXPRESSIONS,
    LONE_ACTIONS,
    NAMES,
    OBJECT_NAMES,
    PARTITION_ACTIONS,
    TEXTS,
    alter_tables,
    flags,
    indexes,
    tables,
    tuples,
    types,
)

EVERY_ACTION = {**ACTIONS, **LONE_ACTIONS, **PARTITION_ACTIONS}
"""Every kind of action of ALTER TABLE, by the name of its class."""

_DIALECT = Dialect.of(Flavor.parse("mysql"))
_GUARDS = st.sampled_from([(False, False), (True, False), (False, True)])
_DEFINERS = st.sampled_from(["", "`root`@`localhost`", "`a``b`@`%`", "CURRENT_USER"])


def _query(column: str, table: str, where: str, tail: str) -> str:
    sql = f"select {quote(column)}, count(*) as n from {quote(table)} where {where} group by 1 {tail}"
    return write_query(read_query(Cursor(sql, _DIALECT)))


QUERIES = st.builds(_query, NAMES, NAMES, EXPRESSIONS, st.sampled_from(["", "union all select 1, 2", "limit 3"]))
BODIES = st.sampled_from(
    [
        "BEGIN END",
        "BEGIN\n  -- a comment; with a semicolon\n  SELECT ';';\nEND",
        "top: BEGIN IF @a THEN LEAVE top; END IF; CASE WHEN 1 THEN SELECT 1; END CASE; END top",
        "SELECT 1",
        "DELETE FROM `t` WHERE a = 'x'",
    ]
)
_TYPE_TEXTS = types().map(str) | st.just("varchar(9) charset utf8mb4 collate utf8mb4_bin")
_ACCESS = st.sampled_from(["CONTAINS SQL", "NO SQL", "READS SQL DATA", "MODIFIES SQL DATA"])
_SECURITY = st.sampled_from(["DEFINER", "INVOKER"])


@st.composite
def views(draw: st.DrawFn, name: str) -> catalog.View:
    """A view as written."""
    return catalog.View(
        name,
        draw(QUERIES),
        draw(st.just(()) | tuples(NAMES, 2, 2)),
        draw(st.sampled_from(["UNDEFINED", "MERGE", "TEMPTABLE"])),
        draw(_SECURITY),
        draw(st.sampled_from(["", "CASCADED", "LOCAL"])),
        draw(_DEFINERS),
    )


@st.composite
def routines(draw: st.DrawFn, name: str) -> catalog.Routine:
    """A procedure or function as written."""
    is_function = draw(st.booleans())
    modes = st.just("IN") if is_function else st.sampled_from(["IN", "OUT", "INOUT"])
    return catalog.Routine(
        "function" if is_function else "procedure",
        name,
        draw(tuples(st.builds(catalog.Parameter, NAMES, _TYPE_TEXTS, modes), 0, 2)),
        draw(BODIES),
        draw(_TYPE_TEXTS) if is_function else "",
        draw(st.booleans()),
        draw(_ACCESS),
        draw(_SECURITY),
        draw(TEXTS),
        is_function and draw(flags()),
        definer=draw(_DEFINERS),
    )


@st.composite
def create_views(draw: st.DrawFn) -> changes.CreateView | changes.AlterView:
    name, guards = draw(OBJECT_NAMES), draw(_GUARDS)
    view = draw(views(name.name))
    return changes.AlterView(name, view) if draw(flags()) else changes.CreateView(name, view, *guards)


@st.composite
def create_routines(draw: st.DrawFn) -> changes.CreateRoutine:
    name = draw(OBJECT_NAMES)
    return changes.CreateRoutine(name, draw(routines(name.name)), *draw(_GUARDS))


@st.composite
def create_triggers(draw: st.DrawFn) -> changes.CreateTrigger:
    name, table = draw(OBJECT_NAMES), draw(OBJECT_NAMES)
    timing, event = draw(st.sampled_from(["BEFORE", "AFTER"])), draw(st.sampled_from(["INSERT", "UPDATE", "DELETE"]))
    order = draw(st.just("") | NAMES.map(lambda other: f"FOLLOWS {quote(other)}"))
    trigger = catalog.Trigger(name.name, table.name, timing, event, draw(BODIES), order=order, definer=draw(_DEFINERS))
    return changes.CreateTrigger(name, table, trigger, *draw(_GUARDS))


_SCHEDULES = st.sampled_from(
    ["EVERY 1 DAY", "EVERY '1:30' HOUR_MINUTE", "AT '2030-01-01 00:00:00'", "AT current_timestamp() + interval 1 hour"]
)
_STATUSES = st.sampled_from(["ENABLED", "DISABLED", "SLAVESIDE_DISABLED"])


@st.composite
def create_events(draw: st.DrawFn) -> changes.CreateEvent:
    name, schedule = draw(OBJECT_NAMES), draw(_SCHEDULES)
    starts = draw(st.sampled_from(["", "'2030-01-01 00:00:00'"])) if schedule.startswith("EVERY") else ""
    event = catalog.Event(
        name.name,
        schedule,
        draw(BODIES),
        draw(_STATUSES),
        draw(st.booleans()),
        draw(TEXTS),
        starts,
        "",
        draw(_DEFINERS),
    )
    return changes.CreateEvent(name, event, *draw(_GUARDS))


@st.composite
def alter_events(draw: st.DrawFn) -> changes.AlterEvent:
    return changes.AlterEvent(
        draw(OBJECT_NAMES),
        draw(st.none() | _SCHEDULES),
        body=draw(st.none() | BODIES),
        status=draw(st.none() | _STATUSES),
        preserve=draw(st.none() | st.booleans()),
        comment=draw(st.none() | TEXTS),
        rename_to=draw(st.none() | OBJECT_NAMES),
    )


@st.composite
def create_sequences(draw: st.DrawFn) -> changes.CreateSequence:
    name, limits = draw(OBJECT_NAMES), st.none() | st.integers(-999, 999)
    sequence = catalog.Sequence(
        name.name,
        draw(st.integers(-99, 99)),
        draw(limits),
        draw(limits),
        draw(st.integers(-9, 9)),
        draw(st.integers(0, 99)),
        draw(st.booleans()),
        draw(st.sampled_from(["InnoDB", "MyISAM"])),
        draw(TEXTS),
    )
    return changes.CreateSequence(name, sequence, *draw(_GUARDS))


@st.composite
def create_tables(draw: st.DrawFn) -> changes.CreateTable:
    name, (replaced, guarded) = draw(OBJECT_NAMES), draw(_GUARDS)
    table = catalog.Table(name.name, *_rest(draw(tables())))
    return changes.CreateTable(name, table, guarded, replaced, draw(flags()))


@st.composite
def create_table_selects(draw: st.DrawFn) -> changes.CreateTableSelect:
    name, (replaced, guarded) = draw(OBJECT_NAMES), draw(_GUARDS)
    table = catalog.Table(name.name, *_rest(draw(tables(min_columns=0))))
    query = draw(
        st.sampled_from(["SELECT 1 AS a", "(SELECT 1) UNION (SELECT 2)", "WITH x AS (SELECT 1) SELECT * FROM x"])
    )
    return changes.CreateTableSelect(name, table, query, guarded, replaced, draw(flags()))


def _rest(table: catalog.Table) -> tuple[object, ...]:
    return (
        table.columns,
        table.indexes,
        table.foreign_keys,
        table.checks,
        table.engine,
        table.charset,
        table.collation,
        table.comment,
        table.options,
        table.partitioning,
        table.auto_increment,
    )


_SEQUENCE_OPTIONS = {
    "cache": "10",
    "cycle": "yes",
    "increment": "-2",
    "maxvalue": "no",
    "minvalue": "5",
    "restart": "",
    "start": "3",
}
_SOME_OPTIONS = st.lists(st.sampled_from(sorted(_SEQUENCE_OPTIONS)), unique=True, max_size=3).map(
    lambda names: tuple((name, _SEQUENCE_OPTIONS[name]) for name in sorted(names))
)
_KINDS = st.sampled_from(["procedure", "function"])
_NAME_LISTS = tuples(OBJECT_NAMES, 1, 3)

CHANGES: dict[str, SearchStrategy[changes.Change]] = {
    "CreateTable": create_tables(),
    "CreateTableLike": st.builds(changes.CreateTableLike, OBJECT_NAMES, OBJECT_NAMES, flags(), flags(), flags()),
    "CreateTableSelect": create_table_selects(),
    "AlterTable": alter_tables(),
    "CreateOrReplaceIndex": st.builds(
        lambda name, index: changes.AlterTable(name, (changes.AddIndex(index, or_replace=True),)),
        OBJECT_NAMES,
        indexes(NAMES).filter(lambda index: index.name != "PRIMARY"),
    ),
    "DropTables": st.builds(changes.DropTables, _NAME_LISTS, flags(), flags()),
    "RenameTables": st.builds(changes.RenameTables, tuples(st.tuples(OBJECT_NAMES, OBJECT_NAMES), 1, 3), flags()),
    "CreateView": create_views(),
    "DropViews": st.builds(changes.DropViews, _NAME_LISTS, flags()),
    "CreateRoutine": create_routines(),
    "AlterRoutine": st.builds(
        changes.AlterRoutine, _KINDS, OBJECT_NAMES, st.none() | _SECURITY, st.none() | TEXTS, st.none() | _ACCESS
    ),
    "DropRoutine": st.builds(changes.DropRoutine, _KINDS, OBJECT_NAMES, flags()),
    "CreateTrigger": create_triggers(),
    "DropTrigger": st.builds(changes.DropTrigger, OBJECT_NAMES, flags()),
    "CreateEvent": create_events(),
    "AlterEvent": alter_events(),
    "DropEvent": st.builds(changes.DropEvent, OBJECT_NAMES, flags()),
    "CreateSchema": st.builds(
        lambda name, charset, guards: changes.CreateSchema(name, *charset, guards[1], guards[0]),
        NAMES,
        CHARSETS,
        _GUARDS,
    ),
    "AlterSchema": st.builds(lambda name, charset: changes.AlterSchema(name, *charset), st.none() | NAMES, CHARSETS),
    "DropSchema": st.builds(changes.DropSchema, NAMES, flags()),
    "CreateSequence": create_sequences(),
    "AlterSequence": st.builds(changes.AlterSequence, OBJECT_NAMES, _SOME_OPTIONS, flags()),
    "DropSequences": st.builds(changes.DropSequences, _NAME_LISTS, flags()),
    "Opaque": st.just(changes.Opaque("FROBNICATE x", "a statement expected, found 'FROBNICATE'")),
}
