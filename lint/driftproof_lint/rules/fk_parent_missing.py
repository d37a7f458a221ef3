"""A foreign key refers to a table or column that is not there.

## Why
The server refuses; with `foreign_key_checks` off it accepts, and the key hangs in the air until the first write
fails.

## What the server says
1824 or 3734 on MySQL, 1005 (errno 150) on MariaDB.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fk` FOREIGN KEY (`hostUuid`) REFERENCES `HostVO` (`uuid`);  -- a view
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Instead
Refer to the table and column that exist; make the parent first.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddForeignKey, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.parents import missing_parents
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each foreign key whose parent never comes."""
    for missing in missing_parents(site):
        if not missing.is_made_later:
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
    "CK107", "fk-parent-missing", Severity.ERROR, site=check, actions=(CreateTable, AddForeignKey), profiles=EVERY
)
