"""A column is of type LONG, which is MEDIUMTEXT.

## Why
LONG looks like a number and is a text of up to 16 MB: sums, comparisons and indexes of it surprise.

## What the server says
Nothing; `SHOW CREATE TABLE` says `mediumtext`.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `cooldown` LONG NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `cooldown` BIGINT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Write BIGINT where a number is meant, or MEDIUMTEXT. The unsafe fix writes MEDIUMTEXT, which is what the server
makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, defined_columns, path_of, says_itself, tokens

_TEXTS = frozenset({"VARCHAR", "VARBINARY", "CHAR", "VARCHARACTER"})


def check(site: Site) -> Iterator[Report]:
    """Report each column whose type is the bare word LONG."""
    if not says_itself(site) or site.base is None:
        return
    for defined in defined_columns(site):
        if defined.column.type.name != "mediumtext" or defined.span is None:
            continue
        found = tokens(site, defined.span)
        if len(found) > 1 and found[1].upper == "LONG" and (len(found) == 2 or found[2].upper not in _TEXTS):
            start, end = site.base + found[1].start, site.base + found[1].end
            fix = Fix("MEDIUMTEXT", (Edit(start, end, "MEDIUMTEXT"),), safe=False)
            args = {"table": defined.table.name, "column": defined.column.name}
            yield Report(args, "", start, end, path_of(defined), fix)


RULE = Rule(
    "TY106",
    "long-type",
    Severity.ERROR,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=EVERY,
    fix="unsafe",
)
