"""The HTML reports in a real browser: they load nothing, and do what their keys, menus and buttons say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from driftproof.report.html import forecast_html
from support.browser import Browser, browser
from support.reports import forecast, page

SEEN = "[...document.querySelectorAll('.entry:not([hidden]) .name')].map(one => one.textContent)"


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with browser() as made:
        made.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        yield made


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "report.html"
    path.write_text(page(), encoding="utf-8")
    return path


@pytest.fixture
def opened(tab: Browser, report: Path) -> Browser:
    tab.resize(1200, 800)
    tab.command("Page.navigate", url="about:blank")
    tab.open(report)
    return tab


def choose(tab: Browser, name: str, value: str) -> None:
    """Choose in a menu, as a person does."""
    tab.run(
        f"(() => {{ const menu = document.querySelector('[data-facet={name}]'); menu.value = '{value}';"
        " menu.dispatchEvent(new Event('input')); })()"
    )


def test_it_asks_the_network_for_nothing_and_complains_of_nothing(opened: Browser, report: Path) -> None:
    assert opened.requests == [report.resolve().as_uri()]
    assert opened.complaints == []
    assert opened.run(SEEN) == ['<b>&"x', "gone", "vm", "v"]


def test_menus_filter(opened: Browser) -> None:
    choose(opened, "kind", "table")
    assert opened.run(SEEN) == ['<b>&"x', "gone", "vm"]
    choose(opened, "presence", "changed")
    assert opened.run(SEEN) == ["vm"]
    assert opened.run("document.getElementById('shown').textContent") == "1 of 4 shown"
    choose(opened, "severity", "error")
    assert opened.run(SEEN) == []
    assert opened.run("document.getElementById('nothing').hidden") is False
    opened.click("#clear")
    assert len(opened.run(SEEN)) == 4


def test_counts_of_the_summary_filter(opened: Browser) -> None:
    opened.click(".count.removed")
    assert opened.run(SEEN) == ["gone"]
    opened.click(".count[data-search='data loss']")
    assert "gone" in opened.run(SEEN)
    assert '<b>&"x' not in opened.run(SEEN)


def test_search_finds_names_columns_and_hazards_but_not_equal_lines(opened: Browser) -> None:
    opened.press("/")
    opened.type("state")
    assert opened.run(SEEN) == ["vm", "v"]
    opened.press("Escape")
    opened.press("/")
    opened.type("goes with every row")
    assert opened.run(SEEN) == ["gone"]
    opened.press("Escape")
    assert len(opened.run(SEEN)) == 4
    opened.press("/")
    opened.type("kk")
    assert opened.run(SEEN) == [], "keys that are typed into the search are text"


def test_keys_walk_open_and_close(opened: Browser) -> None:
    opened.press("x")
    assert opened.run("document.querySelectorAll('.entry[open]').length") == 0
    for _ in range(3):
        opened.press("j")
    focused = "document.activeElement.closest('.entry').querySelector('.name').textContent"
    assert opened.run(focused) == "vm"
    opened.press("k")
    assert opened.run(focused) == "gone"
    opened.press("Enter")
    assert opened.run("[...document.querySelectorAll('.entry[open] .name')].map(one => one.textContent)") == ["gone"]
    opened.press("o")
    assert opened.run("document.querySelectorAll('.entry[open]').length") == 4
    opened.press("?")
    assert opened.run("document.getElementById('help').open") is True
    opened.press("Escape")
    opened.until("!document.getElementById('help').open")


def test_worst_come_first_when_asked(opened: Browser) -> None:
    opened.run(
        "(() => { const menu = document.getElementById('order'); menu.value = 'severity';"
        " menu.dispatchEvent(new Event('input')); })()"
    )
    assert opened.run(SEEN) == ["gone", "vm", "v", '<b>&"x']


def test_light_and_dark(opened: Browser) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    assert opened.run(colour) == "rgb(255, 255, 255)"
    opened.press("t")
    assert opened.run(colour) == "rgb(13, 17, 23)"
    opened.press("t")
    assert opened.run(colour) == "rgb(255, 255, 255)"
    opened.resize(1200, 800, dark=True)
    assert opened.run(
        "(delete document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor)"
    )
    assert opened.run(colour) == "rgb(13, 17, 23)"
    opened.resize(1200, 800, dark=True, media="print")
    assert opened.run(colour) == "rgb(255, 255, 255)", "paper is white"


def test_copy_buttons_copy(opened: Browser) -> None:
    opened.click("[data-copy-from=sql]")
    opened.until("document.querySelector('[data-copy-from=sql]').textContent === 'copied'")
    script = opened.run("document.getElementById('sql').textContent")
    assert opened.run("navigator.clipboard.readText()") == script
    opened.click(".hazards .copy")
    opened.until("document.querySelector('.hazards .copy').textContent === 'copied'")
    assert opened.run("navigator.clipboard.readText()") == "SELECT COUNT(*) FROM `gone`;"


def test_a_link_to_an_object_opens_it(opened: Browser) -> None:
    opened.press("x")
    choose(opened, "kind", "view")
    opened.run("location.hash = '#o3'")
    opened.until("document.getElementById('o3').open && !document.getElementById('o3').hidden")


def test_a_narrow_window_shows_one_side_under_the_other(opened: Browser) -> None:
    opened.resize(400, 800)
    opened.drawn()
    assert opened.run("document.documentElement.scrollWidth <= 400"), "nothing sticks out"
    assert opened.run("getComputedStyle(document.querySelector('.sides thead')).display") == "none"
    shown = "[...document.querySelectorAll('#o3 .sides tr.same td')].filter(one => one.offsetHeight).length"
    assert opened.run(shown) == opened.run("document.querySelectorAll('#o3 .sides tr.same').length")


def test_paper_shows_every_object_open(opened: Browser) -> None:
    opened.press("x")
    assert opened.pdf().startswith(b"%PDF")
    assert opened.run("document.querySelectorAll('.entry[open]').length") == 0, "as it was before"
    opened.run("dispatchEvent(new Event('beforeprint'))")
    assert opened.run("document.querySelectorAll('.entry[open]').length") == 4
    opened.resize(1200, 800, media="print")
    assert opened.run("getComputedStyle(document.querySelector('.tools')).display") == "none"


def test_a_plan_filters_by_script_and_by_what_statements_do(tab: Browser, tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(forecast_html(forecast()), encoding="utf-8")
    tab.resize(1200, 800)
    tab.open(path)
    assert tab.complaints == []
    assert tab.requests == [path.resolve().as_uri()]
    lines = "[...document.querySelectorAll('.line:not([hidden]) .number')].map(one => one.textContent)"
    choose(tab, "script", "s2")
    assert tab.run(lines) == ["2", "3", "4", "5", "6", "7"]
    choose(tab, "happens", "fails")
    assert tab.run(lines) == ["6"]
    tab.press("Escape")
    tab.press("/")
    tab.type("truncate")
    assert tab.run(lines) == ["5"]
    tab.resize(400, 800)
    tab.drawn()
    assert tab.run("document.documentElement.scrollWidth <= 400")
