"""A UNIQUE key has only the first characters of a column.

## Why
Two long values that begin alike are refused although they differ: uniqueness is that of the prefix, not of the
value.

## What the server says
1062 "Duplicate entry" for values that differ.

## Bad
```sql
ALTER TABLE `MountVO` ADD UNIQUE KEY `ukMountVO` (`vmUuid`, `mountPath`(255));
```

## Good
```sql
ALTER TABLE `MountVO` ADD UNIQUE KEY `ukMountVO` (`vmUuid`, `mountPathHash`);
```

## Instead
Keep a hash of the whole value in a column of its own, and make that unique.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the columns of unique keys that have a length."""
    for index in table.indexes:
        for part in index.parts:
            column = table.column(part.column)
            if index.is_unique and part.length is not None and column is not None:
                args = {"index": index.name, "column": column.name, "length": part.length}
                yield Fault(f"index:{index.name}.column:{column.name}", args, parts=(("index", index.name),))


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults)


RULE = Rule(
    "CK118",
    "unique-prefix",
    Severity.WARNING,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
)
