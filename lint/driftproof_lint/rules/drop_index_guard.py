"""Dropping an index or key fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1091 (42000) "Can't DROP INDEX", proved by replaying the script twice, and after a stop.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxVmVOHostUuid` (`hostUuid`)
) ENGINE=InnoDB;
DROP INDEX `idxVmVOHostUuid` ON `VmVO`;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxVmVOHostUuid` (`hostUuid`)
) ENGINE=InnoDB;
CALL DELETE_INDEX('VmVO', 'idxVmVOHostUuid');
```

## Instead
Call the helper DELETE_INDEX, or guard the statement by information_schema.statistics. Where every target is MariaDB,
DROP INDEX IF EXISTS does. The unsafe fix writes the helper, or MariaDB's own words where every target is one.
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
    return reports(view, "drop index", guard)


RULE = Rule("ID107", "drop-index-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
