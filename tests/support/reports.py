"""A small difference that has everything a report shows, names that could break out of a page included."""

from __future__ import annotations

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.forecast import forecast as forecast_of
from driftproof.compare.rules import DiffRules
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.difference import Comparison, TableSize
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.forecast import Act, Forecast, Rehearsal
from driftproof.model.history import History, Layout, Plan, Step
from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof.replay.replay import Policy, replay, run_scripts, start_state
from driftproof.report.html import difference_html
from driftproof.upgrade.plan import split_script

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


SCRIPTS = {
    "V1.1__states.sql": """
-- the states of machines
ALTER TABLE vm MODIFY state VARCHAR(32) NOT NULL DEFAULT 'Stopped';
CREATE TABLE IF NOT EXISTS host (id INT PRIMARY KEY);
UPDATE vm SET state = 'Running' WHERE state = 'On';
SET @ask = IF((SELECT COUNT(*) FROM vm) > 0, 'ALTER TABLE vm ADD COLUMN note TEXT', 'DO 0');
PREPARE s FROM @ask;
EXECUTE s;
""",
    "V1.2__mounts.sql": """
CREATE TABLE mount (id INT PRIMARY KEY, vm INT, CONSTRAINT fk2 FOREIGN KEY (vm) REFERENCES vm (id));
ALTER TABLE mount ADD COLUMN path TEXT;
DROP TABLE gone;
TRUNCATE TABLE host;
ALTER TABLE vm ADD COLUMN id INT;
DO 1;
""",
}


def forecast() -> Forecast:
    """What a plan of two scripts does to the first schema; the second one fails."""
    scripts = [
        Script(ScriptKind.VERSIONED, name, name, name[6:-4], text.encode(), text, Version.parse(name[1:4]))
        for name, text in SCRIPTS.items()
    ]
    steps = tuple(Step(script, tuple(split_script(script, [])), 7, "new") for script in scripts)
    plan = Plan(History("db", "flyway_schema_history", Layout.FLYWAY_5, exists=True), "restored", (), steps)
    before = Catalog(FLAVOR).with_schema(schema(BEFORE))
    state = start_state(before, default_settings(FLAVOR), "db", Policy(rows="unknown"))
    runs = list(run_scripts(scripts, state, Policy()))
    acts = tuple(
        Act(script, "script", "new", step.statements, run)
        for script, step, run in zip(scripts, steps, runs, strict=True)
    )
    sizes = {"vm": TableSize(120_000, 31_457_280), "host": TableSize(12, 16_384)}
    return forecast_of(plan, Rehearsal("db", before, state.catalog, acts), sizes)
