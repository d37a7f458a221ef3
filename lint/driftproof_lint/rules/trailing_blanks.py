"""Lines end in blanks.

## Why
Nobody sees them, and every editor that takes them away makes a change of a line that nobody touched.

## What the server says
Nothing.

## Bad
```sql
SELECT 1;␠␠
```

## Good
```sql
SELECT 1;
```

## Instead
Take them away; the safe fix does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.layout import in_text
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView

_BLANKS = re.compile(r"[ \t]+(?=\r?$)", re.MULTILINE)


def check(view: ScriptView) -> Iterator[Report]:
    """Report a script once, at its first such line; texts in quotes are left alone."""
    found = [one for one in _BLANKS.finditer(view.script.text) if not in_text(view, one.start())]
    if found:
        edits = tuple(Edit(one.start(), one.end(), "") for one in found)
        yield Report({"count": len(found)}, "", *found[0].span(), "file.blanks", Fix("take the blanks away", edits))


RULE = Rule("ST103", "trailing-blanks", Severity.INFO, script=check, profiles=EVERY, fix="safe")
