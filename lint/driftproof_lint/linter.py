"""Linting a folder of scripts: replay, rules, suppressions, baseline, and what remains to be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof import api
from driftproof.model.changes import Opaque
from driftproof.model.findings import Finding
from driftproof.model.flavor import Flavor, Settings, default_settings
from driftproof.model.scripts import Script
from driftproof.model.trace import Step
from driftproof_lint.baseline import Baseline
from driftproof_lint.config import Config
from driftproof_lint.engine import run_rules
from driftproof_lint.policing import LINTER_ITSELF, police
from driftproof_lint.project import LintResult, Project, Released, Scope, held_against, make_project
from driftproof_lint.rule import Rule
from driftproof_lint.settled import without_settled
from driftproof_lint.views import HistoryView, ScriptView, SecondRun


def lint(
    project: Project,
    rules: Sequence[Rule],
    config: Config,
    scope: Scope | None = None,
    baseline: Baseline | None = None,
) -> LintResult:
    """Lint the scripts of a project; `scope` narrows what is reported, `baseline` holds what is accepted.

    Helpers are replayed and not reported on.
    """
    chosen = scope or Scope()
    history = make_history(project, config, chosen.released)
    linted = [view for view in history.scripts if _is_linted(view, chosen, config)]
    found = run_rules(history, linted, rules, config)
    remaining, silenced = _policed(linted, found, rules, config)
    scripts_of = {view.script.path: view.script.name for view in linted}
    remaining = [one for one in remaining if chosen.reports(one, scripts_of.get(one.place.path, ""))]
    remaining = sorted(without_settled(remaining, history, rules), key=_order)
    steps = [step for view in linted for step in view.steps]
    result = LintResult(
        tuple(remaining),
        len(linted),
        len(steps),
        sum(1 for step in steps if isinstance(step.action, Opaque) and step.action.answer is None),
        silenced,
        accepted=tuple(remaining),
        ran=frozenset((*config.rules, *LINTER_ITSELF)),
        passed_over=_passed_over(history, linted, chosen),
        files=frozenset(Path(view.script.path).name for view in history.scripts),
    )
    return held_against(result, baseline or Baseline())


def _passed_over(history: HistoryView, linted: Sequence[ScriptView], scope: Scope) -> frozenset[str]:
    """Return the file names of the scripts that were not linted, or of which only some statements count."""
    whole = set() if scope.statements is not None else {view.script.path for view in linted}
    return frozenset(Path(view.script.path).name for view in history.scripts if view.script.path not in whole)


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return finding.place.path, finding.start, finding.code, finding.object


def _is_linted(view: ScriptView, scope: Scope, config: Config) -> bool:
    if scope.scripts is not None and view.script.name not in scope.scripts:
        return False
    version = view.script.version
    return not (config.start_after and version is not None and version <= config.start_after)


def _policed(
    views: Iterable[ScriptView], found: Sequence[Finding], rules: Sequence[Rule], config: Config
) -> tuple[list[Finding], int]:
    """Apply the suppressions of every script."""
    by_path: dict[str, list[Finding]] = {}
    for finding in found:
        by_path.setdefault(finding.place.path, []).append(finding)
    remaining: list[Finding] = []
    silenced = 0
    for view in views:
        policed = police(view, by_path.pop(view.script.path, []), rules, config)
        remaining.extend(policed.findings)
        silenced += policed.silenced
    for rest in by_path.values():
        remaining.extend(rest)
    return remaining, silenced


@dataclass(frozen=True)
class _SecondRuns:
    """The second runs of all scripts, worked out with the first."""

    by_script: Mapping[str, tuple[SecondRun, ...]]

    def __call__(self, view: ScriptView) -> tuple[SecondRun, ...]:
        """Return what fails or doubles when the script runs again."""
        return self.by_script.get(view.script.path, ())


def database_of(project: Project, config: Config) -> str:
    """Return the database that unqualified names mean: as configured, or the one that the scripts name most."""
    return config.database or config.schema or api.named_schema(project.scripts) or "schema"


def helpers_for(project: Project, database: str) -> tuple[Script, ...]:
    """Return the helpers of a project as an upgrade installs them in a database."""
    return tuple(api.for_schema(helper, database) for helper in project.helpers)


def settings_of(target: Flavor, config: Config) -> Settings:
    """Return the settings of a target; raises `driftproof.model.errors.UsageError` for a variable that it has not."""
    return api.told_settings(default_settings(target), config.server_variables)


def make_history(project: Project, config: Config, released: Mapping[str, Released] | None = None) -> HistoryView:
    """Replay scripts for the first target twice, and for the others once."""
    scripts, database = project.scripts, database_of(project, config)
    helpers = helpers_for(project, database)
    targets = config.targets or (Flavor.parse("mariadb:10.11"),)
    helper_names = {helper.name for helper in helpers}
    settings = {target: settings_of(target, config) for target in targets}
    own: list[tuple[Script, tuple[Step, ...]]] = []
    every: list[Step] = []
    again: dict[str, tuple[SecondRun, ...]] = {}
    unknown: dict[str, frozenset[str]] = {}
    trace = api.replay_all((), settings[targets[0]], database)
    for run in api.replay_twice(
        (*helpers, *scripts), settings[targets[0]], database, lambda script: script.name not in helper_names
    ):
        every.extend(run.steps)
        again[run.script.path] = tuple(_second_runs(run))
        unknown[run.script.path] = run.unknown_rows
        trace = replace(trace, catalog=run.after)
        if run.script.name not in helper_names:
            own.append((run.script, run.steps))
    if every:
        trace = replace(trace, steps=tuple(every), session=every[-1].session)
    traces = {targets[0]: trace}
    for target in targets[1:]:
        traces[target] = api.replay_all((*helpers, *scripts), settings[target], database)
    proof = _SecondRuns(again)
    view = HistoryView(trace, targets, traces, config.options, proof, released=released or {}, unknown_rows=unknown)
    view.scripts.extend(ScriptView(script, steps, view, at) for at, (script, steps) in enumerate(own))
    return view


def _second_runs(run: api.ScriptRun) -> Iterable[SecondRun]:
    """Return what the second run did that the first did not: refusals, doubled objects and doubled rows."""
    target = str(run.before.flavor)
    rows_of = dict(run.doubled_rows)
    told: set[int] = set()
    for number, (before, after) in enumerate(zip(run.steps, run.again, strict=False)):
        answer = after.answer if before.answer is None else None
        doubled = after.doubled or next((inner.doubled for inner in after.inner if inner.doubled), "")
        if answer is not None or doubled or number in rows_of:
            told.add(number)
            yield SecondRun(before, answer, doubled, None, after, rows_of.get(number, ""), target)
    for stopped in run.stopped:
        for number, (before, after) in enumerate(zip(run.steps, stopped.again, strict=False)):
            if after.answer is not None and before.answer is None and number not in told:
                told.add(number)
                yield SecondRun(before, after.answer, "", stopped.after, after, "", target)


def read_project(folder: Path, helpers: Sequence[Script] = (), encoding: str = "utf-8") -> Project:
    """Read the scripts of a folder, in upgrade order; raises `driftproof.model.errors.DriftproofError`."""
    return make_project(api.read_folder(folder, encoding), api.install_order, helpers, encoding)


__all__ = ["LintResult", "Project", "Scope", "lint", "make_history", "read_project"]
