"""Running the linter for the command line: reading folders, and the results of earlier runs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from driftproof.cli.lint_scope import scope_of
from driftproof.model.errors import UsageError
from driftproof.model.scripts import Script
from driftproof.sources.folder import read_folder
from driftproof.sources.order import install_order
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers
from driftproof_lint.project import LintResult, Project, Scope, joined, make_project


@dataclass(frozen=True, slots=True)
class Run:
    """A result, the `scripts` that it is about, and the paths of those `released` already and of those `unsaved`.

    `projects` are the folders that were read, each with the scope that it was linted in.
    """

    result: LintResult
    scripts: tuple[Script, ...]
    projects: tuple[tuple[Project, Scope], ...] = ()
    released: frozenset[str] = frozenset()
    unsaved: frozenset[str] = frozenset()


def lint_folders(
    folders: Iterable[str],
    written: Mapping[str, Any],
    place: str,
    values: Mapping[str, Any],
    edited: Mapping[str, bytes] = MappingProxyType({}),
) -> Run:
    """Lint folders, each a project of its own, and join what is found.

    `written` is the configuration as written at `place`; `edited` gives contents, by path, that count in place of the
    files'.
    A result of an earlier run serves where nothing changed since. Raises `driftproof.model.errors.DriftproofError`.
    """
    helpers = () if values["no_helpers"] else read_helpers(values["helpers"] or shipped_sql("procedures"))
    results: list[LintResult] = []
    projects: list[tuple[Project, Scope]] = []
    released: set[str] = set()
    written_now: set[str] = set()
    tags = written.get("released-tags", "")
    for name in folders:
        folder = Path(name)
        unsaved = _unsaved(folder, values["stdin_filename"])
        contents = {**unsaved, **_below(folder, edited)}
        found = read_folder(folder, values["encoding"], unsaved=contents)
        project = make_project(found, install_order, helpers, values["encoding"], contents)
        now = {script.name: script.path for script in project.scripts if _is_unsaved(script, folder, unsaved)}
        only = frozenset(now) if unsaved else None
        scope = scope_of(project, folder, tags if isinstance(tags, str) else "", values["since"], only)
        results.append(_result(project, written, place, scope, not values["no_cache"]))
        projects.append((project, scope))
        released |= {script.path for script in project.scripts if script.name in scope.released}
        written_now |= set(now.values())
    scripts = tuple(script for project, _ in projects for script in project.scripts)
    return Run(joined(results), scripts, tuple(projects), frozenset(released), frozenset(written_now))


def _unsaved(folder: Path, filename: str | None) -> Mapping[str, bytes]:
    """Return what stands on standard input, by the name that the file has below the folder; nothing without a name.

    Raises `UsageError` for a file that is not in the folder.
    """
    if filename is None:
        return {}
    root, file = folder.resolve(), Path(filename).resolve()
    if not file.is_relative_to(root) or file.suffix != ".sql":
        hint = "name the folder of the script, and the script as it is to be saved"
        raise UsageError(f"--stdin-filename {filename} is no script in {folder}", hint=hint)
    return {file.relative_to(root).as_posix(): sys.stdin.buffer.read()}


def _below(folder: Path, edited: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the contents of files in a folder by their names below it."""
    root = folder.resolve()
    found = ((Path(path).resolve(), data) for path, data in edited.items())
    return {path.relative_to(root).as_posix(): data for path, data in found if path.is_relative_to(root)}


def _is_unsaved(script: Script, folder: Path, unsaved: Mapping[str, bytes]) -> bool:
    return any(Path(script.path).resolve() == (folder / name).resolve() for name in unsaved)


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
