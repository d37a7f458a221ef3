"""CREATE VIEW fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1050 (42S01) "Table 'HostVO' already exists", proved by replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE VIEW `HostUuidVO` AS SELECT `uuid` FROM `HostVO`;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE OR REPLACE VIEW `HostUuidVO` AS SELECT `uuid` FROM `HostVO`;
```

## Instead
Write OR REPLACE (the safe fix does), or DROP VIEW IF EXISTS in front.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Fix, Severity
from driftproof_lint.edits import insert_behind
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import Repeat, reports
from driftproof_lint.views import ScriptView

_START = r"CREATE\s+"


def fix(view: ScriptView, one: Repeat) -> Fix | None:
    """Guard the statement by its own words."""
    edit = insert_behind(view.script.text, one.base or 0, one.end, _START, "OR REPLACE ")
    return Fix("write OR REPLACE", (edit,)) if edit else None


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses."""
    return reports(view, "create view", fix)


RULE = Rule("ID112", "create-view-replace", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
