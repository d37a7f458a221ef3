"""An UPDATE changes every row of an older table.

## Why
Values that customers set are overwritten with the rest, and on a large table the statement locks every row at once.

## What the server says
Nothing; 1175 under sql_safe_updates.

## Bad
```sql
UPDATE `VmVO` SET `state` = 'Running';
```

## Good
```sql
UPDATE `VmVO` SET `state` = 'Running' WHERE `state` IS NULL;
```

## Instead
Narrow it down by WHERE. Filling a column that the same script added is not reported, nor is what is worked out anew
from other tables: every row is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import ObjectName
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import Update
from driftproof.model.syntax.expressions import Subquery
from driftproof.model.syntax.queries import Join, TableSource
from driftproof_lint.older import added_columns, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.walk import narrows


def check(view: ScriptView) -> Iterator[Report]:
    """Report each UPDATE that nothing narrows down, in the script and in the programs that it writes."""
    told: set[int] = set()
    own = (site for site in view.sites if not site.is_inner)
    for site in (*own, *view.written):
        if not isinstance(site.action, Update) or narrows(site.action.where) or site.action.limit is not None:
            continue
        table = _table(site, site.action)
        start, end = site.offsets((0, len(site.sql)))
        if table is not None and start not in told:
            told.add(start)
            yield Report({"table": table.name}, "", start, end, f"table:{table.name}")


def _table(site: Site, update: Update) -> ObjectName | None:
    """Return the older table whose rows all change, or None where a join narrows them down."""
    source = update.source
    if isinstance(source, Join) or not isinstance(source, TableSource):
        return None
    older = older_table(site, source.name)
    if older is None:
        return None
    if all(isinstance(value, Subquery) for _, value in update.assignments):
        return None
    added = added_columns(site, older.name)
    if all(older.column(name.parts[-1]) is None or fold(name.parts[-1]) in added for name, _ in update.assignments):
        return None
    return source.name


RULE = Rule("DS109", "update-without-where", Severity.WARNING, script=check, profiles=EVERY)
