"""A script is bigger than is allowed.

## Why
Nobody reviews it, and a failure in its middle is far from both ends.

## What the server says
Nothing.

## Bad
```sql
-- 10,000 lines
```

## Good
```sql
-- 300 lines
```

## Instead
Split it into versions. The options `lines` and `statements` set the limits. Off by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report a script with too many lines or statements."""
    option = view.history.option
    lines, statements = len(view.line_starts), len(view.steps)
    most = option("script-too-big", "lines", 2000), option("script-too-big", "statements", 500)
    if any(isinstance(limit, int) and have > limit for have, limit in zip((lines, statements), most, strict=True)):
        yield Report({"script": view.script.name, "lines": lines, "statements": statements}, "", 0, 0, "file.size")


RULE = Rule(
    "ST112",
    "script-too-big",
    Severity.INFO,
    script=check,
    profiles=OFF,
    options={"lines": 2000, "statements": 500},
)
