"""An ALTER of an older table makes a target copy the table while nobody may write.

## Why
ALGORITHM=COPY builds the table anew row by row under a lock. On a large table that is the downtime of the upgrade.

## What the server says
Nothing; 1846 "ALGORITHM=INPLACE is not supported" for a statement that asks for it.

## Bad
```sql
ALTER TABLE `VmVO` MODIFY `cpuNum` BIGINT NOT NULL; -- was INT
```

## Good
```sql
ALTER TABLE `VmVO` ADD COLUMN `cpuCount` BIGINT NOT NULL DEFAULT 0;
```

## Instead
Find a form that the server does in place: widen a VARCHAR within its length bytes, add a column instead of changing
its type, replace a primary key in one statement. Foreign keys, checks and CONVERT TO are other rules' matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from driftproof import api
from driftproof.model.changes import AddCheck, AddForeignKey, AlterTable, ConvertCharset
from driftproof.model.findings import Severity
from driftproof.model.hazard import Algorithm
from driftproof_lint.older import older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_OTHERS = (AddForeignKey, AddCheck, ConvertCharset)


def check(site: Site) -> Iterator[Report]:
    """Report the statement with the targets that copy."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = site.table_before(alter.name)
    if table is None or older_table(site, alter.name) is None or site.step.answer or site.before is site.after:
        return
    actions = tuple(one for one in alter.actions if not isinstance(one, _OTHERS))
    costs = {
        str(target): api.cost_of(replace(alter, actions=actions), table, target)
        for target in site.script.history.targets
        if actions
    }
    copying = {target: cost for target, cost in costs.items() if cost.algorithm is Algorithm.COPY}
    if copying:
        reason = next(iter(copying.values())).reason
        args = {"table": table.name, "reason": reason, "targets": ", ".join(copying)}
        targets = tuple((target, 0) for target in copying)
        yield Report(args, object=f"table:{table.name}", targets=targets)


RULE = Rule("LK102", "copy-algorithm", Severity.WARNING, site=check, actions=(AlterTable,), profiles=EVERY)
