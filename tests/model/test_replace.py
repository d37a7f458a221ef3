"""Copies with some fields changed are those that the standard library makes."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.model.catalog import Column, ColumnType, Table
from driftproof.model.replace import replace

COLUMN = Column("a", ColumnType("int"), nullable=False, comment="x", span=(3, 9))
VALUES = {
    "name": st.text(),
    "nullable": st.none() | st.booleans(),
    "charset": st.none() | st.text(),
    "span": st.none() | st.tuples(st.integers(), st.integers()),
}


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_a_copy_is_the_one_of_the_standard_library(changes: dict[str, object]) -> None:
    copy = replace(COLUMN, **changes)  # type: ignore[arg-type]
    expected = dataclasses.replace(COLUMN, **changes)  # type: ignore[arg-type]
    assert (copy, copy.span, hash(copy)) == (expected, expected.span, hash(expected))
    assert (COLUMN.nullable, COLUMN.comment, COLUMN.span) == (False, "x", (3, 9))


def test_a_field_that_the_class_has_not_is_refused() -> None:
    with pytest.raises(TypeError, match="Table has no field 'kind'"):
        replace(Table("t"), kind="view")  # type: ignore[call-arg]
