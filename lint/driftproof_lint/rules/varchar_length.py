"""A VARCHAR is longer than is allowed.

## Why
A long VARCHAR cannot be indexed as a whole, and temporary tables may keep room for all of it.

## What the server says
Nothing up to 65,535 bytes a row; then 1118 "Row size too large".

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `path` VARCHAR(4096) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `path` VARCHAR(1024) NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
TEXT, or a shorter VARCHAR. Off by default; the option `max` sets the limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable, CreateTableSelect
from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import defined_columns, path_of, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each VARCHAR above the limit."""
    if not says_itself(site):
        return
    limit = site.script.history.option("varchar-length", "max", 2047)
    for defined in defined_columns(site):
        kind = defined.column.type
        if kind.name == "varchar" and isinstance(limit, int) and kind.length and kind.length[0] > limit:
            args = {"table": defined.table.name, "column": defined.column.name, "length": kind.length[0], "max": limit}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY113",
    "varchar-length",
    Severity.INFO,
    site=check,
    actions=(CreateTable, CreateTableSelect, AlterTable),
    written=True,
    profiles=OFF,
    options={"max": 2047},
)
