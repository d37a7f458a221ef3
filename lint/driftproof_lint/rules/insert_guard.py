"""An INSERT fails, or adds its rows again, when its script runs again.

## Why
A second run must leave the rows as the first one left them. Where a unique key has the row's values, it is refused
and the rest of the script is never reached; where no key has, the row is there twice and nobody notices.

## What the server says
Error 1062 (23000) "Duplicate entry", or nothing while the rows double: proved by replaying the script twice. An
INSERT … SELECT from tables that only a customer has filled is judged by the keys and by its conditions.

## Bad
```sql
INSERT INTO `LogVO` (`text`) VALUES ('upgraded');
```

## Good
```sql
INSERT INTO `LogVO` (`text`)
    SELECT 'upgraded' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM `LogVO` WHERE `text` = 'upgraded');
```

## Instead
INSERT IGNORE or ON DUPLICATE KEY UPDATE where a unique key has the row's values, else INSERT … SELECT … WHERE NOT
EXISTS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from driftproof.model.findings import Fix, Severity
from driftproof.model.syntax.commands import Insert
from driftproof_lint.edits import insert_behind
from driftproof_lint.inserts import protection, unproved
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import Repeat, repeats, report
from driftproof_lint.views import ScriptView

_START = r"INSERT\s+(?:LOW_PRIORITY\s+|HIGH_PRIORITY\s+|DELAYED\s+)?"


def fix(view: ScriptView, one: Repeat) -> Fix | None:
    """Write IGNORE, where a key does stop the rows."""
    if one.answer is None or not one.is_direct:
        return None
    edit = insert_behind(view.script.text, one.base or 0, one.end, _START, "IGNORE ")
    return Fix("write INSERT IGNORE", (edit,), safe=False) if edit else None


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses or adds again, and what only the keys can tell of."""
    for one in repeats(view, "insert"):
        if one.answer is None and _is_by_chance(view, one):
            continue
        severity = None if one.answer is None else Severity.WARNING
        yield replace(report(view, one, fix(view, one)), severity=severity)
    for site, insert, table in unproved(view):
        kept = protection(table, insert)
        spared = insert.ignore or insert.replace or insert.updates
        if kept == "none" or (kept == "key" and not spared):
            message = "unproved" if kept == "none" else "unproved-key"
            severity = None if kept == "none" else Severity.WARNING
            start, end = site.offsets((0, len(site.sql)))
            args = {"name": table.name, "table": table.name}
            yield Report(args, message, start, end, f"table:{table.name}", severity=severity)


def _is_by_chance(view: ScriptView, one: Repeat) -> bool:
    """Tell whether a key value that differs each time lets the rows in, which is another rule's matter."""
    insert = one.step.action
    if not isinstance(insert, Insert):
        return False
    database = one.step.session.database or ""
    table = view.after.table(insert.table.schema or database, insert.table.name)
    return table is not None and protection(table, insert) == "chance"


RULE = Rule("ID114", "insert-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
