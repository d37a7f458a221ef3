"""A script ends with a delimiter other than ;.

## Why
Scripts that are joined, or piped into one client, go on with it: the next script is one statement that never ends. A
statement added at the end of this one is lost in the same way.

## What the server says
Error 1064 in the next script, or nothing: its statements are never sent.

## Bad
```sql
DELIMITER $$
CREATE PROCEDURE `p`() DO 0 $$
```

## Good
```sql
DELIMITER $$
CREATE PROCEDURE `p`() DO 0 $$
DELIMITER ;
```

## Instead
Set it back; the safe fix adds the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.split import split
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.scripts import StatementKind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView

_COMMAND = "DELIMITER ;"


def check(view: ScriptView) -> Iterator[Report]:
    """Report the last DELIMITER command, where it does not set the usual one."""
    text = view.script.text
    if "delimiter" not in text.lower():
        return
    pieces = tuple(split(text))
    commands = [one for one in pieces if one.kind is StatementKind.DELIMITER]
    set_last = commands[-1].text.split() if commands else []
    if len(set_last) < 2 or set_last[1] == ";":
        return
    last = next((one for one in reversed(pieces) if one.is_sql), None)
    gap = "" if text.endswith("\n") else "\n"
    edit = Edit(len(text), len(text), f"{gap}{_COMMAND}\n")
    is_closed = last is None or (last.terminated and not last.open)
    span = commands[-1].span
    fix = Fix("set it back", (edit,)) if is_closed else None
    start = span.start + len(commands[-1].text) - len(commands[-1].text.lstrip())
    yield Report({"delimiter": set_last[1]}, "", start, span.end, "delimiter", fix)


RULE = Rule("SP109", "delimiter-not-reset", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
