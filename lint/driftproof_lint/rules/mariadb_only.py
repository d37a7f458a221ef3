"""A statement uses what only MariaDB has.

## Why
CREATE OR REPLACE TABLE or PROCEDURE, sequences, RETURNING, system versioning and the types UUID and INET6 are
unknown to every MySQL.

## What the server says
1064, or 1305 for a function.

## Bad
```sql
CREATE OR REPLACE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`));
```

## Good
```sql
DROP TABLE IF EXISTS `T`;
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`));
```

## Instead
Use what all targets know, or take MySQL off the list of targets.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.syntax import MARIADB, features
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report each use, with the targets that refuse it."""
    if site.base is None:
        return
    targets = site.script.history.targets
    for found in features(site):
        if found.rule != MARIADB:
            continue
        refusing = tuple((str(target), found.number) for target in targets if found.refused_by(target))
        if not refusing:
            continue
        start, end = site.offsets(found.span or (0, len(site.sql)))
        args = {"words": found.words, "targets": ", ".join(name for name, _ in refusing)}
        yield Report(args, "", start, end, f"{subject(site)}.words:{found.words}", targets=refusing)


RULE = Rule("PO103", "mariadb-only", Severity.ERROR, site=check, written=True, profiles=EVERY)
