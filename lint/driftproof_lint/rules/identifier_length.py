"""A name is longer than 64 characters.

## Why
No server takes it; names that tools build (table and column put together) get there unseen.

## What the server says
1059 "Identifier name '…' is too long".

## Bad
```sql
ALTER TABLE `T` ADD INDEX `idxVmInstanceDeviceAddressArchiveVOVmInstanceUuidResourceUuidMetadataClass` (`a`);
```

## Good
```sql
ALTER TABLE `T` ADD INDEX `idxVmDeviceAddressArchiveVOVmInstanceUuid` (`a`);
```

## Instead
A shorter name.
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
    found = [one for one in refusals(site) if one.rule == "identifier-length"]
    for group in by_message(found):
        yield _report(site, group)


def _report(site: Site, found: list[Refusal]) -> Report:
    answer = found[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in found)
    names = ", ".join(target for target, _ in targets)
    args = {"targets": names, "number": answer.number, "text": " ".join(answer.message.split())}
    named = {part.lower() for part in answer.message.split("'")[1::2]}
    span = next(((one.start, one.end) for one in tokens(site) if one.value.lower() in named and one.value), None)
    start, end = site.offsets(span or (0, len(site.sql)))
    return Report(args, "", start, end, subject(site), targets=targets)


RULE = Rule("NQ107", "identifier-length", Severity.ERROR, site=check, refused=True, profiles=EVERY)
