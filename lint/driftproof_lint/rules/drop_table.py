"""A table that earlier scripts made is dropped, with its rows.

## Why
The rows cannot be had back, and an older release of the product that still runs beside the new one fails.

## What the server says
Nothing.

## Bad
```sql
DROP TABLE IF EXISTS `VmVO`;
```

## Good
```sql
-- `VmVO` is not read any more since V5.0, and goes in this version
CALL DROP_TABLE_IF_EMPTY('VmVO');
```

## Instead
Move the rows first, stop using the table in one release and drop it in a later one. DROP_TABLE_IF_EMPTY refuses where
rows are left. Where the loss is meant, say so with lint-ignore and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import DropTables
from driftproof.model.findings import Severity
from driftproof_lint.older import is_own, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each table that was there before the script."""
    drop = site.action
    assert isinstance(drop, DropTables)
    if drop.temporary or not is_own(site):
        return
    for name in drop.names:
        table = older_table(site, name)
        if table is not None and site.table_after(name) is None and site.table_before(name) is not None:
            yield Report({"table": table.name}, object=f"table:{table.name}")


RULE = Rule("DS101", "drop-table", Severity.WARNING, site=check, actions=(DropTables,), profiles=EVERY)
