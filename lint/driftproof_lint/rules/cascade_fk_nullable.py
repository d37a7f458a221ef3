"""A foreign key that is ON DELETE CASCADE stands on a nullable column.

## Why
The row is meant to go with its parent, so it has no meaning without one. A nullable column lets rows in that no parent
owns and that no delete ever removes.

## What the server says
Nothing: every MySQL and MariaDB accepts it.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) DEFAULT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `CacheVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Make the column NOT NULL, or use ON DELETE SET NULL where the row has a life of its own. The unsafe fix writes NOT NULL
where the statement defines the column: whoever inserts a NULL is then refused. Where the column is older, no text of
this statement mends it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Fix, Severity
from driftproof_lint.column_edits import defined_here, refuse_null
from driftproof_lint.converge import named_in, without_null
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the nullable columns of cascading foreign keys."""
    for foreign_key in table.foreign_keys:
        if foreign_key.on_delete != "CASCADE":
            continue
        for name in foreign_key.columns:
            column = table.column(name)
            if column is not None and column.nullable:
                args = {"column": column.name, "foreign_key": foreign_key.name}
                parts = (("column", column.name), ("foreign_key", foreign_key.name))
                yield Fault(f"column:{column.name}", args, parts=parts)


def fix(site: Site, fault: Fault) -> Fix | None:
    """Make the column NOT NULL where the statement defines it."""
    span = defined_here(site, fault.args["column"])
    edits = refuse_null(site, span) if span is not None else ()
    return Fix("make it NOT NULL", edits, safe=False) if edits else None


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults, fix)


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Make the columns NOT NULL."""
    found = named_in(paths, "column") & named_in((fault.object for fault in faults(table, catalog)), "column")
    return without_null(table, found)


RULE = Rule(
    "CK101",
    "cascade-fk-nullable",
    Severity.ERROR,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="unsafe",
    converge=converge,
)
