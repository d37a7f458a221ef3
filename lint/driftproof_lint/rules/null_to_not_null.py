"""A nullable column of a table that has rows becomes NOT NULL, and nothing fills its NULLs first.

## Why
The upgrade stops at the first installation that has a NULL there. Without strict mode the server invents a value
instead.

## What the server says
Error 1138 (22004) "Invalid use of NULL value" or 1265 "Data truncated", where a row has NULL.

## Bad
```sql
ALTER TABLE `VmVO` MODIFY `state` VARCHAR(32) NOT NULL;
```

## Good
```sql
UPDATE `VmVO` SET `state` = 'Unknown' WHERE `state` IS NULL;
ALTER TABLE `VmVO` MODIFY `state` VARCHAR(32) NOT NULL;
```

## Instead
Fill the NULLs, or delete the rows, in the same script before.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, ChangeColumn
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Delete
from driftproof_lint.older import actions, changes_rows, earlier, fills, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each older column that becomes NOT NULL without being filled."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table, after = older_table(site, alter.name), site.table_after(alter.name)
    before = site.table_before(alter.name)
    if table is None or before is None or after is None or site.step.answer is not None:
        return
    for action, span in actions(site):
        old = before.column(action.before) if isinstance(action, ChangeColumn) else None
        new = after.column(action.column.name) if isinstance(action, ChangeColumn) else None
        if old is None or new is None or not old.nullable or new.nullable or table.column(old.name) is None:
            continue
        if any(_is_filled(one, table.name, old.name) for one in earlier(site)):
            continue
        args = {"table": table.name, "column": new.name}
        yield Report(args, "", *site.offsets(span), f"table:{table.name}.column:{new.name}")


def _is_filled(one: Site, table: str, column: str) -> bool:
    return fills(one, table, column) or (isinstance(one.action, Delete) and changes_rows(one, table))


RULE = Rule("DS112", "null-to-not-null", Severity.WARNING, site=check, actions=(ChangeColumn,), profiles=EVERY)
