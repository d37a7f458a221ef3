"""Dropping a table, view or stored program fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1051 for tables and views, 1305 for procedures and functions, 1360 for triggers, 1539 for events. Proved by
replaying the script twice, and after a stop.

## Bad
```sql
-- `OldVO` comes from an earlier script
DROP TABLE `OldVO`;
```

## Good
```sql
DROP TABLE IF EXISTS `OldVO`;
```

## Instead
Write IF EXISTS; the safe fix does.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Fix, Severity
from driftproof_lint.edits import insert_behind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import Repeat, reports
from driftproof_lint.views import ScriptView

_START = r"DROP\s+(?:TEMPORARY\s+)?(?:TABLE|VIEW|PROCEDURE|FUNCTION|TRIGGER|EVENT)\s+"


def fix(view: ScriptView, one: Repeat) -> Fix | None:
    """Guard the statement by its own words."""
    edit = insert_behind(view.script.text, one.base or 0, one.end, _START, "IF EXISTS ")
    return Fix("write IF EXISTS", (edit,)) if edit else None


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses."""
    return reports(view, "drop object", fix)


RULE = Rule("ID111", "drop-if-exists", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
