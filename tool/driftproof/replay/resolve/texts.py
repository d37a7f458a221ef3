"""Texts: how long what a function gives can be, and in which collation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from driftproof.model.replace import replace
from driftproof.model.syntax.expressions import Call, Literal
from driftproof.replay.resolve.arithmetic import constant
from driftproof.replay.resolve.collate import common_collation
from driftproof.replay.resolve.item import SYSTEM, Frame, Item

_Maker = Callable[[Call, Sequence[Item], Frame], int | None]
_LONGEST = 4_294_967_295
_HASHES = {
    "md5": 32,
    "sha": 40,
    "sha1": 40,
    "dayname": 9,
    "monthname": 9,
    "bin": 65,
    "oct": 65,
    "conv": 65,
    "inet_ntoa": 31,
}
_SHA2 = {224: 56, 256: 64, 0: 64, 384: 96, 512: 128}
_ALWAYS = frozenset(
    {
        "dayname",
        "monthname",
        "bin",
        "oct",
        "conv",
        "inet_ntoa",
        "unhex",
        "sha2",
        "elt",
        "date_format",
        "time_format",
        "from_unixtime",
    }
)


def text_call(e: Call, items: Sequence[Item], frame: Frame) -> Item | None:
    """Return the text that a function gives of `items`, or None where it is not known.

    In strict mode any of them can be NULL, for a result too long.
    """
    if items[0].kind == "null":
        return None
    nullable = frame.session.is_strict or e.name in _ALWAYS or any(item.nullable for item in items)
    if e.name in _HASHES:
        return frame.text(_HASHES[e.name], nullable)
    if e.name in {"charset", "collation"}:
        return frame.text(64, nullable, "utf8mb3_general_ci", SYSTEM)
    if e.name in _COMPUTED:
        width = _COMPUTED[e.name](e, items, frame)
        return None if width is None else frame.text(min(width, _LONGEST), nullable)
    if e.name == "char":
        return Item("varchar", 4 * len(items), nullable=nullable, collation="binary", strength=4)
    if e.name == "unhex" and len(items) == 1:
        if items[0].bytes >= _LONGEST:
            return None
        return Item(
            "varchar", min((items[0].bytes + 1) // 2, _LONGEST // 2), nullable=True, collation="binary", strength=4
        )
    found = _WIDTHS.get(e.name)
    width = None if found is None else found(e, items, frame)
    if width is None:
        return None
    together = common_collation(_sources(e, items), frame)
    if together is None:
        return None
    return frame.text(min(width, _LONGEST), nullable, *together)


def _sources(e: Call, items: Sequence[Item]) -> Sequence[Item]:
    """Return those arguments whose collation counts."""
    if e.name in {"concat", "concat_ws"}:
        return items
    if e.name == "elt":
        return items[1:]
    if e.name == "replace":
        return [items[0], *(item for item in items[1:] if not item.is_literal)]
    return [items[0]]


def _concat(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    return sum(_taken(items, frame))


def _taken(items: Sequence[Item], frame: Frame) -> list[int]:
    """Return the widths of texts put together; among bytes, MySQL counts the bytes of characters."""
    found = common_collation(items, frame)
    if found is not None and found[0] == "binary" and not frame.is_mariadb:
        return [item.bytes for item in items]
    return [item.width for item in items]


def _concat_ws(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    widths = _taken(items, frame)
    return sum(widths[1:]) + widths[0] * max(len(items) - 2, 0)


def _same(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    return items[0].width


def _cased(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    """MariaDB's UCA 14 collations reserve twice the room for letters that grow."""
    collation = items[0].collation or frame.collation
    return items[0].width * (2 if "uca1400" in collation else 1)


