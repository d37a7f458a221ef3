"""An INSERT gives a key column a value that differs each time, so nothing stops its rows from coming again.

## Why
UUID(), NOW() or RAND() in a key makes each run's rows look new. INSERT IGNORE and ON DUPLICATE KEY UPDATE never find
a duplicate.

## What the server says
Nothing, while the rows double: proved by replaying the script twice, or told from the keys where only a customer has
the rows.

## Bad
```sql
INSERT IGNORE INTO `RoleVO` (`uuid`, `name`) VALUES (REPLACE(UUID(), '-', ''), 'admin');
```

## Good
```sql
INSERT INTO `RoleVO` (`uuid`, `name`)
    SELECT REPLACE(UUID(), '-', ''), 'admin' FROM DUAL
    WHERE NOT EXISTS (SELECT 1 FROM `RoleVO` WHERE `name` = 'admin');
```

## Instead
Ask with WHERE NOT EXISTS for what makes the row the same, or use a fixed value, such as MD5 of what the row stands
for.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Insert
from driftproof_lint.inserts import protection, unproved, untold
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import repeats, report
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report what the replayed second run adds again under another key, and what only the keys can tell of."""
    for one in repeats(view, "insert"):
        insert = one.step.action
        if one.answer is not None or not isinstance(insert, Insert):
            continue
        table = view.after.table(insert.table.schema or one.step.session.database or "", insert.table.name)
        if table is not None and protection(table, insert) == "chance":
            yield report(view, one)
    for site, insert, table in (*unproved(view), *untold(view)):
        if protection(table, insert) == "chance":
            start, end = site.offsets((0, len(site.sql)))
            args = {"name": table.name, "table": table.name}
            yield Report(args, "unproved", start, end, f"table:{table.name}")


RULE = Rule("ID115", "insert-nondeterministic-key", Severity.ERROR, script=check, profiles=EVERY)
