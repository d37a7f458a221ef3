"""The value that a column takes: what a statement gives it, its default, or what it generates."""

from __future__ import annotations

from driftproof.model.catalog import Column, Table
from driftproof.model.names import fold
from driftproof.replay.evaluate.coercion import coerce
from driftproof.replay.evaluate.context import Context, Getter, QueryScope, Source
from driftproof.replay.evaluate.functions.dates import NOW, moment_text
from driftproof.replay.evaluate.reading import plain_dialect, read_value
from driftproof.replay.evaluate.refusal import Refusal, answer, refuse
from driftproof.replay.evaluate.values import Datum, Moment, Unknown
from driftproof.replay.state import State

_NUMBERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year"})
_DATES = frozenset({"date", "datetime", "timestamp"})
_ZERO_MOMENTS = {"date": "0000-00-00", "time": "00:00:00"}


def implicit_default(column: Column) -> Datum:
    """Return the value of a NOT NULL column without a default where the mode is not strict."""
    kind = column.type
    if kind.name in _NUMBERS:
        return 0
    if kind.name == "enum":
        return kind.values[0] if kind.values else ""
    if kind.name in {"datetime", "timestamp", "date", "time"}:
        return Moment(_ZERO_MOMENTS.get(kind.name, "0000-00-00 00:00:00"))
    return ""


def waits_for_row(column: Column) -> bool:
    """Tell whether a column's default is an expression, which may name other columns of the row."""
    default = column.default
    is_expression = default is not None and default.kind == "expression"
    return is_expression and default is not None and not default.text.lower().startswith("current_timestamp")


def default_in_row(column: Column, table: Table, values: dict[str, Datum], state: State) -> Datum:
    """Return the value of a column's default in a row, given by folded name."""
    context = row_context(table, values, state) if waits_for_row(column) else None
    return default_value(column, state, context)


def default_value(column: Column, state: State, row: Context | None = None) -> Datum:
    """Return the value of a column's default, evaluated in a `row`; unknown for what is not evaluated."""
    default = column.default
    if default is None or default.kind == "null":
        return None
    if default.kind == "literal":
        if default.text.startswith("b'") and column.type.name == "bit":
            return int(default.text[2:-1] or "0", 2)
        return coerce(default.text, column.type, column.name, False)
    if default.text.lower().startswith("current_timestamp"):
        return coerce(Moment(moment_text(NOW)), column.type, column.name, False)
    expression = read_value(default.text, plain_dialect(state))
    if expression is None:
        return Unknown(f"default of `{column.name}`")
    value = state.verbs.evaluate(expression, Context(state) if row is None else row)
    return coerce(value, column.type, column.name, False)


def is_required(column: Column) -> bool:
    """Tell whether an INSERT must give a column a value."""
    return not (column.default or column.nullable is not False or column.auto_increment or column.generated)


def missing_value(column: Column, state: State, strict: bool) -> Datum:
    """Return the value of a column that an INSERT does not name; refused with 1364 where it must be named."""
    if column.default is not None:
        return default_value(column, state)
    if not is_required(column):
        return None
    if strict and column.type.name != "timestamp":
        raise refuse(1364, f"Field '{column.name}' doesn't have a default value")
    if not strict:
        state.warn(answer(1364, f"Field '{column.name}' doesn't have a default value"))
    if column.type.name == "timestamp" and not state.session.explicit_defaults_for_timestamp:
        return Moment(moment_text(NOW))
    if strict:
        raise refuse(1364, f"Field '{column.name}' doesn't have a default value")
    return implicit_default(column)


def kept_value(column: Column, value: Datum, state: State, strict: bool, counted: bool = True) -> Datum:
    """Return a value as the column keeps it; refused with 1048 for NULL in a NOT NULL column.

    NULL in an AUTO_INCREMENT column stays where it is `counted` later.
    """
    if value is None:
        if column.nullable is not False or (column.auto_increment and counted):
            return None
        is_now = state.catalog.flavor.is_mariadb or not state.session.explicit_defaults_for_timestamp
        if column.type.name == "timestamp" and is_now:
            return Moment(moment_text(NOW))
        if strict:
            raise refuse(1048, f"Column '{column.name}' cannot be null")
        state.warn(answer(1048, f"Column '{column.name}' cannot be null"))
        return implicit_default(column)
    kept = coerce(value, column.type, column.name, strict)
    if strict and column.type.name in _DATES and isinstance(kept, Moment):
        _check_zero_date(column, kept, state)
    return kept


def _check_zero_date(column: Column, kept: Moment, state: State) -> None:
    """Refuse with 1292 zeros in a date where strict mode and ``NO_ZERO_DATE`` or ``NO_ZERO_IN_DATE`` say so."""
    is_zero = kept.startswith("0000-00-00")
    if not is_zero and kept[5:7] != "00" and kept[8:10] != "00":
        return
    if state.session.sql_mode & {"NO_ZERO_DATE" if is_zero else "NO_ZERO_IN_DATE", "TRADITIONAL"}:
        raise refuse(1292, f"Incorrect {column.type.name} value: '{kept}' for column '{column.name}' at row 1")


def generate(table: Table, values: dict[str, Datum], state: State) -> None:
    """Fill in the generated columns of a row, given by folded name."""
    generated = [column for column in table.columns if column.generated is not None]
    if not generated:
        return
    context = row_context(table, values, state)
    for column in generated:
        assert column.generated is not None
        expression = read_value(column.generated.expression, plain_dialect(state))
        value: Datum = Unknown(f"generated column `{column.name}`")
        if expression is not None:
            value = coerce(state.verbs.evaluate(expression, context), column.type, column.name, False)
        values[fold(column.name)] = value


def row_context(table: Table, values: dict[str, Datum], state: State) -> Context:
    """Return a context in which the table's columns have the values given, by folded name."""
    getters = {fold(column.name): _value_of(fold(column.name)) for column in table.columns}
    source = Source(table.name, "", tuple(column.name for column in table.columns), getters, row=values)
    return Context(state, scope=QueryScope([source]))


def _value_of(name: str) -> Getter:
    return lambda row: row.get(name)


def check_constraints(table: Table, schema: str, values: dict[str, Datum], state: State) -> None:
    """Refuse a row that a CHECK does not let through: 4025 of MariaDB, 3819 of MySQL."""
    named = [(check.name or column.name, check) for column in table.columns for check in column.checks]
    named += [(check.name, check) for check in table.checks]
    if not named or state.session.system.get("check_constraint_checks") in {0, "OFF", "off"}:
        return
    context = row_context(table, values, state)
    for name, check in named:
        expression = read_value(check.expression, plain_dialect(state)) if check.enforced else None
        if expression is None:
            continue
        value = state.verbs.evaluate(expression, context)
        if value is not None and not isinstance(value, Unknown) and value == 0:
            if state.catalog.flavor.is_mariadb:
                raise refuse(4025, f"CONSTRAINT `{name}` failed for `{schema}`.`{table.name}`")
            raise refuse(3819, f"Check constraint '{name}' is violated.")


def refuse_generated(column: Column, table: Table, state: State) -> Refusal:
    """Return what servers say of a value for a generated column: 3105 of MySQL, 1906 of MariaDB in strict mode."""
    start = f"The value specified for generated column '{column.name}' in table '{table.name}'"
    if state.catalog.flavor.is_mariadb:
        return refuse(1906, f"{start} has been ignored")
    return refuse(3105, f"{start} is not allowed.")
