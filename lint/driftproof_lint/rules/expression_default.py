"""A column with a default that is computed for each row is added to an older table.

## Why
The server cannot add it instantly: it goes through every row to compute the value, and on a replica UUID() or RAND()
gives other values.

## What the server says
Error 1674 "Statement is unsafe" for functions that differ each time, on MySQL with replication.

## Bad
```sql
ALTER TABLE `VmVO` ADD COLUMN `token` VARCHAR(36) NOT NULL DEFAULT (UUID());
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'token', 'VARCHAR(36)', 1, NULL);
UPDATE `VmVO` SET `token` = UUID() WHERE `token` IS NULL;
```

## Instead
Add the column empty, and fill it in a statement of its own. CURRENT_TIMESTAMP is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddColumn, AlterTable
from driftproof.model.findings import Severity
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_MOMENT = ("current_timestamp", "now(", "localtime", "curdate(", "current_date")


def check(site: Site) -> Iterator[Report]:
    """Report each such column."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    if older_table(site, alter.name) is None or site.step.answer is not None or site.before is site.after:
        return
    for action, span in actions(site):
        default = action.column.default if isinstance(action, AddColumn) else None
        if default is None or default.kind != "expression" or default.text.lower().startswith(_MOMENT):
            continue
        if isinstance(action, AddColumn) and "(" in default.text:
            args = {"table": alter.name.name, "column": action.column.name}
            yield Report(args, "", *site.offsets(span), f"table:{alter.name.name}.column:{action.column.name}")


RULE = Rule("LK109", "expression-default", Severity.INFO, site=check, actions=(AddColumn,), profiles=EVERY)
