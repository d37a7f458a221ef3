"""A column is of type FLOAT or DOUBLE.

## Why
A floating point number is an approximation: sums depend on the order of rows, and `=` rarely finds what was stored.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `price` FLOAT NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `price` DECIMAL(12,2) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
DECIMAL for amounts, BIGINT for counts; leave measured values as they are and silence the rule for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, defined_columns, path_of, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each such column."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        column = defined.column
        if column.type.name in {"float", "double"}:
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY107",
    "float",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=EVERY,
)
