"""A table, column, index or constraint stands without backticks.

## Why
Every release of MySQL and MariaDB reserves more words: `system`, `rank`, `rows` or `library` were plain names once.
A name in backticks is a name for ever, and is told from a keyword at a glance.

## What the server says
Nothing, until the word is reserved: then 1064.

## Bad
```sql
ALTER TABLE HostEO ADD COLUMN architecture VARCHAR(32) NULL;
```

## Good
```sql
ALTER TABLE `HostEO` ADD COLUMN `architecture` VARCHAR(32) NULL;
```

## Instead
Put backticks around it; the safe fix does so for every name of the statement. Aliases, variables, functions and
what `information_schema` shows are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.naming import NAMING, schema_names, trigger_sites
from driftproof_lint.rule import HOUSE, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import subject

_SHOWN = 3


def check(site: Site) -> Iterator[Report]:
    """Report a statement once, at its first bare name; the fix mends all of them."""
    if site.base is None:
        return
    yield from _report(site)
    for inner in trigger_sites(site):
        yield from _report(inner)


def _report(site: Site) -> Iterator[Report]:
    found = [one.token for one in schema_names(site)]
    if not found or site.base is None:
        return
    edits = tuple(Edit(site.base + one.start, site.base + one.end, f"`{one.text}`") for one in found)
    names = list(dict.fromkeys(one.text for one in found))
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    fix = Fix("put names in backticks", edits)
    yield Report({"names": shown, "count": len(found)}, "", edits[0].start, edits[0].end, subject(site), fix)


RULE = Rule(
    "NQ101",
    "identifier-backticks",
    Severity.ERROR,
    site=check,
    actions=NAMING,
    written=True,
    profiles=HOUSE,
    fix="safe",
)
