"""Mappings of objects by name that share what they have in common with the mapping they were made from.

A replay keeps the catalog before and after every statement. Copying a large mapping for each would take time and
memory that grow with the square of the history, so a changed mapping is the old one with a few changes laid over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, ValuesView
from typing import Final, TypeVar

T = TypeVar("T")
_SMALL: Final = 64
_MOST_CHANGES: Final = 48
_GONE: Final = object()


class Shelf(Mapping[str, T]):
    """An immutable mapping: `base` with `changes` over it; a change may take a key away."""

    __slots__ = ("_base", "_changes", "_size")

    def __init__(self, base: dict[str, T], changes: dict[str, object], size: int) -> None:
        self._base = base
        self._changes = changes
        self._size = size

    def __getitem__(self, key: str) -> T:
        found = self._changes.get(key)
        if found is None:
            return self._base[key]
        if found is _GONE:
            raise KeyError(key)
        return found  # type: ignore[return-value]

    def __contains__(self, key: object) -> bool:
        found = self._changes.get(key)  # type: ignore[call-overload]
        return key in self._base if found is None else found is not _GONE

    def __iter__(self) -> Iterator[str]:
        base, changes = self._base, self._changes
        for key in base:
            if changes.get(key) is not _GONE:
                yield key
        for key, value in changes.items():
            if key not in base and value is not _GONE:
                yield key

    def __len__(self) -> int:
        return self._size

    def values(self) -> ValuesView[T]:
        """Return a view of the values, which goes over them without looking up each."""
        return _Values(self)

    def __repr__(self) -> str:
        return f"Shelf({dict(self)!r})"

    def changed(self, key: str, value: object, size: int) -> Mapping[str, T]:
        """Return this mapping with one more change; many changes become a base of their own."""
        back = value is not _GONE and self._changes.get(key) is _GONE
        changes = {**self._changes, key: value}
        if back:  # what comes back goes to the end, as in a dictionary
            del changes[key]
            changes[key] = value
        if len(changes) <= _MOST_CHANGES and not (back and key in self._base):
            return Shelf(self._base, changes, size)
        merged = {name: found for name, found in self.items() if name != key or value is not _GONE}
        if value is not _GONE:
            merged[key] = value  # type: ignore[assignment]
        return merged


class _Values(ValuesView[T]):
    """The values of a shelf."""

    __slots__ = ()

    def __iter__(self) -> Iterator[T]:
        shelf = self._mapping  # type: ignore[attr-defined]
        assert isinstance(shelf, Shelf)
        base, changes = shelf._base, shelf._changes
        if not changes.keys() & base.keys():
            yield from base.values()
        else:
            for key, value in base.items():
                found = changes.get(key, value)
                if found is not _GONE:
                    yield found  # type: ignore[misc]
        for key, added in changes.items():
            if key not in base and added is not _GONE:
                yield added  # type: ignore[misc]


def put(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """Return `mapping` with `value` under `key`; a key that was there keeps its place in the order."""
    if len(mapping) < _SMALL:
        return {**mapping, key: value}
    return _shelf(mapping).changed(key, value, len(mapping) + (key not in mapping))


def without(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    """Return `mapping` without `key`, which is in it."""
    if len(mapping) < _SMALL:
        return {name: value for name, value in mapping.items() if name != key}
    return _shelf(mapping).changed(key, _GONE, len(mapping) - 1)


def _shelf(mapping: Mapping[str, T]) -> Shelf[T]:
    if isinstance(mapping, Shelf):
        return mapping
    return Shelf(mapping if isinstance(mapping, dict) else dict(mapping), {}, len(mapping))
