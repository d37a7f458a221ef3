"""SET, SET NAMES and USE: what they do to the session, and how a server refuses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from driftproof.model.flavor import Flavor, canonical_charset, canonical_collation, charset_of, default_collation
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.model.session import Session
from driftproof.model.syntax.commands import Assignment, UseSchema
from driftproof.model.syntax.expressions import Name, SystemVariable, UserVariable
from driftproof.replay.evaluate.coercion import as_declared
from driftproof.replay.evaluate.context import Context
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown, is_number, to_integer, to_text
from driftproof.replay.evaluate.variables import DEFAULTS, system_value
from driftproof.replay.state import State

_COMMON_MODES_TEXT = """
REAL_AS_FLOAT PIPES_AS_CONCAT ANSI_QUOTES IGNORE_SPACE ONLY_FULL_GROUP_BY NO_UNSIGNED_SUBTRACTION NO_DIR_IN_CREATE ANSI
NO_AUTO_VALUE_ON_ZERO NO_BACKSLASH_ESCAPES STRICT_TRANS_TABLES STRICT_ALL_TABLES NO_ZERO_IN_DATE NO_ZERO_DATE
ALLOW_INVALID_DATES ERROR_FOR_DIVISION_BY_ZERO TRADITIONAL HIGH_NOT_PRECEDENCE NO_ENGINE_SUBSTITUTION
PAD_CHAR_TO_FULL_LENGTH
"""
_OLD_MODES_TEXT = """
NO_AUTO_CREATE_USER POSTGRESQL ORACLE MSSQL DB2 MAXDB NO_KEY_OPTIONS NO_TABLE_OPTIONS NO_FIELD_OPTIONS MYSQL323 MYSQL40
"""
_MARIADB_MODES_TEXT = """
IGNORE_BAD_TABLE_OPTIONS EMPTY_STRING_IS_NULL SIMULTANEOUS_ASSIGNMENT TIME_ROUND_FRACTIONAL
"""
_COMMON_MODES = frozenset(_COMMON_MODES_TEXT.split())
_OLD_MODES = frozenset(_OLD_MODES_TEXT.split())
_MARIADB_MODES = frozenset(_MARIADB_MODES_TEXT.split())
_TRADITIONAL = frozenset(
    {
        "STRICT_TRANS_TABLES",
        "STRICT_ALL_TABLES",
        "NO_ZERO_IN_DATE",
        "NO_ZERO_DATE",
        "ERROR_FOR_DIVISION_BY_ZERO",
        "NO_ENGINE_SUBSTITUTION",
    }
)
_ANSI = frozenset({"REAL_AS_FLOAT", "PIPES_AS_CONCAT", "ANSI_QUOTES", "IGNORE_SPACE"})
_DIALECT = frozenset(
    {"PIPES_AS_CONCAT", "ANSI_QUOTES", "IGNORE_SPACE", "NO_KEY_OPTIONS", "NO_TABLE_OPTIONS", "NO_FIELD_OPTIONS"}
)
_READ_ONLY = frozenset(
    {"version", "lower_case_table_names", "innodb_version", "version_comment", "hostname", "datadir"}
)
_GLOBAL_ONLY = frozenset(
    {
        "log_bin_trust_function_creators",
        "event_scheduler",
        "max_connections",
        "innodb_file_per_table",
        "read_only",
        "super_read_only",
        "general_log",
        "slow_query_log",
        "local_infile",
    }
)


def use(command: UseSchema, state: State) -> None:
    """Run USE; refused with 1049 where there is no such database."""
    found = state.catalog.schema(command.schema)
    if found is None and fold(command.schema) not in {"information_schema", "mysql", "performance_schema", "sys"}:
        raise refuse(1049, f"Unknown database '{command.schema}'")
    state.session = replace(state.session, database=found.name if found else fold(command.schema))


def assign_all(assignments: Iterable[Assignment], context: Context) -> None:
    """Run the assignments of a SET: local variables one after the other, all others after their values are known."""
    ready: list[Callable[[], None]] = []
    for assignment in assignments:
        target = assignment.target
        if isinstance(target, Name) and assign_local(target, assignment, context):
            continue
        ready.append(_prepared(assignment, context))
    for assign in ready:
        assign()


def _prepared(assignment: Assignment, context: Context) -> Callable[[], None]:
    """Return the assignment to a user or system variable, its value worked out."""
    target = assignment.target
    if isinstance(target, UserVariable):
        value, name = _value(assignment, context), target.name
        return lambda: context.state.set_user_variable(name, value)
    variable = target if isinstance(target, SystemVariable) else SystemVariable(".".join(target.parts))
    given = _system_value(assignment, context)
    return lambda: _assign_system(variable, given, assignment.value is None, context.state)


def _value(assignment: Assignment, context: Context) -> Datum:
    return None if assignment.value is None else context.state.verbs.evaluate(assignment.value, context)


def assign_local(target: Name, assignment: Assignment, context: Context) -> bool:
    """Assign to a local variable, or a column of a trigger's NEW row, if the name is one; tell whether it was."""
    frame = context.frame
    if frame is None:
        return False
    if len(target.parts) == 1:
        variable = frame.variable(target.parts[0])
        if variable is None:
            return False
        value, strict = _value(assignment, context), context.state.session.is_strict
        variable.value = as_declared(value, variable.type, target.parts[0], strict)
        return True
    row = frame.rows.get(fold(target.parts[0]))
    if row is None:
        return False
    if fold(target.parts[1]) not in row:
        raise refuse(1054, f"Unknown column '{target.parts[1]}' in '{target.parts[0].upper()}'")
    row[fold(target.parts[1])] = _value(assignment, context)
    return True


