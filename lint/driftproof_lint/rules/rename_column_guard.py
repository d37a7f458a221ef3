"""Renaming a column fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1054 (42S22) "Unknown column", since the old name is gone. Proved by replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
ALTER TABLE `VmVO` CHANGE `hostUuid` `lastHostUuid` VARCHAR(32) NULL;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CALL RENAME_COLUMN('VmVO', 'hostUuid', 'lastHostUuid');
```

## Instead
Call the helper RENAME_COLUMN, or guard the statement by information_schema.columns: the old name is there and the new
one is not. The unsafe fix writes the helper.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.guarding import guard
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import reports
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses."""
    return reports(view, "rename column", guard)


RULE = Rule("ID110", "rename-column-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
