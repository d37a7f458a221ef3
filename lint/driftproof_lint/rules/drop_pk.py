"""The primary key of an older table is dropped and no other takes its place.

## Why
InnoDB then keeps rows by a hidden key, replication looks at every row to find one, and duplicates come in.

## What the server says
Nothing; MySQL with sql_require_primary_key says 3750.

## Bad
```sql
ALTER TABLE `VmVO` DROP PRIMARY KEY;
```

## Good
```sql
ALTER TABLE `VmVO` DROP PRIMARY KEY, ADD PRIMARY KEY (`uuid`);
```

## Instead
Add the new key in the same statement; that also spares a copy of the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, DropIndex
from driftproof.model.findings import Severity
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report a primary key that is gone at the end of the script."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = older_table(site, alter.name)
    if table is None or site.step.answer is not None or table.primary_key is None:
        return
    end = site.script.after.table(alter.name.schema or site.database, alter.name.name)
    if end is None or end.primary_key is not None:
        return
    for action, span in actions(site):
        if isinstance(action, DropIndex) and action.name.upper() == "PRIMARY":
            yield Report({"table": table.name}, "", *site.offsets(span), f"table:{table.name}.index:PRIMARY")


RULE = Rule("DS105", "drop-pk", Severity.WARNING, site=check, actions=(DropIndex,), profiles=EVERY)
