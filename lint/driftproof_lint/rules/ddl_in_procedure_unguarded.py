"""A procedure changes the schema without asking information_schema first.

## Why
A procedure that is called again, by the next version or by hand, fails or does its work twice. The script does not
call it, so no replay can prove it.

## What the server says
Nothing yet; 1050, 1060, 1061 or 1091 when it is called again.

## Bad
```sql
DROP PROCEDURE IF EXISTS `addState`;
DELIMITER $$
CREATE PROCEDURE `addState`()
BEGIN
    ALTER TABLE `VmVO` ADD COLUMN `state` VARCHAR(32) NULL;
END $$
DELIMITER ;
```

## Good
```sql
DROP PROCEDURE IF EXISTS `addState`;
DELIMITER $$
CREATE PROCEDURE `addState`()
BEGIN
    CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
END $$
DELIMITER ;
```

## Instead
Call a helper inside, or put the statement under an IF that asks information_schema. What a script calls itself is
proved by running it twice, and reported where it fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    AlterTable,
    CreateTable,
    DropColumn,
    DropForeignKey,
    DropIndex,
    DropTables,
    RenameColumn,
)
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import called_routines
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import schema_queries
from driftproof_lint.written import written_programs

_ONCE_ONLY = (AddColumn, DropColumn, AddIndex, DropIndex, AddForeignKey, DropForeignKey, RenameColumn)


def check(view: ScriptView) -> Iterator[Report]:
    """Report, for each program that the script does not call, its first unguarded change."""
    called = called_routines(view)
    asking = {fold(one.routine.name) for one in written_programs(view) if any(schema_queries(one.body))}
    told: set[str] = set()
    for site in view.written:
        routine = fold(site.routine)
        if routine in called | asking | told or site.guards or not _runs_once(site):
            continue
        told.add(routine)
        yield Report({"routine": site.routine}, "", *site.offsets((0, len(site.sql))), f"procedure:{site.routine}")


def _runs_once(site: Site) -> bool:
    """Tell whether a statement fails when it runs a second time."""
    match site.action:
        case CreateTable(if_not_exists=if_not_exists, temporary=temporary):
            return not if_not_exists and not temporary
        case DropTables(if_exists=if_exists, temporary=temporary):
            return not if_exists and not temporary
        case AlterTable(actions=actions):
            return any(
                isinstance(one, _ONCE_ONLY)
                and not getattr(one, "if_exists", False)
                and not getattr(one, "if_not_exists", False)
                for one in actions
            )
        case _:
            return False


RULE = Rule("ID119", "ddl-in-procedure-unguarded", Severity.ERROR, script=check, profiles=EVERY)
