"""A unique key is added to a table that has rows, and nothing takes the doubles out first.

## Why
The upgrade stops at the first installation that has two rows of the same key.

## What the server says
Error 1062 (23000) "Duplicate entry … for key", where rows double.

## Bad
```sql
CALL CREATE_UNIQUE_INDEX('VmVO', 'ukVmVOName', 'name');
```

## Good
```sql
DELETE `older` FROM `VmVO` `older` JOIN `VmVO` `newer`
    ON `newer`.`name` = `older`.`name` AND `newer`.`uuid` > `older`.`uuid`;
CALL CREATE_UNIQUE_INDEX('VmVO', 'ukVmVOName', 'name');
```

## Instead
Delete or change the doubles in the same script before; then the rule is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Index, Table
from driftproof.model.changes import AddIndex, AlterTable
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.older import actions, changes_rows, earlier, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each unique key over columns of an older table whose rows the script leaves as they are."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = older_table(site, alter.name)
    if table is None or site.step.answer is not None or site.before is site.after:
        return
    if any(changes_rows(one, table.name) for one in earlier(site)):
        return
    after = site.table_after(alter.name) or table
    for action, span in actions(site):
        if isinstance(action, AddIndex) and action.index.is_unique and not _is_implied(table, after, action.index):
            args = {"table": table.name, "columns": ", ".join(f"`{name}`" for name in action.index.columns)}
            path = f"table:{table.name}.index:{action.index.name}"
            yield Report(args, "", *site.offsets(span), path)


def _is_implied(table: Table, after: Table, index: Index) -> bool:
    """Tell whether no rows can double, since an older unique key, or a number, tells them apart."""
    columns = {fold(name) for name in index.columns}
    numbered = any(column.auto_increment and fold(column.name) in columns for column in after.columns)
    return numbered or any(
        one.is_unique and set(map(fold, one.columns)) <= columns and all(part.length is None for part in one.parts)
        for one in table.indexes
    )


RULE = Rule("DS113", "add-unique-on-existing", Severity.WARNING, site=check, actions=(AddIndex,), profiles=EVERY)
