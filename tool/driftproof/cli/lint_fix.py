"""``driftproof lint --fix``: applying fixes to scripts that no release contains, or showing them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof_lint.fix import apply_fixes

if TYPE_CHECKING:
    from driftproof.cli.lint_run import Run
    from driftproof.model.findings import Finding
    from driftproof.model.scripts import Script
    from driftproof_lint.project import LintResult


MOST_ROUNDS = 10
"""How often scripts are linted and mended anew; a fix seldom makes room for more than one other."""

Again = Callable[[Mapping[str, bytes]], tuple["Run", "LintResult"]]
"""Lints once more, with these contents, by path, in place of the files'."""


@dataclass(slots=True)
class _Mended:
    """What fixes have made of scripts so far: their `texts`, by path, and how many findings they mended."""

    texts: dict[str, str] = field(default_factory=dict)
    count: int = 0


def fix(run: Run, result: LintResult, values: Mapping[str, Any], again: Again) -> int:
    """Apply fixes to the files, or show what they would change; return the exit status.

    Fixes whose edits touch each other wait for a round of their own, in which the mended scripts are linted `again`.
    Released scripts stay as they are: a checksum that a customer's history holds must not change. A script that came by
    standard input goes to standard output.
    """
    first = {script.path: script for script in run.scripts}
    mended = _Mended()
    for _ in range(MOST_ROUNDS):
        if not _round(run, result, mended, values["unsafe_fixes"]):
            break
        edited = {path: _encoded(first[path], text, values["encoding"]) for path, text in mended.texts.items()}
        run, result = again(edited)
    for script in first.values():
        text = mended.texts.get(script.path, script.text)
        if script.path in run.unsaved and not values["show_diff"]:
            sys.stdout.buffer.write(_encoded(script, text, values["encoding"]))
        elif text != script.text:
            _show(script, text) if values["show_diff"] else _write(script, text, values["encoding"])
    return _told(run, result, mended.count, values)


def _round(run: Run, result: LintResult, mended: _Mended, unsafe: bool) -> bool:
    """Apply the fixes that do not touch each other; tell whether one changed anything."""
    changed = False
    for script in run.scripts:
        if script.path in run.released:
            continue
        fixed = apply_fixes(script.text, _of(script, result), unsafe=unsafe)
        if fixed.text != script.text:
            mended.texts[script.path], changed = fixed.text, True
            mended.count += len(fixed.mended)
    return changed


def _told(run: Run, result: LintResult, mended: int, values: Mapping[str, Any]) -> int:
    """Say how many findings are mended and how many are left; return the exit status."""
    left = len(result.findings)
    released = [script for script in run.scripts if script.path in run.released]
    unsafe = values["unsafe_fixes"]
    kept = sum(len(apply_fixes(script.text, _of(script, result), unsafe=unsafe).mended) for script in released)
    did = "would be mended" if values["show_diff"] else "mended"
    in_released = f" ({kept} of them could be mended, but their scripts are released)" if kept else ""
    click.echo(f"{mended} finding{'s' * (mended != 1)} {did}, {left} left{in_released}", err=True)
    return 1 if left or (values["show_diff"] and mended) else 0


def _of(script: Script, result: LintResult) -> list[Finding]:
    """Return the findings about a script."""
    return [finding for finding in result.findings if finding.place.path == script.path]


def _show(script: Script, text: str) -> None:
    lines = (script.text.splitlines(True), text.splitlines(True))
    click.echo("".join(unified_diff(*lines, script.path, script.path)), nl=False)


def _write(script: Script, text: str, encoding: str) -> None:
    Path(script.path).write_bytes(_encoded(script, text, encoding))


def _encoded(script: Script, text: str, encoding: str) -> bytes:
    mark = b"\xef\xbb\xbf" if script.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode(encoding)
