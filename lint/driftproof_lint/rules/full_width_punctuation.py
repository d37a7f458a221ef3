"""Full-width punctuation stands outside of texts and comments.

## Why
An input method left on writes `，` and `；` and `（`, which look right and are no SQL.

## What the server says
1064, or 1054 where it becomes a part of a name.

## Bad
```sql
CREATE TABLE `t`（`a` INT）；
```

## Good
```sql
CREATE TABLE `t` (`a` INT);
```

## Instead
The unsafe fix writes the plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.layout import in_text
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView

_PLAIN = dict(zip("，；（）：＝‘’“”＇＂　。", ",;():=''\"\"'\" .", strict=True))
_WIDE = re.compile(f"[{''.join(_PLAIN)}]")


def check(view: ScriptView) -> Iterator[Report]:
    """Report each such character."""
    for one in _WIDE.finditer(view.script.text):
        if not in_text(view, one.start(), comments=True):
            fix = Fix("write the plain one", (Edit(one.start(), one.end(), _PLAIN[one.group()]),), safe=False)
            yield Report({"text": one.group()}, "", one.start(), one.end(), f"file.character:{one.group()}", fix)


RULE = Rule("ST106", "full-width-punctuation", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
