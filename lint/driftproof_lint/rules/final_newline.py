"""The script does not end with a newline.

## Why
A file put behind another runs into its last line; diffs show a change where there is none.

## What the server says
Nothing.

## Bad
```sql
SELECT 1; (and nothing more)
```

## Good
```sql
SELECT 1; (and a newline)
```

## Instead
End the file with a newline; the safe fix does.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report a script whose last line is not ended."""
    text = view.script.text
    if text and not text.endswith("\n"):
        fix = Fix("add a newline", (Edit(len(text), len(text), "\n"),))
        yield Report({}, "", max(len(text) - 1, 0), len(text), "file.end", fix)


RULE = Rule("ST101", "final-newline", Severity.INFO, script=check, profiles=EVERY, fix="safe")
