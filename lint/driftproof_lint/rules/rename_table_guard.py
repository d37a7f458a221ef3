"""A table is renamed without asking whether the old name is there and the new one is not.

## Why
The script fails at the customer when an upgrade that stopped half-way runs again, and everything behind the statement
is never reached. RENAME TABLE commits what came before it, so no ROLLBACK mends that.

## What the server says
Error 1146 (42S02) "Table doesn't exist" or 1050 "Table already exists", proved by replaying the script twice. In a
procedure that the script does not call, the conditions around the statement are judged.

## Bad
```sql
RENAME TABLE `OldVO` TO `NewVO`;
```

## Good
```sql
-- helper procedure, or a procedure that tests for both names in information_schema.tables
CALL RENAME_TABLE_SAFELY('OldVO', 'NewVO');
```

## Instead
Call the helper RENAME_TABLE_SAFELY, or rename inside an IF that asks information_schema.tables for both names. The
unsafe fix calls the helper where it is there; else, on MariaDB alone, it writes IF EXISTS. It is unsafe because the
helper refuses what RENAME does not. Tables that change their names among each other have no fix.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, ObjectName, RenameTables, RenameTo
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.guarding import guard
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import never_ran, reports
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import schema_queries, texts


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run refuses, and what stands unguarded in programs that did not run."""
    yield from reports(view, "rename table", guard)
    for site in never_ran(view):
        for old, new in _renames(site):
            if not _is_guarded(site, old, new):
                args = {"name": old.name, "table": old.name, "new": new.name}
                yield Report(args, "written", *site.offsets((0, len(site.sql))), f"table:{old.name}")


def _renames(site: Site) -> Iterator[tuple[ObjectName, ObjectName]]:
    match site.action:
        case RenameTables(pairs=pairs):
            yield from pairs
        case AlterTable(name=name, actions=actions):
            yield from ((name, action.name) for action in actions if isinstance(action, RenameTo))


def _is_guarded(site: Site, old: ObjectName, new: ObjectName) -> bool:
    """Tell whether the conditions ask for both names; a condition on variables is taken to know."""
    if not site.guards:
        return False
    if not any(schema_queries(guard) for guard in site.guards):
        return True
    asked = {fold(text) for text in texts(site.guards)}
    return not asked or {fold(old.name), fold(new.name)} <= asked


RULE = Rule("ID109", "rename-table-guard", Severity.ERROR, script=check, profiles=EVERY, fix="unsafe")
