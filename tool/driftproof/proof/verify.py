"""The whole proof of a folder: paths, second runs and stops, for every target."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from driftproof.model.flavor import Flavor, Settings, default_settings
from driftproof.model.verdict import Proof, Verdict
from driftproof.proof.interruptions import stops, twice
from driftproof.proof.judge import Ground, held_together
from driftproof.proof.offline import OfflineProof
from driftproof.proof.paths import UpgradePath, releases_of, upgrade_paths
from driftproof.sources.folder import read_folder
from driftproof.sources.order import named_schema, run_order
from driftproof.sources.schema import Reading
from driftproof.upgrade.procedures import for_schema


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be proved: the releases to start from, stops, second runs, and the servers to prove it for."""

    releases: tuple[str, ...] = ()
    crash: bool = True
    twice: bool = True
    targets: tuple[str, ...] = ()


def verify(
    folder: Path, wanted: Wanted, reading: Reading, progress: Callable[[Verdict], None] = lambda verdict: None
) -> Proof:
    """Prove offline that every path of a folder's scripts ends at one schema; `progress` sees each verdict at once.

    Raises `driftproof.model.errors.DriftproofError` when scripts or releases cannot be read.
    """
    started = time.perf_counter()
    found = read_folder(folder, reading.encoding).check()
    releases = [one for name in wanted.releases for one in releases_of(name, folder, reading.encoding)]
    paths = upgrade_paths(found, releases)
    scripts = paths[0].then
    database = reading.database or named_schema(scripts) or "schema"
    helpers = tuple(for_schema(helper, database) for helper in reading.helpers)
    before = (*found.callbacks.get("beforeMigrate", ()), *helpers)
    verdicts: list[Verdict] = []
    statements = not_understood = 0
    fresh: OfflineProof | None = None
    for settings in _settings(wanted, reading):
        proof = OfflineProof(Ground(settings, database, before), scripts)
        for verdict in _verdicts(proof, paths, wanted, fresh):
            verdicts.append(verdict)
            progress(verdict)
        statements, not_understood = statements + proof.statements, not_understood + proof.not_understood
        fresh = fresh or proof
    elapsed = time.perf_counter() - started
    return Proof(tuple(verdicts), len(run_order(found)), statements, not_understood, elapsed)


def _settings(wanted: Wanted, reading: Reading) -> list[Settings]:
    return [default_settings(Flavor.parse(name)) for name in wanted.targets] or [reading.settings]


def _verdicts(
    proof: OfflineProof, paths: tuple[UpgradePath, ...], wanted: Wanted, other: OfflineProof | None
) -> Iterator[Verdict]:
    """Return all verdicts for one server; a fresh install that is refused leaves nothing to hold others against."""
    fresh = proof.path(paths[0])
    yield fresh
    if not fresh.outcome.is_good:
        return
    if other is not None:
        yield held_together(proof.ground, (proof.fresh.end, other.fresh.end), other.ground)
    yield from (proof.path(path) for path in paths[1:])
    yield proof.one_session()
    if wanted.twice:
        yield from twice(proof)
    if wanted.crash:
        yield from stops(proof)
