"""A column of a UNIQUE key is nullable.

## Why
A UNIQUE key lets any number of rows in that have NULL in one of its columns: what looks unique is not.

## What the server says
Nothing: NULL differs from NULL on every MySQL and MariaDB.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `StorageVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(255) DEFAULT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukStorageVOHostRoot` (`hostUuid`, `sourceRoot`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `StorageVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `hostUuid` VARCHAR(32) NOT NULL,
    `sourceRoot` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukStorageVOHostRoot` (`hostUuid`, `sourceRoot`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Make the column NOT NULL. Where "at most one, or none" is meant, say so: `allow-single = true` leaves UNIQUE keys over
one column alone. The unsafe fix writes NOT NULL where the statement defines the column: whoever inserts a NULL is then
refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from driftproof.model.catalog import Catalog, IndexKind, Table
from driftproof.model.findings import Fix, Severity
from driftproof_lint.column_edits import defined_here, refuse_null
from driftproof_lint.converge import named_in, without_null
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

NAME = "unique-nullable"


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the nullable columns of unique keys."""
    for index in table.indexes:
        if index.kind is not IndexKind.UNIQUE:
            continue
        for name in index.columns:
            column = table.column(name)
            if column is not None and column.nullable and column.generated is None:
                args = {"column": column.name, "index": index.name, "columns": len(index.parts)}
                parts = (("column", column.name), ("index", index.name))
                yield Fault(f"index:{index.name}.column:{column.name}", args, parts=parts)


def fix(site: Site, fault: Fault) -> Fix | None:
    """Make the column NOT NULL where the statement defines it."""
    span = defined_here(site, fault.args["column"])
    edits = refuse_null(site, span) if span is not None else ()
    return Fix("make it NOT NULL", edits, safe=False) if edits else None


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    allow_single = site.script.history.option(NAME, "allow-single", False)
    for report in new_faults(site, faults, fix):
        if not (allow_single and report.args["columns"] == 1):
            yield report


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Make the columns NOT NULL."""
    found = {fault.object for fault in faults(table, catalog)} & set(paths)
    return without_null(table, named_in(found, "column"))


RULE = Rule(
    "CK102",
    NAME,
    Severity.ERROR,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="unsafe",
    converge=converge,
    options={"allow-single": False},
)
