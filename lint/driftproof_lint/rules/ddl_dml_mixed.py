"""A script changes both the schema and rows.

## Why
A schema change commits whatever rows were changed before it: after a stop in between, half of the rows are changed,
and no ROLLBACK brings them back.

## What the server says
Nothing.

## Bad
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
UPDATE `VmVO` SET `state` = 'Unknown' WHERE `state` IS NULL;
```

## Good
```sql
-- V5.1: CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
-- V5.2: UPDATE `VmVO` SET `state` = 'Unknown' WHERE `state` IS NULL;
```

## Instead
Put rows into a script of their own. Off by default: scripts that can run again do not need it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable, DropTables, RenameTables
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Delete, Insert, Update
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import ScriptView

_SCHEMA = (AlterTable, CreateTable, DropTables, RenameTables)
_ROWS = (Insert, Update, Delete)


def check(view: ScriptView) -> Iterator[Report]:
    """Report the first statement of the other kind."""
    first: type | None = None
    for site in view.sites:
        kind = _SCHEMA if isinstance(site.action, _SCHEMA) else _ROWS if isinstance(site.action, _ROWS) else None
        if kind is None:
            continue
        if first is None:
            first = _SCHEMA[0] if kind is _SCHEMA else _ROWS[0]
        elif (kind is _SCHEMA) != (first is _SCHEMA[0]):
            yield Report({}, "", *site.offsets((0, len(site.sql))), f"script:{view.script.name}")
            return


RULE = Rule("DS118", "ddl-dml-mixed", Severity.INFO, script=check, profiles=OFF)
