"""Columns as statements write them: what servers refuse at once, and what the session's settings make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from driftproof.model.catalog import Column, Default, Table
from driftproof.model.flavor import charset_of
from driftproof.model.names import fold
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.normalize.column_types import settle_column
from driftproof.replay.normalize.defaults import current_timestamp
from driftproof.replay.normalize.facts import Facts, bytes_per_character
from driftproof.replay.normalize.literals import settle_literal

ZERO_TIMESTAMP = "0000-00-00 00:00:00"
NUMBERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "float", "double"})
_NO_DEFAULT = frozenset(
    {
        *("tinyblob", "blob", "mediumblob", "longblob", "tinytext", "text", "mediumtext", "longtext", "json", "vector"),
        *("geometry", "point", "linestring", "polygon"),
        *("multipoint", "multilinestring", "multipolygon", "geometrycollection"),
    }
)
_CLOCKS = frozenset({"timestamp", "datetime"})
_MAX_ROW = 65_535


def check_written(columns: Iterable[Column], scene: Scene) -> None:
    """Raise the refusal that a server gives while it reads column definitions, before it looks at any table."""
    for column in columns:
        _check_name(column.name)
        _check_type(column, scene)
        _check_stated_default(column, scene)


def _check_name(name: str) -> None:
    if len(name) > 64:
        raise refuse(1059, f"Identifier name '{name}' is too long")
    if not name or name.endswith(" "):
        raise refuse(1166, f"Incorrect column name '{name}'")


def _check_type(column: Column, scene: Scene) -> None:
    """Raise the refusal of a length that the type cannot have."""
    name, length = column.type.name, column.type.length
    first = length[0] if length else 0
    if (name == "char" and first > 255) or (name == "binary" and first > 255):
        raise refuse(1074, f"Column length too big for column '{column.name}' (max = 255); use BLOB or TEXT instead")
    if column.type.is_integer and first > 255:
        raise refuse(1439, f"Display width out of range for column '{column.name}' (max = 255)")
    if name == "bit" and first > 64:
        raise refuse(1439, f"Display width out of range for column '{column.name}' (max = 64)")
    if name == "decimal":
        _check_decimal(column, scene)
    if name in {"float", "double"} and len(length) == 2 and length[1] > first:
        raise refuse(1427, f"For float(M,D), double(M,D) or decimal(M,D), M must be >= D (column '{column.name}').")
    if name in {"time", "datetime", "timestamp"} and first > 6:
        raise refuse(1426, f"Too-big precision {first} specified for '{column.name}'. Maximum is 6.")
    if column.auto_increment and (name not in NUMBERS or column.default is not None):
        if name not in NUMBERS:
            raise refuse(1063, f"Incorrect column specifier for column '{column.name}'")
        raise refuse(1067, f"Invalid default value for '{column.name}'")


def _check_decimal(column: Column, scene: Scene) -> None:
    precision, scale = (*column.type.length, 0)[:2] if column.type.length else (10, 0)
    limit = 38 if scene.is_mariadb else 30
    if scale > limit:
        raise refuse(1425, f"Too big scale {scale} specified for column '{column.name}'. Maximum is {limit}.")
    if precision > 65:
        raise refuse(1426, f"Too-big precision {precision} specified for '{column.name}'. Maximum is 65.")
    if scale > precision:
        raise refuse(1427, f"For float(M,D), double(M,D) or decimal(M,D), M must be >= D (column '{column.name}').")


def _check_stated_default(column: Column, scene: Scene) -> None:
    """Raise 1067, 1101 or 1294 for a default or ON UPDATE that the definition itself rules out."""
    default = column.default
    if default is not None and default.kind == "null" and column.nullable is False:
        raise refuse(1067, f"Invalid default value for '{column.name}'")
    if default is not None and default.kind == "expression" and current_timestamp(default.text):
        _check_clock(column, default.text, scene, 1067)
    if column.on_update and column.type.name not in _CLOCKS:
        raise refuse(1294, f"Invalid ON UPDATE clause for '{column.name}' column")
    if default is None or default.kind != "literal" or scene.is_mariadb or column.type.name not in _NO_DEFAULT:
        return
    if scene.session.is_strict or default.text or column.type.name.endswith("json"):
        raise _no_default(column)


def _no_default(column: Column) -> Exception:
    return refuse(1101, f"BLOB, TEXT, GEOMETRY or JSON column '{column.name}' can't have a default value")


def _check_clock(column: Column, text: str, scene: Scene, number: int) -> None:
    """Raise 1067 where MySQL takes no CURRENT_TIMESTAMP: other types, or other fractional digits than the column's."""
    if scene.is_mariadb:
        return
    now = current_timestamp(text) or ""
    digits = now[len("current_timestamp(") : -1] or "0"
    wanted = str(column.type.length[0] if column.type.length else 0)
    if column.type.name not in _CLOCKS or digits != wanted:
        raise refuse(number, f"Invalid default value for '{column.name}'")


def resolve_written(column: Column, scene: Scene) -> Column:
    """Return a written column with what the session decides: its TIMESTAMP rules and unsupported literal defaults."""
    if column.type.name == "timestamp" and column.nullable is None and column.generated is None:
        if not scene.session.explicit_defaults_for_timestamp:
            if column.default is not None and column.default.kind == "null":
                raise refuse(1067, f"Invalid default value for '{column.name}'")
            column = replace(column, nullable=False)
    elif not scene.is_mariadb and column.type.name in _NO_DEFAULT and column.default == Default("literal", ""):
        text = f"BLOB, TEXT, GEOMETRY or JSON column '{column.name}' can't have a default value"
        scene.warn(answer(1101, text))
        column = replace(column, default=None)
    return column


