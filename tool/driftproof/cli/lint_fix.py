"""``driftproof lint --fix``: applying fixes to scripts that no release contains, or showing them."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from driftproof_lint.fix import apply_fixes

if TYPE_CHECKING:
    from driftproof.cli.lint_run import Run
    from driftproof.model.scripts import Script
    from driftproof_lint.project import LintResult


def fix(run: Run, result: LintResult, values: Mapping[str, Any]) -> int:
    """Apply fixes to the files, or show what they would change; return the exit status.

    Released scripts stay as they are: a checksum that a customer's history holds must not change.
    """
    mended = left = kept = 0
    for script in run.scripts:
        mine = [finding for finding in result.findings if finding.place.path == script.path]
        fixed = apply_fixes(script.text, mine, unsafe=values["unsafe_fixes"])
        if script.path in run.released:
            kept += len(fixed.mended)
            left += len(mine)
            continue
        left += len(mine) - len(fixed.mended)
        mended += len(fixed.mended)
        if fixed.text != script.text:
            _show(script, fixed.text) if values["show_diff"] else _write(script, fixed.text, values["encoding"])
    did = "would be mended" if values["show_diff"] else "mended"
    in_released = f" ({kept} of them could be mended, but their scripts are released)" if kept else ""
    click.echo(f"{mended} findings {did}, {left} left{in_released}", err=True)
    return 1 if left or (values["show_diff"] and mended) else 0


def _show(script: Script, text: str) -> None:
    lines = (script.text.splitlines(True), text.splitlines(True))
    click.echo("".join(unified_diff(*lines, script.path, script.path)), nl=False)


def _write(script: Script, text: str, encoding: str) -> None:
    mark = b"\xef\xbb\xbf" if script.data.startswith(b"\xef\xbb\xbf") else b""
    Path(script.path).write_bytes(mark + text.encode(encoding))
