"""A procedure that a script makes for itself and calls is not dropped.

## Why
It stays on every installation for good, is in every dump, and is called again one day by somebody who thinks it is
still right.

## What the server says
Nothing.

## Bad
```sql
DROP PROCEDURE IF EXISTS `moveHosts`;
CREATE PROCEDURE `moveHosts`() UPDATE `HostVO` SET `state` = 'Enabled' WHERE `state` IS NULL;
CALL `moveHosts`();
```

## Good
```sql
DROP PROCEDURE IF EXISTS `moveHosts`;
CREATE PROCEDURE `moveHosts`() UPDATE `HostVO` SET `state` = 'Enabled' WHERE `state` IS NULL;
CALL `moveHosts`();
DROP PROCEDURE IF EXISTS `moveHosts`;
```

## Instead
Drop it at the end; the safe fix does. A procedure that a later script calls is a helper and is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateRoutine
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import fold
from driftproof_lint.edits import append
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import called_routines
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report procedures that the script creates and calls, that are there at its end, and that no other calls."""
    called = called_routines(view)
    for site in view.sites:
        action = site.action
        if not isinstance(action, CreateRoutine) or action.routine.kind != "procedure" or site.is_inner:
            continue
        name = action.name.name
        there = view.after.routine(action.name.schema or site.database, "procedure", name)
        if fold(name) not in called or there is None or there.body != action.routine.body:
            continue
        if not any(fold(name) in called_routines(other) for other in view.history.scripts if other is not view):
            edit = append(view.script.text, view.steps[-1].statement, f"DROP PROCEDURE IF EXISTS {action.name}")
            fix = Fix("drop it at the end", (edit,)) if edit else None
            start, end = site.offsets((0, len(site.sql)))
            yield Report({"name": name}, "", start, end, f"procedure:{name}", fix)


RULE = Rule("SP101", "procedure-left-behind", Severity.WARNING, script=check, profiles=EVERY, fix="safe")
