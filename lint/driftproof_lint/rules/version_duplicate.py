"""Two scripts have the same version.

## Why
One of them is left out, or the runner refuses both. 5.5 and 5.5.0 are the same version.

## What the server says
Nothing; the runner refuses: "Found more than one migration with version".

## Bad
```sql
-- V5.5__a.sql and V5.5.0__b.sql
```

## Good
```sql
-- V5.5__a.sql and V5.5.1__b.sql
```

## Instead
Give the one that is not released the next version.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Related, Severity
from driftproof.model.scripts import ScriptKind, Version
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import HistoryView, ScriptView


def check(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    """Report every script whose version an earlier one has."""
    seen: dict[tuple[ScriptKind, Version], ScriptView] = {}
    for view in history.scripts:
        version = view.script.version
        if version is None or view.script.kind is ScriptKind.CALLBACK:
            continue
        first = seen.setdefault((view.script.kind, version), view)
        if first is not view:
            args = {"script": view.script.name, "other": first.script.name, "version": str(version)}
            places = (Related(first.script.place(), "the other one"),)
            yield view, Report(args, "", 0, 0, f"script:{view.script.name}", related=places)


RULE = Rule("ID129", "version-duplicate", Severity.ERROR, history=check, profiles=EVERY)
