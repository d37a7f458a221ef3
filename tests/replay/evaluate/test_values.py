"""Values: conversions and comparisons, and the laws that they keep."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.replay.evaluate.values import (
    BinaryText,
    HexBytes,
    Moment,
    Unknown,
    compare,
    float_text,
    folded,
    group_key,
    sort_key,
    to_integer,
    to_number,
    to_text,
    truth,
)

numbers = st.one_of(st.integers(-(10**18), 10**18), st.decimals(-(10**9), 10**9, places=4))
texts = st.text(max_size=12)


@given(numbers, numbers)
def test_compare_is_the_order_of_numbers(left: int | Decimal, right: int | Decimal) -> None:
    assert compare(left, right) == (left > right) - (left < right)
    assert compare(left, right) == -compare(right, left)


@given(texts, texts, st.booleans())
def test_compare_of_texts_is_antisymmetric_and_agrees_with_the_keys(left: str, right: str, pad: bool) -> None:
    order = compare(left, right, pad)
    assert order == -compare(right, left, pad)
    assert (order == 0) == (group_key(left, pad) == group_key(right, pad))
    assert (order < 0) == (sort_key(left, pad) < sort_key(right, pad))


@given(texts)
def test_texts_compare_without_regard_to_case_unless_they_are_binary(text: str) -> None:
    if text.isascii():
        assert compare(text, text.swapcase()) == 0
        assert (compare(BinaryText(text), text.swapcase(), False) == 0) == (text == text.swapcase())


@given(st.integers(-(2**63), 2**64 - 1))
def test_integers_survive_being_text(number: int) -> None:
    assert to_integer(to_text(number) if abs(number) < 2**53 else number) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12abc", 12.0),
        ("abc", 0.0),
        (" -1.5e2x", -150.0),
        ("", 0.0),
        (HexBytes(b"A"), 65),
        (Moment("2020-01-02"), 20200102),
    ],
)
def test_a_text_counts_as_far_as_it_starts_with_a_number(value: str, number: float) -> None:
    assert to_number(value) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (0.1, "0.1"),
        (1e20, "1e20"),
        (1.5e-7, "1.5e-7"),
        (123456.0, "123456"),
        (1e15, "1e15"),
        (1e14, "100000000000000"),
    ],
)
def test_doubles_are_printed_as_servers_do(value: float, text: str) -> None:
    assert float_text(value) == text


@pytest.mark.parametrize(("value", "found"), [("1", True), ("a", False), (0, False), (None, None), ("0.5", True)])
def test_truth(value: str | int | None, found: bool | None) -> None:
    assert truth(value) is found


def test_truth_of_what_is_not_known_is_not_known() -> None:
    assert truth(Unknown("why")) == Unknown("why")


def test_padding_is_ignored_only_where_the_collation_does() -> None:
    assert folded("a ", True) == folded("a", True)
    assert folded("a ", False) != folded("a", False)
