"""A small difference that has everything a report shows, names that could break out of a page included."""

from __future__ import annotations

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.model.catalog import Schema
from driftproof.model.difference import Comparison
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.replay.replay import replay
from driftproof.report.html import difference_html

FLAVOR = Flavor.parse("mariadb:11.8")
EVIL = "</script><script>alert(1)</script>"
BEFORE = """
CREATE TABLE host (id INT PRIMARY KEY);
CREATE TABLE vm (id INT PRIMARY KEY, host INT, state VARCHAR(64), KEY k (host));
CREATE TABLE gone (id INT PRIMARY KEY);
CREATE VIEW v AS SELECT id, state FROM vm;
"""
AFTER = f"""
CREATE TABLE host (id INT PRIMARY KEY);
CREATE TABLE vm (id INT PRIMARY KEY, host INT, state VARCHAR(32) COMMENT '{EVIL}', KEY k (host),
    CONSTRAINT fk FOREIGN KEY (host) REFERENCES host (id));
CREATE TABLE `<b>&"x` (id INT PRIMARY KEY, vm INT, CONSTRAINT fk2 FOREIGN KEY (vm) REFERENCES vm (id));
CREATE VIEW v AS SELECT id FROM vm;
"""


def schema(text: str) -> Schema:
    """The schema that statements make."""
    script = Script(ScriptKind.REPEATABLE, "s", "s", "s", text.encode(), text)
    trace = replay([script], default_settings(FLAVOR), "db")
    assert not trace.refused
    return trace.catalog.schemas["db"]


def comparison() -> Comparison:
    """The two schemas compared."""
    return compare_sides(Side("old", FLAVOR, schema(BEFORE)), Side("new", FLAVOR, schema(AFTER)), DiffRules())


def page() -> str:
    """The HTML page of the difference."""
    return difference_html(comparison(), f"SELECT '{EVIL}';\n", (schema(BEFORE), schema(AFTER)))
