"""What rules look at: statements as sites, scripts and the history, each with the catalogs around it.

Views are made once for a run and shared by all rules; what costs time is worked out when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import accumulate
from typing import Any, Protocol, TypeVar

from driftproof.model.catalog import Catalog, Table
from driftproof.model.catalog.shelf import changed_keys
from driftproof.model.changes import CreateTable, CreateTableLike, CreateTableSelect, ObjectName, Opaque
from driftproof.model.errors import Place, ServerAnswer
from driftproof.model.findings import Related
from driftproof.model.flavor import Flavor
from driftproof.model.names import fold
from driftproof.model.scripts import Script, Statement
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.expressions import Expression
from driftproof.model.trace import Step, Trace
from driftproof_lint.project import Released
from driftproof_lint.relax import relaxed

_CREATE_TABLE = re.compile(r"\s*create\s+table\s+(?:if\s+not\s+exists\s+)?(?:[`\w]+\s*\.\s*)?`?(\w+)", re.I)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SecondRun:
    """What a script's statement does when the script runs once more.

    `answer` is the server's refusal; `doubled` names what it would silently make again; `after_stop` is the number of
    statements that had run when the first run stopped, or None for a complete first run. `again` is the statement's
    step in the second run; `rows_of` names a table that it adds the same rows to once more. `target` is the server
    that says so.
    """

    step: Step
    answer: ServerAnswer | None = None
    doubled: str = ""
    after_stop: int | None = None
    again: Step | None = None
    rows_of: str = ""
    target: str = ""


@dataclass(frozen=True)
class Site:
    """A statement: one that ran (`step` has the catalogs around it), or one written in a stored program.

    `outer` is the step of the script's own statement. `action` is what the statement says. `base` is the offset in the
    script's text at which the statement's own offsets start; None where its text was built at run time. `guards` are
    the conditions of the IFs that a written statement stands in, outermost first; `is_written` tells the two apart.
    `worked_out` is what functions that are `remembered` have found about it.
    """

    script: ScriptView
    outer: Step
    step: Step
    action: Parsed
    sql: str
    base: int | None
    is_written: bool = False
    guards: tuple[Expression, ...] = ()
    routine: str = ""
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def before(self) -> Catalog:
        """The catalog before the statement."""
        return self.step.before

    @property
    def after(self) -> Catalog:
        """The catalog after it."""
        return self.step.after

    @property
    def is_inner(self) -> bool:
        """Whether a stored program ran it."""
        return self.step is not self.outer

    @property
    def database(self) -> str:
        """The database that unqualified names mean here."""
        return self.step.session.database or ""

    @property
    def wanted(self) -> Catalog:
        """The catalog after it; behind a refused CREATE TABLE, the one that there were without what is refused."""
        if self.is_written or self.step.answer is None or not isinstance(self.action, CreateTable):
            return self.after
        if "wanted" not in self.worked_out:
            self.worked_out["wanted"] = relaxed(self.step).catalog or self.after
        found: Catalog = self.worked_out["wanted"]
        return found

    def offsets(self, span: tuple[int, int] | None) -> tuple[int, int]:
        """Return offsets in the script's text for a span of the statement, or those of the outer statement."""
        if span is None or self.base is None:
            outer = self.outer.statement.sql_span or self.outer.statement.span
            return outer.start, outer.end
        return self.base + span[0], self.base + span[1]

    @property
    def is_refused(self) -> bool:
        """Whether it is a script's own statement that some target refuses."""
        return not self.is_inner and not self.is_written and bool(self._refusals)

    def refused_on(self, numbers: frozenset[int]) -> tuple[tuple[str, int], ...]:
        """Return the targets that refuse the script's statement with one of these numbers, and the number of each."""
        found = self._refusals
        return found and tuple(one for one in found if one[1] in numbers)

    @property
    def _refusals(self) -> tuple[tuple[str, int], ...]:
        return self.script.history.refusals.get((self.script.script.name, self.outer.statement.start), ())

    def table_before(self, name: ObjectName) -> Table | None:
        """Return the table of that name before the statement."""
        return self.before.table(name.schema or self.database, name.name)

    def table_after(self, name: ObjectName) -> Table | None:
        """Return the table of that name after the statement, or as the statement wants it."""
        return self.wanted.table(name.schema or self.database, name.name)


