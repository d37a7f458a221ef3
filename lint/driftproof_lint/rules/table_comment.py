"""A new table has no comment.

## Why
The schema is read by people who have not seen the program.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`));
```

## Good
```sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)) COMMENT='what it holds';
```

## Instead
Write COMMENT. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import named_at


def check(site: Site) -> Iterator[Report]:
    """Report each CREATE TABLE without COMMENT."""
    action = site.action
    if isinstance(action, CreateTable) and not action.table.comment and not action.temporary and site.base is not None:
        name = action.name.name
        yield Report({"table": name}, "", *site.offsets(named_at(site, name)), f"table:{name}.comment")


RULE = Rule("ST108", "table-comment", Severity.INFO, site=check, actions=(CreateTable,), written=True, profiles=OFF)
