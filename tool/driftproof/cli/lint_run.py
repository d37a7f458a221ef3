"""Running the linter for the command line: reading folders, and the results of earlier runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from driftproof.cli.lint_scope import scope_of
from driftproof.model.scripts import Script
from driftproof.sources.folder import read_folder
from driftproof.sources.order import run_order
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers
from driftproof_lint.project import LintResult, Project, Scope, joined, make_project


@dataclass(frozen=True, slots=True)
class Run:
    """A result, the `scripts` that it is about, and the paths of those that were `released` already."""

    result: LintResult
    scripts: tuple[Script, ...]
    released: frozenset[str] = frozenset()


def lint_folders(folders: Iterable[str], written: Mapping[str, Any], place: str, values: Mapping[str, Any]) -> Run:
    """Lint folders, each a project of its own, and join what is found.

    `written` is the configuration as written at `place`. A result of an earlier run serves where nothing changed since.
    Raises `driftproof.model.errors.DriftproofError`.
    """
    helpers = () if values["no_helpers"] else read_helpers(values["helpers"] or shipped_sql("procedures"))
    results: list[LintResult] = []
    scripts: list[Script] = []
    released: set[str] = set()
    for name in folders:
        found = read_folder(Path(name), values["encoding"])
        project = make_project(found, run_order, helpers, values["encoding"])
        tags = written.get("released-tags", "")
        scope = scope_of(project, Path(name), tags if isinstance(tags, str) else "", values["since"])
        results.append(_result(project, written, place, scope, not values["no_cache"]))
        scripts.extend(project.scripts)
        released |= {script.path for script in project.scripts if script.name in scope.released}
    return Run(joined(results), tuple(scripts), frozenset(released))


def _result(project: Project, written: Mapping[str, Any], place: str, scope: Scope, cached: bool) -> LintResult:
    """Return what an earlier run found on the same content, or else lint."""
    from driftproof_lint.cache import key_of, load, store

    key = key_of(project, written, scope) if cached else ""
    known = load(key) if cached else None
    if known is not None:
        return known
    from driftproof_lint.config import resolve
    from driftproof_lint.linter import lint
    from driftproof_lint.plugins import with_plugins
    from driftproof_lint.rules import RULES

    rules = with_plugins(RULES)
    result = lint(project, rules, resolve(written, rules, place), scope)
    if cached:
        store(key, result)
    return result
