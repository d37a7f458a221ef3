"""A DELETE removes every row of an older table.

## Why
Rows that customers have are gone, and on a large table the statement locks them all at once.

## What the server says
Nothing; 1175 under sql_safe_updates.

## Bad
```sql
DELETE FROM `SessionVO`;
```

## Good
```sql
DELETE FROM `SessionVO` WHERE `expiredDate` < NOW();
```

## Instead
Narrow it down by WHERE, or say with lint-ignore and a reason why all rows may go.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import ObjectName
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Delete
from driftproof.model.syntax.queries import Join, TableSource
from driftproof_lint.older import older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import narrows


def check(view: ScriptView) -> Iterator[Report]:
    """Report each DELETE that nothing narrows down, in the script and in the programs that it writes."""
    told: set[int] = set()
    own = (site for site in view.sites if not site.is_inner)
    for site in (*own, *view.written):
        if not isinstance(site.action, Delete) or narrows(site.action.where) or site.action.limit is not None:
            continue
        table = _table(site, site.action)
        start, end = site.offsets((0, len(site.sql)))
        if table is not None and start not in told:
            told.add(start)
            yield Report({"table": table.name}, "", start, end, f"table:{table.name}")


def _table(site: Site, delete: Delete) -> ObjectName | None:
    """Return the older table whose rows all change, or None where a join narrows them down."""
    source = delete.source
    if isinstance(source, Join) or not isinstance(source, TableSource):
        return None
    older = older_table(site, source.name)
    if older is None:
        return None
    return source.name


RULE = Rule("DS110", "delete-without-where", Severity.WARNING, script=check, profiles=EVERY)
