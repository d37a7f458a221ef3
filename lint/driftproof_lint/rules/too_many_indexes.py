"""A table has many indexes or columns, or an index many columns.

## Why
Every write keeps all of them; more than a few on one table hint at a table that does too much.

## What the server says
1069 above 64 indexes, 1070 above 16 columns of an index, 1117 above 1,017 columns of a table.

## Bad
```sql
ALTER TABLE `T` ADD INDEX `idx9` (`i`);  -- the ninth
```

## Good
```sql
ALTER TABLE `T` DROP INDEX `idx8`, ADD INDEX `idx9` (`i`);
```

## Instead
Drop what nobody reads by. Off by default; `indexes`, `columns-of-index` and `columns-of-table` set the limits.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

NAME = "too-many-indexes"


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    limits = {key: site.script.history.option(NAME, key, default) for key, default in RULE.options.items()}
    indexes, parts, columns = (value if isinstance(value, int) else 0 for value in limits.values())

    def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
        """Return a table's having too many indexes or columns, and its indexes with too many columns."""
        if len(table.indexes) > indexes:
            yield Fault("indexes", {"count": len(table.indexes)})
        if len(table.columns) > columns:
            yield Fault("columns", {"count": len(table.columns)}, "table")
        for index in table.indexes:
            if len(index.parts) > parts:
                args = {"index": index.name, "count": len(index.parts)}
                yield Fault(f"index:{index.name}.columns", args, "columns", (("index", index.name),))

    return new_faults(site, faults)


RULE = Rule(
    "CK120",
    NAME,
    Severity.INFO,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=OFF,
    options={"indexes": 8, "columns-of-index": 5, "columns-of-table": 100},
)
