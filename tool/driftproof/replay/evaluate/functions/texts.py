"""Functions on texts."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from driftproof.replay.evaluate.functions.function import LONGEST, MANY, Function, fixed
from driftproof.replay.evaluate.operators import regular
from driftproof.replay.evaluate.values import (
    WIDE,
    BinaryText,
    Datum,
    Unknown,
    compare,
    folded,
    to_bytes,
    to_integer,
    to_number,
    to_text,
)


def _concat(arguments: list[Any]) -> Datum:
    if any(isinstance(argument, BinaryText) for argument in arguments):
        return BinaryText("".join(to_text(argument) for argument in arguments))
    return "".join([argument if type(argument) is str else to_text(argument) for argument in arguments])


def _concat_ws(arguments: list[Any]) -> Datum:
    for argument in arguments:
        if isinstance(argument, Unknown):
            return argument
    if arguments[0] is None:
        return None
    return to_text(arguments[0]).join(to_text(argument) for argument in arguments[1:] if argument is not None)


def _substring(arguments: list[Any]) -> Datum:
    text, start = to_text(arguments[0]), to_integer(arguments[1])
    length = to_integer(arguments[2]) if len(arguments) == 3 else len(text)
    if start == 0 or length <= 0 or abs(start) > len(text):
        return ""
    begin = start - 1 if start > 0 else len(text) + start
    return text[begin : begin + length]


def _substring_index(arguments: list[Any]) -> Datum:
    text, mark, count = to_text(arguments[0]), to_text(arguments[1]), to_integer(arguments[2])
    if not mark or not count:
        return ""
    parts = text.split(mark)
    return mark.join(parts[:count] if count > 0 else parts[count:])


def _find(text: Any, wanted: Any, start: int = 1) -> int:
    if start < 1:
        return 0
    if isinstance(text, BinaryText | bytes) or isinstance(wanted, BinaryText | bytes):
        return to_text(text).find(to_text(wanted), start - 1) + 1
    return folded(to_text(text), False).find(folded(to_text(wanted), False), start - 1) + 1


def _locate(arguments: list[Any]) -> Datum:
    return _find(arguments[1], arguments[0], to_integer(arguments[2]) if len(arguments) == 3 else 1)


def _find_in_set(arguments: list[Any]) -> Datum:
    wanted, members = folded(to_text(arguments[0]), False), to_text(arguments[1])
    if not members or "," in wanted:
        return 0
    parts = [folded(part, False) for part in members.split(",")]
    return parts.index(wanted) + 1 if wanted in parts else 0


def _field(arguments: list[Any], context: Any) -> Datum:
    for argument in arguments:
        if isinstance(argument, Unknown):
            return argument
    if arguments[0] is None:
        return 0
    for position, argument in enumerate(arguments[1:], 1):
        if argument is not None and compare(arguments[0], argument, context.state.pad) == 0:
            return position
    return 0


def _elt(arguments: list[Any]) -> Datum:
    if arguments[0] is None or isinstance(arguments[0], Unknown):
        return arguments[0]
    position = to_integer(arguments[0])
    chosen: Datum = arguments[position] if 0 < position < len(arguments) else None
    return chosen


def _repeated(text: str, count: int) -> Datum:
    """REPEAT and SPACE: NULL beyond the longest text."""
    return text * max(0, count) if len(text) * count <= LONGEST else None


def _replace(arguments: list[Any]) -> Datum:
    """REPLACE, which does nothing for an empty text: NULL beyond the longest text."""
    text, old, new = (to_text(argument) for argument in arguments)
    if not old:
        return text
    return text.replace(old, new) if len(text) + text.count(old) * (len(new) - len(old)) <= LONGEST else None


def _pad(arguments: list[Any], context: Any, left: bool) -> Datum:
    """LPAD and RPAD: NULL beyond the longest text; with nothing to fill up with, MariaDB gives NULL, MySQL the text."""
    text, length = to_text(arguments[0]), to_integer(arguments[1])
    filler = to_text(arguments[2]) if len(arguments) == 3 else " "
    missing = length - len(text)
    if not 0 <= length <= LONGEST:
        return None
    if missing <= 0:
        return text[:length]
    if not filler:
        return None if context.state.catalog.flavor.is_mariadb else text
    padding = (filler * (missing // len(filler) + 1))[:missing]
    return padding + text if left else text + padding


def _trim(arguments: list[Any]) -> Datum:
    """TRIM in its comma form: (text), or (text, what, side)."""
    if len(arguments) == 1:
        return to_text(arguments[0]).strip(" ")
    text, mark, side = to_text(arguments[0]), to_text(arguments[1]), to_text(arguments[2]).lower()
    while mark and side in {"both", "leading"} and text.startswith(mark):
        text = text[len(mark) :]
    while mark and side in {"both", "trailing"} and text.endswith(mark):
        text = text[: -len(mark)]
    return text


def _quote(arguments: list[Any]) -> Datum:
    if arguments[0] is None:
        return "NULL"
    if isinstance(arguments[0], Unknown):
        return arguments[0]
    text = to_text(arguments[0]).replace("\\", "\\\\").replace("'", "\\'")
    return "'" + text.replace("\0", "\\0").replace("\x1a", "\\Z") + "'"


def _hex(arguments: list[Any]) -> Datum:
    value = arguments[0]
    if isinstance(value, int | float | Decimal):
        return format(to_integer(value) & ((1 << 64) - 1), "X")
    return to_bytes(value).hex().upper()


def _unhex(arguments: list[Any]) -> Datum:
    text = to_text(arguments[0])
    try:
        return bytes.fromhex(text if len(text) % 2 == 0 else f"0{text}")
    except ValueError:
        return None


def _sha2(arguments: list[Any]) -> Datum:
    names = {0: "sha256", 224: "sha224", 256: "sha256", 384: "sha384", 512: "sha512"}
    name = names.get(to_integer(arguments[1]))
    return None if name is None else hashlib.new(name, to_bytes(arguments[0])).hexdigest()


def _insert(arguments: list[Any]) -> Datum:
    text, start, length = to_text(arguments[0]), to_integer(arguments[1]), to_integer(arguments[2])
    if not 1 <= start <= len(text):
        return text
    end = len(text) if length < 0 else start - 1 + length
    return text[: start - 1] + to_text(arguments[3]) + text[end:]


def _ascii(arguments: list[Any]) -> Datum:
    data = to_bytes(arguments[0])
    return data[0] if data else 0


def _ord(arguments: list[Any]) -> Datum:
    return int.from_bytes(to_text(arguments[0])[:1].encode(), "big")


def _char(arguments: list[Any]) -> Datum:
    for argument in arguments:
        if isinstance(argument, Unknown):
            return argument
    numbers = [to_integer(argument) % (1 << 32) for argument in arguments if argument is not None]
    return b"".join(number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big") for number in numbers)


def _format(arguments: list[Any]) -> Datum:
    places = max(0, to_integer(arguments[1]))
    number = to_number(arguments[0])
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    return f"{exact.quantize(Decimal(1).scaleb(-places), 'ROUND_HALF_UP', WIDE):,f}"


def _regexp_replace(arguments: list[Any]) -> Datum:
    compiled = regular(to_text(arguments[1]), isinstance(arguments[0], BinaryText | bytes))
    if compiled is None or len(arguments) > 3:
        return Unknown(f"regular expression not understood: {to_text(arguments[1])[:60]}")
    replacement = re.sub(r"\$(\d)", r"\\\1", to_text(arguments[2]))
    try:
        return compiled.sub(replacement, to_text(arguments[0]))
    except re.error:
        return Unknown("replacement of a regular expression not understood")


def _regexp_substr(arguments: list[Any]) -> Datum:
    compiled = regular(to_text(arguments[1]), isinstance(arguments[0], BinaryText | bytes))
    if compiled is None or len(arguments) > 2:
        return Unknown(f"regular expression not understood: {to_text(arguments[1])[:60]}")
    found = compiled.search(to_text(arguments[0]))
    return found.group() if found else None


def _regexp_instr(arguments: list[Any]) -> Datum:
    compiled = regular(to_text(arguments[1]), isinstance(arguments[0], BinaryText | bytes))
    if compiled is None or len(arguments) > 2:
        return Unknown(f"regular expression not understood: {to_text(arguments[1])[:60]}")
    found = compiled.search(to_text(arguments[0]))
    return found.start() + 1 if found else 0


def _regexp_like(arguments: list[Any]) -> Datum:
    found = _regexp_instr(arguments[:2])
    return found if isinstance(found, Unknown) else int(bool(found))


def _make_set(arguments: list[Any]) -> Datum:
    bits = to_integer(arguments[0])
    chosen = [to_text(text) for place, text in enumerate(arguments[1:]) if bits >> place & 1 and text is not None]
    return ",".join(chosen)


def _from_base64(arguments: list[Any]) -> Datum:
    try:
        return base64.b64decode(to_text(arguments[0]), validate=False)
    except ValueError:
        return None


def _bit_text(number: int, base: int) -> str:
    number &= (1 << 64) - 1
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, digit = divmod(number, base)
        text = digits[digit] + text
    return text or "0"


def _conv(arguments: list[Any]) -> Datum:
    source, target = abs(to_integer(arguments[1])), abs(to_integer(arguments[2]))
    if not (2 <= source <= 36 and 2 <= target <= 36):
        return None
    text = to_text(arguments[0]).strip().upper()
    digits = re.match(r"[0-9A-Z]*", text)
    kept = ""
    for digit in digits.group() if digits else "":
        if int(digit, 36) >= source:
            break
        kept += digit
    return _bit_text(int(kept or "0", source), target)


def _soundex(arguments: list[Any]) -> Datum:
    return Unknown("soundex() is not evaluated")


TEXT_FUNCTIONS: Mapping[str, Function] = {
    "concat": Function(_concat, 1, MANY),
    "concat_ws": Function(_concat_ws, 2, MANY, nulls=True),
    "substring": Function(_substring, 2, 3),
    "substr": Function(_substring, 2, 3),
    "mid": Function(_substring, 2, 3),
    "substring_index": fixed(3, _substring_index),
    "left": fixed(2, lambda a: to_text(a[0])[: max(0, to_integer(a[1]))]),
    "right": fixed(2, lambda a: to_text(a[0])[-to_integer(a[1]) :] if to_integer(a[1]) > 0 else ""),
    "replace": fixed(3, _replace),
    "locate": Function(_locate, 2, 3),
    "position": Function(_locate, 2, 2),
    "instr": fixed(2, lambda a: _find(a[0], a[1])),
    "find_in_set": fixed(2, _find_in_set),
    "field": Function(_field, 2, MANY, nulls=True, informed=True),
    "elt": Function(_elt, 2, MANY, nulls=True),
    "lower": fixed(1, lambda a: to_text(a[0]).lower()),
    "lcase": fixed(1, lambda a: to_text(a[0]).lower()),
    "upper": fixed(1, lambda a: to_text(a[0]).upper()),
    "ucase": fixed(1, lambda a: to_text(a[0]).upper()),
    "lpad": Function(lambda a, context: _pad(a, context, True), 2, 3, informed=True),
    "rpad": Function(lambda a, context: _pad(a, context, False), 2, 3, informed=True),
    "trim": Function(_trim, 1, 3),
    "ltrim": fixed(1, lambda a: to_text(a[0]).lstrip(" ")),
    "rtrim": fixed(1, lambda a: to_text(a[0]).rstrip(" ")),
    "quote": Function(_quote, 1, 1, nulls=True),
    "length": fixed(1, lambda a: len(to_bytes(a[0]))),
    "octet_length": fixed(1, lambda a: len(to_bytes(a[0]))),
    "bit_length": fixed(1, lambda a: 8 * len(to_bytes(a[0]))),
    "char_length": fixed(1, lambda a: len(to_text(a[0]))),
    "character_length": fixed(1, lambda a: len(to_text(a[0]))),
    "repeat": fixed(2, lambda a: _repeated(to_text(a[0]), to_integer(a[1]))),
    "space": fixed(1, lambda a: _repeated(" ", to_integer(a[0]))),
    "reverse": fixed(1, lambda a: to_text(a[0])[::-1]),
    "hex": fixed(1, _hex),
    "unhex": fixed(1, _unhex),
    "md5": fixed(1, lambda a: hashlib.md5(to_bytes(a[0])).hexdigest()),
    "sha": fixed(1, lambda a: hashlib.sha1(to_bytes(a[0])).hexdigest()),
    "sha1": fixed(1, lambda a: hashlib.sha1(to_bytes(a[0])).hexdigest()),
    "sha2": fixed(2, _sha2),
    "crc32": fixed(1, lambda a: zlib.crc32(to_bytes(a[0]))),
    "insert": fixed(4, _insert),
    "ascii": fixed(1, _ascii),
    "ord": fixed(1, _ord),
    "char": Function(_char, 1, MANY, nulls=True),
    "chr": fixed(1, lambda a: chr(to_integer(a[0]))),
    "format": Function(_format, 2, 3),
    "strcmp": Function(lambda a, context: compare(a[0], a[1], context.state.pad), 2, 2, informed=True),
    "regexp_replace": Function(_regexp_replace, 3, 6),
    "regexp_substr": Function(_regexp_substr, 2, 5),
    "regexp_instr": Function(_regexp_instr, 2, 6),
    "regexp_like": Function(_regexp_like, 2, 3),
    "make_set": Function(_make_set, 2, MANY),
    "to_base64": fixed(1, lambda a: base64.b64encode(to_bytes(a[0])).decode()),
    "from_base64": fixed(1, _from_base64),
    "bin": fixed(1, lambda a: _bit_text(to_integer(a[0]), 2)),
    "oct": fixed(1, lambda a: _bit_text(to_integer(a[0]), 8)),
    "conv": fixed(3, _conv),
    "soundex": fixed(1, _soundex),
    "bit_count": fixed(1, lambda a: (to_integer(a[0]) & ((1 << 64) - 1)).bit_count()),
}
