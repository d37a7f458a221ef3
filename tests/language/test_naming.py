from __future__ import annotations

import pytest

from driftproof.language.cursor import Cursor
from driftproof.language.lex import Dialect
from driftproof.language.naming import bare_names
from driftproof.language.reserved import reserved_words
from driftproof.model.flavor import Flavor

FLAVOR = Flavor.parse("mariadb:10.11")


def names(sql: str) -> list[str]:
    return [one.token.text for one in bare_names(Cursor(sql, Dialect.of(FLAVOR)), reserved_words(FLAVOR)).names]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE TABLE t (date DATE, `b` INT COMMENT 'x', KEY k (date))", ["t", "date", "k", "date"]),
        ("CREATE TABLE t (a INT) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='c'", ["t", "a"]),
        ("ALTER TABLE s.t ADD COLUMN type VARCHAR(3) AFTER status", ["s", "t", "type", "status"]),
        ("ALTER TABLE t CHANGE a b TIMESTAMP DEFAULT CURRENT_TIMESTAMP", ["t", "a", "b"]),
        ("UPDATE t SET a = NOW(), b = DATE '2020-01-01' WHERE c IS NULL", ["t", "a", "b", "c"]),
        ("SELECT COUNT(*) FROM t x WHERE x.a IN (1, 2) AND s.f(b) > 1", ["t", "x", "a", "b"]),
        ("INSERT INTO t (a, b) VALUES (DEFAULT, _utf8'x') ON DUPLICATE KEY UPDATE a = VALUES(a)", list("tabaa")),
        ("SELECT INTERVAL 1 DAY + day, CASE WHEN a THEN TRUE ELSE b END FROM t", ["day", "a", "b", "t"]),
        ("UPDATE `t` SET `a` = `b`", []),
        ("not a statement at all", []),
    ],
)
def test_names_are_told_from_keywords(sql: str, expected: list[str]) -> None:
    assert names(sql) == expected


def test_a_reserved_word_in_the_place_of_a_name_is_shown() -> None:
    mysql = Flavor.parse("mysql:8.4")
    found = bare_names(Cursor("SELECT uuid, system FROM t", Dialect.of(mysql)), reserved_words(mysql))
    assert [token.text for token in found.refused] == ["system"]
    assert [one.token.text for one in found.names] == ["uuid", "t"]


def test_qualifiers_are_told() -> None:
    found = bare_names(Cursor("SELECT s.t.a AS b FROM s.t", Dialect.of(FLAVOR)), reserved_words(FLAVOR)).names
    assert [(one.token.text, one.qualifier, one.leads, one.is_alias) for one in found] == [
        ("s", "", True, False),
        ("t", "s", True, False),
        ("a", "s.t", False, False),
        ("b", "", False, True),
        ("s", "", True, False),
        ("t", "s", False, False),
    ]
