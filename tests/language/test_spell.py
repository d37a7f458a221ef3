"""Law: what is written reads back as the same expression or query."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from driftproof.language.canonical import canonical
from driftproof.language.canonical_query import canonical_query
from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.parse.expressions import read_expression
from driftproof.language.parse.queries import read_query
from driftproof.language.spell import spell
from driftproof.language.spell_query import spell_query
from driftproof.language.write import write, write_condition, write_query
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.expressions import Expression
from driftproof.model.syntax.queries import Query
from support.expressions import expressions, queries

DIALECT = Dialect.of(Flavor.parse("mysql:8.4"))
LAWS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Expression:
    cursor = Cursor(text, DIALECT)
    found = read_expression(cursor)
    assert cursor.at_end, f"{cursor.token} left of {text}"
    return found


def query(text: str) -> Query:
    cursor = Cursor(text, DIALECT)
    found = read_query(cursor)
    assert cursor.at_end, f"{cursor.token} left of {text}"
    return found


@LAWS
@given(expressions)
def test_what_is_spelled_reads_back(expression: Expression) -> None:
    assert read(spell(expression)) == expression


@LAWS
@given(expressions)
def test_canonical_once_is_canonical_for_good(expression: Expression) -> None:
    once = canonical(expression)
    assert canonical(once) == once
    condition = canonical(expression, True)
    assert canonical(condition, True) == condition


@LAWS
@given(expressions)
def test_what_is_written_reads_back_canonical(expression: Expression) -> None:
    assert read(write(expression)) == canonical(expression)
    assert write(read(write(expression))) == write(expression)
    assert write_condition(read(write_condition(expression))) == write_condition(expression)


@LAWS
@given(queries)
def test_a_query_reads_back(found: Query) -> None:
    assert query(spell_query(found)) == found
    assert query(write_query(found)) == canonical_query(found)
    assert write_query(query(write_query(found))) == write_query(found)
