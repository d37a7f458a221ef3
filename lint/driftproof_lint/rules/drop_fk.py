"""A foreign key that earlier scripts made is dropped.

## Why
From then on nothing keeps rows without a parent out, and deleting a parent leaves its children behind.

## What the server says
Nothing.

## Bad
```sql
CALL DROP_CONSTRAINT('VmVO', 'fkVmVOHostVO');
```

## Good
```sql
CALL DROP_CONSTRAINT('VmVO', 'fkVmVOHostVO');
CALL ADD_CONSTRAINT('VmVO', 'fkVmVOHostVOUuid', 'hostUuid', 'HostVO', 'uuid', 'SET NULL');
```

## Instead
Add the one that takes its place, or drop the column with it, in the same script: then the rule is silent. Where the
relation is over, say so with lint-ignore and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import ForeignKey
from driftproof.model.changes import AlterTable, DropConstraint, DropForeignKey
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each foreign key that is gone at the end of the script, while its columns are still there."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = older_table(site, alter.name)
    if table is None or site.step.answer is not None or site.before is site.after:
        return
    for action, span in actions(site):
        key = table.foreign_key(action.name) if isinstance(action, DropForeignKey | DropConstraint) else None
        if key is not None and not _is_replaced(site, alter, key):
            path = f"table:{table.name}.foreign_key:{key.name}"
            yield Report({"table": table.name, "foreign_key": key.name}, "", *site.offsets(span), path)


def _is_replaced(site: Site, alter: AlterTable, key: ForeignKey) -> bool:
    """Tell whether at the end of the script the columns have a foreign key, or are not there any more."""
    end = site.script.after.table(alter.name.schema or site.database, alter.name.name)
    if end is None or any(end.column(name) is None for name in key.columns):
        return True
    wanted = {fold(name) for name in key.columns}
    return any(wanted & {fold(name) for name in one.columns} for one in end.foreign_keys)


RULE = Rule("DS104", "drop-fk", Severity.WARNING, site=check, actions=(DropForeignKey, DropConstraint), profiles=EVERY)
