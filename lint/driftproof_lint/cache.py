"""Results of earlier runs, by content: a run on what has not changed loads neither replay nor rules.

A result is known by a digest of all that it depends on: the scripts and helpers, the configuration, the scope, and the
code of driftproof and of plugins. Entries are written aside and renamed, so that concurrent runs never see half of one;
what cannot be read or written is as good as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import driftproof
from driftproof.model.errors import Place
from driftproof.model.findings import Edit, Finding, Fix, Related, Severity
from driftproof_lint.plugins import installed
from driftproof_lint.project import LintResult, Project, Scope

FORMAT = 1
_KEPT_SECONDS = 30 * 24 * 3600
_PACKAGES = (Path(driftproof.__file__).parent, Path(__file__).parent)


def folder() -> Path:
    """Return the folder of the cache: ``driftproof/lint`` in ``$XDG_CACHE_HOME`` or ``~/.cache``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "driftproof" / "lint"


def key_of(project: Project, written: Mapping[str, Any], scope: Scope) -> str:
    """Return the digest of all that a result depends on; `written` is the configuration as the user wrote it."""
    digest = hashlib.sha256()
    for part in _parts(project, written, scope):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(project: Project, written: Mapping[str, Any], scope: Scope) -> Iterator[bytes]:
    yield json.dumps([FORMAT, driftproof.__version__, written], sort_keys=True, default=str).encode()
    yield from (code.encode() for code in _code())
    yield json.dumps([str(plugin) for plugin in installed()]).encode()
    statements = None if scope.statements is None else dict(sorted(scope.statements.items()))
    yield json.dumps([None if scope.scripts is None else sorted(scope.scripts), statements]).encode()
    known = sorted(scope.released.values(), key=lambda one: one.name)
    yield json.dumps([[one.name, one.release, one.checksum_v3, one.checksum_v4] for one in known]).encode()
    for scripts in (project.helpers, project.scripts, [one.script for one in known if one.script is not None]):
        yield b"scripts"
        for script in scripts:
            yield from (script.path.encode(), script.name.encode(), script.data, script.text.encode())


def _code() -> Iterator[str]:
    """Name every file of the code with its size and time, for an installation that is being worked on."""
    for package in _PACKAGES:
        yield from sorted(_stamps(os.fspath(package)))


def _stamps(path: str) -> Iterator[str]:
    with os.scandir(path) as scanned:
        entries = [entry for entry in scanned if entry.name != "__pycache__"]
    for entry in entries:
        if entry.is_dir():
            yield from _stamps(entry.path)
            continue
        said = entry.stat()
        yield f"{entry.path}:{said.st_size}:{said.st_mtime_ns}"


def load(key: str) -> LintResult | None:
    """Return the result of that key, or None where there is none that can be read."""
    try:
        content = json.loads((folder() / f"{key}.json").read_bytes())
        findings = tuple(_finding(one) for one in content["findings"])
        scripts, statements, not_understood, silenced = content["counts"]
        return LintResult(
            findings,
            scripts,
            statements,
            not_understood,
            silenced,
            accepted=findings,
            ran=frozenset(content["ran"]),
            passed_over=frozenset(content["passed_over"]),
            files=frozenset(content["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(key: str, result: LintResult) -> None:
    """Keep a result that no baseline has been held against, and drop entries that nobody used for a month."""
    content = {
        "findings": [_value(finding) for finding in result.accepted],
        "counts": [result.scripts, result.statements, result.not_understood, result.silenced],
        "ran": sorted(result.ran),
        "passed_over": sorted(result.passed_over),
        "files": sorted(result.files),
    }
    target = folder() / f"{key}.json"
    aside = target.with_suffix(f".{os.getpid()}.{time.monotonic_ns()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        aside.replace(target)
        _drop_old(target.parent.iterdir())
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _drop_old(files: Iterable[Path]) -> None:
    oldest = time.time() - _KEPT_SECONDS
    for file in files:
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def _value(finding: Finding) -> list[Any]:
    """Return a finding as a value of JSON, its fields in order."""
    fix = finding.fix
    return [
        finding.code,
        finding.name,
        int(finding.severity),
        finding.message,
        _place_value(finding.place),
        finding.start,
        finding.end,
        finding.help,
        finding.object,
        None if fix is None else [fix.title, fix.safe, [[edit.start, edit.end, edit.text] for edit in fix.edits]],
        [[_place_value(one.place), one.message] for one in finding.related],
        list(finding.targets),
        finding.statement,
    ]


def _place_value(place: Place) -> list[Any]:
    return [place.path, place.line, place.column]


def _finding(value: list[Any]) -> Finding:
    """Return the finding of a value of JSON."""
    code, name, severity, message, place, start, end, said_help, known_as, fix, related, targets, statement = value
    return Finding(
        code,
        name,
        Severity(severity),
        message,
        Place(*place),
        start,
        end,
        said_help,
        known_as,
        None if fix is None else Fix(fix[0], tuple(Edit(*edit) for edit in fix[2]), fix[1]),
        tuple(Related(Place(*where), text) for where, text in related),
        tuple((flavor, number) for flavor, number in targets),
        statement,
    )
