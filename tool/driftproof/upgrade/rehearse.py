"""A run replayed on the catalog of a live database: every script that would run, in order, and nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from driftproof.live.connect import Connection
from driftproof.live.introspect import schema_names
from driftproof.model.forecast import Act, Rehearsal, Role
from driftproof.model.history import History, Plan
from driftproof.model.names import fold
from driftproof.model.scripts import Script, ScriptKind
from driftproof.model.trace import Step
from driftproof.replay.replay import Policy, empty_catalog, end_script, run_scripts, start_state
from driftproof.sources.folder import Folder
from driftproof.sources.live import read_live, read_settings
from driftproof.sources.schema import HISTORY_TABLES
from driftproof.sources.shipped import for_schema
from driftproof.upgrade.history_table import table_sql
from driftproof.upgrade.options import RunOptions
from driftproof.upgrade.plan import fill_callbacks, helper_names, split_script

Part = tuple[Script, Role, str]


def rehearse(connection: Connection, folder: Folder, plan: Plan, options: RunOptions) -> Rehearsal:
    """Replay what an upgrade of this plan would run on the database as it is now; only reads.

    Rows are not read, so what depends on them is taken for granted and said. Raises `SourceError` or `ServerError`
    where the database cannot be read.
    """
    schema = plan.history.schema
    settings = read_settings(connection)
    parts = tuple(_parts(folder, plan, options))
    start = empty_catalog(settings, schema) if plan.creates_schema else read_live(connection, schema)
    for other in _others(connection, schema, parts):
        start = start.with_schema(*read_live(connection, other).schemas.values())
    policy = Policy("shared", rows="unknown")
    state = start_state(start, settings, schema, policy)
    runs: list[tuple[Step, ...]] = []
    begun = state.session
    for part, steps in zip(parts, run_scripts((script for script, _, _ in parts), state, policy), strict=False):
        runs.append(steps)
        if part[0].event == "init":
            begun = state.session
        if plan.session == "restored":
            end_script(state, begun.foreign_key_checks, begun.database)
        state.end_transaction()
    runs += [()] * (len(parts) - len(runs))
    acts = (Act(*part, tuple(split_script(part[0], [])), steps) for part, steps in zip(parts, runs, strict=True))
    tools = {plan.history.table, *HISTORY_TABLES, *map(fold, helper_names(options.helpers))}
    return Rehearsal(schema, start, state.catalog, tuple(acts), frozenset(tools))


def _parts(folder: Folder, plan: Plan, options: RunOptions) -> Iterator[Part]:
    """Return what a run sends, in its order, with what each script is to it."""
    history = plan.history

    def callbacks(*events: str) -> Iterator[Part]:
        for event in events:
            yield from ((script, "callback", event) for script in fill_callbacks(folder, event, history, options))

    if plan.init:
        yield plan.init.script, "preparation", "what begins the session"
    yield from callbacks("beforeValidate", "afterValidate")
    if not history.exists:
        yield _history_script(history), "preparation", "the history table"
    names = set(plan.helpers)
    for helper in options.helpers:
        if names & set(helper_names((helper,))):
            yield for_schema(helper, history.schema), "preparation", "a helper procedure"
    yield from callbacks("beforeMigrate")
    versioned = [step for step in plan.steps if step.script.kind is not ScriptKind.REPEATABLE]
    repeatable = [step for step in plan.steps if step.script.kind is ScriptKind.REPEATABLE]
    for group, event in ((versioned, "afterVersioned"), (repeatable, "afterMigrateApplied")):
        if group is repeatable and repeatable:
            yield from callbacks("beforeRepeatables")
        for step in group:
            yield from callbacks("beforeEachMigrate")
            yield step.script, "script", step.reason
            yield from callbacks("afterEachMigrate")
        if group or event == "afterMigrateApplied":
            yield from callbacks(event)
    yield from callbacks("afterMigrate")


def _history_script(history: History) -> Script:
    """Return the creation of the history table as a script."""
    text = f"{table_sql(history)};\n"
    return Script(ScriptKind.CALLBACK, history.table, history.table, "history table", text.encode(), text)


def _others(connection: Connection, schema: str, parts: Sequence[Part]) -> list[str]:
    """Return the other databases of the server that scripts name."""
    words = {fold(word) for script, _, _ in parts for word in re.findall(r"[\w$]+(?=`?\s*\.)", script.text)}
    words |= {fold(word) for script, _, _ in parts for word in re.findall(r"(?i)\bUSE\s+`?([\w$-]+)", script.text)}
    return [name for name in schema_names(connection) if name != schema and fold(name) in words]
