"""The file starts with a byte order mark.

## Why
Some clients send it to the server as part of the first word; checksums of the text and of the bytes differ.

## What the server says
1064 near the first word, from clients that do not drop it.

## Bad
```sql
(EF BB BF)SELECT 1;
```

## Good
```sql
SELECT 1;
```

## Instead
Save the file as UTF-8 without a mark. There is no fix: fixes are edits of the text behind the mark, and keep the bytes
around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView

_MARK = b"\xef\xbb\xbf"


def check(view: ScriptView) -> Iterator[Report]:
    """Report a file whose bytes start with the mark."""
    if view.script.data.startswith(_MARK):
        yield Report({}, "", 0, 1, "file.mark")


RULE = Rule("ST105", "byte-order-mark", Severity.INFO, script=check, profiles=EVERY)
