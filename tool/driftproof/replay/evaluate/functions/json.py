"""JSON: reading, building and asking, on texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from driftproof.replay.evaluate.functions.function import MANY, Function, fixed
from driftproof.replay.evaluate.refusal import refuse
from driftproof.replay.evaluate.values import Datum, Unknown, to_text

_STEP = re.compile(r'\.(?:"((?:[^"\\]|\\.)*)"|([A-Za-z_$][\w$]*))|\[(\d+)\]')


class JsonText(str):
    """A text that is JSON, so that building functions do not quote it again."""

    __slots__ = ()


def _read(value: Any) -> Any:
    """Return the Python value of a JSON text; refused with 3141 where it is none."""
    try:
        return json.loads(to_text(value), parse_float=Decimal)
    except ValueError:
        raise refuse(3141, "Invalid JSON text in argument 1 to function json") from None


def _write(value: Any) -> JsonText:
    return JsonText(json.dumps(value, ensure_ascii=False, default=float))


def _member(value: Any) -> Any:
    if isinstance(value, JsonText):
        return json.loads(value)
    return to_text(value) if isinstance(value, str | bytes) else value


def _at(document: Any, path: str) -> tuple[bool, Any]:
    """Return whether a path leads somewhere, and the value there."""
    position = 1
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise KeyError(path)
        quoted, bare, index = step.groups()
        key = quoted if quoted is not None else bare
        if key is not None:
            if not isinstance(document, dict) or key not in document:
                return False, None
            document = document[key]
        elif isinstance(document, list):
            if int(index) >= len(document):
                return False, None
            document = document[int(index)]
        elif int(index):
            return False, None
        position = step.end()
    return True, document


def _extract(arguments: list[Any]) -> Datum:
    try:
        found = [_at(_read(arguments[0]), to_text(path)) for path in arguments[1:]]
    except KeyError:
        return Unknown("this JSON path is not evaluated")
    values = [value for there, value in found if there]
    if not values:
        return None
    return _write(values[0] if len(found) == 1 else values)


def _unquote(arguments: list[Any]) -> Datum:
    text = to_text(arguments[0])
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return str(text)


def _valid(arguments: list[Any]) -> Datum:
    try:
        json.loads(to_text(arguments[0]))
    except ValueError:
        return 0
    return 1


def _object(arguments: list[Any]) -> Datum:
    for argument in arguments:
        if isinstance(argument, Unknown):
            return argument
    pairs = zip(arguments[::2], arguments[1::2], strict=False)
    return _write({to_text(key): _member(value) for key, value in pairs})


def _array(arguments: list[Any]) -> Datum:
    for argument in arguments:
        if isinstance(argument, Unknown):
            return argument
    return _write([_member(argument) for argument in arguments])


def _length(arguments: list[Any]) -> Datum:
    document = _read(arguments[0])
    if len(arguments) == 2:
        there, document = _at(document, to_text(arguments[1]))
        if not there:
            return None
    return len(document) if isinstance(document, list | dict) else 1


def _keys(arguments: list[Any]) -> Datum:
    document = _read(arguments[0])
    if len(arguments) == 2:
        try:
            document = _at(document, to_text(arguments[1]))[1]
        except KeyError:
            return Unknown("this JSON path is not evaluated")
    return _write(list(document)) if isinstance(document, dict) else None


def _contains_path(arguments: list[Any]) -> Datum:
    document = _read(arguments[0])
    try:
        found = [_at(document, to_text(path))[0] for path in arguments[2:]]
    except KeyError:
        return Unknown("this JSON path is not evaluated")
    return int(all(found) if to_text(arguments[1]).lower() == "all" else any(found))


def _contains(arguments: list[Any]) -> Datum:
    document = _read(arguments[0])
    if len(arguments) > 2:
        try:
            there, document = _at(document, to_text(arguments[2]))
        except KeyError:
            return Unknown("this JSON path is not evaluated")
        if not there:
            return None
    return int(_includes(document, _read(arguments[1])))


def _includes(document: Any, wanted: Any) -> bool:
    if isinstance(document, list):
        if isinstance(wanted, list):
            return all(_includes(document, part) for part in wanted)
        return any(_includes(part, wanted) for part in document)
    if isinstance(document, dict) and isinstance(wanted, dict):
        return all(key in document and _includes(document[key], part) for key, part in wanted.items())
    return bool(document == wanted)


def _changing(adds: bool, replaces: bool) -> Callable[[list[Any]], Datum]:
    """Return JSON_SET, JSON_INSERT or JSON_REPLACE: what is done where a path leads nowhere, and where it does."""

    def run(arguments: list[Any]) -> Datum:
        unknown = next((argument for argument in arguments if isinstance(argument, Unknown)), None)
        if unknown is not None:
            return unknown
        if arguments[0] is None or None in arguments[1::2]:
            return None
        document = _read(arguments[0])
        try:
            for path, value in zip(arguments[1::2], arguments[2::2], strict=False):
                there, _ = _at(document, to_text(path))
                if replaces if there else adds:
                    document = _put(document, to_text(path), _member(value), add=not there)
        except KeyError:
            return Unknown("this JSON path is not evaluated")
        return _write(document)

    return run


def _last_step(path: str) -> tuple[str, str | int]:
    """Return the path to what holds a member, and the member's name or place; raises KeyError."""
    steps = list(_STEP.finditer(path, 1))
    if not steps or steps[-1].end() != len(path):
        raise KeyError(path)
    quoted, bare, index = steps[-1].groups()
    key = quoted if quoted is not None else bare
    return path[: steps[-1].start()], int(index) if key is None else key


