"""CREATE PROCEDURE, FUNCTION, TRIGGER or EVENT fails when its script runs again.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached. A one-shot procedure that is dropped at the end stays behind when the script stops in between, and
then the script can never run again.

## What the server says
Error 1304 for procedures and functions, 1359 for triggers, 1537 for events. Proved by replaying the script twice, and
after a stop.

## Bad
```sql
DELIMITER $$
CREATE PROCEDURE `moveHosts`() BEGIN UPDATE `HostVO` SET `state` = 'Enabled'; END $$
DELIMITER ;
CALL `moveHosts`();
DROP PROCEDURE IF EXISTS `moveHosts`;
```

## Good
```sql
DROP PROCEDURE IF EXISTS `moveHosts`;
DELIMITER $$
CREATE PROCEDURE `moveHosts`() BEGIN UPDATE `HostVO` SET `state` = 'Enabled'; END $$
DELIMITER ;
CALL `moveHosts`();
DROP PROCEDURE IF EXISTS `moveHosts`;
```

## Instead
Put DROP … IF EXISTS in front; the safe fix does. CREATE OR REPLACE PROCEDURE is MariaDB's alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateEvent, CreateRoutine, CreateTrigger
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import Repeat, reports
from driftproof_lint.views import ScriptView


def fix(view: ScriptView, one: Repeat) -> Fix | None:
    """Put DROP … IF EXISTS in front, under the delimiter in force there."""
    match one.step.action:
        case CreateRoutine(name=name, routine=routine):
            kind = routine.kind.upper()
        case CreateTrigger(name=name):
            kind = "TRIGGER"
        case CreateEvent(name=name):
            kind = "EVENT"
        case _:
            return None
    delimiter = one.run.step.statement.delimiter
    gap = "" if delimiter == ";" else " "
    text = f"DROP {kind} IF EXISTS {name}{gap}{delimiter}\n"
    return Fix(f"drop the {kind.lower()} first", (Edit(one.start, one.start, text),))


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses."""
    return reports(view, "create program", fix)


RULE = Rule("ID113", "create-routine-drop-first", Severity.ERROR, script=check, profiles=EVERY, fix="safe")
