"""What the HTML report of a large difference weighs, and how long Chromium takes to open and to filter it.

    python benchmarks/bench_report.py [--tables 600] [--html FILE]

Every second table differs. Opening ends when the page is loaded and drawn; filtering and searching when what is left is
drawn. The floor is a page of one difference in the same browser: what opening and drawing cost anyway.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench_diff import FLAVOR, sides

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.compare.rules import DiffRules
from driftproof.report.html import difference_html

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.browser import Browser, browser

TIMES = 7
CHOSEN = (
    "(() => {{ const start = performance.now(); const field = document.querySelector('{field}');"
    " field.value = '{value}'; field.dispatchEvent(new Event('input'));"
    " return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))); }})()"
)


def report(tables: int) -> tuple[str, int, float]:
    """Return the page for so many tables, how many differ, and the milliseconds that writing it took."""
    before, after = sides(tables)
    found = compare_sides(Side("V5.5.28", FLAVOR, before), Side("V5.5.29", FLAVOR, after), DiffRules())
    script = guarded_script(found.changes, (before, after), FLAVOR, ScriptStyle("5.5.29"))
    start = time.perf_counter()
    page = difference_html(found, script, (before, after))
    return page, len(found.objects), (time.perf_counter() - start) * 1000


def chosen(tab: Browser, field: str, value: str) -> float:
    """Return the milliseconds from a change of a field to the page that shows what it leaves."""
    return float(tab.run(CHOSEN.format(field=field, value=value)))


def measured(tab: Browser, path: Path) -> tuple[float, float, float, float]:
    """Return the milliseconds to open a page, to filter, to search for the first time, and to search again."""
    opened, filtered, first, again = [], [], [], []
    for _ in range(TIMES):
        tab.command("Page.navigate", url="about:blank")
        opened.append(tab.open(path))
        filtered.append(chosen(tab, "[data-facet=severity]", "warning"))
        chosen(tab, "[data-facet=severity]", "")
        first.append(chosen(tab, "#search", "state"))
        again.append(chosen(tab, "#search", "note"))
    return median(opened), median(filtered), median(first), median(again)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=600)
    parser.add_argument("--html", type=Path, help="Write the page there, too.")
    options = parser.parse_args()
    heads = ("tables", "differ", "MB", "write ms", "open ms", "filter ms", "search ms", "again ms")
    print("  ".join(f"{head:>9}" for head in heads))
    with browser() as tab, tempfile.TemporaryDirectory() as folder:
        tab.resize(1400, 1000)
        for count in (2, options.tables, options.tables * 4):
            page, differ, took = report(count)
            path = Path(folder) / "report.html"
            path.write_text(page, encoding="utf-8")
            if options.html and count == options.tables:
                options.html.write_text(page, encoding="utf-8")
            figures = (f"{len(page.encode()) / 1e6:.2f}", *(f"{one:.0f}" for one in (took, *measured(tab, path))))
            print("  ".join(f"{one:>9}" for one in (count, differ, *figures)))


if __name__ == "__main__":
    main()
