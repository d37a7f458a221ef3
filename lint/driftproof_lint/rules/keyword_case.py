"""A statement starts with a keyword in small letters.

## Why
Keywords in capitals are told from names at a glance.

## What the server says
Nothing.

## Bad
```sql
alter table `T` add column `b` INT NULL;
```

## Good
```sql
ALTER TABLE `T` ADD COLUMN `b` INT NULL;
```

## Instead
Capitals; the safe fix writes the first word so. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import TokenKind
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject, tokens


def check(site: Site) -> Iterator[Report]:
    """Report each statement whose first word is not in capitals."""
    first = next(iter(tokens(site)), None)
    if site.base is None or first is None or first.kind is not TokenKind.WORD or first.text == first.upper:
        return
    start, end = site.base + first.start, site.base + first.end
    fix = Fix("capitals", (Edit(start, end, first.upper),))
    yield Report({"word": first.text}, "", start, end, subject(site), fix)


RULE = Rule("ST109", "keyword-case", Severity.INFO, site=check, written=True, profiles=OFF, fix="safe")
