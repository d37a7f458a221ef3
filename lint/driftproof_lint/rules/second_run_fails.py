"""A statement fails when its script runs again, for a reason that no other rule names.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached.

## What the server says
What the message says: the server's number and text, proved by replaying the script twice.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `NewVO` (`a` INT NOT NULL, `b` INT NULL);
UPDATE `NewVO` SET `b` = 1;
CALL DROP_COLUMN('NewVO', 'b');
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `NewVO` (`a` INT NOT NULL, `b` INT NULL);
UPDATE `NewVO` SET `b` = 1;
-- the column goes in a later version
```

## Instead
Guard the statement by what it needs: test in information_schema whether the table or column is still there, in a
procedure or with PREPARE.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import reports
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses."""
    return reports(view, "other")


RULE = Rule("ID199", "second-run-fails", Severity.ERROR, script=check, profiles=EVERY)
