"""The HTML report: complete, free of the network, and safe whatever names hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.model.catalog import Schema
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


class Reader(HTMLParser):
    """Collects tags and the objects shown, and sees that tags are closed."""

    VOID = frozenset({"meta", "input", "col", "link", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def schema(text: str) -> Schema:
    script = Script(ScriptKind.REPEATABLE, "s", "s", "s", text.encode(), text)
    trace = replay([script], default_settings(FLAVOR), "db")
    assert not trace.refused
    return trace.catalog.schemas["db"]


def page() -> str:
    schemas = schema(BEFORE), schema(AFTER)
    found = compare_sides(Side("old", FLAVOR, schemas[0]), Side("new", FLAVOR, schemas[1]), DiffRules())
    return difference_html(found, f"SELECT '{EVIL}';\n", schemas)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def test_it_is_whole_and_every_object_is_there() -> None:
    shown = [attrs for tag, attrs in read(page()).tags if tag == "details" and "entry" in (attrs.get("class") or "")]
    assert [(one["data-kind"], one["data-presence"]) for one in shown] == [
        ("table", "added"),
        ("table", "removed"),
        ("table", "changed"),
        ("view", "changed"),
    ]
    assert [one["data-severity"] for one in shown] == ["none", "error", "warning", "warning"]


def test_it_loads_nothing() -> None:
    text = page()
    for tag, attrs in read(text).tags:
        assert "src" not in attrs
        assert (attrs.get("href") or "#").startswith("#"), (tag, attrs)
    assert "default-src 'none'" in text
    assert not re.search(r"url\((?!#)|@import|fetch\(|XMLHttpRequest|https?://", text)


def test_names_and_texts_cannot_break_out() -> None:
    text = page()
    assert EVIL not in text
    assert "&lt;/script&gt;" in text
    assert [tag for tag, _ in read(text).tags].count("script") == 1


def test_the_picture_shows_tables_and_foreign_keys() -> None:
    svg = re.search(r"<svg.*?</svg>", page(), re.DOTALL)
    assert svg is not None
    root = ElementTree.fromstring(svg.group())
    boxes = sorted(one.get("class") or "" for one in root.iter("g"))
    assert boxes == ["box added", "box changed", "box removed", "box same"]
    assert sorted(one.get("class") or "" for one in root.iter("path") if one.get("marker-end")) == ["edge added"] * 2


def test_equal_schemas_have_a_page_too() -> None:
    same = schema(BEFORE)
    found = compare_sides(Side("a", FLAVOR, same), Side("b", FLAVOR, same), DiffRules())
    assert "The schemas are the same." in difference_html(found, "", (same, same))
