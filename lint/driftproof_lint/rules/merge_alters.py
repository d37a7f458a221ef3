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
The unsafe fix joins them where nothing stands between and no column or index is spoken of twice: a statement sees names
as they are before it, and is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from driftproof import api
from driftproof.model.changes import AddForeignKey, AddIndex, AlterTable, DropForeignKey, RenameTo
from driftproof.model.findings import Edit, Fix, Related, Severity
from driftproof.model.hazard import Algorithm
from driftproof_lint.older import older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site
from driftproof_lint.wording import tokens

_APART = (RenameTo, AddForeignKey, DropForeignKey)


def check(view: ScriptView) -> Iterator[Report]:
    """Report each run of statements that could be one, at its second statement."""
    own = (site for site in view.sites if not site.is_inner)
    for table, sites in groupby(own, key=_table):
        if not table:
            continue
        run = list(sites)
        dear = [site for site in run if _is_dear(site)]
        if len(dear) > 1:
            first, second = dear[0], dear[1]
            related = (Related(first.step.place, "the first of them"),)
            start, end = second.offsets((0, len(second.sql)))
            args = {"table": table, "count": len(dear)}
            yield Report(args, "", start, end, f"table:{table}", _joined(run), related)


def _joined(run: list[Site]) -> Fix | None:
    """Put a comma in the place of the end of each statement and the beginning of the next."""
    edits: list[Edit] = []
    spoken: set[str] = set()
    known = _known(run)
    for one, other in pairwise(run):
        spoken |= _words(one) & known
        if spoken & _words(other) or not (_is_plain(one) and _is_plain(other)):
            return None
        (_, start), (begin, _) = one.offsets((0, len(one.sql.rstrip()))), other.offsets((0, 0))
        if one.script.script.text[start:begin].strip() != one.outer.statement.delimiter:
            return None
        first = other.action.spans[0][0] if isinstance(other.action, AlterTable) else 0
        edits.append(Edit(start, begin + first, ",\n    "))
    return Fix("write them as one", tuple(edits), safe=False)


def _is_plain(site: Site) -> bool:
    """Tell whether a statement is written as ALTER TABLE, and says of itself no more than what it does."""
    alter = site.action
    return (
        isinstance(alter, AlterTable)
        and site.base is not None
        and bool(alter.spans)
        and alter.syntax == "alter"
        and not (alter.algorithm or alter.lock or alter.ignore or alter.if_exists)
    )


def _words(site: Site) -> set[str]:
    return {one.value.lower() for one in tokens(site)}


def _known(run: list[Site]) -> set[str]:
    """Return the names of the columns and indexes of the table, before and behind all statements, in lower case."""
    alter = run[0].action
    assert isinstance(alter, AlterTable)
    found: set[str] = set()
    for table in (run[0].table_before(alter.name), run[-1].table_after(alter.name)):
        found |= {one.name.lower() for one in table.columns} if table is not None else set()
        found |= {one.name.lower() for one in table.indexes} if table is not None else set()
    return found - {alter.name.name.lower()}


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


RULE = Rule("LK101", "merge-alters", Severity.INFO, script=check, profiles=EVERY, fix="unsafe")
