"""An index is longer than the server allows.

## Why
What fits with one character set does not with another: 768 characters of utf8mb4 are 3072 bytes, the limit of
InnoDB.

## What the server says
1071 "Specified key was too long; max key length is 3072 bytes"; 767 bytes with ROW_FORMAT=COMPACT.

## Bad
```sql
CREATE UNIQUE INDEX `ukT` ON `T` (`path`);  -- VARCHAR(1024) of utf8mb4
```

## Good
```sql
CREATE UNIQUE INDEX `ukT` ON `T` (`pathHash`);  -- VARCHAR(64)
```

## Instead
A shorter column, a prefix where the index is not unique, or the index on a hash.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import ObjectName
from driftproof.model.findings import Severity
from driftproof_lint.refusals import Refusal, refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject, tokens


def check(site: Site) -> Iterator[Report]:
    """Report a statement that a target refuses for this reason, with all targets that do."""
    if site.is_inner:
        return
    found = [one for one in refusals(site) if one.rule == "index-too-long"]
    if found:
        yield _report(site, found)


def _report(site: Site, found: list[Refusal]) -> Report:
    answer = found[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in found)
    names = ", ".join(target for target, _ in targets)
    args = {"targets": names, "number": answer.number, "text": " ".join(answer.message.split())}
    name = getattr(site.action, "name", None)
    wanted = name.name if isinstance(name, ObjectName) else ""
    span = next(((one.start, one.end) for one in tokens(site) if one.value == wanted and wanted), None)
    start, end = site.offsets(span or (0, len(site.sql)))
    return Report(args, "", start, end, subject(site), targets=targets)


RULE = Rule("CK119", "index-too-long", Severity.ERROR, site=check, profiles=EVERY)
