"""A column that earlier scripts made gets another name.

## Why
Whatever still uses the old name fails: the release that runs until the upgrade is over, views, triggers and stored
programs.

## What the server says
Nothing; 1054 for those who use the old name.

## Bad
```sql
CALL RENAME_COLUMN('VmVO', 'hostUuid', 'lastHostUuid');
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'lastHostUuid', 'VARCHAR(32)', 1, NULL);
CALL COPY_COLUMN('VmVO', 'hostUuid', 'lastHostUuid');
```

## Instead
Add the new column, copy, and drop the old one in a later release. Only a change of letter case is not reported:
column names compare without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, ChangeColumn, RenameColumn
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each older column that gets another name."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = older_table(site, alter.name)
    if table is None or site.step.answer is not None or site.before is site.after:
        return
    for action, span in actions(site):
        match action:
            case ChangeColumn(before=old, column=column):
                new = column.name
            case RenameColumn(before=old, after=new):
                pass
            case _:
                continue
        if fold(old) != fold(new) and table.column(old) is not None:
            args = {"table": table.name, "column": old, "new": new}
            yield Report(args, "", *site.offsets(span), f"table:{table.name}.column:{old}")


RULE = Rule(
    "DS107", "rename-column", Severity.WARNING, site=check, actions=(ChangeColumn, RenameColumn), profiles=EVERY
)
