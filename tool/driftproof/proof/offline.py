"""Proving paths offline: replay each, share what they share, and hold its end against a fresh install's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from driftproof.language.split import split
from driftproof.model.changes import Opaque
from driftproof.model.scripts import Script, Statement
from driftproof.model.session import Session
from driftproof.model.trace import Step
from driftproof.model.verdict import Verdict
from driftproof.proof.judge import Done, End, Ground, judge
from driftproof.proof.paths import UpgradePath
from driftproof.replay.again import fork
from driftproof.replay.execute import VERBS
from driftproof.replay.replay import empty_catalog, reconnect, run_statement
from driftproof.replay.state import RowStore, State


@dataclass(slots=True)
class Way:
    """A path as it was replayed: what ran `first`, and what then ran of `scripts`.

    `before` holds the state before each script by its position, `done` what each did, `state` is behind the last of
    them. Scripts that would only repeat a fresh install are left out of both.
    """

    name: str
    scripts: tuple[Script, ...]
    state: State
    first: tuple[Done, ...] = ()
    before: list[State] = field(default_factory=list)
    done: list[tuple[Done, ...]] = field(default_factory=list)

    def after(self, at: int) -> State:
        """Return the state behind a script, by its position."""
        return self.before[at + 1] if at + 1 < len(self.before) else self.state

    def until(self, at: int) -> tuple[Done, ...]:
        """Return everything that ran before the script at a position."""
        return (*self.first, *(one for each in self.done[:at] for one in each))

    @property
    def end(self) -> End:
        """Where it ended."""
        return End(self.state, self.until(len(self.done)))


@dataclass(slots=True)
class OfflineProof:
    """Proves paths for one server; `statements` counts what was replayed, `not_understood` what could not be read.

    `fresh` is the fresh install; `ways` are it and all paths that were replayed.
    """

    ground: Ground
    scripts: tuple[Script, ...]
    statements: int = 0
    not_understood: int = 0
    fresh: Way = field(init=False)
    ways: list[Way] = field(default_factory=list)
    _helpers: dict[tuple[str, str], object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings, database = self.ground.settings, self.ground.database
        state = State.start(empty_catalog(settings, database), Session.start(settings, database), VERBS)
        self.install_helpers(state)
        self._helpers = _routines(state) if self.ground.helpers else {}
        self.fresh = Way("fresh", self.scripts, state)
        for script in self.scripts:
            if not self._go_on(self.fresh, script):
                break
        self.ways.append(self.fresh)

    def path(self, path: UpgradePath) -> Verdict:
        """Return the verdict of a path that nothing interrupts."""
        if path.name == "fresh":
            return judge(self.ground, ("fresh", ""), self.fresh.end, self.fresh.end)
        way = self._once(path)
        if _refused(way.first):
            return self._judged(way, way.end)
        self.install_helpers(way.state)
        self.ways.append(way)
        shared = path.then == self.scripts[len(self.scripts) - len(path.then) :]
        for script in path.then:
            at = self.scripts.index(script) if shared else 0
            if shared and same_ground(way.state, self.fresh.before[at]):
                rest = (one for each in self.fresh.done[at:] for one in each)
                return self._judged(way, End(self.fresh.state, (*way.until(len(way.done)), *rest)))
            if not self._go_on(way, script):
                break
        return self._judged(way, way.end)

    def one_session(self) -> Verdict:
        """Return the verdict of a fresh install whose scripts share one session, as old runners have it."""
        state, done = fork(self.fresh.before[0]), list[Done]()
        for script in self.scripts:
            done.extend(self.run(state, script, shared=True))
            if _refused(done):
                break
        reconnect(state, self.ground.settings, self.ground.database)
        return judge(self.ground, ("fresh", "all scripts in one session"), self.fresh.end, End(state, tuple(done)))

    def _judged(self, way: Way, end: End) -> Verdict:
        return judge(self.ground, (way.name, ""), self.fresh.end, end)

    def _go_on(self, way: Way, script: Script) -> bool:
        """Run one more script of a way; return False when the server refuses it."""
        way.before.append(fork(way.state))
        way.done.append(self.run(way.state, script))
        return not _refused(way.done[-1])

    def _once(self, path: UpgradePath) -> Way:
        """Run what a path ran once; scripts that a fresh install shares are not run again."""
        shared = 0
        while shared < min(len(path.first), len(self.scripts)) and path.first[shared].data == self.scripts[shared].data:
            shared += 1
        start = self.fresh.before[shared] if shared < len(self.fresh.before) else self.fresh.state
        state, done = fork(start), list(self.fresh.until(shared))
        for script in path.first[shared:]:
            done.extend(self.run(state, script))
            if _refused(done):
                break
        return Way(path.name, path.then, state, tuple(done))

    def install_helpers(self, state: State) -> None:
        """Start a new session, and put the helper procedures in, as a runner does at the start of a run.

        Nothing is run where they are all there, as the start of a fresh install left them.
        """
        reconnect(state, self.ground.settings, self.ground.database)
        if self._helpers and self._helpers.items() <= _routines(state).items():
            return
        for helper in self.ground.helpers:
            for piece in pieces(helper):
                run_statement(helper, piece, state)
        reconnect(state, self.ground.settings, self.ground.database)

    def run(self, state: State, script: Script, *, shared: bool = False) -> tuple[Done, ...]:
        """Run a script up to its first refused statement, in a session of its own unless `shared`."""
        done: list[Done] = []
        for piece in pieces(script):
            done.append(self.statement(state, script, piece))
            if done[-1].step.answer is not None:
                break
        if not shared:
            reconnect(state, self.ground.settings, self.ground.database)
        return tuple(done)

    def statement(self, state: State, script: Script, piece: Statement) -> Done:
        """Run one statement, and note the tables whose rows it changed."""
        known = dict(state.rows)
        step = run_statement(script, piece, state)
        self.statements += 1
        self.not_understood += isinstance(step.action, Opaque)
        if state.rows == known and len(known) == len(state.rows):
            return Done(step)
        names = known.keys() | state.rows.keys()
        return Done(step, tuple(key for key in names if known.get(key) is not state.rows.get(key)))


@lru_cache(maxsize=4096)
def pieces(script: Script) -> tuple[Statement, ...]:
    """Return the statements of a script."""
    return tuple(piece for piece in split(script.text) if piece.is_sql)


def same_ground(state: State, other: State) -> bool:
    """Tell whether two states are alike in what later statements can see: definitions and known rows."""
    return state.catalog == other.catalog and state.rows == other.rows


def _refused(done: Sequence[Done]) -> bool:
    return bool(done) and done[-1].step.answer is not None


def _routines(state: State) -> dict[tuple[str, str], object]:
    """Return every stored procedure and function by its database and name."""
    return {
        (key, name): routine
        for key, schema in state.catalog.schemas.items()
        for routines in (schema.procedures, schema.functions)
        for name, routine in routines.items()
    }


def unfinished(state: State, step: Step) -> State:
    """Return a copy of a state as it was when an inner statement of a CALL had run, and the rest had not."""
    return replace(fork(state), catalog=step.after, rows=RowStore(state.rows))
