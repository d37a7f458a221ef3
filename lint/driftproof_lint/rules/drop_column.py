"""A column that earlier scripts made is dropped, with its values.

## Why
The values cannot be had back, and an older release of the product that still runs beside the new one fails.

## What the server says
Nothing.

## Bad
```sql
CALL DROP_COLUMN('VmVO', 'hostName');
```

## Good
```sql
CALL COPY_COLUMN('VmVO', 'hostName', 'name');
CALL DROP_COLUMN('VmVO', 'hostName');
```

## Instead
Copy the values in the same script (then the rule is silent), or stop using the column in one release and drop it in a
later one, and say so with lint-ignore and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, DropColumn
from driftproof.model.findings import Severity
from driftproof_lint.older import actions, earlier, older_table, reads
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each column that was there before the script and whose values the script does not read first."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = older_table(site, alter.name)
    if table is None or site.step.answer is not None or site.before is site.after:
        return
    for action, span in actions(site):
        column = table.column(action.name) if isinstance(action, DropColumn) else None
        if column is None or column.generated is not None or any(reads(one, column.name) for one in earlier(site)):
            continue
        path = f"table:{table.name}.column:{column.name}"
        yield Report({"table": table.name, "column": column.name}, "", *site.offsets(span), path)


RULE = Rule("DS102", "drop-column", Severity.WARNING, site=check, actions=(DropColumn,), profiles=EVERY)
