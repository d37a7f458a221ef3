"""A script creates a table and drops it again.

## Why
If it is a scratch table, a TEMPORARY one goes by itself and leaves nothing behind when the script stops in between.
If it is not, one of the two statements is a mistake.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `scratch` (`a` INT);
DROP TABLE IF EXISTS `scratch`;
```

## Good
```sql
CREATE TEMPORARY TABLE `scratch` (`a` INT);
DROP TEMPORARY TABLE `scratch`;
```

## Instead
Use a TEMPORARY table.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateTable, CreateTableLike, CreateTableSelect, DropTables, ObjectName
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.older import is_own, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site


def check(view: ScriptView) -> Iterator[Report]:
    """Report the DROP of a table that the script made and that is not there at its end."""
    made: set[str] = set()
    for site in view.sites:
        match site.action:
            case CreateTable() | CreateTableLike() | CreateTableSelect():
                if not site.action.temporary and is_own(site) and site.before is not site.after:
                    made.add(fold(site.action.name.name))
            case DropTables(names=names, temporary=False) if is_own(site):
                gone = (name.name for name in names if fold(name.name) in made and _is_scratch(site, name))
                span = site.offsets((0, len(site.sql)))
                yield from (Report({"table": name}, "", *span, f"table:{name}") for name in gone)
            case _:
                continue


def _is_scratch(site: Site, name: ObjectName) -> bool:
    """Tell whether a table was not there before the script and is not there behind it."""
    end = site.script.after.table(name.schema or site.database, name.name)
    return end is None and older_table(site, name) is None


RULE = Rule("DS122", "create-and-drop-same-table", Severity.INFO, script=check, profiles=EVERY)
