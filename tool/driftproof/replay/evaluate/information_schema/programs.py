"""ROUTINES, PARAMETERS, TRIGGERS and EVENTS, and MariaDB's ``mysql.proc``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from driftproof.model.catalog import Event, Parameter, Routine, Schema, Trigger
from driftproof.model.catalog.type import ColumnType
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.replay.evaluate.coercion import read_type
from driftproof.replay.evaluate.information_schema import names
from driftproof.replay.evaluate.information_schema.columns import (
    characters,
    moment_precision,
    precision,
    scale,
)
from driftproof.replay.evaluate.information_schema.table import Filters, Getter, VirtualTable, build, constant, schemas
from driftproof.replay.evaluate.values import Datum
from driftproof.replay.evaluate.variables import mode_text
from driftproof.replay.normalize.column_types import settle_type
from driftproof.replay.state import State


def _definer(text: str) -> str:
    return text.replace("`", "").replace("'", "") or "root@%"


def _mode(program: Any, state_mode: str) -> Datum:
    return program.sql_mode or state_mode


Found = tuple[Schema, Routine, str]


def _data_type(read: Callable[[Any], Datum]) -> Getter:
    """Return a getter on the type that a function returns; NULL for a procedure."""
    return lambda row: read(read_type(row[1].returns)) if row[1].returns else None


def _routines(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "specific_name": lambda row: row[1].name,
        "routine_catalog": constant("def"),
        "routine_schema": lambda row: row[0].name,
        "routine_name": lambda row: row[1].name,
        "routine_type": lambda row: row[1].kind.upper(),
        "data_type": lambda row: read_type(row[1].returns).name if row[1].returns else "",
        "character_maximum_length": _data_type(characters),
        "numeric_precision": _data_type(lambda kind: precision(kind, flavor)),
        "numeric_scale": _data_type(scale),
        "datetime_precision": _data_type(moment_precision),
        "dtd_identifier": lambda row: _type_text(row[1].returns, flavor) if row[1].returns else None,
        "routine_body": constant("SQL"),
        "routine_definition": lambda row: row[1].body,
        "external_name": constant(None),
        "external_language": constant(None if flavor.is_mariadb else "SQL"),
        "parameter_style": constant("SQL"),
        "is_deterministic": lambda row: "YES" if row[1].deterministic else "NO",
        "sql_data_access": lambda row: row[1].data_access,
        "sql_path": constant(None),
        "security_type": lambda row: row[1].security,
        "sql_mode": lambda row: _mode(row[1], row[2]),
        "routine_comment": lambda row: row[1].comment,
        "definer": lambda row: _definer(row[1].definer),
        "database_collation": lambda row: row[0].collation,
    }
    keys = "routine_schema routine_name specific_name"
    return build(names.ROUTINES, getters, (_scan_routines, keys), flavor, names.PROGRAMS_BLIND)


def _each_routine(state: State, filters: Filters, schema_column: str, name_columns: tuple[str, ...]) -> Iterator[Found]:
    wanted = next((filters[column] for column in name_columns if column in filters), None)
    key = None if wanted is None else fold(wanted.rstrip(" "))
    mode = mode_text(state.session.settings.sql_mode)
    for schema in schemas(state, filters, schema_column):
        for routines in (schema.procedures, schema.functions):
            found = routines.values() if key is None else [routines[key]] if key in routines else []
            yield from ((schema, routine, mode) for routine in found)


def _scan_routines(state: State, filters: Filters) -> Iterator[Found]:
    return _each_routine(state, filters, "routine_schema", ("routine_name", "specific_name"))


def _type_text(text: str, flavor: Flavor) -> str:
    """Return a parameter's type as the server shows it: settled, without a character set."""
    kind = read_type(text)
    settled = settle_type(kind, "utf8mb4" if kind.has_charset else "binary", flavor)
    return str(settled)


def _parameters(flavor: Flavor) -> VirtualTable:
    def longest(kind: ColumnType) -> Datum:
        length = characters(kind)
        return (1 << 31) - 1 if kind.name in {"longtext", "longblob"} and flavor.is_mariadb else length

    def typed(read: Callable[[Any], Datum]) -> Getter:
        return lambda row: read(read_type(row[2].type))

    getters: dict[str, Getter] = {
        "specific_catalog": constant("def"),
        "specific_schema": lambda row: row[0].name,
        "specific_name": lambda row: row[1].name,
        "ordinal_position": lambda row: row[3],
        "parameter_mode": lambda row: row[2].mode if row[3] else None,
        "parameter_name": lambda row: row[2].name if row[3] else None,
        "data_type": typed(lambda kind: kind.name),
        "character_maximum_length": typed(longest),
        "numeric_precision": typed(lambda kind: precision(kind, flavor)),
        "numeric_scale": typed(scale),
        "datetime_precision": typed(moment_precision),
        "dtd_identifier": lambda row: _type_text(row[2].type, flavor),
        "routine_type": lambda row: row[1].kind.upper(),
    }
    keys = "specific_schema specific_name"
    return build(names.PARAMETERS, getters, (_scan_parameters, keys), flavor, names.PROGRAMS_BLIND)


