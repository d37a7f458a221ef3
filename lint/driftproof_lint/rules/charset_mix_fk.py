"""The columns of a foreign key differ in character set or collation.

## Why
A server compares them byte by byte and refuses. It happens when a table without a CHARSET inherits the default of a
newer server.

## What the server says
3780 "… are incompatible" on MySQL, 1005 (errno 150) on MariaDB.

## Bad
```sql
CREATE TABLE `CacheVO` (… FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`))
    DEFAULT CHARSET=utf8mb4;
```

## Good
```sql
CREATE TABLE `CacheVO` (… FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`))
    DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
```

## Instead
Give the child the character set and collation of its parent, both written out. The unsafe fix does so for a new table:
all its columns then have them.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Fix, Severity
from driftproof_lint.charsets import write_charset
from driftproof_lint.references import CHARSETS, Reference
from driftproof_lint.refusals import explained_by, guilty_references
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report the foreign keys for which a target refuses the statement."""
    targets = explained_by(site, CHARSETS)
    for one in guilty_references(site, CHARSETS):
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
    """Write the character set and collation of the parent's column, where the child's has none of its own."""
    if not isinstance(site.action, CreateTable) or one.parent is None or one.child is None:
        return None
    own = one.child.column(one.foreign_key.columns[0])
    other = one.parent.column(one.foreign_key.referenced_columns[0])
    if own is None or own.charset or own.collation or other is None or not other.charset or not other.collation:
        return None
    edits = write_charset(site, (other.charset, other.collation))
    return Fix(f"write {other.charset}", edits, safe=False) if edits else None


RULE = Rule(
    "CS104",
    "charset-mix-fk",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AlterTable),
    refused=True,
    profiles=EVERY,
    fix="unsafe",
)
