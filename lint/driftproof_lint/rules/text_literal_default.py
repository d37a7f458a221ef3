"""A TEXT, BLOB, JSON or GEOMETRY column has a default.

## Why
MariaDB allows it, MySQL does not, but for an expression in parentheses.

## What the server says
1101 "BLOB, TEXT, GEOMETRY or JSON column 'd' can't have a default value" on MySQL.

## Bad
```sql
ALTER TABLE `LogVO` ADD COLUMN `text` TEXT NOT NULL DEFAULT 'none';
```

## Good
```sql
ALTER TABLE `LogVO` ADD COLUMN `text` VARCHAR(2048) NOT NULL DEFAULT 'none';
```

## Instead
VARCHAR, no default, or DEFAULT ('none') where all targets are MySQL 8.0.13 or MariaDB.
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
    found = [one for one in refusals(site) if one.rule == "text-literal-default"]
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


RULE = Rule("TY112", "text-literal-default", Severity.ERROR, site=check, refused=True, profiles=EVERY)
