"""Functions that give the same type of number whatever they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from driftproof.replay.resolve.item import Frame, Item

Nullable = OneOf["never", "any", "always"]
_LONG_DIGITS = 20


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole number: MariaDB's type, `width` and whether a column is one wider than the text; MySQL's type and digits.

    `nullable` says when it can be NULL.
    """

    mariadb: str
    width: int
    mysql: str
    digits: int
    nullable: Nullable = "any"
    unsigned: bool = False
    is_padded: bool = False

    def item(self, nullable: bool, frame: Frame) -> Item:
        """Return the number on a server."""
        if not frame.is_mariadb:
            digits = self.digits if self.mysql == "int" else _LONG_DIGITS + self.unsigned
            width = digits + (not self.unsigned and self.digits > 0)
            return Item(self.mysql, width, max(digits, 1), unsigned=self.unsigned, nullable=nullable)
        least = 1 if frame.flavor.at_least(mariadb=(11, 8)) else 0
        digits = self.width if self.unsigned or self.is_padded else max(self.width - 1, least)
        shown = self.width + 1 if self.is_padded else 0
        return Item(self.mariadb, self.width, digits, unsigned=self.unsigned, nullable=nullable, shown=shown)


def _part(width: int, digits: int, *, is_padded: bool = True, mysql: str = "int") -> _Whole:
    """Return a part of a date, which can be NULL for what is no date."""
    return _Whole("int", width, mysql, digits, "always", is_padded=is_padded)


_INT, _BIG = "int", "bigint"
_WHOLES: dict[str, _Whole] = {
    **dict.fromkeys(("length", "octet_length", "char_length", "character_length"), _Whole(_INT, 10, _INT, 10)),
    **dict.fromkeys(("locate", "instr"), _Whole(_INT, 11, _INT, 10)),
    **dict.fromkeys(("month", "day", "dayofmonth", "minute", "second", "week"), _part(2, 2)),
    **dict.fromkeys(("weekday", "dayofweek"), _part(1, 1, is_padded=False)),
    **dict.fromkeys(("last_insert_id", "uuid_short"), _Whole(_BIG, 21, _BIG, 21, "never", unsigned=True)),
    **dict.fromkeys(("row_count", "found_rows"), _Whole(_BIG, 21, _BIG, 20, "never")),
    **dict.fromkeys(("period_add", "period_diff"), _Whole(_INT, 6, _BIG, 20)),
    "hour": _part(2, 3),
    "quarter": _part(1, 1),
    "dayofyear": _part(3, 3),
    "microsecond": _part(6, 20, mysql="bigint"),
    "to_days": _part(6, 7),
    "to_seconds": _Whole(_BIG, 12, _BIG, 20, "always"),
    "yearweek": _part(6, 6, is_padded=False),
    "datediff": _part(8, 8, is_padded=False),
    "timestampdiff": _Whole(_BIG, 21, _BIG, 20, "always"),
    "ascii": _Whole(_INT, 3, _INT, 3),
    "ord": _Whole(_INT, 7, _BIG, 20),
    "bit_length": _Whole(_BIG, 11, _INT, 10),
    "bit_count": _Whole(_INT, 2, _BIG, 20),
    "strcmp": _Whole(_INT, 2, _INT, 1),
    "sign": _Whole(_INT, 2, _BIG, 20),
    "field": _Whole(_INT, 3, _INT, 10, "never"),
    "find_in_set": _Whole(_INT, 3, _INT, 10),
    "crc32": _Whole(_INT, 10, _INT, 10, unsigned=True),
    "inet_aton": _Whole(_BIG, 21, _BIG, 21, "always", unsigned=True),
    "coercibility": _Whole(_INT, 10, _INT, 9, "never"),
    "json_length": _Whole(_INT, 10, _BIG, 20, "always"),
    "regexp_instr": _Whole(_INT, 11, _BIG, 20),
    "connection_id": _Whole(_INT, 10, _BIG, 21, "never", unsigned=True),
}
_EXTRACTED = {
    "year": _part(4, 4),
    "quarter": _part(1, 1),
    "month": _part(2, 2),
    "week": _part(2, 2),
    "day": _part(2, 2),
    "hour": _part(3, 3, is_padded=False),
    "minute": _part(3, 3, is_padded=False),
    "second": _part(3, 3, is_padded=False),
    "microsecond": _part(7, 6, is_padded=False),
}
_TRUTHS: dict[str, Nullable] = {
    **dict.fromkeys(("isnull", "is_ipv4", "is_ipv6"), "never"),
    **dict.fromkeys(("json_valid", "json_contains"), "always"),
}
_DOUBLES: dict[str, Nullable] = {
    **dict.fromkeys(("sqrt", "pow", "power", "exp", "ln", "log", "log2", "log10"), "always"),
    **dict.fromkeys(("sin", "cos", "tan", "atan", "atan2", "degrees", "radians", "cot", "asin", "acos"), "always"),
    "rand": "any",
}


def fixed_number(name: str, arguments: Sequence[Item | None], frame: Frame) -> Item | None:
    """Return the number that a function of that name gives, or None where it is none of these.

    An argument that is not known counts where one that can be NULL makes the result so.
    """
    rule = _DOUBLES.get(name) or _TRUTHS.get(name)
    whole = _WHOLES.get(name)
    if rule is None and whole is not None:
        rule = whole.nullable
    nullable = None if rule is None else _nullable(rule, arguments)
    if nullable is None:
        return None
    if name in _DOUBLES:
        return frame.double(nullable)
    return whole.item(nullable, frame) if whole is not None else _truth(name, nullable, frame)


def extracted(unit: str, frame: Frame) -> Item | None:
    """Return what EXTRACT of a unit gives, or None for a unit that is several."""
    found = _EXTRACTED.get(unit)
    return None if found is None else found.item(True, frame)


def _truth(name: str, nullable: bool, frame: Frame) -> Item:
    if name.startswith("json") and not frame.is_mariadb:
        return Item("bigint", _LONG_DIGITS + 1, _LONG_DIGITS, nullable=nullable)
    return Item("int", 1, 1, nullable=nullable)


def _nullable(rule: Nullable, arguments: Sequence[Item | None]) -> bool | None:
    if rule != "any":
        return rule == "always"
    if any(argument is not None and argument.nullable for argument in arguments):
        return True
    return None if None in arguments else False
