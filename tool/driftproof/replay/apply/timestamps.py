"""The defaults that servers give to TIMESTAMP columns by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from driftproof.model.catalog import Column, Default
from driftproof.model.names import fold
from driftproof.replay.apply.outcome import Scene

ZERO_TIMESTAMP = "0000-00-00 00:00:00"


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