def settle_timestamps(columns: Sequence[Column], new: frozenset[str], scene: Scene) -> tuple[Column, ...]:
    """Give TIMESTAMP columns their implicit defaults where ``explicit_defaults_for_timestamp`` is off.

    The first TIMESTAMP of the table that is NOT NULL without any default gets CURRENT_TIMESTAMP both ways; other new
    ones get the zero date. `new` holds the folded names of the columns that the statement defines.
    Source: manual, "Automatic Initialization and Updating for TIMESTAMP and DATETIME".
    """
    if scene.session.explicit_defaults_for_timestamp:
        return tuple(columns)
    settled: list[Column] = []
    is_first = True
    for column in columns:
        if column.type.name == "timestamp" and _is_bare(column):
            digits = column.type.length[0] if column.type.length else ""
            now = f"current_timestamp({digits or ''})"
            if is_first:
                column = replace(column, default=Default("expression", now), on_update=now)
            elif fold(column.name) in new:
                column = replace(column, default=Default("literal", ZERO_TIMESTAMP))
        is_first = is_first and column.type.name != "timestamp"
        settled.append(column)
    return tuple(settled)


def _is_bare(column: Column) -> bool:
    """Tell whether a column is NOT NULL with no default, no ON UPDATE and no expression."""
    return (
        column.nullable is False
        and column.default is None
        and not column.on_update
        and column.generated is None
        and not any(name in {"row_start", "row_end"} for name, _ in column.options)
    )


def check_columns(table: Table, new: frozenset[str], scene: Scene, facts: Facts) -> Table:
    """Check the columns of a whole definition as servers do before they create it; returns the table.

    A VARCHAR that is too long becomes a TEXT where strict mode is off. Raises the refusals 1060, 1067, 1074, 1075,
    1253 and others.
    """
    if not table.columns:
        raise refuse(1113, "A table must have at least 1 column")
    _check_duplicates(table.columns)
    columns = tuple([_checked(c, table, scene, facts) if fold(c.name) in new else c for c in table.columns])
    if sum(column.auto_increment for column in columns) > 1:
        raise auto_increment_refusal()
    return replace(table, columns=columns)


def auto_increment_refusal() -> Exception:
    """Return the refusal 1075."""
    text = "Incorrect table definition; there can be only one auto column and it must be defined as a key"
    return refuse(1075, text)


def _check_duplicates(columns: Sequence[Column]) -> None:
    seen: set[str] = set()
    for column in columns:
        key = fold(column.name)
        if key in seen:
            raise refuse(1060, f"Duplicate column name '{column.name}'")
        seen.add(key)


def _checked(column: Column, table: Table, scene: Scene, facts: Facts) -> Column:
    """Check one new column within its table."""
    check_collation(column.charset, column.collation)
    settled = settle_column(column, table, facts)
    column = _fit(column, settled, scene)
    settled = settle_column(column, table, facts)
    default = column.default
    if default is not None and default.kind == "literal" and column.generated is None:
        value = settle_literal(default.text, settled.type)
        if value is None or _is_bad_zero(value, settled, scene):
            raise refuse(1067, f"Invalid default value for '{column.name}'")
    return column


def check_collation(charset: str | None, collation: str | None) -> None:
    """Raise 1253 where a collation is not of the character set named beside it."""
    if charset and collation and not collation.startswith("uca1400_") and charset_of(collation) != charset:
        raise refuse(1253, f"COLLATION '{collation}' is not valid for CHARACTER SET '{charset}'")


def _fit(column: Column, settled: Column, scene: Scene) -> Column:
    """Turn a VARCHAR or VARBINARY that is too long into TEXT or BLOB, or raise 1074 in strict mode."""
    kind = settled.type
    if kind.name not in {"varchar", "varbinary"} or not kind.length:
        return column
    width = bytes_per_character(settled.charset or "binary")
    if kind.length[0] * width <= _MAX_ROW:
        return column
    if scene.session.is_strict or (column.default is not None and column.default.kind == "literal"):
        text = f"Column length too big for column '{column.name}' (max = {_MAX_ROW // width}); use BLOB or TEXT instead"
        raise refuse(1074, text)
    is_text = kind.name == "varchar"
    size = "medium" if kind.length[0] * width <= 16_777_215 else "long"
    words = ("VARCHAR", "TEXT") if is_text else ("VARBINARY", "BLOB")
    scene.warn(answer(1246, f"Converting column '{column.name}' from {words[0]} to {words[1]}"))
    return replace(column, type=replace(kind, name=size + words[1].lower(), length=()))


def _is_bad_zero(value: str, column: Column, scene: Scene) -> bool:
    """Tell whether strict mode refuses a date for its zeros."""
    if column.type.name not in {"date", "datetime", "timestamp"} or not scene.session.is_strict:
        return False
    date = value[:10]
    if date == "0000-00-00":
        return bool(scene.session.sql_mode & {"NO_ZERO_DATE", "TRADITIONAL"})
    has_zero = date[5:7] == "00" or date[8:10] == "00"
    is_refused = bool(scene.session.sql_mode & {"NO_ZERO_IN_DATE", "TRADITIONAL"})
    return has_zero and (is_refused or column.type.name == "timestamp")
