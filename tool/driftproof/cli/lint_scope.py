"""What a lint run reports on: everything, or the statements touched since a git revision; and what is released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from driftproof.model.scripts import Script
from driftproof.sources.repository import newest_tag, path_in_repository, read_revision

if TYPE_CHECKING:
    from driftproof_lint.project import Project, Scope


def scope_of(
    project: Project, folder: Path, released_tags: str, since: str | None, only: frozenset[str] | None = None
) -> Scope:
    """Return the scope of a run; raises `driftproof.model.errors.SourceError` when git knows no such revision.

    Released contents are those of the newest tag that matches `released_tags`; `only` names the scripts that count.
    """
    from driftproof_lint.project import Scope

    released: Mapping[str, Script] = {}
    if released_tags:
        tag = newest_tag(released_tags, folder)
        released = _scripts_at(tag, folder) if tag else {}
    if since is None:
        return Scope(only, released=released)
    before = _scripts_at(since, folder)
    here = {script.name for script in project.scripts}
    gone = [script for name, script in before.items() if name not in here]
    statements = {
        script.name: _touched(script, [before[script.name]] if script.name in before else gone)
        for script in project.scripts
        if (script.name not in before or before[script.name].data != script.data)
        and (only is None or script.name in only)
    }
    return Scope(frozenset(statements), statements, released)


def _scripts_at(revision: str, folder: Path) -> dict[str, Script]:
    """Return the scripts that a revision has in a folder, by name; none where it has no such folder."""
    from driftproof.model.errors import SourceError

    try:
        found = read_revision(revision, path_in_repository(folder), within=folder)
    except SourceError as error:
        if "has no folder" in error.message:
            return {}
        raise
    scripts = (*found.versioned, *found.repeatable, *found.baselines)
    return {script.name: script for script in scripts}


def _touched(script: Script, before: Iterable[Script]) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the statements that a script has and those before, in this wording, had not.

    Before a script that is new come those that are gone: it may be one of them under another name.
    """
    from driftproof.language.split import split

    known = {" ".join(piece.sql.split()) for one in before for piece in split(one.text) if piece.is_sql}
    return tuple(
        (piece.span.start, piece.span.end)
        for piece in split(script.text)
        if piece.is_sql and " ".join(piece.sql.split()) not in known
    )
