"""A foreign key refers to columns that are no whole primary or unique key.

## Why
A child row would have several parents. InnoDB once took any index whose first columns fit; MySQL 8.4 refuses.

## What the server says
6125 "Failed to add the foreign key constraint. Missing unique key …" on MySQL 8.4 and later
(`restrict_fk_on_non_standard_key`); without any index 1822 on MySQL and 1005 (errno 150) on MariaDB.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`zone`);
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Instead
Refer to the whole primary key, or add a UNIQUE key on exactly these columns to the parent.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.references import NOT_UNIQUE, Reference
from driftproof_lint.refusals import explained_by, guilty_references
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report the foreign keys for which a target refuses the statement."""
    targets = explained_by(site, NOT_UNIQUE)
    for one in guilty_references(site, NOT_UNIQUE):
        yield _report(site, one, targets)


def _report(site: Site, one: Reference, targets: tuple[tuple[str, int], ...]) -> Report:
    key = one.foreign_key
    args = {
        "table": one.table.name,
        "name": key.name,
        "columns": ", ".join(key.columns),
        "parent": key.referenced_table,
        "parent_columns": ", ".join(key.referenced_columns),
        "numbers": ", ".join(f"{number} on {target}" for target, number in targets),
    }
    path = f"table:{one.table.name}.foreign_key:{key.name}"
    return Report(args, "", *site.offsets(one.span), path, targets=targets)


RULE = Rule(
    "CK108",
    "fk-parent-not-unique",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AlterTable),
    refused=True,
    profiles=EVERY,
)
