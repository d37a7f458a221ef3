"""A table has many indexes, or an index many columns.

## Why
Every write keeps all of them; more than a few on one table hint at a table that does too much.

## What the server says
1069 above 64 indexes, 1070 above 16 columns.

## Bad
```sql
ALTER TABLE `T` ADD INDEX `idx9` (`i`);  -- the ninth
```

## Good
```sql
ALTER TABLE `T` DROP INDEX `idx8`, ADD INDEX `idx9` (`i`);
```

## Instead
Drop what nobody reads by. Off by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

_INDEXES = 8
_COLUMNS = 5


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return a table's having too many indexes, and its indexes with too many columns."""
    if len(table.indexes) > _INDEXES:
        yield Fault("indexes", {"count": len(table.indexes)})
    for index in table.indexes:
        if len(index.parts) > _COLUMNS:
            args = {"index": index.name, "count": len(index.parts)}
            yield Fault(f"index:{index.name}.columns", args, "columns", (("index", index.name),))


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults)


RULE = Rule(
    "CK120",
    "too-many-indexes",
    Severity.INFO,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=OFF,
)
