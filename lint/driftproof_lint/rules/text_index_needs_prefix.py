"""An index has a TEXT or BLOB column without a length.

## Why
MySQL has no index on the whole of a long text; MariaDB makes one over a prefix without a word, so the two differ.

## What the server says
1170 "BLOB/TEXT column 'd' used in key specification without a key length" on MySQL; MariaDB makes a prefix of 3072
bytes, or a hash for a UNIQUE key.

## Bad
```sql
CREATE INDEX `idxLogVOText` ON `LogVO` (`text`);
```

## Good
```sql
CREATE INDEX `idxLogVOText` ON `LogVO` (`text`(255));
```

## Instead
Say a length, or keep a hash of the text in a column of its own and index that.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof_lint.refusals import Refusal, by_message, refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject, tokens


def check(site: Site) -> Iterator[Report]:
    """Report a statement that a target refuses for this reason, with all targets that do."""
    found = [one for one in refusals(site) if one.rule == "text-index-needs-prefix"]
    for group in by_message(found):
        yield _report(site, group)


def _report(site: Site, found: list[Refusal]) -> Report:
    answer = found[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in found)
    names = ", ".join(target for target, _ in targets)
    args = {"targets": names, "number": answer.number, "text": " ".join(answer.message.split())}
    named = {part.lower() for part in answer.message.split("'")[1::2]}
    span = next(
        ((one.start, one.end) for one in reversed(tokens(site)) if one.value.lower() in named and one.value), None
    )
    start, end = site.offsets(span or (0, len(site.sql)))
    return Report(args, "", start, end, subject(site), targets=targets)


RULE = Rule("CK117", "text-index-needs-prefix", Severity.ERROR, site=check, refused=True, profiles=EVERY)
