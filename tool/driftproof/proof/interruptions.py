"""Interruptions, offline: every script run twice, and stopped behind every statement and inside every helper call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from driftproof.model.trace import Step
from driftproof.model.verdict import Outcome, Verdict
from driftproof.proof.judge import Done, End, judge
from driftproof.proof.offline import OfflineProof, Way, pieces, same_ground, unfinished
from driftproof.replay.again import fork
from driftproof.replay.state import State


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many statements were replayed, and how many of them were not understood."""

    statements: int
    not_understood: int


MOST_STOPS = 60
"""How many statement boundaries of one script are tried; a longer script is sampled evenly."""


Part = Callable[[], Iterator[Verdict | Replayed]]
"""A part of a proof that stands on its own: its verdicts, and at the end what it has replayed."""


def twice(proof: OfflineProof) -> list[Part]:
    """Return the proof of running each script once more right after itself, on every way, in parts."""
    return _parts(proof, _twice)


def stops(proof: OfflineProof) -> list[Part]:
    """Return the proof of stopping behind each statement of each script, on every way, and running it again, in parts.

    What converges is counted in one verdict a script; each stop that does not is a verdict of its own.
    """
    return _parts(proof, _counted)


def _parts(proof: OfflineProof, prove: Callable[[OfflineProof, Way, int], Iterator[Verdict]]) -> list[Part]:
    """Return a part for each script of each way."""

    def part(way: Way, at: int) -> Iterator[Verdict | Replayed]:
        before = (proof.statements, proof.not_understood)
        yield from prove(proof, way, at)
        yield Replayed(proof.statements - before[0], proof.not_understood - before[1])

    return [partial(part, way, at) for way in proof.ways for at in range(len(way.done))]


def _twice(proof: OfflineProof, way: Way, at: int) -> Iterator[Verdict]:
    """Return the verdict of a script that is run once more."""
    script = way.scripts[at]
    state = fork(way.after(at))
    ran = (*way.until(at), *way.done[at], *proof.run(state, script))
    yield _held(proof, (way, at), (state, ran), f"{script.name} run twice")


def _counted(proof: OfflineProof, way: Way, at: int) -> Iterator[Verdict]:
    """Return the verdicts of stops in one script, those that converge as one."""
    good = 0
    for verdict in _stops_of(proof, way, at):
        if verdict.outcome.is_good:
            good += 1
        else:
            yield verdict
    if good:
        label = f"{way.scripts[at].name} stopped at {good} {'place' if good == 1 else 'places'}"
        yield Verdict(way.name, proof.ground.server, Outcome.CONVERGED, label, count=good)


def _stops_of(proof: OfflineProof, way: Way, at: int) -> Iterator[Verdict]:
    """Stop behind each chosen statement that did something, and between the schema changes of each CALL."""
    script = way.scripts[at]
    statements = pieces(script)
    chosen = _sample(len(statements))
    state, done = fork(way.before[at]), list(way.until(at))
    for number, piece in enumerate(statements, start=1):
        before = fork(state)
        done.append(proof.statement(state, script, piece))
        step = done[-1].step
        for inner in _inside(step) if number in chosen else ():
            stopped = (unfinished(before, inner), tuple(done))
            yield _again(proof, (way, at), stopped, f"stopped inside {step.place}")
        if number in chosen and number < len(statements) and done[-1].did_something:
            yield _again(proof, (way, at), (fork(state), tuple(done)), f"stopped after {step.place}")


def _again(
    proof: OfflineProof, where: tuple[Way, int], stopped: tuple[State, tuple[Done, ...]], interruption: str
) -> Verdict:
    """Run a script again on what a stop left behind, and judge."""
    (way, at), (state, done) = where, stopped
    proof.install_helpers(state)
    return _held(proof, where, (state, (*done, *proof.run(state, way.scripts[at]))), interruption)


def _held(
    proof: OfflineProof, where: tuple[Way, int], ran: tuple[State, tuple[Done, ...]], interruption: str
) -> Verdict:
    """Judge a script's end by that of the same way without interruption; where it differs, by the end of all."""
    (way, at), (state, done) = where, ran
    refused = done[-1].step.answer is not None
    if not refused and same_ground(state, way.after(at)):
        return Verdict(way.name, proof.ground.server, Outcome.CONVERGED, interruption)
    rest = list[Done]()
    for script in () if refused else way.scripts[at + 1 :]:
        rest.extend(proof.run(state, script))
        if rest and rest[-1].step.answer is not None:
            break
    return judge(proof.ground, (way.name, interruption), proof.fresh.end, End(state, (*done, *rest)))


def _inside(step: Step) -> Iterator[Step]:
    """Return the inner schema changes of a CALL, without the last."""
    changed = [inner for inner in _all_inner(step) if inner.before is not inner.after and not inner.inner]
    return iter(changed[:-1])


def _all_inner(step: Step) -> Iterator[Step]:
    for inner in step.inner:
        yield inner
        yield from _all_inner(inner)


def _sample(count: int) -> frozenset[int]:
    """Return which of `count` statements are tried: all of a short script, evenly spread ones of a long one."""
    if count <= MOST_STOPS:
        return frozenset(range(1, count + 1))
    return frozenset(1 + round(number * (count - 1) / (MOST_STOPS - 1)) for number in range(MOST_STOPS))
