"""Running scripts twice: what each does when it runs once more on what it has made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from driftproof.language.split import iter_statements
from driftproof.model.catalog import Catalog
from driftproof.model.flavor import Settings
from driftproof.model.scripts import Script
from driftproof.model.session import Session
from driftproof.model.trace import Step
from driftproof.replay.execute import VERBS
from driftproof.replay.replay import empty_catalog, reconnect, run_statement
from driftproof.replay.state import State


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A script, run once and then once more.

    `steps` are those of the first run, all of them, also behind a refused one. `again` are those of the second run on
    what the first one made, statement for statement, or empty where it was not asked for. `before`, `after` and
    `after_again` are the catalogs around the two runs.
    """

    script: Script
    steps: tuple[Step, ...]
    again: tuple[Step, ...]
    before: Catalog
    after: Catalog
    after_again: Catalog


def replay_twice(
    scripts: Iterable[Script], settings: Settings, database: str, twice: Callable[[Script], bool] = lambda script: True
) -> Iterator[ScriptRun]:
    """Run scripts one after the other, and those that `twice` chooses once more on a copy of what they made.

    Each script and each second run starts a session of its own; errors do not stop a run. The next script goes on from
    the first run.
    """
    state = State.start(empty_catalog(settings, database), Session.start(settings, database), VERBS)
    for script in scripts:
        before = state.catalog
        steps = tuple(_run(script, state))
        reconnect(state, settings, database)
        again: tuple[Step, ...] = ()
        after_again = state.catalog
        if twice(script):
            copy = fork(state)
            again = tuple(_run(script, copy))
            after_again = copy.catalog
        yield ScriptRun(script, steps, again, before, state.catalog, after_again)


def _run(script: Script, state: State) -> Iterator[Step]:
    for statement in iter_statements(script.text):
        if statement.is_sql:
            yield run_statement(script, statement, state)


def fork(state: State) -> State:
    """Return a copy of a state that can be run on without changing the first; catalogs and rows are immutable."""
    kept = None if state.kept is None else dict(state.kept)
    return replace(
        state,
        rows=dict(state.rows),
        kept=kept,
        notes={},
        warnings=[],
        steps=[],
        conditions=[],
        running=[],
        keys={},
    )
