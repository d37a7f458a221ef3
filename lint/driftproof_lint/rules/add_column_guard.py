"""ADD COLUMN fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1060 (42S21) "Duplicate column name", proved by replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
ALTER TABLE `VmVO` ADD COLUMN `state` VARCHAR(32) NULL;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
```

## Instead
Call the helper ADD_COLUMN, or guard the statement by information_schema in a procedure. Where every target is MariaDB,
ADD COLUMN IF NOT EXISTS does. The unsafe fix writes the helper, or MariaDB's own words where every target is one.
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
    return reports(view, "add column", guard)


RULE = Rule("ID102", "add-column-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
