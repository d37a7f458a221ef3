"""A NOT NULL column has NULL as its default.

## Why
The two contradict each other, and the server refuses the statement.

## What the server says
1067 "Invalid default value for 'name'", on every server.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL DEFAULT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Leave the default away; the safe fix does so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from driftproof.model.findings import Fix, Severity
from driftproof_lint.edits import remove_word
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, Span, defined_columns, path_of, says_itself, tokens


def check(site: Site) -> Iterator[Report]:
    """Report each column that says both."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        column = defined.column
        if column.nullable is False and column.default is not None and column.default.kind == "null":
            args = {"table": defined.table.name, "column": column.name}
            targets = tuple((str(target), 1067) for target in site.script.history.targets)
            fix = _fix(site, defined.span)
            yield Report(args, "", *site.offsets(defined.span), path_of(defined), fix, targets=targets)


def _fix(site: Site, span: Span | None) -> Fix | None:
    """Take DEFAULT NULL out."""
    if site.base is None or span is None:
        return None
    found = tokens(site, span)
    for first, second in pairwise(found):
        if first.upper == "DEFAULT" and second.upper == "NULL":
            edit = remove_word(site.script.script.text, site.base + first.start, site.base + second.end)
            return Fix("drop DEFAULT NULL", (edit,))
    return None


RULE = Rule(
    "TY104",
    "not-null-default-null",
    Severity.ERROR,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=EVERY,
    fix="safe",
)
