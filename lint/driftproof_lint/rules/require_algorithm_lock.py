"""An ALTER of a large table does not say which algorithm and lock it counts on.

## Why
Without ALGORITHM and LOCK the server takes a dearer way silently where the cheap one is not possible. With them it
refuses at once, in the test instead of at the customer. Off by default; `tables` names the large ones.

## What the server says
Error 1846 "ALGORITHM=INPLACE is not supported" where the cheap way is not possible: that is what it is for.

## Bad
```sql
ALTER TABLE `EventVO` ADD INDEX `idxEventVOType` (`type`);
```

## Good
```sql
ALTER TABLE `EventVO` ADD INDEX `idxEventVOType` (`type`), ALGORITHM=INPLACE, LOCK=NONE;
```

## Instead
Add ALGORITHM=INSTANT, or ALGORITHM=INPLACE, LOCK=NONE. The unsafe fix writes the cheapest that every target can, by its
manual; where one must copy the table, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof import api
from driftproof.model.changes import AlterTable, SetPartitioning
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.hazard import Algorithm
from driftproof.model.names import fold
from driftproof_lint.older import is_own, older_table
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

NAME = "require-algorithm-lock"


def _is_listed(site: Site, table: str) -> bool:
    """Tell whether the option `tables` names a table; an empty list stands for every older one."""
    listed = site.script.history.option(NAME, "tables", [])
    return not listed or (isinstance(listed, list) and fold(table) in {fold(str(one)) for one in listed})


def check(site: Site) -> Iterator[Report]:
    """Report the statement."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    if alter.algorithm or alter.lock or not is_own(site) or older_table(site, alter.name) is None:
        return
    if _is_listed(site, alter.name.name):
        yield Report({"table": alter.name.name}, object=f"table:{alter.name.name}", fix=_fix(site, alter))


def _fix(site: Site, alter: AlterTable) -> Fix | None:
    """Say what the dearest of the targets can do."""
    table = site.table_before(alter.name)
    if table is None or site.base is None or any(isinstance(one, SetPartitioning) for one in alter.actions):
        return None
    cost = max(
        (api.cost_of(alter, table, target) for target in site.script.history.targets), key=lambda one: one.algorithm
    )
    if cost.algorithm is Algorithm.INSTANT:
        words = ["ALGORITHM=INSTANT"]
    elif cost.algorithm is Algorithm.INPLACE and not cost.blocks_writes:
        words = ["ALGORITHM=INPLACE", "LOCK=NONE"]
    else:
        return None
    join = ", " if alter.syntax == "alter" else " "
    at = site.base + len(site.sql.rstrip())
    return Fix(f"say {join.join(words)}", (Edit(at, at, join + join.join(words)),), safe=False)


RULE = Rule(
    "LK103",
    NAME,
    Severity.INFO,
    site=check,
    actions=(AlterTable,),
    profiles=OFF,
    fix="unsafe",
    options={"tables": []},
)
