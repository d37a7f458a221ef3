"""CREATE TABLE fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1050 (42S01) "Table 'VmVO' already exists", proved by replaying the script twice.

## Bad
```sql
CREATE TABLE `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Write IF NOT EXISTS; the safe fix does. A table that the script drops first needs no guard, and is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Fix, Severity
from driftproof_lint.edits import insert_behind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import Repeat, reports
from driftproof_lint.views import ScriptView

_START = r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMPORARY\s+)?TABLE\s+"


def fix(view: ScriptView, one: Repeat) -> Fix | None:
    """Guard the statement by its own words."""
    edit = insert_behind(view.script.text, one.base or 0, one.end, _START, "IF NOT EXISTS ")
    return Fix("write IF NOT EXISTS", (edit,)) if edit else None


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses."""
    return reports(view, "create table", fix)


RULE = Rule("ID101", "create-table-guard", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
