"""A column is an ENUM or a SET.

## Why
Another value means another ALTER on every installation, values sort by their position, and drivers treat them each
in its own way.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `state` ENUM('on', 'off') NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `state` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
VARCHAR, with the values checked by the program. Off by default: select it by name.
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
        if column.type.name in {"enum", "set"}:
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY108",
    "enum-set",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=OFF,
)
