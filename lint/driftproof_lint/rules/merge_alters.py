"""Several ALTERs in a row change the same table, and each goes through all its rows.

## Why
Each rebuild reads and writes the whole table. In one statement the server does it once, and an upgrade that stops
leaves fewer states in between.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `VmVO` MODIFY `a` BIGINT NOT NULL;
ALTER TABLE `VmVO` MODIFY `b` BIGINT NOT NULL;
```

## Good
```sql
ALTER TABLE `VmVO` MODIFY `a` BIGINT NOT NULL, MODIFY `b` BIGINT NOT NULL;
```

## Instead
Write them as one. ALTERs that are instant on every target, and tables that the script itself makes, are not reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from driftproof import api
from driftproof.model.changes import AddForeignKey, AddIndex, AlterTable, DropForeignKey, RenameTo
from driftproof.model.findings import Related, Severity
from driftproof.model.hazard import Algorithm
from driftproof_lint.older import older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site

_APART = (RenameTo, AddForeignKey, DropForeignKey)


def check(view: ScriptView) -> Iterator[Report]:
    """Report each run of statements that could be one, at its second statement."""
    own = (site for site in view.sites if not site.is_inner)
    for table, sites in groupby(own, key=_table):
        if not table:
            continue
        dear = [site for site in sites if _is_dear(site)]
        if len(dear) > 1:
            first, second = dear[0], dear[1]
            related = (Related(first.step.place, "the first of them"),)
            start, end = second.offsets((0, len(second.sql)))
            args = {"table": table, "count": len(dear)}
            yield Report(args, "", start, end, f"table:{table}", related=related)


def _table(site: Site) -> str:
    """Return the older table that an ALTER changes, or an empty text for what cannot be joined with others."""
    alter = site.action
    if not isinstance(alter, AlterTable) or site.step.answer is not None or site.before is site.after:
        return ""
    if any(isinstance(one, _APART) for one in alter.actions) or older_table(site, alter.name) is None:
        return ""
    return alter.name.name


def _is_dear(site: Site) -> bool:
    """Tell whether some target goes through the rows of the table."""
    alter = site.action
    table = site.table_before(alter.name) if isinstance(alter, AlterTable) else None
    if table is None or not isinstance(alter, AlterTable):
        return False
    if any(isinstance(one, AddIndex) for one in alter.actions):
        return True
    costs = [api.cost_of(alter, table, target) for target in site.script.history.targets]
    return any(cost.rebuilds or cost.algorithm is Algorithm.COPY for cost in costs)


RULE = Rule("LK101", "merge-alters", Severity.INFO, script=check, profiles=EVERY)
