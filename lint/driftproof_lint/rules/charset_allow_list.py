"""A table or column has a character set that is not allowed.

## Why
Texts of many sets cannot be compared without a conversion, and only Unicode holds every name.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NULL) DEFAULT CHARSET=latin1;
```

## Good
```sql
CREATE TABLE `T` (`name` VARCHAR(255) NULL) DEFAULT CHARSET=utf8mb3;
```

## Instead
A set of the option `allowed`: utf8mb3, utf8mb4, ascii and binary by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof.model.flavor import canonical_charset
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import charset_tokens, subject

_ALLOWED = ("utf8mb3", "utf8mb4", "ascii", "binary")


def check(site: Site) -> Iterator[Report]:
    """Report each name of a character set that is not allowed."""
    if site.base is None:
        return
    option = site.script.history.option("charset-allow-list", "allowed", _ALLOWED)
    allowed = {canonical_charset(str(name)) for name in option} if isinstance(option, list | tuple) else set()
    for token in charset_tokens(site):
        if token.upper != "DEFAULT" and canonical_charset(token.value) not in allowed:
            start, end = site.base + token.start, site.base + token.end
            yield Report({"charset": token.value}, "", start, end, f"{subject(site)}.charset:{token.value.lower()}")


RULE = Rule(
    "CS102",
    "charset-allow-list",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=EVERY,
    options={"allowed": _ALLOWED},
)
