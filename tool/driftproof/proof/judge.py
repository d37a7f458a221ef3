"""Judging the end of a way: its schema and its rows, held against those of a fresh install."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.difference import ObjectDifference
from driftproof.model.flavor import Settings
from driftproof.model.names import fold
from driftproof.model.scripts import Script
from driftproof.model.trace import Step
from driftproof.model.verdict import Outcome, Parting, RowDifference, Verdict
from driftproof.proof.blame import first_difference, only_object, parted_steps, partings
from driftproof.proof.seeds import row_differences, unknown_tables
from driftproof.replay.state import State, TableKey
from driftproof.upgrade.plan import helper_names


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

    def schema(self, catalog: Catalog) -> Schema:
        """Return the database that is proved, empty where a catalog has none.

        The helper procedures are left out: a run puts them in anew, whatever scripts made of the same names.
        """
        found = catalog.schema(self.database)
        if found is None:
            return Schema(self.database, self.settings.charset, self.settings.collation)
        helpers = {fold(name) for name in helper_names(self.helpers)}
        procedures = {key: one for key, one in found.procedures.items() if fold(key) not in helpers}
        return found if len(procedures) == len(found.procedures) else replace(found, procedures=procedures)


@dataclass(frozen=True, slots=True)
class Done:
    """A statement that ran: its step, and the tables whose rows it changed."""

    step: Step
    wrote: tuple[TableKey, ...] = ()

    @property
    def did_something(self) -> bool:
        """Whether it changed a definition or a row."""
        return self.step.before is not self.step.after or bool(self.wrote)


@dataclass(frozen=True, slots=True)
class End:
    """Where a way ended: the state, and all statements on it in order."""

    state: State
    done: tuple[Done, ...]

    @property
    def refused(self) -> Step | None:
        """The first statement that the server would refuse."""
        return next((one.step for one in self.done if one.step.answer is not None), None)


def judge(ground: Ground, way: tuple[str, str], fresh: End, end: End) -> Verdict:
    """Return the verdict of a way, `way` being its path and its interruption: refused, diverged or converged."""
    path, interruption = way
    verdict = Verdict(path, ground.server, Outcome.CONVERGED, interruption, assumptions=_assumptions(fresh, end))
    if (refused := end.refused) is not None:
        answer, place = refused.answer, refused.place
        return replace(verdict, outcome=Outcome.REFUSED, answer=answer, place=place, statement=refused.sql)
    if end.state is fresh.state:
        return verdict
    label = f"{path}, {interruption}" if interruption else path
    flavor = ground.settings.flavor
    here, there = ground.schema(end.state.catalog), ground.schema(fresh.state.catalog)
    comparison = compare_sides(Side("fresh", flavor, there), Side(label, flavor, here), ground.rules)
    rows = row_differences(fresh.state.rows, end.state.rows, ground.database)
    if comparison.is_empty and not rows:
        return verdict
    return replace(
        verdict,
        outcome=Outcome.DIVERGED,
        comparison=None if comparison.is_empty else comparison,
        partings=(*partings(comparison, _steps(fresh.done), _steps(end.done)), *_of_rows(rows, fresh.done, end.done)),
        rows=rows,
        ends=(flavor, there, here),
    )


def held_together(ground: Ground, ends: tuple[End, End], other: Ground) -> Verdict:
    """Return the verdict of fresh installs on two servers; `ends` are that on the server of `ground`, and `other`'s.

    The second is translated into the words of the first, so that what servers merely say in another way is no
    difference. Defaults of databases are left out, for no script sets them.
    """
    sides = _sides(ground, ends[0].state.catalog, other, ends[1].state.catalog)
    comparison = compare_sides(*sides, ground.rules)
    rows = row_differences(ends[1].state.rows, ends[0].state.rows, ground.database)
    name = f"held against {other.settings.flavor}"
    if comparison.is_empty and not rows:
        return Verdict("fresh", ground.server, Outcome.CONVERGED, name)

    def differ(one: ObjectDifference, ours: Step, theirs: Step) -> bool:
        first, second = _sides(ground, theirs.after, other, ours.after)
        first = replace(first, schema=only_object(one, first.schema))
        second = replace(second, schema=only_object(one, second.schema))
        return not compare_sides(first, second, ground.rules).is_empty

    steps = _steps(ends[1].done), _steps(ends[0].done)
    parted = (first_difference(one, *steps, partial(differ, one)) for one in comparison.objects if one.kind != "schema")
    return Verdict("fresh", ground.server, Outcome.DIVERGED, name, comparison, tuple(parted), rows=rows)


def _sides(ground: Ground, catalog: Catalog, other: Ground, others: Catalog) -> tuple[Side, Side]:
    here, there = ground.schema(catalog), other.schema(others)
    return (
        Side(f"fresh on {other.settings.flavor}", other.settings.flavor, there),
        Side(
            f"fresh on {ground.settings.flavor}",
            ground.settings.flavor,
            replace(here, charset=there.charset, collation=there.collation),
        ),
    )


def _assumptions(fresh: End, end: End) -> tuple[str, ...]:
    told = (note for one in end.done for note in one.step.assumptions)
    return (*dict.fromkeys(told), *unknown_tables(fresh.state.rows, end.state.rows))


def _steps(done: Iterable[Done]) -> tuple[Step, ...]:
    return tuple(one.step for one in done)


def _of_rows(rows: tuple[RowDifference, ...], fresh: Sequence[Done], path: Sequence[Done]) -> tuple[Parting, ...]:
    """Return the statements behind rows that differ."""
    return tuple(
        parted_steps(f"rows of {one.table}", _writing(one.table, fresh), _writing(one.table, path)) for one in rows
    )


def _writing(table: str, done: Sequence[Done]) -> list[Step]:
    return [one.step for one in done if any(key[1] == table.rpartition(".")[2] for key in one.wrote)]
