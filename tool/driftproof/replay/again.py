"""Running scripts twice: what each does when it runs once more on what it has made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from driftproof.model.catalog import Catalog
from driftproof.model.changes import AlterTable, CreateRoutine, CreateTable
from driftproof.model.flavor import Settings
from driftproof.model.replace import replace
from driftproof.model.scripts import Script
from driftproof.model.session import Session
from driftproof.model.trace import Step
from driftproof.replay.execute import VERBS
from driftproof.replay.parts import changed_parts
from driftproof.replay.replay import empty_catalog, reconnect, run_script, run_statement
from driftproof.replay.state import State, TableKey, TableRows

MOST_STOPPED_STATEMENTS = 5_000
"""How many statements are run again, for one script, to try out stops; the stops behind that are left out."""

_UNDOING = re.compile("drop|rename|change|replace", re.IGNORECASE)
"""Words of a script that makes or drops what an earlier statement of it dropped or made."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A first run that stopped behind statement number `after` (from 1), and the steps of running that far again."""

    after: int
    again: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A script, run once and then once more.

    `steps` are those of the first run, all of them, also behind a refused one. `again` are those of the second run on
    what the first one made, statement for statement, or empty where it was not asked for. `before`, `after` and
    `after_again` are the catalogs around the two runs. `doubled_rows` pairs the number of a statement (from 0) with
    the name of a table that it adds rows to once more, and that ends up with more rows than after the first run.
    `unknown_rows` names the tables of whose rows nothing can be told in the end, and
    `stopped` are runs that stopped where an object is there, or is gone, for a while only.
    """

    script: Script
    steps: tuple[Step, ...]
    again: tuple[Step, ...]
    before: Catalog
    after: Catalog
    after_again: Catalog
    doubled_rows: tuple[tuple[int, str], ...] = ()
    stopped: tuple[Stopped, ...] = ()
    unknown_rows: frozenset[str] = frozenset()


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
        proves = twice(script)
        kept: dict[int, State] = {0: fork(state)} if proves else {}
        run = run_script(script, state)
        steps = tuple(_keeping_states(run, state, kept, _UNDOING.search(script.text) is not None) if proves else run)
        reconnect(state, settings, database)
        if not proves:
            yield ScriptRun(script, steps, (), before, state.catalog, state.catalog)
            continue
        copy = fork(state)
        grown: list[tuple[int, TableKey]] = []
        again = tuple(_noting_growth(run_script(script, copy), copy, grown))
        doubled = tuple((number, key[1]) for number, key in grown if _has_more(key, state, copy))
        stopped = tuple(_stops(steps, kept, lambda stop: reconnect(stop, settings, database)))
        unknown = frozenset(key[1] for key, rows in copy.rows.items() if rows.unknown)
        yield ScriptRun(
            script, steps, again, before, state.catalog, copy.catalog, doubled, stopped, unknown_rows=unknown
        )


def _keeping_states(steps: Iterable[Step], state: State, kept: dict[int, State], all_of_them: bool) -> Iterator[Step]:
    """Pass steps on, and keep the states at which stops may be tried out, by the number of the step, from 1.

    They are those behind each step that changes the catalog where `all_of_them` are wanted, else behind each that makes
    a program, which is often for the script alone. The state of another stop is made once more from the one before.
    """
    for number, step in enumerate(steps, start=1):
        if isinstance(step.action, CreateRoutine) or (all_of_them and step.before is not step.after):
            kept[number] = fork(state)
        yield step


def _noting_growth(steps: Iterable[Step], state: State, grown: list[tuple[int, TableKey]]) -> Iterator[Step]:
    """Pass steps on, and note which statement adds rows to which lasting table; definitions of tables add none."""
    known = dict(state.rows)
    for number, step in enumerate(steps):
        if isinstance(step.action, AlterTable | CreateTable):
            yield step
            continue
        touched = [key for key, rows in state.rows.items() if rows is not known.get(key) and not key[2]]
        grown += [(number, key) for key in touched if len(state.rows[key].rows) > _count(known.get(key))]
        known |= {key: state.rows[key] for key in touched}
        yield step


def _count(rows: TableRows | None) -> int:
    return len(rows.rows) if rows else 0


def _has_more(key: TableKey, once: State, twice: State) -> bool:
    """Tell whether a table is known to have more rows after two runs than after one."""
    first, second = once.rows.get(key), twice.rows.get(key)
    if second is None or second.unknown or (first is not None and first.unknown):
        return False
    return len(second.rows) > (len(first.rows) if first is not None else 0)


def _stops(steps: tuple[Step, ...], kept: dict[int, State], reconnected: Callable[[State], None]) -> Iterator[Stopped]:
    """Run the script again up to each statement at which a stop leaves something that a whole run does not.

    `kept` are states of the first run by the number of statements before them; the others are made from these.
    """
    work, done, state = 0, 0, kept[0]
    for number in _passing(steps):
        work += number
        if work > MOST_STOPPED_STATEMENTS:
            return
        if number in kept:
            done, state = number, kept[number]
        for step in steps[done:number]:
            run_statement(step.script, step.statement, state)
        done, stop = number, fork(state)
        reconnected(stop)
        yield Stopped(number, tuple(run_statement(step.script, step.statement, stop) for step in steps[:number]))


def _passing(steps: tuple[Step, ...]) -> list[int]:
    """Return the numbers of the statements that make or drop something that a later one drops or makes."""
    changes: dict[tuple[str, ...], list[int]] = {}
    for number, step in enumerate(steps, start=1):
        if step.before is not step.after:
            for part in changed_parts(step.before, step.after):
                changes.setdefault(part, []).append(number)
    return sorted({number for numbers in changes.values() for number in numbers[:-1]})


def fork(state: State) -> State:
    """Return a copy of a state that can be run on without changing the first; catalogs and rows are immutable."""
    kept = None if state.kept is None else dict(state.kept)
    return replace(
        state,
        rows=dict(state.rows),
        kept=kept,
        savepoints=dict(state.savepoints),
        counters=dict(state.counters),
        notes={},
        warnings=[],
        steps=[],
        conditions=[],
        running=[],
        keys={},
    )


def run_on(step: Step, sql: str = "", before: Catalog | None = None) -> Step:
    """Run a statement of a replay, or another text in its place, on the catalog before it, or on another one.

    The session is that of the step; tables are taken as empty.
    """
    session, catalog = step.session, step.before if before is None else before
    state = State.start(catalog, session, VERBS)
    statement = step.statement._replace(sql=sql or step.sql or step.statement.sql)
    return run_statement(step.script, statement, state)
