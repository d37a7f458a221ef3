"""A line is indented with tabs.

## Why
A tab is as wide as the reader likes: what stands in columns for one is a staircase for another.

## What the server says
Nothing.

## Bad
```sql
(tab)`a` INT NULL
```

## Good
```sql
    `a` INT NULL
```

## Instead
Blanks; the safe fix writes four for each tab at the start of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.layout import in_text
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView

_INDENT = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)


def check(view: ScriptView) -> Iterator[Report]:
    """Report a script once, at its first such line; texts in quotes are left alone."""
    found = [one for one in _INDENT.finditer(view.script.text) if not in_text(view, one.start())]
    if found:
        edits = tuple(Edit(one.start(), one.end(), one.group().replace("\t", "    ")) for one in found)
        yield Report({"count": len(found)}, "", *found[0].span(), "file.tabs", Fix("four blanks for a tab", edits))


RULE = Rule("ST102", "tabs", Severity.INFO, script=check, profiles=EVERY, fix="safe")
