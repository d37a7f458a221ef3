"""A column has a REFERENCES of its own.

## Why
MySQL before 9.0 reads it and forgets it without a word; MariaDB and MySQL 9 make a foreign key. Installations
differ, and rows are protected on some of them.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`),
    `hostUuid` VARCHAR(32) NOT NULL REFERENCES `HostEO` (`uuid`));
```

## Good
```sql
CREATE TABLE `CacheVO` (`uuid` VARCHAR(32) NOT NULL, `hostUuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`));
```

## Instead
Write a CONSTRAINT of its own line, with a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import ForeignKey
from driftproof.model.changes import AddForeignKey, AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each such reference."""
    if not says_itself(site):
        return
    ignoring = tuple(
        (str(one), 0) for one in site.script.history.targets if not one.at_least(mysql=(9,), mariadb=(10,))
    )
    for key, span in _references(site):
        name = getattr(site.action, "name", None)
        table = getattr(name, "name", "")
        args = {"table": table, "column": key.columns[0]}
        path = f"table:{table}.column:{key.columns[0]}"
        yield Report(args, "", *site.offsets(span), path, targets=ignoring)


def _references(site: Site) -> Iterator[tuple[ForeignKey, Span | None]]:
    action = site.action
    if isinstance(action, CreateTable):
        yield from ((one, one.span) for one in action.table.foreign_keys if one.inline)
    elif isinstance(action, AlterTable):
        for one, span in zip(action.actions, action.spans, strict=False):
            if isinstance(one, AddForeignKey) and one.foreign_key.inline:
                yield one.foreign_key, span


RULE = Rule(
    "CK116",
    "inline-references",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=EVERY,
)
