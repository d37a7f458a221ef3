"""Reserved words: what each server does not take as a bare name, and the error that it gives."""

from __future__ import annotations

import pytest

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.reserved import reserved_words
from driftproof.model.changes import Opaque
from driftproof.model.flavor import Flavor
from driftproof.model.syntax.commands import Part, Several


@pytest.mark.parametrize(
    ("word", "free", "reserved"),
    [
        ("GROUPS", ["mysql:5.7", "mariadb:11.8"], ["mysql:8.0", "mysql:9.7"]),
        ("FUNCTION", ["mysql:5.7", "mariadb:10.11"], ["mysql:8.4"]),
        ("LIBRARY", ["mysql:8.4", "mariadb:11.8"], ["mysql:9.7"]),
        ("VECTOR", ["mysql:9.7", "mariadb:10.11"], ["mariadb:11.8"]),
        ("SCHEMA", ["mariadb:10.11"], ["mysql:5.7", "mysql:9.7"]),
        ("SELECT", [], ["mysql:5.7", "mysql:9.7", "mariadb:10.5", "mariadb:11.8"]),
    ],
)
def test_words_by_server(word: str, free: list[str], reserved: list[str]) -> None:
    assert not any(word in reserved_words(Flavor.parse(flavor)) for flavor in free)
    assert all(word in reserved_words(Flavor.parse(flavor)) for flavor in reserved)
    for flavor in reserved:
        found = parse(f"CREATE TABLE t (a INT,\n {word} INT)", Dialect.of(Flavor.parse(flavor)))
        assert isinstance(found, Opaque)
        assert found.answer is not None
        assert found.answer.number == 1064
        assert found.answer.message.endswith(f"near '{word} INT)' at line 2")
    for flavor in free:
        assert not isinstance(parse(f"CREATE TABLE t ({word} INT)", Dialect.of(Flavor.parse(flavor))), Opaque)


def test_quoted_and_qualified_words_are_names() -> None:
    dialect = Dialect.of(Flavor.parse("mysql:9.7"))
    for sql in ("SELECT `rank` FROM t", "SELECT t.rank, x.t.select FROM t", "SELECT rank() OVER () FROM t"):
        assert not isinstance(parse(sql, dialect), Opaque), sql


def test_what_is_only_not_understood_has_no_answer() -> None:
    found = parse("SELECT gibberish here and there", Dialect.of(Flavor.parse("mysql:9.7")))
    assert isinstance(found, Opaque)
    assert found.answer is None


def test_statements_before_a_refused_one_are_read() -> None:
    found = parse("SELECT 1; SELECT 1 AS rank; SELECT 2", Dialect.of(Flavor.parse("mysql:9.7")))
    assert isinstance(found, Several)
    assert [part.sql for part in found.parts] == ["SELECT 1", "SELECT 1 AS rank; SELECT 2"]
    last = found.parts[-1]
    assert isinstance(last, Part)
    assert isinstance(last.action, Opaque)
    assert last.action.answer is not None
