"""A target refuses the statement under its default sql_mode.

## Why
Data that a lax server cuts or bends, a strict one refuses; installations differ, so the upgrade stops on some of
them.

## What the server says
1364, 1366, 1406, 1292, 1055 or 1265, under STRICT_TRANS_TABLES, NO_ZERO_DATE or ONLY_FULL_GROUP_BY.

## Bad
```sql
INSERT INTO `LogVO` (`message`) SELECT REPEAT('x', 300);
```

## Good
```sql
INSERT INTO `LogVO` (`message`) SELECT LEFT(REPEAT('x', 300), 255);
```

## Instead
Write values that fit; name every column that has no default.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.refusals import Refusal, refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject


def check(site: Site) -> Iterator[Report]:
    """Report a statement that a target refuses for this reason, with all targets that do."""
    found = [one for one in refusals(site) if one.rule == "strict-mode"]
    if found:
        yield _report(site, found)


def _report(site: Site, found: list[Refusal]) -> Report:
    answer = found[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in found)
    names = ", ".join(target for target, _ in targets)
    args = {"targets": names, "number": answer.number, "text": " ".join(answer.message.split())}
    span = None
    start, end = site.offsets(span or (0, len(site.sql)))
    return Report(args, "", start, end, subject(site), targets=targets)


RULE = Rule("PO105", "strict-mode", Severity.ERROR, site=check, refused=True, profiles=EVERY)
