"""Lines end in CR LF.

## Why
Checksums of the bytes differ between checkouts, and texts that span lines keep the CR.

## What the server says
Nothing.

## Bad
```sql
SELECT 1;␍
```

## Good
```sql
SELECT 1;
```

## Instead
LF alone; the safe fix does so. Let `.gitattributes` say `*.sql text eol=lf`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.layout import in_text
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report a script once, at its first such line; texts in quotes are left alone."""
    text = view.script.text
    ends = (one.start() for one in re.finditer(r"\r\n", text))
    found = [at for at in ends if not in_text(view, at)]
    if found:
        edits = tuple(Edit(at, at + 1, "") for at in found)
        yield Report({"count": len(found)}, "", found[0], found[0] + 2, "file.crlf", Fix("LF alone", edits))


RULE = Rule("ST104", "crlf", Severity.INFO, script=check, profiles=EVERY, fix="safe")
