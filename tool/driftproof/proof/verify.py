"""The whole proof of a folder: paths, second runs and stops, for every target."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from driftproof.live.address import Address, parse_url
from driftproof.model.catalog import Schema
from driftproof.model.flavor import Flavor, Settings, default_settings
from driftproof.model.scripts import Script
from driftproof.model.verdict import Proof, Reused, Verdict
from driftproof.proof.interruptions import Replayed, stops, twice
from driftproof.proof.judge import Ground, held_together
from driftproof.proof.kill import KINDS, Kind
from driftproof.proof.offline import OfflineProof
from driftproof.proof.paths import LEDGER, NO_RELEASES, UpgradePath, releases_of, upgrade_paths
from driftproof.proof.scratch import opened
from driftproof.proof.shortest import with_shortest
from driftproof.proof.spread import spread
from driftproof.sources.folder import Folder, read_folder
from driftproof.sources.ledger import read_ledger
from driftproof.sources.live import read_settings
from driftproof.sources.order import begin, named_schema, run_order
from driftproof.sources.schema import Reading
from driftproof.sources.shipped import for_schema
from driftproof.sources.variables import told_settings

_DURABLE = ("--innodb-flush-log-at-trx-commit=2",)
"""What is committed is in the hands of the operating system, so that a killed server has it when it comes back."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be proved: the releases to start from, stops, second runs, and the `targets` to prove it for.

    `servers` are specs of real ones (see `driftproof.live.throwaway`), on which runs are killed in the ways of `kills`,
    at most `stops` times a path each, and `rows` are put into every table before each script, by `seed`; with `orphans`
    also such as a foreign key would refuse.
    In `midst` of a path's slowest statements runs are killed half-way.
    `time_budget` bounds the seconds on real servers; with the `journal` a killed run goes on where it was. `jobs` is
    how many processes work at once; with `reuse`, servers run only what the offline proof does not show to be what the
    fresh install ran there.
    """

    releases: tuple[str, ...] = ()
    crash: bool = True
    twice: bool = True
    targets: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    kills: tuple[Kind, ...] = KINDS
    stops: int = 60
    rows: int = 0
    seed: int = 1
    journal: bool = False
    midst: int = 2
    time_budget: float | None = None
    orphans: bool = False
    jobs: int = 1
    reuse: bool = True


Told = Verdict | Replayed | Reused


def verify(
    folder: Path, wanted: Wanted, reading: Reading, progress: Callable[[Verdict], None] = lambda verdict: None
) -> Proof:
    """Prove that every path of a folder's scripts ends at one schema, offline first and then on servers; `progress`
    sees each verdict at once.

    Raises `driftproof.model.errors.DriftproofError` when scripts or releases cannot be read.
    """
    started = time.perf_counter()
    found = read_folder(folder, reading.encoding).check()
    releases = [one for name in _named(wanted, folder) for one in releases_of(name, folder, reading.encoding)]
    paths = upgrade_paths(found, releases)
    scripts = paths[0].then
    database = reading.database or named_schema(scripts) or "schema"
    helpers = tuple(for_schema(helper, database) for helper in reading.helpers)
    before = begin(found, helpers)

    def seen(item: Told) -> None:
        if isinstance(item, Verdict):
            progress(item)

    offline = _offline(paths, wanted, [Ground(one, database, before) for one in _settings(wanted, reading)], seen)
    servers = partial(_on_server, found, paths, wanted, Basis(reading, database, before))
    there = spread([partial(servers, spec) for spec in wanted.servers], wanted.jobs, seen)
    told = [*offline, *(item for each in there for item in each)]
    counts = [one for one in told if isinstance(one, Replayed)]
    return Proof(
        tuple(one for one in told if isinstance(one, Verdict)),
        len(run_order(found)),
        sum(one.statements for one in counts),
        sum(one.not_understood for one in counts),
        time.perf_counter() - started,
        tuple(one for one in told if isinstance(one, Reused)),
    )


def _offline(
    paths: tuple[UpgradePath, ...], wanted: Wanted, grounds: list[Ground], seen: Callable[[Told], None]
) -> list[Told]:
    """Return the verdicts of the offline proof for each server."""
    told: list[Told] = []
    fresh: OfflineProof | None = None
    for ground in grounds:
        proof = OfflineProof(ground, paths[0].then)
        for verdict in _verdicts(proof, paths, fresh):
            told.append(verdict)
            seen(verdict)
        told.append(Replayed(proof.statements, proof.not_understood))
        if proof.fresh.end.refused is None:
            parts = (*(twice(proof) if wanted.twice else ()), *(stops(proof) if wanted.crash else ()))
            told += [item for each in spread(parts, wanted.jobs, seen) for item in each]
        fresh = fresh or proof
    return told


def _named(wanted: Wanted, folder: Path) -> tuple[str, ...]:
    """Return the names of the releases to start from: those of the ledger where none are named and there is one."""
    named = wanted.releases or ((LEDGER,) if read_ledger(folder) else ())
    return tuple(name for name in named if name != NO_RELEASES)


@dataclass(frozen=True, slots=True)
class Basis:
    """What proofs on servers share with the offline one: how scripts are read, the database, and the helpers."""

    reading: Reading
    database: str
    before: tuple[Script, ...]


def _on_server(
    folder: Folder, paths: tuple[UpgradePath, ...], wanted: Wanted, basis: Basis, spec: str
) -> Iterator[Told]:
    """Return the verdicts of a real server, its fresh install held against a replay with its own settings.

    Where that holds, what paths share with the fresh install by the replay is not run there again.
    """
    from driftproof.live.throwaway import throwaway
    from driftproof.proof.live import LiveProof, Trials

    until = time.monotonic() + wanted.time_budget if wanted.time_budget else float("inf")
    kills = wanted.kills if wanted.crash else ()
    trials = Trials(kills, wanted.stops, wanted.twice, wanted.rows, wanted.seed, wanted.journal, until, wanted.midst)
    trials = replace(trials, orphans=wanted.orphans)
    with throwaway(spec, options=_DURABLE if "://" not in spec else (), restartable=True) as server:
        address = parse_url(server.url).with_defaults(basis.reading.address)
        product = basis.database if basis.database != "schema" else ""
        live = LiveProof(server, address, folder, product, basis.reading.helpers, trials)
        yield live.fresh_install(paths[0])
        offline = _replayed(address, paths[0].then, basis)
        held = live.held_against(_own_schema(offline, basis))
        yield held
        own = {path.name: len(path.then) for path in paths}
        if held.outcome.is_good and wanted.reuse:
            own = {path.name: _own_scripts(offline, path) for path in paths}
            yield from (
                Reused(live.name, path.name, len(path.then), len(path.then) - own[path.name])
                for path in paths
                if own[path.name] < len(path.then)
            )
        yield from live.prove(paths, own, max(1, wanted.jobs // len(wanted.servers)))


def _own_scripts(offline: OfflineProof, path: UpgradePath) -> int:
    """Return how many scripts of a path run on another ground than they do in a fresh install."""
    if path.name == "fresh":
        return len(path.then)
    known = len(offline.ways)
    offline.path(path)
    return len(offline.ways[-1].done) if len(offline.ways) > known else len(path.then)


def _replayed(address: Address, scripts: tuple[Script, ...], basis: Basis) -> OfflineProof:
    """Return the offline proof for a server's own settings."""
    with opened(address) as connection:
        settings = read_settings(connection)
    return OfflineProof(Ground(settings, basis.database, basis.before), scripts)


def _own_schema(proof: OfflineProof, basis: Basis) -> Schema:
    own = {Path(helper.name).stem.lower() for helper in basis.reading.helpers}
    schema = proof.ground.schema(proof.fresh.state.catalog)
    procedures = {key: one for key, one in schema.procedures.items() if key.lower() not in own}
    return replace(schema, procedures=procedures)


def _settings(wanted: Wanted, reading: Reading) -> list[Settings]:
    flavors = [Flavor.parse(name) for name in wanted.targets]
    return [told_settings(default_settings(flavor), reading.variables) for flavor in flavors] or [reading.settings]


def _verdicts(proof: OfflineProof, paths: tuple[UpgradePath, ...], other: OfflineProof | None) -> Iterator[Verdict]:
    """Return the verdicts of paths that nothing interrupts; a fresh install that is refused leaves nothing to hold
    others against.
    """
    fresh = proof.path(paths[0])
    yield fresh
    if not fresh.outcome.is_good:
        return
    if other is not None:
        yield held_together(proof.ground, (proof.fresh.end, other.fresh.end), other.ground)
    yield from (with_shortest(proof, path, proof.path(path)) for path in paths[1:])
    yield proof.one_session()
