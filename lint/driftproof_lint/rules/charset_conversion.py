"""CONVERT TO CHARACTER SET goes through every row of an older table.

## Why
The table is copied under a lock, every text column changes, columns that held more than the new set allows are
widened (TEXT becomes MEDIUMTEXT), indexes may become too long, and foreign keys between this table and others do not
fit any more.

## What the server says
Error 1071 "Specified key was too long", 1832 or 1833 for foreign keys, 1366 for text that the new set has not.

## Bad
```sql
ALTER TABLE `VmVO` CONVERT TO CHARACTER SET utf8mb4;
```

## Good
```sql
ALTER TABLE `VmVO` MODIFY `description` VARCHAR(2048) CHARACTER SET utf8mb4 NULL;
```

## Instead
Convert the columns that need it, in a version of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, ConvertCharset
from driftproof.model.findings import Severity
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report a conversion that changes an older table."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = older_table(site, alter.name)
    if table is None or site.table_before(alter.name) == site.table_after(alter.name):
        return
    for action, span in actions(site):
        if isinstance(action, ConvertCharset):
            args = {"table": table.name, "charset": action.charset or "DEFAULT"}
            yield Report(args, "", *site.offsets(span), f"table:{table.name}")


RULE = Rule("LK107", "charset-conversion", Severity.WARNING, site=check, actions=(ConvertCharset,), profiles=EVERY)
