"""Mappings of objects by name that share what they have in common with the mapping they were made from.

A replay keeps the catalog before and after every statement. Copying a large mapping for each would take time and
memory that grow with the square of the history, so a changed mapping is the old one with a few changes laid over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, Final, TypeVar

T = TypeVar("T")
Names = Callable[[T], Collection[str]]
"""The names under which an object is looked for, such as those of the tables that a table refers to."""
_SMALL: Final = 64
_MOST_CHANGES: Final = 48
_GONE: Final = object()


class Shelf(Mapping[str, T]):
    """An immutable mapping: `base` with `changes` over it; a change may take a key away.

    `indexes` hold what was looked for in the base, for all shelves that share it.
    """

    __slots__ = ("_base", "_changes", "_indexes", "_size")

    def __init__(self, base: dict[str, T], changes: dict[str, object], size: int, indexes: dict[Any, Any]) -> None:
        self._base = base
        self._changes = changes
        self._size = size
        self._indexes = indexes

    def __getitem__(self, key: str) -> T:
        found = self._changes.get(key)
        if found is None:
            return self._base[key]
        if found is _GONE:
            raise KeyError(key)
        return found  # type: ignore[return-value]

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value under `key`, or `default`."""
        found = self._changes.get(key)
        if found is None:
            return self._base.get(key, default)
        return default if found is _GONE else found

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

    def items(self) -> ItemsView[str, T]:
        """Return a view of the keys and values, which goes over them without looking up each."""
        return _Items(self)

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
            return Shelf(self._base, changes, size, self._indexes)
        merged: dict[str, Any] = {**self._base, **self._changes}
        for gone in [name for name, found in self._changes.items() if found is _GONE]:
            del merged[gone]
        if value is _GONE:
            merged.pop(key, None)
        else:
            merged[key] = value
        kept = [names for names in self._indexes if names] if not back else []
        return Shelf(merged, {}, size, {names: self._followed(names, merged, changes) for names in kept})

    def _followed(self, names: Names[T], merged: dict[str, T], changed: Collection[str]) -> dict[str, list[str]]:
        """Return the index of a base that is this one but for some keys, which shares most lists with this one's.

        To make it anew would take time and memory that grow with the square of the history, too.
        """
        index = dict(self._index(names))
        late: set[str] = set()
        for key in changed:
            is_old = key in self._base
            before = set(names(self._base[key])) if is_old else set()
            after = set(names(merged[key])) if key in merged else set()
            for name in before - after:
                index[name] = [*index[name]]
                index[name].remove(key)
            for name in after - before:
                index[name] = [*index.get(name, ()), key]
            late |= after - before if is_old else set()
        places = {key: place for place, key in enumerate(merged)} if late else {}
        for name in late & index.keys():
            index[name] = sorted(index[name], key=places.__getitem__)
        return index

    def having(self, names: Names[T], name: str) -> Iterator[tuple[str, T]]:
        """Yield keys and values of which `names` gives `name`, in order."""
        changes = self._changes
        found = [key for key in self._index(names).get(name, ()) if key not in changes]
        changed = [key for key, value in changes.items() if value is not _GONE and name in names(value)]  # type: ignore[arg-type]
        if changed:
            places = self._places()
            found = sorted([*found, *changed], key=lambda key: places.get(key, len(places)))
        for key in found:
            yield key, self[key]

    def tally(self, names: Names[T]) -> Counter[str]:
        """Return how many values have each of the names that `names` gives."""
        found = Counter({name: len(keys) for name, keys in self._index(names).items()})
        for key, value in self._changes.items():
            for name in names(self._base[key]) if key in self._base else ():
                found[name] -= 1
            for name in names(value) if value is not _GONE else ():  # type: ignore[arg-type]
                found[name] += 1
        return +found

    def _index(self, names: Names[T]) -> Mapping[str, list[str]]:
        """Return the keys in the base by the names that `names` gives of their values."""
        index: dict[str, list[str]] | None = self._indexes.get(names)
        if index is None:
            index = self._indexes[names] = {}
            for key, value in self._base.items():
                for name in names(value):
                    index.setdefault(name, []).append(key)
        return index

    def _places(self) -> Mapping[str, int]:
        """Return the place of each key in the base."""
        if "" not in self._indexes:
            self._indexes[""] = {key: place for place, key in enumerate(self._base)}
        places: dict[str, int] = self._indexes[""]
        return places


class _Items(ItemsView[str, T]):
    """The keys and values of a shelf."""

    __slots__ = ()

    def __iter__(self) -> Iterator[tuple[str, T]]:
        shelf = self._mapping  # type: ignore[attr-defined]
        assert isinstance(shelf, Shelf)
        base, changes = shelf._base, shelf._changes
        if not changes.keys() & base.keys():
            yield from base.items()
        else:
            for key, value in base.items():
                found = changes.get(key, value)
                if found is not _GONE:
                    yield key, found  # type: ignore[misc]
        for key, added in changes.items():
            if key not in base and added is not _GONE:
                yield key, added  # type: ignore[misc]


class _Values(ValuesView[T]):
    """The values of a shelf."""

    __slots__ = ()

    def __iter__(self) -> Iterator[T]:
        shelf = self._mapping  # type: ignore[attr-defined]
        assert isinstance(shelf, Shelf)
        if not shelf._changes:
            return iter(shelf._base.values())
        return (value for _, value in shelf.items())


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
    return Shelf(mapping if isinstance(mapping, dict) else dict(mapping), {}, len(mapping), {})


def having(mapping: Mapping[str, T], names: Names[T], name: str) -> Iterator[tuple[str, T]]:
    """Yield keys and values of `mapping` of which `names` gives `name`, in order.

    Large mappings remember what a function gives of their values: `names` is one that lasts, not made for a call.
    """
    if isinstance(mapping, Shelf):
        return mapping.having(names, name)
    return ((key, value) for key, value in mapping.items() if name in names(value))


def tally(mapping: Mapping[str, T], names: Names[T]) -> Counter[str]:
    """Return how many values of `mapping` have each of the names that `names` gives; see `having`."""
    if isinstance(mapping, Shelf):
        return mapping.tally(names)
    return Counter(name for value in mapping.values() for name in names(value))


def changed_keys(before: Mapping[str, T], after: Mapping[str, T]) -> set[str]:
    """Return the keys under which two mappings hold another object, or of which one holds none."""
    old, new = _layers(before), _layers(after)
    keys = old[1].keys() | new[1].keys() if old[0] is new[0] else before.keys() | after.keys()
    return {key for key in keys if before.get(key) is not after.get(key)}


def _layers(mapping: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, object]]:
    """Return the base of a mapping, and what lies over it."""
    return (mapping._base, mapping._changes) if isinstance(mapping, Shelf) else (mapping, {})
