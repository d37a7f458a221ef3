"""GROUP BY says a direction.

## Why
MySQL 8.0.13 dropped ASC and DESC there.

## What the server says
1064 on MySQL 8.0.13 and later.

## Bad
```sql
SELECT `b`, COUNT(*) FROM `T` GROUP BY `b` DESC;
```

## Good
```sql
SELECT `b`, COUNT(*) FROM `T` GROUP BY `b` ORDER BY `b` DESC;
```

## Instead
Write ORDER BY.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.syntax import GROUP_ORDER, features
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report each use, with the targets that refuse it."""
    if site.base is None:
        return
    targets = site.script.history.targets
    for found in features(site):
        if found.rule != GROUP_ORDER:
            continue
        refusing = tuple((str(target), found.number) for target in targets if found.refused_by(target))
        if not refusing:
            continue
        start, end = site.offsets(found.span or (0, len(site.sql)))
        args = {"words": found.words, "targets": ", ".join(name for name, _ in refusing)}
        yield Report(args, "", start, end, f"{subject(site)}.words:{found.words}", targets=refusing)


RULE = Rule("PO106", "group-by-order", Severity.ERROR, site=check, written=True, profiles=EVERY)
