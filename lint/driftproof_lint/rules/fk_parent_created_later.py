"""A foreign key refers to a table that a later statement makes.

## Why
The order is wrong: a fresh install stops here, an older installation may not.

## What the server says
1824 or 3734 on MySQL, 1005 (errno 150) on MariaDB.

## Bad
```sql
CREATE TABLE `CacheVO` (… FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`));
CREATE TABLE `HostEO` (…);
```

## Good
```sql
CREATE TABLE `HostEO` (…);
CREATE TABLE `CacheVO` (… FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`));
```

## Instead
Make the parent first.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddForeignKey, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.parents import missing_parents
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each foreign key whose parent comes later."""
    for missing in missing_parents(site):
        if missing.is_made_later:
            key = missing.reference.foreign_key
            args = {
                "table": missing.reference.table.name,
                "name": key.name,
                "parent": key.referenced_table,
                "parent_columns": ", ".join(key.referenced_columns),
            }
            path = f"table:{missing.reference.table.name}.foreign_key:{key.name}"
            yield Report(args, "", *site.offsets(missing.reference.span), path, targets=missing.targets)


RULE = Rule(
    "CK113", "fk-parent-created-later", Severity.ERROR, site=check, actions=(CreateTable, AddForeignKey), profiles=EVERY
)
