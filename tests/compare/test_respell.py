"""Servers that compare table names without regard to case against those that do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from driftproof.compare.diff import diff
from driftproof.compare.render import render
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.names import NameRules
from driftproof.model.session import Session
from driftproof.replay.apply import apply

FLAVOR = Flavor.parse("mysql:9.7")
SCRIPT = [
    "CREATE TABLE Parent (id INT NOT NULL PRIMARY KEY)",
    "CREATE TABLE Child (id INT NOT NULL PRIMARY KEY, p INT, CONSTRAINT fk FOREIGN KEY (p) REFERENCES Parent (id))",
    "CREATE VIEW Names AS SELECT id FROM Parent",
    "CREATE TRIGGER tr BEFORE INSERT ON Child FOR EACH ROW SET NEW.p = 1",
]


def lowered(sql: str) -> str:
    """The statement with the names of tables in lower case, as such a server stores them."""
    for name in ("Parent", "Child", "Names", "Other"):
        sql = sql.replace(name, name.lower())
    return sql


def replayed(statements: list[str], lower_case_table_names: int) -> Catalog:
    rules = NameRules(lower_case_table_names)
    catalog = Catalog(FLAVOR, rules).with_schema(Schema("db", "utf8mb4", "utf8mb4_bin"))
    session = Session.start(replace(default_settings(FLAVOR), lower_case_table_names=lower_case_table_names), "db")
    for sql in statements:
        change = parse(lowered(sql) if lower_case_table_names == 1 else sql, Dialect.of(FLAVOR))
        assert isinstance(change, Change)
        result = apply(catalog, change, session)
        assert result.answer is None, result.answer
        catalog = result.catalog
    return catalog


@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1), (0, 0)])
def test_the_spelling_of_tables_is_no_difference(left: int, right: int) -> None:
    assert diff(replayed(SCRIPT, left), replayed(SCRIPT, right)) == ()


def test_changes_are_spelled_as_the_server_before_spells() -> None:
    more = "CREATE TABLE Other (id INT NOT NULL PRIMARY KEY, CONSTRAINT o FOREIGN KEY (id) REFERENCES Parent (id))"
    found = diff(replayed(SCRIPT, 1), replayed([*SCRIPT, more, "ALTER TABLE Child ADD x INT"], 0))
    texts = [render(change, FLAVOR) for change in found]
    assert "CREATE TABLE `other`" in texts[0]
    assert "REFERENCES `parent`" in texts[0]
    assert texts[1] == "ALTER TABLE `child` ADD COLUMN `x` int NULL DEFAULT NULL"


def test_case_counts_where_both_servers_say_so() -> None:
    assert len(diff(replayed(SCRIPT[:1], 0), replayed(["CREATE TABLE parent (id INT NOT NULL PRIMARY KEY)"], 0))) == 2
