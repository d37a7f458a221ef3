"""A whole number has a display width.

## Why
The width says nothing about what fits: `INT(1)` holds as much as `INT`. MySQL has deprecated it since 8.0.17 and no
longer shows it, so schemas seem to differ between servers.

## What the server says
Warning 1681 "Integer display width is deprecated".

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `count` INT(11) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `count` INT NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Leave it away; the safe fix does so. `TINYINT(1)`, which drivers take for a truth value, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import STRICT, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, Span, defined_columns, path_of, says_itself, tokens


def check(site: Site) -> Iterator[Report]:
    """Report each width but that of TINYINT(1)."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        kind = defined.column.type
        if not kind.is_integer or not kind.length or kind.zerofill or (kind.name, kind.length) == ("tinyint", (1,)):
            continue
        args = {"table": defined.table.name, "column": defined.column.name, "type": str(kind)}
        yield Report(args, "", *site.offsets(defined.span), path_of(defined), _fix(site, defined.span))


def _fix(site: Site, span: Span | None) -> Fix | None:
    """Take the parentheses behind the type out."""
    if site.base is None or span is None:
        return None
    found = tokens(site, span)
    if len(found) < 5 or found[2].upper != "(" or found[4].upper != ")":
        return None
    return Fix("drop the width", (Edit(site.base + found[2].start, site.base + found[4].end, ""),))


RULE = Rule(
    "TY109",
    "int-display-width",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=STRICT,
    fix="safe",
)
