"""A new table says no character set.

## Why
It inherits that of the database, and this one that of the server, which has changed: latin1 before MySQL 8.0 and
MariaDB 11.6, utf8mb4 since. Foreign keys between old and new tables then fail.

## What the server says
Nothing here; 3780, or 1005 (errno 150), at a later foreign key.

## Bad
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB;
```

## Good
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) ENGINE=InnoDB
    DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;
```

## Instead
Write DEFAULT CHARSET, and COLLATE beside it. Where every target makes the same of the table, the safe fix writes that.
Where they differ, whatever is written is another schema on some of them: the fix is unsafe, and writes what most tables
have (utf8mb4 for a first table, and where that is not allowed).
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog
from driftproof.model.changes import CreateTable, CreateTableSelect, ObjectName
from driftproof.model.findings import Fix, Severity
from driftproof_lint.charsets import ANYWHERE, Pair, allowed_charsets, usual, write_charset
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import named_at


def check(site: Site) -> Iterator[Report]:
    """Report a CREATE TABLE without CHARSET and COLLATE."""
    action = site.action
    if not isinstance(action, CreateTable | CreateTableSelect) or site.base is None or action.temporary:
        return
    if action.table.charset is None and action.table.collation is None:
        start, end = site.offsets(named_at(site, action.name.name))
        path = f"table:{action.name.name}.charset"
        yield Report({"table": action.name.name}, "", start, end, path, _fix(site, action.name))


def _fix(site: Site, name: ObjectName) -> Fix | None:
    """Write what every target makes, or, where that differs, what most tables have."""
    made = {_made(site, step.after, name) for step in site.script.history.steps_of(site.outer).values()}
    same = None if site.is_written or len(made) != 1 else made.pop()
    allowed = allowed_charsets(site.script.history)
    wanted = next(pair for pair in (same, usual(site), ANYWHERE) if pair is ANYWHERE or (pair and pair[0] in allowed))
    edits = write_charset(site, wanted) if wanted else ()
    return Fix(f"write {wanted[0]}", edits, safe=wanted is same) if wanted and edits else None


def _made(site: Site, after: Catalog, name: ObjectName) -> Pair | None:
    """Return what a target makes of the table, or None where it makes none."""
    table = after.table(name.schema or site.database, name.name)
    return (table.charset, table.collation) if table is not None and table.charset and table.collation else None


RULE = Rule(
    "CS101",
    "charset-explicit",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, CreateTableSelect),
    written=True,
    profiles=EVERY,
    fix="safe or unsafe",
)
