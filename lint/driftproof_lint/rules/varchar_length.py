"""A VARCHAR or a CHAR is longer than is allowed.

## Why
A long VARCHAR cannot be indexed as a whole, and temporary tables may keep room for all of it. A CHAR takes its whole
length in every row.

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
TEXT, or a shorter VARCHAR. For a long CHAR, VARCHAR. Off by default; the options `max` and `char-max` set the
limits.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, defined_columns, path_of, says_itself

NAME = "varchar-length"


def check(site: Site) -> Iterator[Report]:
    """Report each VARCHAR and CHAR above its limit."""
    if not says_itself(site):
        return
    option = site.script.history.option
    limits = {"varchar": option(NAME, "max", 2047), "char": option(NAME, "char-max", 64)}
    for defined in defined_columns(site):
        kind = defined.column.type
        limit = limits.get(kind.name)
        if isinstance(limit, int) and kind.length and kind.length[0] > limit:
            args = {"table": defined.table.name, "column": defined.column.name, "length": kind.length[0], "max": limit}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))


RULE = Rule(
    "TY113",
    NAME,
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=OFF,
    options={"max": 2047, "char-max": 64},
)