def set_local(name: str, value: Datum, context: Context) -> None:
    """Give a local variable a value of its type; refused with 1327 where none of that name is declared."""
    variable = context.frame.variable(name) if context.frame is not None else None
    if variable is None:
        raise refuse(1327, f"Undeclared variable: {name}")
    variable.value = as_declared(value, variable.type, name, context.state.session.is_strict)


def _assign_system(variable: SystemVariable, value: Datum, default: bool, state: State) -> None:
    name = variable.name.lower().rpartition(".")[2]
    current = system_value(SystemVariable(name), state)  # refuses an unknown variable
    if name in _READ_ONLY:
        raise refuse(1238, f"Variable '{variable.name}' is a read only variable")
    if variable.scope.lower() in {"global", "persist", "persist_only"}:
        return
    if name in _GLOBAL_ONLY:
        raise refuse(1229, f"Variable '{variable.name}' is a GLOBAL variable and should be set with SET GLOBAL")
    if isinstance(value, Unknown):
        state.note(f"@@{name} stays {to_text(_plain(current))!r}: {value.reason}")
        return
    setter = _SETTERS.get(name)
    if setter is not None:
        state.session = setter(state.session, value, default)
        return
    kept = DEFAULTS.get(name) if default else value
    commits = not state.autocommit
    system: dict[str, Any] = {**state.session.system, name: _switched(kept)}
    state.session = replace(state.session, system=system)
    if commits and state.autocommit:
        state.end_transaction()


def _plain(value: Datum) -> Any:
    return None if isinstance(value, Unknown) else value


def _switched(value: Datum) -> Datum:
    """Return 1 and 0 for the words ON and OFF."""
    if isinstance(value, str) and value.upper() in {"ON", "OFF"}:
        return int(value.upper() == "ON")
    return value


def _system_value(assignment: Assignment, context: Context) -> Datum:
    """Return the value assigned to a system variable, where a bare word stands for its own text."""
    value = assignment.value
    if isinstance(value, Name) and len(value.parts) == 1:
        frame = context.frame
        if frame is None or frame.variable(value.parts[0]) is None:
            return value.parts[0]
    return _value(assignment, context)


