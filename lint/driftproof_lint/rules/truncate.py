"""An older table is emptied by TRUNCATE.

## Why
All rows go at once, without triggers, without foreign keys' actions, and no ROLLBACK brings them back.

## What the server says
Nothing, or 1701 where a foreign key refers to the table.

## Bad
```sql
TRUNCATE TABLE `SessionVO`;
```

## Good
```sql
DELETE FROM `SessionVO` WHERE `expiredDate` < NOW();
```

## Instead
DELETE what is meant, or say with lint-ignore and a reason why all rows may go.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Truncate
from driftproof_lint.older import is_own, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report a TRUNCATE of a table that was there before the script."""
    truncate = site.action
    assert isinstance(truncate, Truncate)
    table = older_table(site, truncate.table)
    if table is not None and is_own(site):
        yield Report({"table": table.name}, object=f"table:{table.name}")


RULE = Rule("DS108", "truncate", Severity.WARNING, site=check, actions=(Truncate,), profiles=EVERY)