def _scan_parameters(state: State, filters: Filters) -> Iterator[tuple[Schema, Routine, Parameter, int]]:
    for schema, routine, _ in _each_routine(state, filters, "specific_schema", ("specific_name",)):
        if routine.kind == "function":
            yield schema, routine, Parameter("", routine.returns), 0
        for place, parameter in enumerate(routine.parameters, 1):
            yield schema, routine, parameter, place


def _triggers(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "trigger_catalog": constant("def"),
        "trigger_schema": lambda row: row[0].name,
        "trigger_name": lambda row: row[1].name,
        "event_manipulation": lambda row: row[1].event,
        "event_object_catalog": constant("def"),
        "event_object_schema": lambda row: row[0].name,
        "event_object_table": lambda row: row[1].table,
        "action_order": lambda row: row[1].action_order,
        "action_condition": constant(None),
        "action_statement": lambda row: row[1].body,
        "action_orientation": constant("ROW"),
        "action_timing": lambda row: row[1].timing,
        "action_reference_old_table": constant(None),
        "action_reference_new_table": constant(None),
        "action_reference_old_row": constant("OLD"),
        "action_reference_new_row": constant("NEW"),
        "sql_mode": lambda row: _mode(row[1], row[2]),
        "definer": lambda row: _definer(row[1].definer),
        "database_collation": lambda row: row[0].collation,
    }
    keys = "trigger_schema trigger_name event_object_schema"
    return build(names.TRIGGERS, getters, (_scan_triggers, keys), flavor, names.PROGRAMS_BLIND)


def _scan_triggers(state: State, filters: Filters) -> Iterator[tuple[Schema, Trigger, str]]:
    column = "trigger_schema" if "trigger_schema" in filters else "event_object_schema"
    wanted = filters.get("trigger_name")
    mode = mode_text(state.session.settings.sql_mode)
    for schema in schemas(state, filters, column):
        for trigger in schema.triggers.values():
            if wanted is None or fold(trigger.name) == fold(wanted):
                yield schema, trigger, mode


def _interval(event: Event, place: int) -> Datum:
    words = event.schedule.split()
    return words[place].strip("'") if len(words) > place and words[0].upper() == "EVERY" else None


def _events(flavor: Flavor) -> VirtualTable:
    getters: dict[str, Getter] = {
        "event_catalog": constant("def"),
        "event_schema": lambda row: row[0].name,
        "event_name": lambda row: row[1].name,
        "definer": lambda row: _definer(row[1].definer),
        "time_zone": constant("SYSTEM"),
        "event_body": constant("SQL"),
        "event_definition": lambda row: row[1].body,
        "event_type": lambda row: "RECURRING" if row[1].schedule.upper().startswith("EVERY") else "ONE TIME",
        "interval_value": lambda row: _interval(row[1], 1),
        "interval_field": lambda row: _interval(row[1], 2),
        "sql_mode": lambda row: _mode(row[1], row[2]),
        "status": lambda row: row[1].status,
        "on_completion": lambda row: "PRESERVE" if row[1].preserve else "NOT PRESERVE",
        "event_comment": lambda row: row[1].comment,
        "database_collation": lambda row: row[0].collation,
    }
    return build(names.EVENTS, getters, (_scan_events, "event_schema event_name"), flavor, names.PROGRAMS_BLIND)


def _scan_events(state: State, filters: Filters) -> Iterator[tuple[Schema, Event, str]]:
    wanted = filters.get("event_name")
    mode = mode_text(state.session.settings.sql_mode)
    for schema in schemas(state, filters, "event_schema"):
        for event in schema.events.values():
            if wanted is None or fold(event.name) == fold(wanted):
                yield schema, event, mode


def proc(flavor: Flavor) -> VirtualTable:
    """Return ``mysql.proc``, which MySQL dropped in 8.0."""
    getters: dict[str, Getter] = {
        "db": lambda row: row[0].name,
        "name": lambda row: row[1].name,
        "type": lambda row: row[1].kind.upper(),
        "specific_name": lambda row: row[1].name,
        "language": lambda row: row[1].language,
        "is_deterministic": lambda row: "YES" if row[1].deterministic else "NO",
        "security_type": lambda row: row[1].security,
        "body": lambda row: row[1].body,
        "definer": lambda row: _definer(row[1].definer),
        "comment": lambda row: row[1].comment,
    }

    def scan(state: State, filters: Filters) -> Iterator[Found]:
        return _each_routine(state, filters, "db", ("name", "specific_name"))

    return build(names.PROC, getters, (scan, "db name specific_name"), flavor, frozenset())


TABLES: dict[str, Callable[[Flavor], VirtualTable]] = {
    "routines": _routines,
    "parameters": _parameters,
    "triggers": _triggers,
    "events": _events,
}
