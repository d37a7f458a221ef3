"""A FLOAT or DOUBLE has a number of digits.

## Why
`FLOAT(M,D)` rounds an approximation; MySQL has deprecated it since 8.0.17.

## What the server says
Warning 1681 "Specifying number of digits for floating point data types is deprecated".

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `ratio` FLOAT(7,4) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `ratio` DECIMAL(7,4) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
DECIMAL(M,D), or FLOAT without digits.
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
        if column.type.name in {"float", "double"} and len(column.type.length) == 2:
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY110",
    "float-digits",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=EVERY,
)
