"""Arranging objects so that each stands behind those that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")


def arrange(objects: Mapping[str, T], needs: Callable[[T], Iterable[str]]) -> list[T]:
    """Return the objects, each behind those whose keys `needs` gives, else by key.

    Keys that are not among `objects` are passed over. In a circle the object that comes first by key stands first.
    """
    arranged: list[T] = []
    done: set[str] = set()
    for first in sorted(objects):
        waiting = [(first, False)]
        while waiting:
            key, is_ready = waiting.pop()
            if is_ready:
                arranged.append(objects[key])
            elif key not in done:
                done.add(key)
                waiting.append((key, True))
                waiting += [
                    (needed, False) for needed in sorted(needs(objects[key]), reverse=True) if needed in objects
                ]
    return arranged
