"""Identifiers: how they are quoted, and the only place that knows how they compare.

Column, index, constraint, routine and event names compare without regard to case on every
platform; database, table and trigger names do so only where `lower_case_table_names` is not 0
(https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


def quote(name: str) -> str:
    """Return `name` in backticks, inner backticks doubled."""
    return "`" + name.replace("`", "``") + "`"


def unquote(text: str) -> str:
    """Return the name that `text` writes: backticks or double quotes taken off, or `text` itself when bare."""
    for mark in ("`", '"'):
        if len(text) >= 2 and text.startswith(mark) and text.endswith(mark):
            return text[1:-1].replace(mark * 2, mark)
    return text


def quote_text(text: str) -> str:
    """Return `text` as a string literal that every `sql_mode` without NO_BACKSLASH_ESCAPES reads back as `text`."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the form in which column, index, constraint, routine and event names compare."""
    return name.casefold() if not name.isascii() else name.lower()


@dataclass(frozen=True, slots=True)
class NameRules:
    """How a server compares database, table and trigger names (`lower_case_table_names`)."""

    lower_case_table_names: int = 0

    def key(self, name: str) -> str:
        """Return the form in which a database, table or trigger name compares."""
        return name if self.lower_case_table_names == 0 else fold(name)
