"""A column is a TIMESTAMP, which ends in 2038.

## Why
A TIMESTAMP is a number of seconds of 32 bits on most servers and ends on 2038-01-19; MariaDB 11.5 reaches to 2106.

## What the server says
1292 "Incorrect datetime value" for later dates.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `expires` TIMESTAMP NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `expires` DATETIME NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
DATETIME, in UTC. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, defined_columns, path_of, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each such column."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        column = defined.column
        if column.type.name == "timestamp":
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY114",
    "timestamp-2038",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=OFF,
)
