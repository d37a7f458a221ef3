"""A foreign key does not say ON DELETE.

## Why
Who reads it must know the default, which is RESTRICT.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE RESTRICT;
```

## Instead
Say what is meant. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddForeignKey, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.references import written_references
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each foreign key that a statement writes without the clause."""
    for one in written_references(site.step):
        key = one.foreign_key
        if not key.on_delete and site.base is not None:
            args = {"table": one.table.name, "name": key.name}
            yield Report(args, "", *site.offsets(one.span), f"table:{one.table.name}.foreign_key:{key.name}")


RULE = Rule("CK112", "fk-no-action", Severity.INFO, site=check, actions=(CreateTable, AddForeignKey), profiles=OFF)
