"""Baselines: findings that a project has accepted, known by rule and object rather than by line.

The file is JSON with a ``version`` of 1 and sorted ``entries`` of rule, script, object and count, so that it merges
well and survives moved lines and renamed scripts. An entry that no finding meets any more is stale, and reported.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from driftproof.model.errors import Place, UsageError
from driftproof.model.findings import Finding

FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """Findings of a rule about one object in one script, accepted `count` times."""

    rule: str
    script: str
    object: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted findings of a project."""

    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings held against a baseline: `new` ones, how many are `known`, and the `stale` entries that none meets."""

    new: tuple[Finding, ...]
    known: int
    stale: tuple[Entry, ...]


def entry_key(finding: Finding) -> tuple[str, str, str]:
    """Return what a baseline knows a finding by: rule, script and object (or its statement where it has no object)."""
    script = Path(finding.place.path).name
    return finding.name, script, finding.object or f"statement:{' '.join(finding.statement.split())[:120]}"


def make_baseline(findings: Iterable[Finding]) -> Baseline:
    """Return the baseline that accepts exactly these findings."""
    counted = Counter(entry_key(finding) for finding in findings)
    return Baseline(tuple(sorted(Entry(*key, count) for key, count in counted.items())))


def compare(findings: Iterable[Finding], baseline: Baseline, files: Collection[str] = ()) -> Compared:
    """Hold findings against a baseline.

    Where `files` names all files of scripts, an entry of one that is gone accepts a finding of the same rule about the
    same object elsewhere: the script has only moved.
    """
    if not baseline.entries:
        return Compared(tuple(findings), 0, ())
    left = Counter({(entry.rule, entry.script, entry.object): entry.count for entry in baseline.entries})
    unknown = [finding for finding in findings if not _accepted(left, entry_key(finding))]
    moved = {(rule, known_as): script for rule, script, known_as in left if files and script not in files}
    new = []
    for finding in unknown:
        rule, _, known_as = entry_key(finding)
        if not _accepted(left, (rule, moved.get((rule, known_as), ""), known_as)):
            new.append(finding)
    known = sum(entry.count for entry in baseline.entries) - left.total()
    stale = tuple(sorted(Entry(*key, count) for key, count in left.items() if count > 0))
    return Compared(tuple(new), known, stale)


def _accepted(left: Counter[tuple[str, str, str]], key: tuple[str, str, str]) -> bool:
    """Tell whether an entry is left for a finding, and use it up."""
    if left[key] <= 0:
        return False
    left[key] -= 1
    return True


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file; raises `UsageError` when it cannot be read or is of another format."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = tuple(Entry(**entry) for entry in content["entries"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "write it anew with driftproof lint --update-baseline"
        raise UsageError(f"the baseline cannot be read: {error}", place=Place(str(path)), hint=hint) from error
    if content.get("version") != FORMAT:
        raise UsageError(f"the baseline has format {content.get('version')}, not {FORMAT}", place=Place(str(path)))
    return Baseline(entries)


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline file."""
    entries = [
        {"rule": entry.rule, "script": entry.script, "object": entry.object, "count": entry.count}
        for entry in sorted(baseline.entries)
    ]
    text = json.dumps({"version": FORMAT, "entries": entries}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