class _Noting(Protocol):
    """A view that notes what was worked out about it."""

    @property
    def worked_out(self) -> dict[Any, Any]: ...


V = TypeVar("V", bound=_Noting)


def remembered(work: Callable[[V], T]) -> Callable[[V], T]:
    """Let a function work once for each site, or each script, however many rules ask."""

    @wraps(work)
    def answer(view: V) -> T:
        if work not in view.worked_out:
            view.worked_out[work] = work(view)
        found: T = view.worked_out[work]
        return found

    return answer


@dataclass(frozen=True)
class ScriptView:
    """A script with its steps, and the sites in them."""

    script: Script
    steps: tuple[Step, ...]
    history: HistoryView = field(repr=False)
    position: int = 0
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Every statement that ran, those inside stored programs behind the statement that ran them."""
        return tuple(site for step in self.steps for site in _ran(self, step, step))

    @cached_property
    def written(self) -> tuple[Site, ...]:
        """Every statement written in the stored programs that the script creates."""
        from driftproof_lint.written import written_sites

        return tuple(written_sites(self))

    @cached_property
    def second_runs(self) -> tuple[SecondRun, ...]:
        """What fails or doubles when the script runs again."""
        return self.history.second_runs(self)

    @property
    def before(self) -> Catalog:
        """The catalog before the script."""
        return self.steps[0].before if self.steps else self.history.trace.catalog

    @property
    def after(self) -> Catalog:
        """The catalog after the script."""
        return self.steps[-1].after if self.steps else self.history.trace.catalog

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offsets at which the lines of the text start."""
        lines = self.script.text.split("\n")
        return tuple(accumulate([len(line) + 1 for line in lines[:-1]], initial=0))

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset of the text."""
        from bisect import bisect_right

        line = bisect_right(self.line_starts, offset)
        return self.script.place(line, offset - self.line_starts[line - 1] + 1)


@dataclass(frozen=True)
class HistoryView:
    """All scripts in the order in which an upgrade runs them, replayed for the first target.

    `targets` are all flavors, `traces` the replay for each. `prove_again` works out second runs. `options` gives each
    rule its configuration, `released` holds what scripts were released as, by name, `unknown_rows` the tables of whose
    rows no second run can tell anything, by the script's path.
    """

    trace: Trace
    targets: tuple[Flavor, ...]
    traces: Mapping[Flavor, Trace]
    options: Mapping[str, Mapping[str, object]]
    prove_again: SecondRunProof
    scripts: list[ScriptView] = field(default_factory=list)
    released: Mapping[str, Released] = field(default_factory=dict)
    unknown_rows: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def second_runs(self, view: ScriptView) -> tuple[SecondRun, ...]:
        """Return what fails or doubles when a script runs again."""
        return self.prove_again(view)

    @cached_property
    def refusals(self) -> Mapping[tuple[str, int], tuple[tuple[str, int], ...]]:
        """The refusals of every target, by the script's name and the offset of the statement: target and number."""
        found: dict[tuple[str, int], tuple[tuple[str, int], ...]] = {}
        for target, trace in self.traces.items():
            for step in trace.refused:
                key = (step.script.name, step.statement.start)
                number = step.answer.number if step.answer else 0
                found[key] = (*found.get(key, ()), (str(target), number))
        return found

    def option(self, rule: str, key: str, default: object) -> object:
        """Return a rule's option as configured, or its default."""
        return self.options.get(rule, {}).get(key, default)

    def steps_of(self, step: Step) -> Mapping[Flavor, Step]:
        """Return what each target's replay made of a script's own statement of the first target's."""
        key = (step.script.name, step.statement.start)
        return self._by_place.get(key, {})

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int], Mapping[Flavor, Step]]:
        found: dict[tuple[str, int], dict[Flavor, Step]] = {}
        for flavor, trace in self.traces.items():
            for step in trace.steps:
                found.setdefault((step.script.name, step.statement.start), {})[flavor] = step
        return found

    def is_lost(self, target: Flavor, step: Step, message: str) -> bool:
        """Tell whether a target's answer is about a table whose CREATE TABLE it refused before."""
        words = {fold(word) for word in re.findall(r"[^\s.'`]+", message)}
        return any(
            name in words and (script, start) != (step.script.name, step.statement.start)
            for name, script, start in self._lost.get(target, ())
        )

    @cached_property
    def _lost(self) -> Mapping[Flavor, tuple[tuple[str, str, int], ...]]:
        """The folded names of tables that each target refused to make and does not have in the end, with the places."""
        return {
            target: tuple(
                (fold(name), step.script.name, step.statement.start)
                for step in trace.refused
                if (name := _created(step)) and not _has_table(trace.catalog, name)
            )
            for target, trace in self.traces.items()
        }

    def number_of(self, step: Step) -> int:
        """Return the place of a script's own statement in the history."""
        return self._numbers[id(step)]

    def changes_of(self, schema: str, table: str) -> tuple[Step, ...]:
        """Return the scripts' own statements that make a table another than before, in order."""
        key = self.trace.catalog.rules.key
        steps = self._changes.get((key(schema), key(table)), ())
        return tuple(step for step in steps if step.before.table(schema, table) != step.after.table(schema, table))

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(step): number for number, step in enumerate(self.trace.steps)}

    @cached_property
    def _changes(self) -> Mapping[tuple[str, str], list[Step]]:
        found: dict[tuple[str, str], list[Step]] = {}
        for step in self.trace.steps:
            before, after = step.before.schemas, step.after.schemas
            for schema in changed_keys(before, after) if before is not after else ():
                tables = [each[schema].tables if schema in each else {} for each in (before, after)]
                for table in changed_keys(*tables):
                    found.setdefault((schema, table), []).append(step)
        return found

    def steps_until(self, step: Step) -> Iterator[Step]:
        """Return the steps of earlier statements, the latest first."""
        found = next((at for at, one in enumerate(self.trace.steps) if one is step), len(self.trace.steps))
        return reversed(self.trace.steps[:found])


