"""IF EXISTS or IF NOT EXISTS stands inside ALTER TABLE or CREATE INDEX, which only MariaDB understands.

## Why
It looks like the simple way to a script that can run again, and stops at its first MySQL.

## What the server says
1064 on every MySQL.

## Bad
```sql
ALTER TABLE `HostEO` ADD COLUMN IF NOT EXISTS `architecture` VARCHAR(32) NULL;
```

## Good
```sql
CALL ADD_COLUMN('HostEO', 'architecture', 'VARCHAR(32)', 1, NULL);
```

## Instead
Call the helper procedure, as the unsafe fix does where helpers say the same, or ask `information_schema` first. It is
unsafe because a helper refuses what is there with another definition, where MariaDB looks at the name alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AddColumn, AddForeignKey, AddIndex, AlterTable
from driftproof.model.findings import Fix, Severity
from driftproof.model.trace import Step
from driftproof_lint.guarding import call_instead
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.syntax import MARIADB_IF_EXISTS, features
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report each use, with the targets that refuse it."""
    if site.base is None:
        return
    targets = site.script.history.targets
    for found in features(site):
        if found.rule != MARIADB_IF_EXISTS:
            continue
        refusing = tuple((str(target), found.number) for target in targets if found.refused_by(target))
        if not refusing:
            continue
        start, end = site.offsets(found.span or (0, len(site.sql)))
        args = {"words": found.words, "targets": ", ".join(name for name, _ in refusing)}
        path = f"{subject(site)}.words:{found.words}"
        yield Report(args, "", start, end, path, _fix(site), targets=refusing)


def _fix(site: Site) -> Fix | None:
    """Call helpers in place of the statement, as a target does it that understands it."""
    if site.is_inner or site.is_written:
        return None
    steps = site.script.history.steps_of(site.outer).values()
    understood = next((step for step in steps if isinstance(step.action, AlterTable) and step.answer is None), None)
    return call_instead(understood) if understood is not None and not _is_there(understood) else None


def _is_there(step: Step) -> bool:
    """Tell whether something that the statement adds was there before it, perhaps with another definition."""
    alter = step.action
    assert isinstance(alter, AlterTable)
    table = step.before.table(alter.name.schema or step.session.database or "", alter.name.name)
    if table is None:
        return True
    for one in alter.actions:
        match one:
            case AddColumn(column=column) if table.column(column.name) is not None:
                return True
            case AddIndex(index=index) if table.index(index.name) is not None:
                return True
            case AddForeignKey(foreign_key=key) if table.foreign_key(key.name) is not None:
                return True
    return False


RULE = Rule("PO101", "mariadb-only-if-exists", Severity.ERROR, site=check, written=True, profiles=EVERY, fix="unsafe")
