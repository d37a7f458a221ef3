"""A primary key is of a type that is not allowed.

## Why
Short, alike keys join fast and fit every reference.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NOT NULL, PRIMARY KEY (`name`));
```

## Good
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`));
```

## Instead
A VARCHAR(32) with a uuid, or a BIGINT. Off by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

_ALLOWED = frozenset({("varchar", (32,)), ("char", (32,)), ("bigint", ())})


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the columns of the primary key of other types."""
    primary = table.primary_key
    for name in primary.columns if primary else ():
        column = table.column(name)
        if column is None:
            continue
        length = () if column.type.is_integer else column.type.length
        if (column.type.name, length) not in _ALLOWED:
            args = {"column": column.name, "type": str(column.type)}
            yield Fault(f"primary_key.column:{column.name}", args, parts=(("column", column.name),))


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults)


RULE = Rule(
    "CK115",
    "pk-type",
    Severity.WARNING,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=OFF,
)
