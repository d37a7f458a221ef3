"""The HTML report: complete, free of the network, and safe whatever names hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.report.html import difference_html
from support.reports import BEFORE, EVIL, FLAVOR, page, schema


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
