"""Takes the pictures of the reports anew: python docs/images/take.py URL, a server that may be given a schema `zstack`.

The schema is dropped first and in the end. It is brought to V5.5.23 by the shipped scripts; the plan is the one of the
scripts that follow and of the example beside this file. Needs Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from driftproof import api  # noqa: E402 after the path of the tests
from driftproof.live.address import parse_url  # noqa: E402
from driftproof.live.connect import connect  # noqa: E402
from driftproof.model.scripts import Version  # noqa: E402
from driftproof.report.html import forecast_html  # noqa: E402
from driftproof.upgrade.options import RunOptions  # noqa: E402
from driftproof.upgrade.procedures import read_helpers  # noqa: E402
from driftproof.upgrade.states import Rules  # noqa: E402
from support.browser import Browser, browser  # noqa: E402

HELPERS = read_helpers(ROOT / "procedures")
SCHEMA = "zstack"


def pages(url: str, folder: Path) -> tuple[Path, Path]:
    """Write the pages of a plan and of a difference, and return their paths."""
    scripts = folder / "versions"
    shutil.copytree(ROOT / "versions", scripts)
    shutil.copy(HERE / "V5.5.29__example.sql", scripts)
    read, address = api.read_folder(scripts), parse_url(f"{url}{SCHEMA}")
    server = connect(parse_url(url))
    try:
        server.execute(f"DROP DATABASE IF EXISTS `{SCHEMA}`")
        api.upgrade(read, address, RunOptions(helpers=HELPERS, rules=Rules(target=Version.parse("5.5.23"))))
        plan = folder / "plan.html"
        plan.write_text(forecast_html(api.forecast(read, address, RunOptions(helpers=HELPERS))), encoding="utf-8")
    finally:
        server.execute(f"DROP DATABASE IF EXISTS `{SCHEMA}`")
        server.close()
    reading = api.Reading(helpers=HELPERS)
    after = scripts / "V5.5.29__example.sql"
    after.write_text(after.read_text(encoding="utf-8").rsplit("ALTER TABLE", 1)[0], encoding="utf-8")
    found = api.compare(f"{scripts}@5.5.28", str(scripts), reading)
    difference = folder / "difference.html"
    text = api.html_report(found).replace(f"{scripts}", "versions")
    difference.write_text(text, encoding="utf-8")
    return plan, difference


def entry(name: str) -> str:
    """Return the script that opens one entry alone and brings it to the top."""
    return (
        "(() => { for (const one of document.querySelectorAll('#entries .entry')) one.open = "
        f"one.querySelector('.name').textContent === '{name}';"
        " document.querySelector('.entry[open]').scrollIntoView(); scrollBy(0, -70); })()"
    )


def take(tab: Browser, page: Path, name: str, script: str, size: tuple[int, int, bool]) -> None:
    """Write one picture: a page in a window of a size, light or dark, after a script."""
    width, height, dark = size
    tab.resize(width, height, dark=dark)
    tab.open(page)
    tab.run(script)
    tab.drawn()
    tab.screenshot(HERE / f"{name}.png")


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder, browser() as tab:
        plan, difference = pages(sys.argv[1], Path(folder))
        take(tab, difference, "diff-report", entry("VmInstanceEO"), (1100, 640, False))
        picture = "document.querySelector('#picture h2').scrollIntoView()"
        take(tab, difference, "diff-picture", picture, (1100, 420, True))
        take(tab, plan, "plan-report", "0", (1100, 640, False))
        statements = "document.querySelector('#scripts h2').scrollIntoView()"
        take(tab, plan, "plan-statements", statements, (1100, 460, False))


if __name__ == "__main__":
    main()
