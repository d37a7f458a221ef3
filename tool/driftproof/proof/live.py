"""Proving paths on a real server, with the real runner: to the end, twice, and killed on the way."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from driftproof.compare.comparison import Side, compare_sides, statements_between
from driftproof.compare.rules import DiffRules
from driftproof.live.address import Address
from driftproof.live.connect import Connection
from driftproof.live.throwaway import ThrowawayServer
from driftproof.model.catalog import Schema
from driftproof.model.difference import Comparison
from driftproof.model.errors import DriftproofError, Interrupted, StatementFailed
from driftproof.model.history import Event
from driftproof.model.scripts import Script
from driftproof.model.verdict import Outcome, RowDifference, Verdict
from driftproof.proof import opinion
from driftproof.proof.contents import content_differences, contents
from driftproof.proof.kill import Job, Kind, Spot, interrupt
from driftproof.proof.offline import pieces
from driftproof.proof.paths import UpgradePath
from driftproof.proof.rows import Generated, declared_losses
from driftproof.proof.scratch import Scratch, opened, scratch
from driftproof.proof.spread import spread
from driftproof.sources.folder import Folder
from driftproof.sources.live import read_live
from driftproof.sources.schema import HISTORY_TABLES
from driftproof.upgrade.options import Hooks, RunOptions
from driftproof.upgrade.plan import helper_names
from driftproof.upgrade.run import run_upgrade
from driftproof.upgrade.states import Rules

Contents = dict[str, list[tuple[str, ...]]]
Lost = tuple[RowDifference, ...]
_HOOKS = Hooks(between=statements_between)


@dataclass(frozen=True, slots=True)
class Trials:
    """What is tried on a server: kinds of kills, how many of each on a path, rows for every table, a time limit.

    `midst` is in how many of a path's slowest statements a run is killed half-way. With `orphans` rows are put in that
    foreign keys would refuse.

    Without the `journal` a script that was killed runs again from its start, which proves most of the scripts.
    """

    kills: tuple[Kind, ...] = ("client", "connection", "server")
    stops: int = 60
    twice: bool = True
    rows: int = 0
    seed: int = 1
    journal: bool = False
    until: float = float("inf")
    midst: int = 2
    orphans: bool = False

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.until


@dataclass(slots=True)
class LiveProof:
    """Proves paths on one server; `product` is the database that scripts name, `helpers` what they may call."""

    server: ThrowawayServer
    address: Address
    folder: Folder
    product: str
    helpers: tuple[Script, ...]
    trials: Trials
    _fresh: Schema | None = None
    _seeds: Contents = field(default_factory=dict)
    _reflected: Any = None
    _slowest: dict[str, list[Spot]] = field(default_factory=dict)
    _own: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How verdicts name the server."""
        version = ".".join(map(str, self.server.flavor.version))
        return f"{self.server.flavor.vendor} {version}"

    def fresh_install(self, path: UpgradePath) -> Verdict:
        """Return the verdict of the fresh install, which others are held against."""
        return self._unless_over(path, "")

    def prove(self, paths: tuple[UpgradePath, ...], own: Mapping[str, int], jobs: int = 1) -> Iterator[Verdict]:
        """Return the verdicts of all paths but of the fresh install as it is; what the time does not allow is unknown.

        Each path runs to its end. Then scripts run twice, meet rows and are killed: of each path the first ones, as
        many as `own` says. Up to `jobs` processes work at once; servers are killed when nothing else uses them.
        """
        if self._fresh is None:
            return
        self._own = own
        proved = {(path.name, ""): [self._unless_over(path, "")] for path in paths[1:]}
        trials = [(path, kind) for path in paths if own[path.name] for kind in self._kinds()]
        shared = [one for one in trials if not one[1].endswith("server")]
        found = spread([partial(self._one, *trial) for trial in shared], jobs, lambda verdict: None)
        proved |= {(path.name, kind): list(result) for (path, kind), result in zip(shared, found, strict=True)}
        for path, kind in trials:
            if kind.endswith("server"):
                proved[path.name, kind] = [self._unless_over(path, kind)]
        for path in paths:
            for kind in _LABELS:
                yield from proved.get((path.name, kind), ())

    def _kinds(self) -> tuple[str, ...]:
        """Return what is tried on a path beside running it."""
        kills = [kind for kind in self.trials.kills if kind != "server" or self.server.restart is not None]
        midst = kills if self.trials.midst else []
        plain = ("twice",) * self.trials.twice + ("rows",) * bool(self.trials.rows)
        return (*plain, *kills, *(f"midst {one}" for one in midst))

    def _one(self, path: UpgradePath, kind: str) -> Iterator[Verdict]:
        yield self._unless_over(path, kind)

    def _unless_over(self, path: UpgradePath, kind: str) -> Verdict:
        if self.trials.over:
            return Verdict(path.name, self.name, Outcome.UNKNOWN, _LABELS[kind] or "no time left")
        return self._tried(path, kind)

    def _tried(self, path: UpgradePath, kind: str) -> Verdict:
        with ExitStack() as stack:
            place = stack.enter_context(scratch(self.address, self.product))
            verdict = Verdict(path.name, self.name, Outcome.CONVERGED, _LABELS[kind])
            count, lost = 1, Lost()
            try:
                if kind == "rows":
                    verdict, lost = self._with_rows(place, path, verdict)
                elif kind in _LABELS and "killed" in _LABELS[kind]:
                    count = self._killed(place, path, kind)
                else:
                    self._run(place, path, 2 if kind == "twice" else 1, self._timing(path) if not kind else None)
            except Interrupted:
                raise
            except StatementFailed as error:
                return self._refused(verdict, error)
            except DriftproofError as error:
                return replace(verdict, outcome=Outcome.REFUSED, statement=str(error))
            if "killed" in _LABELS[kind]:
                verdict = replace(
                    verdict,
                    interruption=f"{_LABELS[kind]} at {count} {'place' if count == 1 else 'places'}",
                    count=max(1, count),
                )
            return self._judge(place, verdict, lost, same_rows=kind != "rows")

    def _refused(self, verdict: Verdict, error: StatementFailed) -> Verdict:
        return replace(
            verdict, outcome=Outcome.REFUSED, answer=error.answer, place=error.place, statement=error.statement
        )

    def _jobs(self, place: Scratch, path: UpgradePath) -> tuple[Job, Job]:
        """Return the run of what a path ran once, and that of the rest."""
        rules = Rules(out_of_order=True, ignore_missing=True)
        options = RunOptions(helpers=self.helpers, rules=rules, placeholders=None, lock_timeout=120.0)
        options = replace(options, journal=self.trials.journal, heartbeat=0.1)
        first, then = place.folders(path, self.folder)
        return (
            Job(first, place.address, options),
            Job(then, place.address, options, self.server.restart),
        )

    def _run(self, place: Scratch, path: UpgradePath, times: int, hooks: Hooks | None = None) -> None:
        first, then = self._jobs(place, path)
        if path.first:
            run_upgrade(first.folder, first.address, first.options, hooks or _HOOKS)
        for turn in range(times):
            if turn:
                _forget(place)
            run_upgrade(then.folder, then.address, then.options, hooks or _HOOKS)

    def _with_rows(self, place: Scratch, path: UpgradePath, verdict: Verdict) -> tuple[Verdict, Lost]:
        """Run with generated rows put into every table before each script; return what is lost of them, the verdict
        with what scripts declare to be lost.
        """
        rows = Generated(self.trials.seed, self.trials.rows, self._fresh, self.trials.orphans)
        declared = declared_losses((*path.first, *path.then))
        with opened(place.address) as connection:
            connection.change("SET SESSION sql_mode = 'STRICT_TRANS_TABLES'")

            def tell(event: Event) -> None:
                if event.kind == "script":
                    rows.fill(connection, self._schema(connection, place), HISTORY_TABLES)

            self._run(place, path, 1, Hooks(tell=tell))
            lost = rows.lost(connection, self._schema(connection, place))
        told = f"{rows.total} generated rows were put in, and {rows.refused} more refused"
        losses = tuple(
            f"{one.fresh - one.path} of {one.fresh} rows of {one.table} are lost, as {place_of} declares"
            for one in lost
            if (place_of := declared.get(one.table.lower()))
        )
        verdict = replace(verdict, losses=losses, assumptions=(*verdict.assumptions, told))
        return verdict, tuple(one for one in lost if one.table.lower() not in declared)

    def _killed(self, place: Scratch, path: UpgradePath, kind: str) -> int:
        """Run until each of the chosen places in turn, be killed there, and run to the end; return how often."""
        first, then = self._jobs(place, path)
        if path.first:
            run_upgrade(first.folder, first.address, first.options, _HOOKS)
        scripts = path.then[: self._own[path.name]]
        names = {script.name for script in scripts}
        spots = [spot for spot in self._slowest.get(path.name, []) if spot.script in names]
        if not kind.startswith("midst"):
            spots = _spots(scripts)
        killed = 0
        for spot in _sampled(spots, self.trials.stops):
            if self.trials.over:
                break
            killed += interrupt(then, kind.removeprefix("midst "), spot)  # type: ignore[arg-type]  # one of the three
        run_upgrade(then.folder, then.address, then.options, _HOOKS)
        return killed

    def _timing(self, path: UpgradePath) -> Hooks:
        """Return hooks that note the slowest statements of what a path has still to run, and half of their time."""
        taken: list[Spot] = []
        names = {script.name for script in path.then}
        begun: list[tuple[float, Event]] = []

        def tell(event: Event) -> None:
            now = time.monotonic()
            if begun and begun[0][1].script in names:
                at, last = begun[0]
                taken.append(Spot(last.script, last.statement, last.line, (now - at) / 2))
            begun[:] = [(now, event)] if event.kind == "statement" else []
            slowest = sorted(taken, key=lambda spot: -spot.delay)[: self.trials.midst]
            self._slowest[path.name] = sorted(slowest, key=lambda spot: (spot.script, spot.statement))

        return Hooks(tell=tell)

    def _judge(self, place: Scratch, verdict: Verdict, lost: Lost, *, same_rows: bool) -> Verdict:
        """Hold a database against the fresh install's, which the first one that is judged becomes."""
        with opened(place.address) as connection:
            schema = replace(self._schema(connection, place), name=self.product or "schema")
            found = contents(connection, place.address.schema, schema) if same_rows else {}
        if self._fresh is None:
            self._fresh, self._seeds = schema, found
            self._reflected = opinion.reflected(place.address) if opinion.can_be_had() else None
            return verdict
        label = f"{verdict.path}, {verdict.interruption}" if verdict.interruption else verdict.path
        comparison = self._compare("fresh", self._fresh, label, schema)
        rows = lost or (content_differences(self._seeds, found) if same_rows else ())
        if comparison.is_empty and not rows:
            return self._second_opinion(place, verdict)
        shown = None if comparison.is_empty else comparison
        ends = (self.server.flavor, self._fresh, schema)
        return replace(verdict, outcome=Outcome.DIVERGED, comparison=shown, rows=rows, ends=ends)

    def _second_opinion(self, place: Scratch, verdict: Verdict) -> Verdict:
        """Ask Alembic whether a path that nothing befell has converged; where it says no, the path has not."""
        if verdict.interruption or self._reflected is None:
            return verdict
        found = opinion.differences(place.address, self._reflected)
        if not found:
            return replace(verdict, assumptions=(*verdict.assumptions, "Alembic's compare_metadata agrees"))
        said = "\n".join(("Alembic's compare_metadata does not agree:", *found))
        return replace(verdict, outcome=Outcome.DIVERGED, statement=said)

    def _compare(self, name: str, one: Schema, label: str, other: Schema) -> Comparison:
        flavor = self.server.flavor
        return compare_sides(Side(name, flavor, one), Side(label, flavor, other), DiffRules())

    def held_against(self, replayed: Schema) -> Verdict:
        """Return whether the fresh install on the server is what the replay of the scripts says."""
        verdict = Verdict("fresh", self.name, Outcome.CONVERGED, "held against the offline proof")
        if self._fresh is None:
            return replace(verdict, outcome=Outcome.UNKNOWN)
        fresh = replace(self._fresh, charset=replayed.charset, collation=replayed.collation)
        comparison = self._compare("offline", replayed, "fresh", fresh)
        return verdict if comparison.is_empty else replace(verdict, outcome=Outcome.DIVERGED, comparison=comparison)

    def _schema(self, connection: Connection, place: Scratch) -> Schema:
        """Return the product's own objects: without the history, the journal and the helper procedures."""
        name = place.address.schema
        found = read_live(connection, name).schema(name)
        assert found is not None, "the scratch database is there"
        helpers = {each.lower() for each in helper_names(self.helpers)}
        return replace(
            found,
            tables={key: table for key, table in found.tables.items() if key not in HISTORY_TABLES},
            procedures={key: one for key, one in found.procedures.items() if key.lower() not in helpers},
            functions={key: one for key, one in found.functions.items() if key.lower() not in helpers},
        )


_LABELS = {
    "": "",
    "twice": "run twice",
    "rows": "with generated rows",
    "client": "client killed",
    "connection": "connection killed",
    "server": "server killed",
    "midst client": "client killed in the midst",
    "midst connection": "connection killed in the midst",
    "midst server": "server killed in the midst",
}


def _forget(place: Scratch) -> None:
    """Empty the history, so that every script runs again."""
    with opened(place.address) as connection:
        connection.change(f"DELETE FROM `{place.address.schema}`.flyway_schema_history")


def _spots(scripts: Iterable[Script]) -> list[Spot]:
    """Return the place before every statement of scripts."""
    return [
        Spot(script.name, number, (piece.sql_span or piece.span).line)
        for script in scripts
        for number, piece in enumerate(pieces(script), start=1)
    ]


def _sampled(spots: list[Spot], most: int) -> list[Spot]:
    """Return all spots, or evenly spread ones of too many."""
    if len(spots) <= most:
        return spots
    return [spots[round(number * (len(spots) - 1) / max(1, most - 1))] for number in range(most)]
