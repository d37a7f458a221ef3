"""A foreign key with ON UPDATE CASCADE goes from a NOT NULL column to a nullable one.

## Why
The parent may become NULL and the child may not: newer MariaDB refuses such a key in strict mode (MDEV-34392).

## What the server says
1005 (errno 150) on MariaDB 10.11.10, 11.4.4, 11.8 and later.

## Bad
```sql
ALTER TABLE `ChildVO` ADD CONSTRAINT `fk` FOREIGN KEY (`a`)  -- NOT NULL
    REFERENCES `ParentVO` (`a`) ON UPDATE CASCADE;  -- nullable, UNIQUE
```

## Good
```sql
ALTER TABLE `ChildVO` ADD CONSTRAINT `fk` FOREIGN KEY (`a`)
    REFERENCES `ParentVO` (`a`) ON UPDATE RESTRICT;
```

## Instead
Make the parent NOT NULL, or leave ON UPDATE CASCADE away.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddForeignKey, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.references import Reference, not_null, written_references
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each such foreign key, where a target is a MariaDB that refuses it."""
    refusing = tuple((str(one), 1005) for one in site.script.history.targets if one.at_least(mariadb=(10, 11, 10)))
    if not refusing:
        return
    for one in written_references(site.step):
        column = _endangered(one)
        if column:
            key = one.foreign_key
            args = {"name": key.name, "table": one.table.name, "parent": key.referenced_table, "column": column}
            path = f"table:{one.table.name}.foreign_key:{key.name}"
            yield Report(args, "", *site.offsets(one.span), path, targets=refusing)


def _endangered(one: Reference) -> str:
    """Return the NOT NULL column of the child that a NULL of the parent would reach, or an empty text."""
    key = one.foreign_key
    if key.on_update != "CASCADE" or one.child is None or one.parent is None:
        return ""
    for name, other in zip(key.columns, key.referenced_columns, strict=False):
        own, referenced = one.child.column(name), one.parent.column(other)
        if own is None or referenced is None:
            continue
        if not_null(one.child, own) and not not_null(one.parent, referenced):
            return own.name
    return ""


RULE = Rule(
    "PO108",
    "fk-nullability-strict",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, AddForeignKey),
    profiles=EVERY,
)
