"""From offsets to lines and columns, for formats that want an end as well."""

from __future__ import annotations


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, both from 1, of an offset of a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1
