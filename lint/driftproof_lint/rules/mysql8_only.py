"""A statement uses what came with MySQL 8 and a target has not.

## Why
Indexes on expressions, `->`, `LATERAL` and the like are syntax errors elsewhere; default expressions and `RENAME
COLUMN` are missing in older releases.

## What the server says
1064.

## Bad
```sql
ALTER TABLE `T` ADD INDEX `ix` ((LOWER(`b`)));
```

## Good
```sql
ALTER TABLE `T` ADD COLUMN `bLower` VARCHAR(32) AS (LOWER(`b`)) STORED, ADD INDEX `ix` (`bLower`);
```

## Instead
Use what all targets know, or take the older server off the list of targets.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.syntax import MYSQL_8, features
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report each use, with the targets that refuse it."""
    if site.base is None:
        return
    targets = site.script.history.targets
    for found in features(site):
        if found.rule != MYSQL_8:
            continue
        refusing = tuple((str(target), found.number) for target in targets if found.refused_by(target))
        if not refusing:
            continue
        start, end = site.offsets(found.span or (0, len(site.sql)))
        args = {"words": found.words, "targets": ", ".join(name for name, _ in refusing)}
        yield Report(args, "", start, end, f"{subject(site)}.words:{found.words}", targets=refusing)


RULE = Rule("PO102", "mysql8-only", Severity.ERROR, site=check, written=True, profiles=EVERY)
