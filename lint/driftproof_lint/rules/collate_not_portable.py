"""A collation is unknown to a target.

## Why
`utf8mb4_0900_…` is MySQL's (MariaDB takes it from 11.4.5 on), `…uca1400…` is MariaDB's.

## What the server says
1273 "Unknown collation".

## Bad
```sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
```

## Good
```sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
```

## Instead
A collation that all targets have: `utf8mb3_general_ci`, `utf8mb4_general_ci`, `utf8mb4_unicode_ci`, `utf8mb4_bin`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.language.lex import TokenKind
from driftproof.model.findings import Severity
from driftproof.model.flavor import Flavor
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject, tokens

_NAME = re.compile(r"utf8mb[34]_|uca1400_|utf8_|ucs2_|utf16_|utf32_", re.IGNORECASE)


def check(site: Site) -> Iterator[Report]:
    """Report each name of a collation that a target does not know."""
    if site.base is None or not _NAME.search(site.sql):
        return
    for token in tokens(site):
        if token.kind not in {TokenKind.WORD, TokenKind.STRING, TokenKind.QUOTED} or not _NAME.match(token.value):
            continue
        lacking = [str(one) for one in site.script.history.targets if not knows(one, token.value.lower())]
        if lacking:
            args = {"collation": token.value, "targets": ", ".join(lacking)}
            start, end = site.base + token.start, site.base + token.end
            yield Report(args, "", start, end, subject(site), targets=tuple((name, 1273) for name in lacking))


def knows(flavor: Flavor, collation: str) -> bool:
    """Tell whether a server has a Unicode collation, as far as its family says.

    MariaDB has MySQL's 0900 family since 11.4.5 (MDEV-20912), its own uca1400 since 10.10.
    """
    if "_0900_" in collation:
        return flavor.at_least(mysql=(8, 0, 1), mariadb=(11, 4, 5))
    if "uca1400" in collation:
        return flavor.at_least(mariadb=(10, 10))
    return True


RULE = Rule("CS107", "collate-not-portable", Severity.ERROR, site=check, written=True, profiles=EVERY)
