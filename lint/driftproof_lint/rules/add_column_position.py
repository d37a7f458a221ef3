"""ADD COLUMN … AFTER or FIRST keeps a target from adding the column instantly.

## Why
At the end of the table, the column is added in no time. In another place, servers before MySQL 8.0.29 and MariaDB
10.4 rebuild the table.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `VmVO` ADD COLUMN `state` VARCHAR(32) NULL AFTER `uuid`;
```

## Good
```sql
ALTER TABLE `VmVO` ADD COLUMN `state` VARCHAR(32) NULL;
```

## Instead
Leave the position out; the safe fix does. The order of columns matters to nobody who names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from driftproof import api
from driftproof.model.changes import AddColumn, AlterTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.hazard import Algorithm
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_POSITION = re.compile(r"\s+(FIRST|AFTER\s+(`(?:[^`]|``)+`|\w+))\s*$", re.IGNORECASE)


def check(site: Site) -> Iterator[Report]:
    """Report each position that makes the difference on a target."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = site.table_before(alter.name)
    if table is None or older_table(site, alter.name) is None or site.base is None or site.step.answer is not None:
        return
    for action, span in actions(site):
        if not isinstance(action, AddColumn) or action.position is None:
            continue
        there = replace(alter, actions=(action,))
        at_end = replace(alter, actions=(replace(action, position=None),))
        slow = tuple(
            (str(target), 0)
            for target in site.script.history.targets
            if api.cost_of(at_end, table, target).algorithm is Algorithm.INSTANT
            and api.cost_of(there, table, target).algorithm is not Algorithm.INSTANT
        )
        if slow:
            start, end = site.offsets(span)
            args = {"table": table.name, "column": action.column.name, "targets": ", ".join(name for name, _ in slow)}
            path = f"table:{table.name}.column:{action.column.name}"
            yield Report(args, "", start, end, path, _fix(site, start, end), targets=slow)


def _fix(site: Site, start: int, end: int) -> Fix | None:
    found = _POSITION.search(site.script.script.text, start, end)
    return Fix("leave the position out", (Edit(found.start(), end, ""),)) if found else None


RULE = Rule("LK104", "add-column-position", Severity.INFO, site=check, actions=(AddColumn,), profiles=EVERY, fix="safe")
