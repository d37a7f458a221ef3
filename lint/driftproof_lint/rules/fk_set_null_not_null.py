"""A foreign key is SET NULL on a column that is NOT NULL.

## Why
The server cannot do what it is told to when the parent goes.

## What the server says
1830 on MySQL, 1005 (errno 150) on MariaDB.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`)
    REFERENCES `HostEO` (`uuid`) ON DELETE SET NULL;  -- hostUuid is NOT NULL
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`)
    REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE;
```

## Instead
Make the column nullable, or use CASCADE or RESTRICT. The unsafe fix writes NULL where the statement defines the column,
and the primary key has not got it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import fold
from driftproof_lint.column_edits import defined_here, take_null
from driftproof_lint.references import SET_NULL, Reference
from driftproof_lint.refusals import explained_by, guilty_references
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report the foreign keys for which a target refuses the statement."""
    targets = explained_by(site, SET_NULL)
    for one in guilty_references(site, SET_NULL):
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
    return Report(args, "", *site.offsets(one.span), path, _fix(site, one), targets=targets)


def _fix(site: Site, one: Reference) -> Fix | None:
    """Let the columns that are NOT NULL take NULL."""
    primary = one.child.primary_key if one.child is not None else None
    keyed = {fold(name) for name in primary.columns} if primary is not None else set()
    spans = [None if fold(name) in keyed else defined_here(site, name) for name in one.foreign_key.columns]
    edits = [take_null(site, span) for span in spans if span is not None]
    found = tuple(edit for edit in edits if edit is not None)
    return Fix("let it take NULL", found, safe=False) if found and None not in spans else None


RULE = Rule(
    "CK109",
    "fk-set-null-not-null",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AlterTable),
    refused=True,
    profiles=EVERY,
    fix="unsafe",
)
