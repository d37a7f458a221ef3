"""A NOT NULL column of a new table has no default.

## Why
An INSERT that leaves it out fails in strict mode and stores an empty value otherwise.

## What the server says
1364 "Field 'a' doesn't have a default value" on INSERT.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT '',
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Say a default. Off by default: a column that every INSERT must name is often what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, Defined, defined_columns, path_of, says_itself


def _lacks_default(site: Site, defined: Defined) -> bool:
    """Tell whether a column is NOT NULL without a default, and neither numbered, generated nor in the primary key."""
    column = defined.column
    if column.nullable is not False or column.default is not None or column.auto_increment or column.generated:
        return False
    action = site.action
    primary = action.table.primary_key if isinstance(action, CreateTable) else None
    return primary is None or column.name not in primary.columns


def check(site: Site) -> Iterator[Report]:
    """Report each such column."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        column = defined.column
        if defined.in_create and _lacks_default(site, defined):
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY105",
    "no-implicit-not-null",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=OFF,
)
