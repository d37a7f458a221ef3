"""The defaults that servers give to TIMESTAMP columns by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from driftproof.model.catalog import Column, Default
from driftproof.model.names import fold
from driftproof.model.replace import replace
from driftproof.replay.apply.answers import refuse
from driftproof.replay.apply.outcome import Scene

ZERO_TIMESTAMP = "0000-00-00 00:00:00"


def settle_timestamps(
    columns: Sequence[Column], new: frozenset[str], keyed: frozenset[str], scene: Scene
) -> tuple[Column, ...]:
    """Give TIMESTAMP columns their implicit defaults where ``explicit_defaults_for_timestamp`` is off.

    The first TIMESTAMP of the table that is NOT NULL without any default gets CURRENT_TIMESTAMP both ways; other new
    ones get the zero date, which NO_ZERO_DATE refuses (1067). MariaDB gives the zero date also to a NOT NULL column
    with ON UPDATE and no default. `new` holds the folded names of the columns that the statement defines, `keyed` those
    of the primary key.
    Source: manual, "Automatic Initialization and Updating for TIMESTAMP and DATETIME".
    """
    settled: list[Column] = []
    is_first = not scene.session.explicit_defaults_for_timestamp
    for column in columns:
        is_timestamp = column.type.name == "timestamp"
        if is_timestamp and is_first and fold(column.name) in new and _is_bare(column) and not column.on_update:
            digits = column.type.length[0] if column.type.length else ""
            now = f"current_timestamp({digits or ''})"
            column = replace(column, default=Default("expression", now), on_update=now)
        elif fold(column.name) in new and _takes_zero(column, fold(column.name) in keyed, scene):
            if scene.session.sql_mode & {"NO_ZERO_DATE", "TRADITIONAL"}:
                raise refuse(1067, f"Invalid default value for '{column.name}'")
            column = replace(column, default=Default("literal", ZERO_TIMESTAMP))
        is_first = is_first and not is_timestamp
        settled.append(column)
    return tuple(settled)


def _takes_zero(column: Column, in_key: bool, scene: Scene) -> bool:
    """Tell whether a NOT NULL column without a default gets the zero date for one."""
    if column.on_update and scene.is_mariadb and in_key:
        column = replace(column, nullable=False)
    if not _is_bare(column):
        return False
    if column.on_update and scene.is_mariadb:
        return True
    return column.type.name == "timestamp" and not scene.session.explicit_defaults_for_timestamp


def _is_bare(column: Column) -> bool:
    """Tell whether a column is NOT NULL with no default and no expression."""
    return (
        column.nullable is False
        and column.default is None
        and column.generated is None
        and not any(name in {"row_start", "row_end"} for name, _ in column.options)
    )
