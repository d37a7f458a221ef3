"""The shortest failing path: which of a path's scripts suffice to make it fail as it does, found by bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from driftproof.model.errors import DriftproofError
from driftproof.model.verdict import Outcome, Verdict
from driftproof.proof.offline import OfflineProof
from driftproof.proof.paths import UpgradePath

MOST_TRIES = 100
"""How many shorter paths are replayed at most."""


def with_shortest(proof: OfflineProof, path: UpgradePath, verdict: Verdict) -> Verdict:
    """Return a verdict that does not hold with the names of the scripts that suffice for it.

    A shorter path fails alike when the same object differs, or the same statement is refused, and the fresh install of
    what is left of the scripts works.
    """
    if verdict.outcome not in {Outcome.DIVERGED, Outcome.REFUSED}:
        return verdict
    tries = 0

    def fails(names: tuple[str, ...]) -> bool:
        nonlocal tries
        tries += 1
        return tries <= MOST_TRIES and _cause(_shorter(proof, path, frozenset(names))) == _cause(verdict)

    names = tuple(dict.fromkeys(script.name for script in (*path.first, *path.then)))
    return replace(verdict, shortest=_reduced(names, fails))


def _shorter(proof: OfflineProof, path: UpgradePath, names: frozenset[str]) -> Verdict | None:
    """Return the verdict of a path and a fresh install without the other scripts; None where that cannot be had."""
    try:
        fresh = OfflineProof(proof.ground, tuple(one for one in proof.scripts if one.name in names))
    except DriftproofError:
        return None
    if fresh.fresh.end.refused is not None:
        return None
    first, then = (tuple(one for one in part if one.name in names) for part in (path.first, path.then))
    return fresh.path(UpgradePath(path.name, first, then))


def _cause(verdict: Verdict | None) -> object:
    """Return what tells one failure from another: the statement that is refused, or the objects that differ."""
    if verdict is None:
        return None
    objects = frozenset(one.name for one in verdict.comparison.objects) if verdict.comparison else frozenset()
    rows = frozenset(one.table for one in verdict.rows)
    return verdict.outcome, verdict.place, verdict.answer, objects, rows


def _reduced(names: tuple[str, ...], fails: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...]:
    """Return the names that are left when every half, quarter and so on that is not needed has been taken out."""
    size = (len(names) + 1) // 2
    while size:
        at = 0
        while at < len(names):
            rest = names[:at] + names[at + size :]
            if rest and fails(rest):
                names = rest
            else:
                at += size
        size //= 2
    return names
