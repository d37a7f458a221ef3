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
Call the helper procedure, or ask `information_schema` first.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
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
        refusing = tuple((str(target), found.number) for target in targets if found.refused_by(target))
        if found.rule != MARIADB_IF_EXISTS or not refusing:
            continue
        start, end = site.offsets(found.span or (0, len(site.sql)))
        args = {"words": found.words, "targets": ", ".join(name for name, _ in refusing)}
        yield Report(args, "", start, end, f"{subject(site)}.words:{found.words}", targets=refusing)


RULE = Rule("PO101", "mariadb-only-if-exists", Severity.ERROR, site=check, written=True, profiles=EVERY)
