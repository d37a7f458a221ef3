"""A new table says no character set.

## Why
It inherits that of the database, and this one that of the server, which has changed: latin1 before MySQL 8.0 and
MariaDB 11.6, utf8mb4 since. Foreign keys between old and new tables then fail.

## What the server says
Nothing here; 3780, or 1005 (errno 150), at a later foreign key.

## Bad
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
```

## Good
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB
    DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
```

## Instead
Write DEFAULT CHARSET, and COLLATE beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateTable, CreateTableSelect
from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import named_at


def check(site: Site) -> Iterator[Report]:
    """Report a CREATE TABLE without CHARSET and COLLATE."""
    action = site.action
    if not isinstance(action, CreateTable | CreateTableSelect) or site.base is None or action.temporary:
        return
    if action.table.charset is None and action.table.collation is None:
        start, end = site.offsets(named_at(site, action.name.name))
        yield Report({"table": action.name.name}, "", start, end, f"table:{action.name.name}.charset")


RULE = Rule(
    "CS101",
    "charset-explicit",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, CreateTableSelect),
    written=True,
    profiles=EVERY,
)
