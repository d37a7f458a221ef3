"""A statement calls a function, or uses a word, that a target has dropped.

## Why
PASSWORD(), ENCRYPT(), ENCODE(), DES_ENCRYPT() and SQL_CACHE are gone since MySQL 8.0.

## What the server says
1305 "FUNCTION … does not exist", or 1064.

## Bad
```sql
UPDATE `T` SET `b` = PASSWORD('secret') WHERE `a` = 1;
```

## Good
```sql
UPDATE `T` SET `b` = SHA2('secret', 256) WHERE `a` = 1;
```

## Instead
SHA2(), AES_ENCRYPT(); leave SQL_CACHE away.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.syntax import GONE, features
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report each use, with the targets that refuse it."""
    if site.base is None:
        return
    targets = site.script.history.targets
    for found in features(site):
        if found.rule != GONE:
            continue
        refusing = tuple((str(target), found.number) for target in targets if found.refused_by(target))
        if not refusing:
            continue
        start, end = site.offsets(found.span or (0, len(site.sql)))
        args = {"words": found.words, "targets": ", ".join(name for name, _ in refusing)}
        yield Report(args, "", start, end, f"{subject(site)}.words:{found.words}", targets=refusing)


RULE = Rule("PO107", "removed-function", Severity.ERROR, site=check, written=True, profiles=EVERY)