def _cut(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    length = constant(e.arguments[1]) if len(items) == 2 else None
    return items[0].width if length is None else min(max(length, 0), items[0].width)


def _substring(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    """MariaDB takes the place from the bytes instead of the characters."""
    width = items[0].bytes if frame.is_mariadb else items[0].width
    start = constant(e.arguments[1]) if len(items) > 1 else None
    if start is not None:
        width = _rest(width, start, frame)
    length = constant(e.arguments[2]) if len(items) > 2 else None
    return width if length is None else min(width, max(length, 0))


def _rest(width: int, start: int, frame: Frame) -> int:
    """Return how much of a text is left from a place, which counts from its end where it is negative."""
    if start < 0:
        return width if -start > width and frame.is_mariadb else 0 if -start > width else -start
    return max(width - start + 1, 0) if start else 0


def _replace(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    text, old, new = items
    if not frame.is_mariadb:
        found = common_collation(items, frame)
        is_bytes = found is not None and found[0] == "binary"
        return (text.bytes if is_bytes else text.width) * max((new.bytes if is_bytes else new.width) - 1, 1)
    if new.width <= old.width or not old.width:
        return text.width
    return text.width + text.width // old.width * (new.width - old.width)


def _padded(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    length = constant(e.arguments[1])
    return length if length is not None and length >= 0 else None


def _repeat(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    count = constant(e.arguments[1])
    return _LONGEST if count is None else items[0].width * max(count, 0)


def _space(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    count = constant(e.arguments[0])
    return _LONGEST if count is None else max(count, 0)


def _insert(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    return None if "binary" in {items[0].collation, items[3].collation} else items[0].width + items[3].width


def _elt(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    return max(item.width for item in items[1:])


def _hex(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    if items[0].kind in {"decimal", "double", "float", "bit"} or (items[0].is_whole and items[0].kind != "year"):
        return 16
    if items[0].kind == "year" and not frame.is_mariadb:
        return 16
    return items[0].bytes * 2


def _sha2(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    length = constant(e.arguments[1])
    return 128 if length is None else _SHA2.get(length)


def _base64(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    """Four characters for three bytes, and an end of line every 76."""
    length = (items[0].bytes + 2) // 3 * 4
    return length + max(length - 1, 0) // 76


def _dated(e: Call, items: Sequence[Item], frame: Frame) -> int | None:
    """Return what a constant format can take."""
    pattern = e.arguments[-1]
    if not isinstance(pattern, Literal) or pattern.kind != "string" or len(items) != 2:
        return None
    return format_width(pattern.text)


_FORMATS = {
    **dict.fromkeys("MW", 64),
    **dict.fromkeys("DYxX", 4),
    **dict.fromkeys("ab", 32),
    **dict.fromkeys("kH", 7),
    **dict.fromkeys("w%", 1),
    **dict.fromkeys("mdhiIlpSsceuUvV", 2),
    "j": 3,
    "r": 11,
    "T": 8,
    "f": 6,
}


def format_width(pattern: str) -> int:
    """Return how long a text of DATE_FORMAT can be (``Item_func_date_format::format_length``)."""
    width, place = 0, 0
    while place < len(pattern):
        if pattern[place] == "%" and place + 1 < len(pattern):
            place += 1
            width += _FORMATS.get(pattern[place], 1)
        else:
            width += 1
        place += 1
    return width


def converted(item: Item, collation: str, frame: Frame) -> Item:
    """Return CONVERT … USING of a value: as many characters in another character set."""
    nullable = frame.session.is_strict or item.nullable
    return frame.text(item.width, nullable, collation, 2)


def collated(item: Item, collation: str, frame: Frame) -> Item:
    """Return a text with COLLATE."""
    return replace(frame.text(item.width, frame.session.is_strict or item.nullable, collation, 0))


_COMPUTED: dict[str, _Maker] = {
    "hex": _hex,
    "sha2": _sha2,
    "to_base64": _base64,
    "date_format": _dated,
    "time_format": _dated,
    "from_unixtime": _dated,
    "space": _space,
}
_WIDTHS: dict[str, _Maker] = {
    "concat": _concat,
    "concat_ws": _concat_ws,
    **dict.fromkeys(("trim", "ltrim", "rtrim", "reverse", "substring_index"), _same),
    **dict.fromkeys(("upper", "lower", "ucase", "lcase"), _cased),
    **dict.fromkeys(("left", "right"), _cut),
    "substring": _substring,
    "replace": _replace,
    **dict.fromkeys(("lpad", "rpad"), _padded),
    "repeat": _repeat,
    "insert": _insert,
    "elt": _elt,
}
