"""Expressions without a server: laws, and how unknown values flow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftproof.model.flavor import Flavor, default_settings
from support.evaluation import Offline

MARIADB, MYSQL = Flavor("mariadb", (10, 11)), Flavor("mysql", (9, 7))


def value(expression: str, flavor: Flavor = MARIADB) -> str | None:
    """Return the value of an expression as a client shows it."""
    answered = Offline(default_settings(flavor), "shop").run(f"SELECT {expression}")
    assert answered.number == 0, expression
    assert answered.rows is not None
    return answered.rows[0][0]


def quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=10)
small = st.integers(-1000, 1000)


@given(texts, texts)
def test_concat_of_parts_is_the_whole(left: str, right: str) -> None:
    assert value(f"CONCAT({quoted(left)}, {quoted(right)})") == left + right


@given(texts, st.integers(0, 12))
def test_left_and_the_rest_make_the_whole(text: str, count: int) -> None:
    assert value(f"CONCAT(LEFT({quoted(text)}, {count}), SUBSTRING({quoted(text)}, {count + 1}))") == text


@given(texts)
def test_quote_reads_back(text: str) -> None:
    assert value(str(value(f"QUOTE({quoted(text)})"))) == text


@given(texts)
def test_hex_and_unhex_undo_each_other(text: str) -> None:
    assert value(f"CONVERT(UNHEX(HEX({quoted(text)})) USING utf8mb4)") == text


@given(small, small)
def test_whole_division_and_rest(left: int, right: int) -> None:
    if right:
        assert value(f"({left} DIV {right}) * {right} + {left} % {right}") == str(left)
    else:
        assert value(f"{left} DIV {right}") is None


@given(st.sampled_from(["0", "1", "NULL"]), st.sampled_from(["0", "1", "NULL"]))
def test_de_morgan_holds_with_null(left: str, right: str) -> None:
    assert value(f"NOT ({left} AND {right})") == value(f"NOT {left} OR NOT {right}")
    assert value(f"NOT ({left} OR {right})") == value(f"NOT {left} AND NOT {right}")


@pytest.mark.parametrize("flavor", [MARIADB, MYSQL])
@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("RAND() > 2 AND 0", "0"),
        ("1 OR RAND()", "1"),
        ("COALESCE(1, UUID())", "1"),
        ("IF(1, 'a', UUID())", "a"),
        ("IF(RAND(), 'a', 'a')", "a"),
        ("CASE WHEN 1 THEN 2 ELSE UUID() END", "2"),
        ("CONCAT(NULL, UUID())", None),
    ],
)
def test_what_is_not_known_matters_only_where_it_decides(expression: str, found: str | None, flavor: Flavor) -> None:
    assert value(expression, flavor) == found


@pytest.mark.parametrize(
    "expression", ["UUID()", "RAND() + 1", "CONCAT('a', UUID())", "IF(RAND(), 1, 2)", "@@hostname"]
)
def test_what_is_not_known_says_why(expression: str) -> None:
    assert str(value(expression)).startswith("unknown: ")


def test_functions_that_a_server_has_not_are_refused() -> None:
    assert Offline(default_settings(MYSQL), "shop").run("SELECT NVL(1, 2)").number == 1305
    assert value("NVL(NULL, 2)") == "2"
