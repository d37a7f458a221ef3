"""Adding a foreign key fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached. A foreign key's name is unique in its whole database, not only in its table.

## What the server says
Error 1005 with errno 121 on MariaDB, 1826 (HY000) "Duplicate foreign key constraint name" on MySQL, proved by
replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
ALTER TABLE `VmVO` ADD CONSTRAINT `fkVmVOHostVO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`) ON DELETE SET NULL;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CALL ADD_CONSTRAINT('VmVO', 'fkVmVOHostVO', 'hostUuid', 'HostVO', 'uuid', 'SET NULL');
```

## Instead
Call the helper ADD_CONSTRAINT, which also refuses with a clear message where rows have no parent, or guard the
statement by information_schema.table_constraints. The unsafe fix writes the helper.
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
    return reports(view, "add foreign key", guard)


RULE = Rule("ID104", "add-fk-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
