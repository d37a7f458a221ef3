"""Adding an index or key fails, or doubles it, when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
Error 1061 (42000) "Duplicate key name", 1068 "Multiple primary key defined", or nothing at all for an index without a
name, which is made a second time. Proved by replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CREATE INDEX `idxVmVOHostUuid` ON `VmVO` (`hostUuid`);
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB;
CALL CREATE_INDEX('VmVO', 'idxVmVOHostUuid', 'hostUuid');
```

## Instead
Call the helpers CREATE_INDEX, CREATE_UNIQUE_INDEX or ADD_PRIMARY_KEY, or guard the statement by
information_schema.statistics. Where every target is MariaDB, CREATE INDEX IF NOT EXISTS does. The unsafe fix writes
the helper, or MariaDB's own words where every target is one.
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
    return reports(view, "add index", guard)


RULE = Rule("ID106", "create-index-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
