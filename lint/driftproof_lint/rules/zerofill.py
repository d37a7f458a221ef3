"""A column is ZEROFILL.

## Why
It changes how clients show a number, makes it unsigned in secret, and is deprecated since MySQL 8.0.17.

## What the server says
Warning 1681 "The ZEROFILL attribute is deprecated".

## Bad
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `number` INT(8) ZEROFILL NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `MountVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `number` INT UNSIGNED NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Pad where the number is shown: `LPAD(number, 8, '0')`. The fix takes ZEROFILL out, and writes UNSIGNED, which it says in
secret. It is unsafe: programs then read `42` where they have read `00000042`.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.column_edits import own_tokens
from driftproof_lint.edits import remove_word
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import DEFINING, Defined, defined_columns, path_of, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each such column."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        column = defined.column
        if column.type.zerofill:
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined), _fix(site, defined))


def _fix(site: Site, defined: Defined) -> Fix | None:
    """Write UNSIGNED in its place, or leave it out beside UNSIGNED."""
    found = own_tokens(site, defined.span) if defined.span else []
    token = next((one for one in found if one.upper == "ZEROFILL"), None)
    if site.base is None or token is None:
        return None
    start, end = site.base + token.start, site.base + token.end
    if any(one.upper == "UNSIGNED" for one in found):
        return Fix("leave it out", (remove_word(site.script.script.text, start, end),), safe=False)
    return Fix("write UNSIGNED", (Edit(start, end, "UNSIGNED"),), safe=False)


RULE = Rule(
    "TY116",
    "zerofill",
    Severity.INFO,
    site=check,
    actions=DEFINING,
    written=True,
    profiles=EVERY,
    fix="unsafe",
)
