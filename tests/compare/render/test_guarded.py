"""The guarded script offline: it makes the one schema the other, and a second run changes nothing (law 5)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driftproof.compare.diff import diff
from driftproof.compare.render.guarded import ScriptStyle, guarded_script
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.scripts import Script, ScriptKind
from driftproof.model.trace import Trace
from driftproof.replay.replay import Policy, replay
from driftproof.sources.shipped import for_schema, shipped_sql
from driftproof.upgrade.procedures import read_helpers
from script_strategies import scripts

CASES = Path(__file__).parents[2] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
FLAVORS = [Flavor.parse("mariadb:10.11"), Flavor.parse("mariadb:11.8"), Flavor.parse("mysql:9.7")]
STYLES = {"helpers": ScriptStyle(allow_destructive=True), "plain": ScriptStyle(allow_destructive=True, helpers=False)}
EQUAL = {"nothing", "index-order-is-no-difference", "foreign-key-no-action-is-restrict"}
slow = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def script(text: str, name: str = "V1__made.sql") -> Script:
    return Script(ScriptKind.VERSIONED, name, name, "made", text.encode(), text)


@cache
def helped(flavor: Flavor) -> Catalog:
    """An empty database with the helper procedures."""
    start = Catalog(flavor).with_schema(Schema("db", "utf8mb4", "utf8mb4_unicode_ci"))
    helpers = [for_schema(helper, "db") for helper in read_helpers(shipped_sql("procedures"))]
    trace = replay(helpers, default_settings(flavor), "db", start=start)
    assert not trace.refused
    return trace.catalog


def run(start: Catalog, *texts: str) -> Trace:
    return replay([script(text) for text in texts], default_settings(start.flavor), "db", start=start)


def holds(before: Catalog, after: Catalog, style: ScriptStyle) -> None:
    """Run once it makes the schema; run again nothing changes and nothing is refused."""
    old, new = before.schemas["db"], after.schemas["db"]
    text = guarded_script(diff(old, new), (old, new), before.flavor, style)
    once = run(before, text)
    assert not once.refused, (once.refused[0].answer, text)
    assert diff(once.catalog.schemas["db"], new) == (), text
    twice = run(once.catalog, text)
    assert not twice.refused, (twice.refused[0].answer, text)
    assert twice.catalog == once.catalog, text
    assert run(before, text + text).catalog == once.catalog


def read(case: str, part: str, flavor: Flavor) -> Catalog:
    trace = run(helped(flavor), (CASES / case / f"{part}.sql").read_text(encoding="utf-8"))
    assert not trace.refused
    return trace.catalog


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
def test_every_planted_difference_both_ways(case: str, flavor: Flavor, style: str) -> None:
    before, after = read(case, "before", flavor), read(case, "after", flavor)
    holds(before, after, STYLES[style])
    holds(after, before, STYLES[style])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("flavor", FLAVORS, ids=str)
@given(data=st.data())
@slow
def test_a_guarded_script_can_run_again(flavor: Flavor, style: str, data: st.DataObject) -> None:
    def drawn() -> Catalog:
        text = "".join(f"{statement};\n" for statement in data.draw(scripts(flavor)))
        made = script(text)
        policy = Policy(on_error="continue")
        return replay([made], default_settings(flavor), "db", start=helped(flavor), policy=policy).catalog

    holds(drawn(), drawn(), STYLES[style])
