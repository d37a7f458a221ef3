"""A statement writes or compares the zero date.

## Why
It is the price of columns that defaulted to it; strict servers refuse to store it, and some refuse to compare with
it.

## What the server says
1292 "Incorrect datetime value: '0000-00-00 00:00:00'" under NO_ZERO_DATE.

## Bad
```sql
UPDATE `T` SET `d` = NULL WHERE `d` = '0000-00-00 00:00:00';
```

## Good
```sql
UPDATE `T` SET `d` = NULL WHERE `d` < '1000-01-01';
```

## Instead
NULL for what is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.language.lex import TokenKind
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Delete, Insert, RunQuery, Update
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject, tokens

_ZERO = re.compile(r"0000-00-00( 00:00:00(\.0+)?)?")


def check(site: Site) -> Iterator[Report]:
    """Report each such constant."""
    if site.base is None:
        return
    for token in tokens(site):
        if token.kind is TokenKind.STRING and _ZERO.fullmatch(token.value):
            start, end = site.base + token.start, site.base + token.end
            yield Report({"text": token.value}, "", start, end, subject(site))


RULE = Rule(
    "TY102",
    "zero-date-data",
    Severity.INFO,
    site=check,
    actions=(Insert, Update, Delete, RunQuery),
    written=True,
    profiles=EVERY,
)
