"""Dropping a foreign key fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached. The usual trio of dropping a foreign key, changing a column and adding it again runs twice, but not
after a stop in between.

## What the server says
Error 1091 (42000) "Can't DROP FOREIGN KEY", proved by replaying the script twice, and after a stop.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmVOHostVO` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`)
) ENGINE=InnoDB;
ALTER TABLE `VmVO` DROP FOREIGN KEY `fkVmVOHostVO`;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkVmVOHostVO` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`)
) ENGINE=InnoDB;
CALL DROP_CONSTRAINT('VmVO', 'fkVmVOHostVO');
```

## Instead
Call the helper DROP_CONSTRAINT, or guard the statement by information_schema.table_constraints. Where every target is
MariaDB, DROP FOREIGN KEY IF EXISTS does. The unsafe fix writes the helper, or MariaDB's own words where every target
is one.
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
    return reports(view, "drop foreign key", guard)


RULE = Rule("ID105", "drop-fk-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
