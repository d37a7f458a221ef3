"""Columns of texts that servers do not compare, for neither collation gives way: 1267 and 1271.

Sources: manuals, "Collation Coercibility in Expressions", and ``DTCollation::aggregate`` in both vendors' ``item.cc``.
"""

from __future__ import annotations

from driftproof.model.catalog import Column

COMPARISONS = frozenset({"=", "<", ">", "<=", ">=", "<>", "!=", "<=>", "like", "not like"})
_UNICODE = frozenset({"utf8mb3", "utf8mb4", "ucs2", "utf16", "utf16le", "utf32"})


def clash(one: Column | None, other: Column | None) -> bool:
    """Tell whether the collations of two columns do not go together."""
    first, second = _collated(one), _collated(other)
    if first is None or second is None or first[1] == second[1]:
        return False
    if first[0] == second[0]:
        return first[1].endswith("_bin") == second[1].endswith("_bin")
    charsets = {first[0], second[0]}
    return not charsets & _UNICODE and "ascii" not in charsets


def _collated(column: Column | None) -> tuple[str, str] | None:
    if column is None or not column.type.has_charset or not column.charset or not column.collation:
        return None
    return None if column.charset == "binary" else (column.charset, column.collation)


def clash_text(one: Column, other: Column, operator: str) -> str:
    """Return what servers say of two columns that do not go together."""
    pair = f"({one.collation},IMPLICIT) and ({other.collation},IMPLICIT)"
    return f"Illegal mix of collations {pair} for operation '{operator}'"
