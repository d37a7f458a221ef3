"""Columns as statements write them: what servers refuse at once, and what the session's settings make of them."""

from __future__ import annotations

from collections.abc import Iterable

from driftproof.model.catalog import Column, Default, Index, IndexKind, Table
from driftproof.model.catalog.type import GEOMETRIES
from driftproof.model.flavor import charset_of
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import answer, refuse
from driftproof.replay.apply.outcome import Scene
from driftproof.replay.normalize.column_types import settle_column
from driftproof.replay.normalize.defaults import current_timestamp
from driftproof.replay.normalize.facts import Facts, bytes_per_character
from driftproof.replay.normalize.literals import settle_literal

NUMBERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "float", "double"})
WITHOUT_DEFAULT = GEOMETRIES | {
    *("tinyblob", "blob", "mediumblob", "longblob", "tinytext", "text", "mediumtext", "longtext", "json", "vector"),
}
_CLOCKS = frozenset({"timestamp", "datetime"})
_MAX_ROW = 65_535
BLOBS = WITHOUT_DEFAULT - {"vector"}
"""The types that are kept outside of the row."""


def check_written(columns: Iterable[Column], indexes: Iterable[Index], scene: Scene) -> None:
    """Raise the refusal that a server gives while it reads column definitions, before it looks at any table.

    `indexes` are those of the statement; the inline ones among them say which columns are PRIMARY KEY by themselves.
    """
    keyed = {fold(i.parts[0].column) for i in indexes if i.inline and i.kind is IndexKind.PRIMARY}
    for column in columns:
        _check_name(column.name)
        _check_type(column, scene)
        _check_stated_default(column, scene)
        if column.auto_increment:
            _check_counter(column, scene)
        states_null = column.default is not None and column.default.kind == "null"
        if states_null and not column.auto_increment and (column.nullable is False or fold(column.name) in keyed):
            raise invalid_default(column)
        check_collation(column.charset, column.collation)


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


def _check_counter(column: Column, scene: Scene) -> None:
    """Raise 1063 for an AUTO_INCREMENT column that is no number (MySQL 8.4: integer), 1067 for one with a default."""
    if column.default is not None and column.default.kind != "null":
        raise invalid_default(column)
    is_approximate = column.type.name in {"float", "double"}
    if column.type.name not in NUMBERS or (is_approximate and scene.flavor.at_least(mysql=(8, 4))):
        raise refuse(1063, f"Incorrect column specifier for column '{column.name}'")


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
    """Raise 1067, 1101, 1221 or 1294 for a default or ON UPDATE that the definition itself rules out."""
    default = column.default
    if column.generated is not None and default is not None and not scene.is_mariadb:
        raise refuse(1221, "Incorrect usage of DEFAULT and generated column")
    is_now = default is not None and default.kind == "expression" and current_timestamp(default.text)
    if default is not None and is_now and not scene.is_mariadb and not _is_clock(column, default.text, scene):
        raise invalid_default(column)
    if column.on_update and not _is_clock(column, column.on_update, scene):
        raise refuse(1294, f"Invalid ON UPDATE clause for '{column.name}' column")
    if default is None or default.kind != "literal" or scene.is_mariadb or column.type.name not in WITHOUT_DEFAULT:
        return
    if scene.session.is_strict or default.text or column.type.name.endswith("json"):
        raise no_default(column)


def no_default(column: Column) -> Exception:
    """Return the refusal of a default for a text or blob."""
    return refuse(1101, f"BLOB, TEXT, GEOMETRY or JSON column '{column.name}' can't have a default value")


def _is_clock(column: Column, text: str, scene: Scene) -> bool:
    """Tell whether a column can take CURRENT_TIMESTAMP: its type, and (MySQL) the same fractional digits."""
    if column.type.name not in _CLOCKS or scene.is_mariadb:
        return column.type.name in _CLOCKS
    digits = (current_timestamp(text) or "")[len("current_timestamp(") : -1] or "0"
    return digits == str(column.type.length[0] if column.type.length else 0)


def resolve_written(column: Column, scene: Scene) -> Column:
    """Return a written column with what the session decides: its TIMESTAMP rules and unsupported literal defaults."""
    is_clock = column.type.name == "timestamp" and column.nullable is None and column.generated is None
    if is_clock and not scene.session.explicit_defaults_for_timestamp:
        if column.default is not None and column.default.kind == "null":
            raise invalid_default(column)
        column = replace(column, nullable=False)
    elif not scene.is_mariadb and column.type.name in WITHOUT_DEFAULT and column.default == Default("literal", ""):
        text = f"BLOB, TEXT, GEOMETRY or JSON column '{column.name}' can't have a default value"
        scene.warn(answer(1101, text))
        column = replace(column, default=None)
    return column


