"""A table that earlier scripts made gets another name.

## Why
Whatever still uses the old name fails: the release that runs until the upgrade is over, reports, other scripts, and
views, which MariaDB and MySQL leave with the old name in them.

## What the server says
Nothing; 1146 for those who use the old name.

## Bad
```sql
CALL RENAME_TABLE_SAFELY('VmVO', 'VmInstanceEO');
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmInstanceEO` LIKE `VmVO`;
INSERT IGNORE INTO `VmInstanceEO` SELECT * FROM `VmVO`;
```

## Instead
Copy and drop the old one in a later release, or leave a view of the old name behind (then the rule is silent).
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, ObjectName, RenameTables, RenameTo
from driftproof.model.findings import Severity
from driftproof_lint.older import older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each older table whose name is not there any more at the end of the script."""
    if site.step.answer is not None:
        return
    for old, new in _renames(site):
        database = old.schema or site.database
        end = site.script.after
        if older_table(site, old) and not end.table(database, old.name) and not end.view(database, old.name):
            yield Report({"table": old.name, "new": new.name}, object=f"table:{old.name}")


def _renames(site: Site) -> Iterator[tuple[ObjectName, ObjectName]]:
    match site.action:
        case RenameTables(pairs=pairs):
            yield from pairs
        case AlterTable(name=name, actions=actions):
            yield from ((name, action.name) for action in actions if isinstance(action, RenameTo))


RULE = Rule("DS106", "rename-table", Severity.WARNING, site=check, actions=(RenameTables, RenameTo), profiles=EVERY)
