"""An index is added to a large or busy table.

## Why
Building it reads the whole table, and writers pay for it from then on. Off by default; `tables` names the tables.

## What the server says
Nothing.

## Bad
```sql
CALL CREATE_INDEX('EventVO', 'idxEventVOType', 'type');
```

## Good
```sql
-- lint-ignore index-on-hot-table -- runs in the maintenance window
CALL CREATE_INDEX('EventVO', 'idxEventVOType', 'type');
```

## Instead
Plan for it, and say so with lint-ignore and a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddIndex, AlterTable
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.older import actions, older_table
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

NAME = "index-on-hot-table"


def _is_listed(site: Site, table: str) -> bool:
    """Tell whether the option `tables` names a table; an empty list stands for every older one."""
    listed = site.script.history.option(NAME, "tables", [])
    return not listed or (isinstance(listed, list) and fold(table) in {fold(str(one)) for one in listed})


def check(site: Site) -> Iterator[Report]:
    """Report each index that an older table of the list gets."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    if older_table(site, alter.name) is None or site.before is site.after or not _is_listed(site, alter.name.name):
        return
    for action, span in actions(site):
        if isinstance(action, AddIndex):
            args = {"table": alter.name.name, "index": action.index.name}
            yield Report(args, "", *site.offsets(span), f"table:{alter.name.name}.index:{action.index.name}")


RULE = Rule(
    "LK105",
    NAME,
    Severity.INFO,
    site=check,
    actions=(AddIndex,),
    profiles=OFF,
    options={"tables": []},
)
