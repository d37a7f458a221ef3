"""What counts as the same is shown as the same."""

from __future__ import annotations

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.model.catalog import Schema
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.replay.replay import replay

FLAVOR = Flavor.parse("mariadb:10.11")
BEFORE = """
CREATE TABLE p (id INT NOT NULL PRIMARY KEY);
CREATE TABLE c (id INT NOT NULL PRIMARY KEY, p INT, q INT, KEY a (p), KEY b (q),
    CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id)) AUTO_INCREMENT=7;
"""
AFTER = """
CREATE TABLE p (id INT NOT NULL PRIMARY KEY);
CREATE TABLE c (id INT NOT NULL PRIMARY KEY, p INT, q BIGINT, KEY b (q), KEY n (q, p), KEY a (p),
    CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT ON UPDATE NO ACTION) AUTO_INCREMENT=9;
"""


def schema(text: str) -> Schema:
    script = Script(ScriptKind.VERSIONED, "V1__made.sql", "V1__made.sql", "made", text.encode(), text)
    return replay([script], default_settings(FLAVOR), "db").catalog.schemas["db"]


def test_only_what_counts_is_shown() -> None:
    (one,) = compare_sides(Side("a", FLAVOR, schema(BEFORE)), Side("b", FLAVOR, schema(AFTER)), DiffRules()).objects
    assert [detail.path for detail in one.details] == ["column q type", "index n"]
    changed = set(one.after.splitlines()) - set(one.before.splitlines())
    assert changed == {"  `q` bigint(20) DEFAULT NULL,", "  KEY `n` (`q`,`p`),"}
    assert [line.strip() for line in one.after.splitlines() if "KEY `" in line][:3] == [
        "KEY `a` (`p`),",
        "KEY `b` (`q`),",
        "KEY `n` (`q`,`p`),",
    ]
