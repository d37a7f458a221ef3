"""The guarded scripts that diff writes pass our own linter's rules on running again, on each server they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from driftproof import api
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.sources.schema import Reading
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers
from driftproof_lint.config import resolve
from driftproof_lint.linter import Project, lint
from driftproof_lint.rules import RULES

CASES = Path(__file__).parents[1] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
FLAVORS = [Flavor.parse("mariadb:10.11"), Flavor.parse("mysql:9.7")]
HELPERS = tuple(read_helpers(shipped_sql("procedures")))


def script(version: str, text: str) -> Script:
    name = f"V{version}__made.sql"
    return Script(ScriptKind.VERSIONED, name, name, "made", text.encode(), text, version=Version.parse(version))


def faults(before: Path, after: Path, flavor: Flavor, style: api.ScriptStyle) -> list[str]:
    """What the linter says of the script between two dumps behind a script that makes the first."""
    reading = Reading(default_settings(flavor), "db", HELPERS, has_flavor=True)
    written = api.script_between(api.compare(str(before), str(after), reading), style)
    config = resolve({"targets": [str(flavor)], "database": "db"}, RULES)
    scripts = (script("1", before.read_text(encoding="utf-8")), script("2", written))
    result = lint(Project(scripts, HELPERS), RULES, config)
    assert result.not_understood == 0
    found = [one for one in result.findings if one.code.startswith("ID") and "V2__" in str(one.place)]
    return [f"{one.code} {one.message}\n{written}" for one in found]


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize(
    ("flavor", "helpers"), list(zip(FLAVORS, (True, False), strict=True)), ids=["helpers", "plain"]
)
def test_a_written_script_can_run_again_says_the_linter(case: str, flavor: Flavor, helpers: bool) -> None:
    style = api.ScriptStyle("2", allow_destructive=True, helpers=helpers)
    sides = CASES / case / "before.sql", CASES / case / "after.sql"
    assert faults(*sides, flavor, style) == []
    assert faults(*reversed(sides), flavor, style) == []
