"""A table has a foreign key.

## Why
Some teams keep references in the program, for sharding or for online changes.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Good
```sql
ALTER TABLE `CacheVO` ADD INDEX `idxCacheVOHost` (`hostUuid`);
```

## Instead
Off by default, for those who forbid them.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the foreign keys."""
    for key in table.foreign_keys:
        yield Fault(f"foreign_key:{key.name}", {"name": key.name}, parts=(("foreign_key", key.name),))


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults)


RULE = Rule(
    "CK121",
    "no-foreign-keys",
    Severity.WARNING,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=OFF,
)
