"""A new script has a version that is not above the latest release.

## Why
Installations that are at the release or above it never run the script, or the runner refuses it as out of order.

## What the server says
Nothing; the runner refuses or leaves the script out: "out of order".

## Bad
```sql
-- V5.5.12__late.sql, added when V5.5.16 is released
```

## Good
```sql
-- V5.5.17__late.sql
```

## Instead
Give it a version above the latest release.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.script_name import read_script_name
from driftproof.model.findings import Severity
from driftproof.model.scripts import ScriptKind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import HistoryView, ScriptView


def check(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    """Report the scripts that no release has, at or below the highest version that one has."""
    named = [read_script_name(name) for name in history.released]
    released = [one.version for one in named if one and one.version and one.kind is ScriptKind.VERSIONED]
    if not released:
        return
    latest = max(released)
    for view in history.scripts:
        version = view.script.version
        is_new = view.script.name not in history.released and view.script.kind is ScriptKind.VERSIONED
        if is_new and version is not None and version <= latest:
            args = {"script": view.script.name, "latest": str(latest)}
            yield view, Report(args, "", 0, 0, f"script:{view.script.name}")


RULE = Rule("ID128", "change-in-released-version", Severity.ERROR, history=check, profiles=EVERY)
