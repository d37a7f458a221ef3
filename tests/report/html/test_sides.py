"""Texts side by side: nothing of either is lost, and only what differs is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from driftproof.report.html.sides import Row, Segments, side_by_side

lines = st.lists(
    st.sampled_from(["`a` int", "`a` bigint", "`b` text", "KEY `k` (`a`)", "", "x y", ") ENGINE"]), max_size=12
)


def text(segments: Segments) -> str:
    return "".join(part for part, _ in segments)


@given(old=lines, new=lines)
def test_every_line_of_both_sides_is_shown_once_and_in_order(old: list[str], new: list[str]) -> None:
    rows = side_by_side("\n".join(old), "\n".join(new))
    for number, side, shown in (("before_number", old, "before"), ("after_number", new, "after")):
        numbered = [row for row in rows if getattr(row, number)]
        numbers = [getattr(row, number) for row in numbered]
        assert numbers == sorted(set(numbers))
        for row in numbered:
            assert text(getattr(row, shown)) == side[getattr(row, number) - 1]
        folded = sum(row.folded for row in rows)
        assert len(numbered) + folded == len("\n".join(side).splitlines())


@given(old=lines)
def test_equal_texts_have_no_marks(old: list[str]) -> None:
    rows = side_by_side("\n".join(old), "\n".join(old))
    assert {row.kind for row in rows} <= {"same", "folded"}


def test_only_the_words_that_differ_are_marked() -> None:
    (row,) = side_by_side("`a` varchar(32) NULL,", "`a` varchar(64) NULL,")
    assert row == Row(
        "changed",
        (("`a` varchar(", False), ("32", True), (") NULL,", False)),
        (("`a` varchar(", False), ("64", True), (") NULL,", False)),
        1,
        1,
    )


def test_lines_about_the_same_name_are_paired() -> None:
    rows = side_by_side("`a` int,\n`b` int,\n`c` int", "`b` bigint,\n`c` bigint")
    assert [(row.kind, row.before_number, row.after_number) for row in rows] == [
        ("removed", 1, 0),
        ("changed", 2, 1),
        ("changed", 3, 2),
    ]