def _cannot(name: str, value: Datum) -> Exception:
    shown = "NULL" if value is None else to_text(_plain(value))
    return refuse(1231, f"Variable '{name}' can't be set to the value of '{shown}'")


def _switch(name: str, value: Datum) -> bool:
    """Return the truth that a value gives a switch; refused with 1231 where it gives none."""
    if isinstance(value, str) and value.upper() in {"ON", "TRUE", "1"}:
        return True
    if isinstance(value, str) and value.upper() in {"OFF", "FALSE", "0"}:
        return False
    if is_number(value) and value in {0, 1}:
        return bool(value)
    raise _cannot(name, value)


def read_modes(value: Datum, flavor: Flavor) -> frozenset[str]:
    """Return the modes that an `sql_mode` value sets, combinations spelled out; refused with 1231."""
    if value is None:
        raise _cannot("sql_mode", value)
    text = to_text(_plain(value)).strip()
    if is_number(value) or text.isdigit():
        if to_integer(_plain(value)) == 0:
            return frozenset()
        raise _cannot("sql_mode", value)
    valid = _COMMON_MODES
    if flavor.is_mariadb:
        valid |= _OLD_MODES | _MARIADB_MODES
    elif not flavor.at_least(mysql=(8,)):
        valid |= _OLD_MODES
    else:
        valid |= {"TIME_TRUNCATE_FRACTIONAL"}
    found = {part.strip().upper() for part in text.split(",")} - {""}
    for part in sorted(found - valid):
        raise _cannot("sql_mode", part)
    if "TRADITIONAL" in found:
        found |= _TRADITIONAL
        if not flavor.at_least(mysql=(8,)):
            found.add("NO_AUTO_CREATE_USER")
    if "ANSI" in found:
        found |= _ANSI if flavor.is_mariadb else {*_ANSI, "ONLY_FULL_GROUP_BY"}
    if found & {"ORACLE", "MSSQL", "DB2", "MAXDB", "POSTGRESQL"}:
        found |= _DIALECT
    return frozenset(found)


def _set_mode(session: Session, value: Datum, default: bool) -> Session:
    settings = session.settings
    return replace(session, sql_mode=settings.sql_mode if default else read_modes(value, settings.flavor))


def _set_foreign_keys(session: Session, value: Datum, default: bool) -> Session:
    return replace(session, foreign_key_checks=default or _switch("foreign_key_checks", value))


def _set_unique(session: Session, value: Datum, default: bool) -> Session:
    return replace(session, unique_checks=default or _switch("unique_checks", value))


def _set_explicit(session: Session, value: Datum, default: bool) -> Session:
    name = "explicit_defaults_for_timestamp"
    chosen = session.settings.explicit_defaults_for_timestamp if default else _switch(name, value)
    return replace(session, explicit_defaults_for_timestamp=chosen)


def _set_charset(session: Session, value: Datum, default: bool) -> Session:
    charset = session.settings.charset if default or value is None else canonical_charset(to_text(_plain(value)))
    return replace(session, charset=charset, collation=default_collation(charset, session.settings.flavor))


def _set_collation(session: Session, value: Datum, default: bool) -> Session:
    if default or value is None:
        return replace(session, collation=default_collation(session.charset, session.settings.flavor))
    collation = canonical_collation(to_text(_plain(value)))
    return replace(session, collation=collation, charset=charset_of(collation))


def _set_engine(session: Session, value: Datum, default: bool) -> Session:
    return replace(session, default_engine=session.settings.default_engine if default else to_text(_plain(value)))


_SETTERS: dict[str, Callable[[Session, Datum, bool], Session]] = {
    "sql_mode": _set_mode,
    "foreign_key_checks": _set_foreign_keys,
    "unique_checks": _set_unique,
    "explicit_defaults_for_timestamp": _set_explicit,
    "character_set_client": _set_charset,
    "collation_connection": _set_collation,
    "default_storage_engine": _set_engine,
    "storage_engine": _set_engine,
}
