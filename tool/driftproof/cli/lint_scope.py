"""What a lint run reports on: everything, or the statements touched since a git revision; and what is released."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from driftproof.model.scripts import Script
from driftproof.sources.ledger import last_released, read_ledger
from driftproof.sources.repository import newest_tag, path_in_repository, read_revision

if TYPE_CHECKING:
    from driftproof_lint.project import Project, Released, Scope


def scope_of(
    project: Project, folder: Path, released_tags: str, since: str | None, only: frozenset[str] | None = None
) -> Scope:
    """Return the scope of a run; raises `driftproof.model.errors.SourceError` when git knows no such revision.

    What is released stands in the folder's ledger, or has the newest tag that matches `released_tags`; `only` names the
    scripts that count.
    """
    from driftproof_lint.project import Scope

    released = _released(folder, released_tags)
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


def _released(folder: Path, tags: str) -> dict[str, Released]:
    """Return what scripts were last released as, by name; the ledger knows better than a tag."""
    from driftproof_lint.project import Released

    tag = newest_tag(tags, folder) if tags else ""
    tagged = _scripts_at(tag, folder) if tag else {}
    found = {name: Released.of(script, tag) for name, script in tagged.items()}
    ledger = read_ledger(folder)
    if ledger is None:
        return found
    for name, last in last_released(ledger, folder).items():
        sums = last.recorded.checksum_v3, last.recorded.checksum_v4
        found[name] = Released(name, last.release, *sums, last.script)
    return found


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