def _created(step: Step) -> str:
    """Return the name of the table that a statement makes, as far as it can be read, or an empty text."""
    if isinstance(step.action, CreateTable | CreateTableLike | CreateTableSelect):
        return step.action.name.name
    found = _CREATE_TABLE.match(step.statement.sql) if isinstance(step.action, Opaque) else None
    return found.group(1) if found else ""


def _has_table(catalog: Catalog, name: str) -> bool:
    return any(catalog.table(schema.name, name) is not None for schema in catalog.schemas.values())


class SecondRunProof(Protocol):
    """Works out what a second run of a script does; made by the engine."""

    def __call__(self, view: ScriptView) -> tuple[SecondRun, ...]:
        """Return what fails or doubles when the script runs again."""
        ...


def _ran(view: ScriptView, outer: Step, step: Step, routine: str = "") -> Iterator[Site]:
    """Return the site of a step and of those inside it; prepared text counts as its program's."""
    routine = step.routine or routine
    span = step.statement.sql_span
    is_outer = step is outer
    base = span.start if is_outer and span else None
    yield Site(view, outer, step, step.action, step.statement.sql if is_outer else step.sql, base, routine=routine)
    for inner in step.inner:
        yield from _ran(view, outer, inner, routine)


def related(view: ScriptView, step: Step, message: str) -> Related:
    """Return a pointer to another statement, for a report."""
    return Related(step.place, message)


__all__ = ["HistoryView", "ScriptView", "SecondRun", "SecondRunProof", "Site", "Statement", "related", "remembered"]