def check_columns(table: Table, new: frozenset[str], scene: Scene, facts: Facts) -> Table:
    """Check the columns of a whole definition as servers do before they look at its indexes; returns the table.

    A VARCHAR that is too long becomes a TEXT where strict mode is off. Raises the refusals 1060, 1063, 1067, 1074,
    1075, 1163 and others.
    """
    if not table.columns:
        raise refuse(1113, "A table must have at least 1 column")
    columns = _checked_in_turn(table, new, scene, facts)
    if scene.is_mariadb and all(column.invisible for column in table.columns):
        raise refuse(1113, "A table must have at least 1 column")
    if sum(column.auto_increment for column in columns) > 1:
        raise auto_increment_refusal()
    if (table.engine or "").lower() == "memory" and any(c.type.name in BLOBS for c in columns):
        whose = "Storage engine MEMORY" if scene.is_mariadb else "The used table type"
        raise refuse(1163, f"{whose} doesn't support BLOB/TEXT columns")
    return table if columns == table.columns else replace(table, columns=columns)


def check_engine(table: Table, scene: Scene) -> None:
    """Raise 1910, or 3106 on MySQL, for generated columns in a MEMORY table."""
    if (table.engine or "").lower() == "memory" and any(column.generated for column in table.columns):
        if scene.is_mariadb:
            raise refuse(1910, "MEMORY storage engine does not support generated columns")
        raise refuse(3106, "'Specified storage engine' is not supported for generated columns.")


def check_defaults(table: Table, new: frozenset[str], scene: Scene) -> None:
    """Raise 1067 for a literal default that its column cannot take; servers look at it last of all.

    A zero date that strict mode refuses counts for the other columns of an altered table too.
    """
    for column in table.columns:
        default = column.default
        if default is None or default.kind != "literal" or column.generated is not None:
            continue
        value = settle_literal(default.text, column.type) if fold(column.name) in new else default.text
        if value is None or _is_bad_zero(value, column, scene) or _is_out_of_range(value, column, scene):
            raise invalid_default(column)


def check_null_defaults(table: Table, new: frozenset[str]) -> None:
    """Raise 1067 for a NOT NULL column that ALTER COLUMN … SET DEFAULT NULL has set."""
    for column in table.columns:
        is_null = column.default is not None and column.default.kind == "null"
        if is_null and column.nullable is False and fold(column.name) in new and not column.auto_increment:
            raise invalid_default(column)


def invalid_default(column: Column) -> Exception:
    """Return the refusal 1067."""
    return refuse(1067, f"Invalid default value for '{column.name}'")


def auto_increment_refusal() -> Exception:
    """Return the refusal 1075."""
    text = "Incorrect table definition; there can be only one auto column and it must be defined as a key"
    return refuse(1075, text)


def _checked_in_turn(table: Table, new: frozenset[str], scene: Scene, facts: Facts) -> tuple[Column, ...]:
    """Return the columns checked; raises 1060 for a name that comes twice, on MariaDB once it has checked them all."""
    seen: set[str] = set()
    columns: list[Column] = []
    doubled: Exception | None = None
    for column in table.columns:
        key = fold(column.name)
        columns.append(_checked(column, table, scene, facts) if key in new else column)
        if key in seen:
            doubled = doubled or refuse(1060, f"Duplicate column name '{column.name}'")
        if doubled is not None and not scene.is_mariadb:
            raise doubled
        seen.add(key)
    if doubled is not None:
        raise doubled
    return tuple(columns)


def _checked(column: Column, table: Table, scene: Scene, facts: Facts) -> Column:
    """Check one new column within its table."""
    settled = settle_column(column, table, facts)
    column = _fit(column, settled, scene)
    default = column.default
    is_listed = bool(column.type.values) and default is not None and default.kind == "literal"
    if is_listed and default is not None and settle_literal(default.text, settled.type) is None:
        raise invalid_default(column)
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


def _is_out_of_range(value: str, column: Column, scene: Scene) -> bool:
    """Tell whether a TIMESTAMP cannot hold a moment, under any sql_mode, in a session whose time zone is UTC.

    The last one is that of 32 bits, and of MariaDB since 11.5 the unsigned one
    (https://mariadb.com/kb/en/timestamp/, https://dev.mysql.com/doc/refman/8.4/en/datetime.html).
    """
    if column.type.name != "timestamp" or value.startswith("0000-00-00"):
        return False
    is_wide = scene.flavor.at_least(mysql=None, mariadb=(11, 5))
    last = "2106-02-07 06:28:15" if is_wide else "2038-01-19 03:14:07"
    return not "1970-01-01 00:00:01" <= value[:19] <= last


def check_invisible(table: Table) -> None:
    """Raise MariaDB's 4108 for an invisible column that is NOT NULL and has no default of its own."""
    for column in table.columns:
        states = column.default is not None or column.generated is not None or column.auto_increment or column.options
        if column.invisible and column.nullable is False and not states:
            raise refuse(4108, f"Invisible column `{column.name}` must have a default value")
