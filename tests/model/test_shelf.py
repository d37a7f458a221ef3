"""Shelves behave as the dictionaries that they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from driftproof.model.catalog.shelf import Shelf, changed_keys, having, put, tally, without

names = st.text("abcdefgh", min_size=1, max_size=3)
edits = st.lists(st.tuples(names, st.one_of(st.none(), st.integers())), max_size=150)


@given(st.integers(0, 200), edits)
def test_every_edit_gives_what_a_dictionary_gives(size: int, steps: list[tuple[str, int | None]]) -> None:
    expected = {str(number): number for number in range(size)}
    found: Mapping[str, int] = dict(expected)
    kept: list[tuple[Mapping[str, int], dict[str, int]]] = []
    for name, value in steps:
        if value is not None:
            expected, found = {**expected, name: value}, put(found, name, value)
        elif name in expected:
            expected, found = {k: v for k, v in expected.items() if k != name}, without(found, name)
        kept.append((found, expected))
    for shelf, plain in kept:
        assert list(shelf.items()) == list(plain.items())
        assert list(shelf.values()) == list(plain.values())
        assert shelf == plain
        assert plain == shelf
        assert len(shelf) == len(plain)
        assert all(name in shelf and shelf.get(name) == value for name, value in plain.items())
        assert "nothing" not in shelf
        assert shelf.get("nothing") is None


def digits(value: int) -> set[str]:
    """Return the digits of a number: what objects are looked for by here."""
    return set(str(value))


@given(st.integers(0, 200), edits)
def test_objects_are_found_by_what_they_have_and_by_what_changed(
    size: int, steps: list[tuple[str, int | None]]
) -> None:
    first: Mapping[str, int] = {str(number): number for number in range(size)}
    found = first
    for name, value in steps:
        before = found
        if value is not None:
            found = put(found, name, value)
        elif name in found:
            found = without(found, name)
        expected = [(key, number) for key, number in found.items() if "1" in digits(number)]
        assert list(having(found, digits, "1")) == expected
        assert tally(found, digits) == Counter(digit for number in found.values() for digit in digits(number))
        assert changed_keys(before, found) <= {name}
    names = {*first, *found}
    assert changed_keys(first, found) == {name for name in names if first.get(name) is not found.get(name)}
    assert changed_keys(found, found) == set()


def test_large_mappings_share_their_base() -> None:
    large = {str(number): number for number in range(1000)}
    changed = put(large, "x", 1)
    assert isinstance(changed, Shelf)
    assert changed._base is large
