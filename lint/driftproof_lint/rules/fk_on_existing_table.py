"""A foreign key is added to a table that has rows.

## Why
With checks on, the server copies the table and looks at every row, and rows without a parent stop the upgrade. Off by
default; `tables` names the tables.

## What the server says
Error 1452 (23000) "Cannot add or update a child row", where a row has no parent.

## Bad
```sql
CALL ADD_CONSTRAINT('VmVO', 'fkVmVOHostVO', 'hostUuid', 'HostVO', 'uuid', 'SET NULL');
```

## Good
```sql
-- the rows are mended first
UPDATE `VmVO` LEFT JOIN `HostVO` ON `HostVO`.`uuid` = `VmVO`.`hostUuid`
    SET `VmVO`.`hostUuid` = NULL WHERE `HostVO`.`uuid` IS NULL;
-- lint-ignore fk-on-existing-table -- runs in the maintenance window
CALL ADD_CONSTRAINT('VmVO', 'fkVmVOHostVO', 'hostUuid', 'HostVO', 'uuid', 'SET NULL');
```

## Instead
Mend the rows first, and plan for the time that the copy takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddForeignKey, AlterTable
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

NAME = "fk-on-existing-table"


def _is_listed(site: Site, table: str) -> bool:
    """Tell whether the option `tables` names a table; an empty list stands for every older one."""
    listed = site.script.history.option(NAME, "tables", [])
    return not listed or (isinstance(listed, list) and fold(table) in {fold(str(one)) for one in listed})


def check(site: Site) -> Iterator[Report]:
    """Report each foreign key that an older table of the list gets."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    if older_table(site, alter.name) is None or site.before is site.after or not _is_listed(site, alter.name.name):
        return
    for action, span in actions(site):
        if isinstance(action, AddForeignKey):
            key = action.foreign_key
            args = {"table": alter.name.name, "foreign_key": key.name}
            yield Report(args, "", *site.offsets(span), f"table:{alter.name.name}.foreign_key:{key.name}")


RULE = Rule(
    "LK106",
    NAME,
    Severity.INFO,
    site=check,
    actions=(AddForeignKey,),
    profiles=OFF,
    options={"tables": []},
)
