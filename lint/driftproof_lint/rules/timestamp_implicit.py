"""A TIMESTAMP column says neither NULL nor a default.

## Why
What it means depends on `explicit_defaults_for_timestamp`: off, the first such column of a table gets `DEFAULT
CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP`, later ones the zero date; on, it has neither. The variable is on in
MySQL 8.0.2 and MariaDB 10.10 and later, so a fresh install and an old one differ.

## What the server says
Nothing; or 1067 "Invalid default value" for the second such column, whose implied zero date strict servers refuse.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `lastSyncDate` TIMESTAMP,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `lastSyncDate` TIMESTAMP NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Write `NULL`, or `NOT NULL DEFAULT CURRENT_TIMESTAMP`, and `ON UPDATE CURRENT_TIMESTAMP` where that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, Defined, defined_columns, path_of, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each such column that has no default of its own."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        column = defined.column
        if column.type.name == "timestamp" and not column.nullable and column.default is None:
            if column.generated is not None or dict(column.options).keys() & {"row_start", "row_end"}:
                continue
            start, end = site.offsets(defined.span)
            args = {"table": defined.table.name, "column": column.name}
            yield Report(args, "", start, end, path_of(defined), _fix(site, defined))


def _fix(site: Site, defined: Defined) -> Fix | None:
    """Write out what the first target makes of the column."""
    if site.base is None or defined.span is None or defined.column.nullable is not None:
        return None
    at = site.base + defined.span[1]
    words = " NULL DEFAULT NULL" if defined.column.on_update is None else " NOT NULL DEFAULT CURRENT_TIMESTAMP"
    return Fix(f"say{words}", (Edit(at, at, words),), safe=False)


RULE = Rule(
    "TY103",
    "timestamp-implicit",
    Severity.ERROR,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=EVERY,
    fix="unsafe",
)
