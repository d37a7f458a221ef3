"""Comparing two databases' catalogs part by part, so that a failing law says what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from driftproof.model.catalog import Schema

_IN_ANY_ORDER = frozenset({"indexes"})


def differences(live: Schema, replayed: Schema) -> list[str]:
    """Return a line for every part that differs; the order of indexes does not count, since no view shows it."""
    return list(_of_nouns("", live, replayed))


def _of_nouns(path: str, live: Any, replayed: Any) -> Iterator[str]:
    for field in fields(live):
        if field.compare:
            yield from _of_values(
                f"{path}.{field.name}".lstrip("."), getattr(live, field.name), getattr(replayed, field.name)
            )


def _of_values(path: str, live: Any, replayed: Any) -> Iterator[str]:
    if live == replayed:
        return
    if isinstance(live, Mapping):
        for key in sorted(set(live) | set(replayed)):
            yield from _of_values(f"{path}[{key}]", live.get(key), replayed.get(key))
    elif _is_named_list(live) and _is_named_list(replayed):
        by_name = {item.name.lower(): item for item in live}, {item.name.lower(): item for item in replayed}
        found = list(_of_values(path, *by_name))
        yield from found
        if not found and path.rsplit(".", 1)[-1] not in _IN_ANY_ORDER:
            yield f"{path}: order {[item.name for item in live]} live, {[item.name for item in replayed]} replayed"
    elif is_dataclass(live) and type(live) is type(replayed):
        yield from _of_nouns(path, live, replayed)
    else:
        yield f"{path}: {live!r} live, {replayed!r} replayed"


def _is_named_list(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(hasattr(item, "name") and item.name for item in value)
