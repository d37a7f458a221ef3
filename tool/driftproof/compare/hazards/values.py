"""Which values of one type do not fit into another.

Sources: the manuals' pages "Integer Types", "Fixed-Point Types", "String Type Storage Requirements", "TIMESTAMP".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.model.catalog import Column, ColumnType
from driftproof.model.names import quote, quote_text

_BYTES = {"tinyint": 1, "smallint": 2, "mediumint": 3, "int": 4, "bigint": 8}
_CHARACTERS = frozenset({"char", "varchar"})
_OCTETS = frozenset({"binary", "varbinary"})
_CAPACITY = {"tinytext": 2**8, "text": 2**16, "mediumtext": 2**24, "longtext": 2**32}
_CAPACITY |= {"tinyblob": 2**8, "blob": 2**16, "mediumblob": 2**24, "longblob": 2**32}
_TEXTS = _CHARACTERS | {"tinytext", "text", "mediumtext", "longtext"}
_BINARIES = _OCTETS | {"tinyblob", "blob", "mediumblob", "longblob"}
_MOMENTS = frozenset({"datetime", "timestamp"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """Values that do not fit: what they are, the condition that finds them (empty: none can), and the server's error.

    `number` 0 says that the server takes them and changes them.
    """

    what: str
    condition: str
    number: int


def misfits(before: Column, after: Column) -> Iterator[Misfit]:
    """Return which values of a column do not fit once it is `after`."""
    name, old, new = quote(before.name), before.type, after.type
    if old == new:
        return
    if old.is_integer and new.is_integer:
        yield from _integers(name, old, new)
    elif new.name in _TEXTS | _BINARIES:
        yield from _lengths(name, old, new)
    elif new.name in {"enum", "set"} and old.name == new.name:
        yield from _members(name, old, new)
    elif new.name == "decimal" and (old.name == "decimal" or old.is_integer):
        yield from _decimals(name, old, new)
    elif new.name == "enum" and old.name in _TEXTS:
        listed = ", ".join(map(quote_text, new.values))
        yield Misfit("texts that are no members", f"{name} NOT IN ({listed})", 1265)
    elif new.name == "json" and old.name in _TEXTS:
        yield Misfit("texts that are no JSON", f"NOT JSON_VALID({name})", 3140)
    elif old.name in _MOMENTS or new.name in _MOMENTS | {"date", "time"}:
        yield from _moments(name, old, new)
    elif old.name in _TEXTS and (new.is_integer or new.name in {"decimal", "float", "double"}):
        pattern = quote_text("^ *[-+]?[0-9]+ *$" if new.is_integer else "^ *[-+]?[0-9]*[.]?[0-9]+ *$")
        yield Misfit("texts that are no numbers", f"{name} NOT REGEXP {pattern}", 1366)
    elif new.is_integer and old.name in {"decimal", "float", "double"}:
        yield Misfit("fractions", f"{name} <> ROUND({name})", 0)
        yield _range(name, new)
    elif _loses(old, new):
        yield Misfit("values", "", 0)


def _limits(kind: ColumnType) -> tuple[int, int]:
    bits = 8 * _BYTES[kind.name]
    return (0, 2**bits - 1) if kind.unsigned or kind.zerofill else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def _integers(name: str, old: ColumnType, new: ColumnType) -> Iterator[Misfit]:
    low, high = _limits(new)
    old_low, old_high = _limits(old)
    parts = [f"{name} < {low}"] if old_low < low else []
    parts += [f"{name} > {high}"] if old_high > high else []
    if parts:
        yield Misfit("numbers out of range", " OR ".join(parts), 1264)


def _range(name: str, new: ColumnType) -> Misfit:
    low, high = _limits(new)
    return Misfit("numbers out of range", f"{name} < {low} OR {name} > {high}", 1264)


def _lengths(name: str, old: ColumnType, new: ColumnType) -> Iterator[Misfit]:
    """Return the texts and bytes that are too long."""
    limit = new.length[0] if new.length else _CAPACITY.get(new.name, 2) - 1
    count = "CHAR_LENGTH" if new.name in _CHARACTERS else "LENGTH"
    known = _longest(old, count)
    if known is None or known > limit:
        yield Misfit("values that are too long", f"{count}({name}) > {limit}", 1406)
    if old.name in _TEXTS and new.name == "char" and old.name != "char":
        yield Misfit("blanks at the end", f"{name} LIKE '% '", 0)


def _longest(old: ColumnType, count: str) -> int | None:
    """Return how long values of a type can be, or None where that is not known."""
    if old.name in _OCTETS | _CHARACTERS and old.length:
        return old.length[0] if count == "CHAR_LENGTH" or old.name in _OCTETS else old.length[0] * 4
    if old.name in _CAPACITY:
        return _CAPACITY[old.name] - 1
    if old.name in {"enum", "set"} and old.values:
        longest = max(map(len, old.values)) if old.name == "enum" else len(",".join(old.values))
        return longest * (1 if count == "CHAR_LENGTH" else 4)
    if old.is_integer:
        return {"tinyint": 4, "smallint": 6, "mediumint": 8, "int": 11, "bigint": 20}[old.name]
    return {"date": 10, "datetime": 26, "timestamp": 26, "time": 17, "year": 4}.get(old.name)


def _members(name: str, old: ColumnType, new: ColumnType) -> Iterator[Misfit]:
    gone = [value for value in old.values if value not in new.values]
    if gone and old.name == "enum":
        listed = ", ".join(map(quote_text, gone))
        yield Misfit("members that are gone", f"{name} IN ({listed})", 1265)
    elif gone:
        found = " OR ".join(f"FIND_IN_SET({quote_text(value)}, {name}) > 0" for value in gone)
        yield Misfit("members that are gone", found, 1265)


def _decimals(name: str, old: ColumnType, new: ColumnType) -> Iterator[Misfit]:
    precision, scale = (*new.length, 10, 0)[:2] if len(new.length) == 2 else ((*new.length, 10)[0], 0)
    whole = precision - scale
    if old.name == "decimal":
        old_precision, old_scale = old.length if len(old.length) == 2 else ((*old.length, 10)[0], 0)
        is_small = old_precision - old_scale <= whole and not (new.unsigned and not old.unsigned)
    else:
        old_scale, is_small = 0, len(str(_limits(old)[1])) <= whole and (not new.unsigned or old.unsigned)
    if not is_small:
        parts = [f"ABS({name}) >= 1{'0' * whole}"] + ([f"{name} < 0"] if new.unsigned and not old.unsigned else [])
        yield Misfit("numbers out of range", " OR ".join(parts), 1264)
    if old_scale > scale:
        yield Misfit("digits behind the point", f"{name} <> ROUND({name}, {scale})", 0)


def _moments(name: str, old: ColumnType, new: ColumnType) -> Iterator[Misfit]:
    if old.name in _TEXTS and new.name in _MOMENTS | {"date"}:
        kind = "DATETIME" if new.name == "timestamp" else new.name.upper()
        yield Misfit("texts that are no such moment", f"{name} IS NOT NULL AND CAST({name} AS {kind}) IS NULL", 1292)
        return
    if old.name not in _MOMENTS | {"date", "time"}:
        yield Misfit("values that are no such moment", "", 1292)
        return
    if new.name == "timestamp" and old.name != "timestamp":
        outside = f"{name} < '1970-01-02 00:00:00' OR {name} > '2038-01-18 00:00:00'"
        yield Misfit("moments before 1970 or after 2038", outside, 1292)
    if new.name == "date" and old.name in _MOMENTS:
        yield Misfit("times of day", f"TIME({name}) <> '00:00:00'", 0)
    elif new.name in _MOMENTS | {"time"} and (old.length or (0,))[0] > (new.length or (0,))[0]:
        yield Misfit("fractions of a second", f"MICROSECOND({name}) <> 0", 0)
    elif new.name == "time" and old.name in _MOMENTS:
        yield Misfit("dates", f"{name} IS NOT NULL", 0)


def _loses(old: ColumnType, new: ColumnType) -> bool:
    """Tell whether types are so different that values may not survive."""
    floats = ("float", "double")
    if old.name in floats and new.name in floats:
        return floats.index(old.name) > floats.index(new.name)
    numbers = {*_BYTES, "decimal", *floats}
    return not (old.name in numbers and new.name in floats)
