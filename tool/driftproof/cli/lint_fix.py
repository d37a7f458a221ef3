"""``driftproof lint --fix``: applying fixes to scripts that no release contains, or showing them."""

from __future__ import annotations

import sys
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

    Released scripts stay as they are: a checksum that a customer's history holds must not change. A script that came by
    standard input goes to standard output.
    """
    mended = left = kept = 0
    for script in run.scripts:
        mine = [finding for finding in result.findings if finding.place.path == script.path]
        fixed = apply_fixes(script.text, mine, unsafe=values["unsafe_fixes"])
        is_released = script.path in run.released
        done = 0 if is_released else len(fixed.mended)
        kept += len(fixed.mended) - done
        left += len(mine) - done
        mended += done
        text = script.text if is_released else fixed.text
        if script.path in run.unsaved and not values["show_diff"]:
            sys.stdout.buffer.write(_encoded(script, text, values["encoding"]))
        elif text != script.text:
            _show(script, text) if values["show_diff"] else _write(script, text, values["encoding"])
    did = "would be mended" if values["show_diff"] else "mended"
    in_released = f" ({kept} of them could be mended, but their scripts are released)" if kept else ""
    click.echo(f"{mended} finding{'s' * (mended != 1)} {did}, {left} left{in_released}", err=True)
    return 1 if left or (values["show_diff"] and mended) else 0


def _show(script: Script, text: str) -> None:
    lines = (script.text.splitlines(True), text.splitlines(True))
    click.echo("".join(unified_diff(*lines, script.path, script.path)), nl=False)


def _write(script: Script, text: str, encoding: str) -> None:
    Path(script.path).write_bytes(_encoded(script, text, encoding))


def _encoded(script: Script, text: str, encoding: str) -> bytes:
    mark = b"\xef\xbb\xbf" if script.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode(encoding)
