"""Proving paths offline: replay each, share what they share, and hold its end against a fresh install's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Opaque
from driftproof.model.flavor import Settings
from driftproof.model.scripts import Script
from driftproof.model.session import Session
from driftproof.model.trace import Step
from driftproof.model.verdict import Outcome, Verdict
from driftproof.proof.blame import partings
from driftproof.proof.paths import UpgradePath
from driftproof.replay.again import fork
from driftproof.replay.execute import VERBS
from driftproof.replay.replay import empty_catalog, reconnect, run_statement
from driftproof.replay.state import State

MOST_STOPS = 60
"""How many statement boundaries of one script are tried; a longer script is sampled evenly."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proof stands on: the server's settings, the database, the helpers, and what a comparison passes over."""

    settings: Settings
    database: str
    helpers: tuple[Script, ...] = ()
    rules: DiffRules = field(default_factory=DiffRules)

    @property
    def server(self) -> str:
        """How verdicts name the server of an offline proof."""
        return f"offline {self.settings.flavor}"


@dataclass(slots=True)
class _Fresh:
    """A fresh install, replayed: the state before each script by its position, its steps, and its end."""

    scripts: tuple[Script, ...]
    before: list[State] = field(default_factory=list)
    steps: list[tuple[Step, ...]] = field(default_factory=list)
    end: State | None = None

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step in order."""
        return tuple(step for steps in self.steps for step in steps)


@dataclass(slots=True)
class OfflineProof:
    """Proves paths and interruptions for one server; `statements` counts what was replayed."""

    ground: Ground
    scripts: tuple[Script, ...]
    statements: int = 0
    not_understood: int = 0
    fresh: _Fresh = field(init=False)

    def __post_init__(self) -> None:
        self.fresh = _Fresh(self.scripts)
        state = self._start()
        for script in self.scripts:
            self.fresh.before.append(fork(state))
            self.fresh.steps.append(self._run(state, script))
        self.fresh.end = state

    def path(self, path: UpgradePath) -> Verdict:
        """Return the verdict of a path that nothing interrupts."""
        if path.name == "fresh":
            return self._verdict("fresh", "", self.fresh.end, self.fresh.all_steps)
        state, steps, shared = self._once(path)
        self._install_helpers(state)
        for script in path.then:
            at = self.scripts.index(script)
            if shared and at < len(self.fresh.before) and _same_ground(state, self.fresh.before[at]):
                return self._verdict(path.name, "", self.fresh.end, tuple(steps))
            steps.extend(self._run(state, script))
        return self._verdict(path.name, "", state, tuple(steps))

    def _once(self, path: UpgradePath) -> tuple[State, list[Step], bool]:
        """Run what a path ran once; scripts that a fresh install shares are not run again.

        The last part says whether what follows is what follows in a fresh install, so that equal ground has an equal
        end.
        """
        shared = 0
        while shared < min(len(path.first), len(self.scripts)) and path.first[shared].data == self.scripts[shared].data:
            shared += 1
        ends = [*self.fresh.before, self.fresh.end]
        start = ends[shared]
        assert start is not None
        state = fork(start)
        steps = [step for done in self.fresh.steps[:shared] for step in done]
        for script in path.first[shared:]:
            steps.extend(self._run(state, script))
        return state, steps, path.then == self.scripts[len(self.scripts) - len(path.then) :]

    def twice(self) -> Iterator[Verdict]:
        """Return the verdict of each script run once more right after itself, on the way of a fresh install."""
        for at, script in enumerate(self.scripts):
            state = fork(self._after(at))
            steps = self._run(state, script)
            yield self._held_against(at, state, steps, f"{script.name} run twice")

    def stops(self) -> Iterator[Verdict]:
        """Return the verdicts of stopping behind each statement of each script, and running the script again.

        What converges is counted in one verdict a script; each stop that does not is a verdict of its own.
        """
        for at, script in enumerate(self.scripts):
            good = 0
            for verdict in self._stops_of(at, script):
                if verdict.outcome.is_good:
                    good += 1
                else:
                    yield verdict
            if good:
                label = f"{script.name} stopped at {good} places"
                yield Verdict("fresh", self.ground.server, Outcome.CONVERGED, label, count=good)

    def _stops_of(self, at: int, script: Script) -> Iterator[Verdict]:
        pieces = [piece for piece in split(script.text) if piece.is_sql]
        chosen = _sample(len(pieces) - 1)
        state = fork(self.fresh.before[at])
        for number, piece in enumerate(pieces[:-1], start=1):
            step = run_statement(script, piece, state)
            self.statements += 1
            for catalog in _inside(step) if number in chosen else ():
                stopped = fork(state)
                stopped.catalog = catalog
                yield self._again(at, stopped, f"stopped inside {step.place}")
            if number in chosen and step.before is not step.after:
                yield self._again(at, fork(state), f"stopped after {step.place}")

    def _again(self, at: int, state: State, interruption: str) -> Verdict:
        """Run script `at` again on what a stop left behind, and judge."""
        self._install_helpers(state)
        steps = self._run(state, self.scripts[at])
        return self._held_against(at, state, steps, interruption)

    def _held_against(self, at: int, state: State, steps: tuple[Step, ...], interruption: str) -> Verdict:
        """Judge a script's end by the fresh install's; where it differs, by the end of all scripts."""
        if any(step.answer for step in steps) or not _same_ground(state, self._after(at)):
            rest = [self._run(state, script) for script in self.scripts[at + 1 :]]
            return self._verdict("fresh", interruption, state, (*steps, *(step for done in rest for step in done)))
        return Verdict("fresh", self.ground.server, Outcome.CONVERGED, interruption)

    def _after(self, at: int) -> State:
        following = [*self.fresh.before[1:], self.fresh.end]
        found = following[at]
        assert found is not None
        return found

    def _start(self) -> State:
        settings, database = self.ground.settings, self.ground.database
        state = State.start(empty_catalog(settings, database), Session.start(settings, database), VERBS)
        self._install_helpers(state)
        return state

    def _install_helpers(self, state: State) -> None:
        """Start a new session, and put the helper procedures in, as a runner does at the start of a run."""
        reconnect(state, self.ground.settings, self.ground.database)
        for helper in self.ground.helpers:
            for piece in split(helper.text):
                if piece.is_sql:
                    run_statement(helper, piece, state)
        reconnect(state, self.ground.settings, self.ground.database)

    def _run(self, state: State, script: Script) -> tuple[Step, ...]:
        """Run a script up to its first refused statement, in a session of its own."""
        steps: list[Step] = []
        for piece in split(script.text):
            if not piece.is_sql:
                continue
            steps.append(run_statement(script, piece, state))
            self.statements += 1
            self.not_understood += isinstance(steps[-1].action, Opaque)
            if steps[-1].answer is not None:
                break
        reconnect(state, self.ground.settings, self.ground.database)
        return tuple(steps)

    def _verdict(self, path: str, interruption: str, state: State | None, steps: tuple[Step, ...]) -> Verdict:
        """Judge the end of a path."""
        assert state is not None
        assert self.fresh.end is not None
        refused = next((step for step in steps if step.answer is not None), None)
        assumptions = tuple(dict.fromkeys(note for step in steps for note in step.assumptions))
        if refused is not None:
            return Verdict(
                path,
                self.ground.server,
                Outcome.REFUSED,
                interruption,
                answer=refused.answer,
                place=refused.place,
                statement=refused.sql,
                assumptions=assumptions,
            )
        here, there = self._schema(state.catalog), self._schema(self.fresh.end.catalog)
        flavor = self.ground.settings.flavor
        label = f"{path}, {interruption}" if interruption else path
        comparison = compare_sides(Side("fresh", flavor, there), Side(label, flavor, here), self.ground.rules)
        if comparison.is_empty:
            return Verdict(path, self.ground.server, Outcome.CONVERGED, interruption, assumptions=assumptions)
        return Verdict(
            path,
            self.ground.server,
            Outcome.DIVERGED,
            interruption,
            comparison,
            partings(comparison, self.fresh.all_steps, steps),
            assumptions=assumptions,
        )

    def _schema(self, catalog: Catalog) -> Schema:
        found = catalog.schema(self.ground.database)
        return found or Schema(self.ground.database, self.ground.settings.charset, self.ground.settings.collation)


def _same_ground(one: State, other: State) -> bool:
    """Tell whether two states are alike in what later statements can see: definitions and known rows."""
    return one.catalog == other.catalog and one.rows == other.rows


def _inside(step: Step) -> Iterator[Catalog]:
    """Return the catalogs between the schema changes that a CALL makes, without the last."""
    changed = [inner for inner in _all_inner(step) if inner.before is not inner.after and not inner.inner]
    return (inner.after for inner in changed[:-1])


def _all_inner(step: Step) -> Iterator[Step]:
    for inner in step.inner:
        yield inner
        yield from _all_inner(inner)


def _sample(count: int) -> frozenset[int]:
    """Return which of `count` boundaries are tried: all of a short script, evenly spread ones of a long one."""
    if count <= MOST_STOPS:
        return frozenset(range(1, count + 1))
    return frozenset(1 + round(number * (count - 1) / (MOST_STOPS - 1)) for number in range(MOST_STOPS))
