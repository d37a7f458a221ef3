"""A schema change stands between START TRANSACTION and COMMIT or ROLLBACK.

## Why
The server commits before and after every schema change. A ROLLBACK behind it brings nothing back, and what came
before it is committed, too.

## What the server says
Nothing: the commit is implicit.

## Bad
```sql
START TRANSACTION;
UPDATE `VmVO` SET `state` = 'x' WHERE `uuid` = '1';
ALTER TABLE `VmVO` DROP COLUMN `oldState`;
ROLLBACK;
```

## Good
```sql
START TRANSACTION;
UPDATE `VmVO` SET `state` = 'x' WHERE `uuid` = '1';
COMMIT;
CALL DROP_COLUMN('VmVO', 'oldState');
```

## Instead
End the transaction first, and copy rows in steps that can run again instead of relying on ROLLBACK.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from driftproof.model.changes import AlterTable, CreateTable, CreateView, DropTables, DropViews, RenameTables
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Transaction, Truncate
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site

_COMMITTING = (AlterTable, CreateTable, DropTables, RenameTables, CreateView, DropViews, Truncate)


def check(view: ScriptView) -> Iterator[Report]:
    """Report schema changes within a transaction, of the script and of each program that it writes."""
    yield from _check(one for one in view.sites if not one.is_inner or not one.routine)
    for _, sites in groupby(view.written, key=lambda site: site.routine):
        yield from _check(sites)


def _check(sites: Iterable[Site]) -> Iterator[Report]:
    is_open = False
    for site in sites:
        action = site.action
        if isinstance(action, Transaction):
            kind = action.kind.lower()
            is_open = kind.startswith(("start", "begin")) or (is_open and kind.startswith(("savepoint", "release")))
        elif is_open and isinstance(action, _COMMITTING) and not getattr(action, "temporary", False):
            is_open = False
            yield Report({}, "", *site.offsets((0, len(site.sql))))


RULE = Rule("DS119", "ddl-in-transaction", Severity.WARNING, script=check, profiles=EVERY)