def _put(document: Any, path: str, value: Any, *, add: bool) -> Any:
    """Return a document with a member put in; where nothing holds it, the document stays as it is."""
    if path == "$":
        return value
    before, last = _last_step(path)
    there, holder = _at(document, before)
    if there and isinstance(holder, dict) and isinstance(last, str):
        holder[last] = value
    elif there and isinstance(holder, list) and isinstance(last, int):
        holder[last : last + 1] = [value]
    elif there and add and isinstance(last, int):
        raise KeyError(path)
    return document


def _remove(arguments: list[Any]) -> Datum:
    document = _read(arguments[0])
    try:
        for path in arguments[1:]:
            before, last = _last_step(to_text(path))
            there, holder = _at(document, before)
            is_known = isinstance(holder, dict | list) and _at(document, to_text(path))[0]
            if there and is_known:
                del holder[last]
    except KeyError:
        return Unknown("this JSON path is not evaluated")
    return _write(document)


def _type(arguments: list[Any]) -> Datum:
    document = _read(arguments[0])
    if isinstance(document, bool):
        return "BOOLEAN"
    names: dict[type, str] = {dict: "OBJECT", list: "ARRAY", str: "STRING", int: "INTEGER", Decimal: "DOUBLE"}
    return names.get(type(document), "NULL")


JSON_FUNCTIONS: Mapping[str, Function] = {
    "json_extract": Function(_extract, 2, MANY),
    "json_unquote": fixed(1, _unquote),
    "json_valid": fixed(1, _valid),
    "json_object": Function(_object, 0, MANY, nulls=True),
    "json_array": Function(_array, 0, MANY, nulls=True),
    "json_length": Function(_length, 1, 2),
    "json_keys": Function(_keys, 1, 2),
    "json_contains_path": Function(_contains_path, 3, MANY),
    "json_contains": Function(_contains, 2, 3),
    "json_set": Function(_changing(adds=True, replaces=True), 3, MANY, nulls=True),
    "json_insert": Function(_changing(adds=True, replaces=False), 3, MANY, nulls=True),
    "json_replace": Function(_changing(adds=False, replaces=True), 3, MANY, nulls=True),
    "json_remove": Function(_remove, 2, MANY),
    "json_type": fixed(1, _type),
    "json_quote": fixed(1, lambda a: json.dumps(to_text(a[0]), ensure_ascii=False)),
}
