"""A table is not qualified with the schema, or is where it must not be.

## Why
Scripts that name the schema reach the same tables whatever database the session is in; others can run in any.

## What the server says
1146, or 1046 "No database selected", in another database.

## Bad
```sql
ALTER TABLE `HostEO` ADD COLUMN `a` INT NULL;
```

## Good
```sql
ALTER TABLE `zstack`.`HostEO` ADD COLUMN `a` INT NULL;
```

## Instead
Set `mode` to `require` (the default) or `forbid`. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable, ObjectName
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Delete, Insert, Truncate, Update
from driftproof.model.syntax.queries import TableSource
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.walk import nodes
from driftproof_lint.wording import named_at

_ACTIONS = (CreateTable, AlterTable, Insert, Update, Delete, Truncate)


def check(site: Site) -> Iterator[Report]:
    """Report each table that a statement makes, alters or changes rows of, once."""
    if site.base is None:
        return
    forbid = site.script.history.option("schema-qualifier", "mode", "require") == "forbid"
    for name in dict.fromkeys(_names(site)):
        if (name.schema is not None) == forbid:
            start, end = site.offsets(named_at(site, name.name))
            yield Report({"table": name.name}, "forbid" if forbid else "", start, end, f"table:{name.name}")


def _names(site: Site) -> Iterator[ObjectName]:
    action = site.action
    if isinstance(action, CreateTable | AlterTable):
        yield action.name
    elif isinstance(action, Insert | Truncate):
        yield action.table
    elif isinstance(action, Update | Delete):
        yield from (one.name for one in nodes(action.source) if isinstance(one, TableSource))


RULE = Rule(
    "NQ108",
    "schema-qualifier",
    Severity.WARNING,
    site=check,
    actions=_ACTIONS,
    written=True,
    profiles=OFF,
    options={"mode": "require"},
)
