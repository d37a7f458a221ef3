"""DROP CONSTRAINT names a foreign key in a statement that copies the table, and MariaDB keeps the key.

## Why
InnoDB reads in the statement's text which foreign keys to leave out of the copy, and knows DROP FOREIGN KEY only. The
statement succeeds, the key is still there, and later statements meet it. MySQL drops it: installations differ.

## What the server says
Nothing (seen on MariaDB 10.11 and 11.8). A MODIFY or DROP COLUMN that counts on the key being gone then fails with
1832, 1833 or 1025.

## Bad
```sql
ALTER TABLE `VmVO` DROP CONSTRAINT `fkVmVOHostVO`, MODIFY `state` BIGINT NULL;
```

## Good
```sql
ALTER TABLE `VmVO` DROP FOREIGN KEY `fkVmVOHostVO`, MODIFY `state` BIGINT NULL;
```

## Instead
Write DROP FOREIGN KEY, as the unsafe fix does, or call the helper DROP_CONSTRAINT. The fix is unsafe because the script
then drops what it has left alone so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.catalog import Table
from driftproof.model.changes import AddForeignKey, AlterTable, DropConstraint
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.trace import Step
from driftproof_lint.older import actions
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span

_WORDS = re.compile(r"DROP\s+CONSTRAINT\b", re.IGNORECASE)


def check(site: Site) -> Iterator[Report]:
    """Report each foreign key that is there before and behind the statement that drops it."""
    steps = {site.before.flavor: site.step} if site.is_inner else site.script.history.steps_of(site.outer)
    for action, span in actions(site):
        if not isinstance(action, DropConstraint):
            continue
        alter = site.action
        assert isinstance(alter, AlterTable)
        keeping = [target for target, step in steps.items() if _is_kept(step, action.name)]
        if keeping and not _is_made_again(alter, action.name):
            args = {"table": alter.name.name, "name": action.name, "targets": ", ".join(map(str, keeping))}
            path = f"table:{alter.name.name}.foreign_key:{action.name}"
            targets = tuple((str(target), 0) for target in keeping)
            yield Report(args, "", *site.offsets(span), path, _fix(site, span), targets=targets)


def _is_made_again(alter: AlterTable, name: str) -> bool:
    return any(isinstance(one, AddForeignKey) and one.foreign_key.name == name for one in alter.actions)


def _is_kept(step: Step, name: str) -> bool:
    """Tell whether a table has the same foreign key of that name before and after a statement that was accepted."""
    before, after = _tables(step)
    if step.answer is not None or before is None or after is None:
        return False
    key = before.foreign_key(name)
    return key is not None and after.foreign_key(name) == key


def _tables(step: Step) -> tuple[Table | None, Table | None]:
    alter = step.action
    if not isinstance(alter, AlterTable):
        return None, None
    schema = alter.name.schema or step.session.database or ""
    return step.before.table(schema, alter.name.name), step.after.table(schema, alter.name.name)


def _fix(site: Site, span: Span | None) -> Fix | None:
    """Write DROP FOREIGN KEY."""
    if site.base is None or span is None:
        return None
    found = _WORDS.match(site.script.script.text, *site.offsets(span))
    return Fix("write DROP FOREIGN KEY", (Edit(*found.span(), "DROP FOREIGN KEY"),), safe=False) if found else None


RULE = Rule(
    "DS124",
    "drop-constraint-kept",
    Severity.WARNING,
    site=check,
    actions=(DropConstraint,),
    profiles=EVERY,
    fix="unsafe",
)
