"""`utf8` stands for a character set.

## Why
It is an alias: three bytes a character today, four by the announced plans of both vendors, and by `old_mode` on
MariaDB.

## What the server says
Warning 3719 "'utf8' is currently an alias for the character set UTF8MB3" on MySQL.

## Bad
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NULL) DEFAULT CHARSET=utf8;
```

## Good
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NULL) DEFAULT CHARSET=utf8mb3;
```

## Instead
Write utf8mb3 (the unsafe fix does) or utf8mb4, whichever is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import charset_tokens, subject


def check(site: Site) -> Iterator[Report]:
    """Report each such name."""
    if site.base is None:
        return
    for token in charset_tokens(site):
        if token.value.lower() == "utf8":
            start, end = site.base + token.start, site.base + token.end
            fix = Fix("write utf8mb3", (Edit(start, end, "utf8mb3"),), safe=False)
            yield Report({"text": token.value}, "", start, end, f"{subject(site)}.charset", fix)


RULE = Rule(
    "CS103",
    "charset-alias-utf8",
    Severity.INFO,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=EVERY,
    fix="unsafe",
)
