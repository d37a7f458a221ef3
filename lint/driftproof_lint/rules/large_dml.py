"""An UPDATE, DELETE or INSERT … SELECT has no bound.

## Why
On a large table one statement holds its locks, and its undo log, until it is through, and a replica waits as long.
Off by default.

## What the server says
Error 1205 "Lock wait timeout exceeded" for others.

## Bad
```sql
UPDATE `EventVO` SET `type` = 'old';
```

## Good
```sql
UPDATE `EventVO` SET `type` = 'old' WHERE `type` = 'new' LIMIT 10000; -- repeated by a procedure
```

## Instead
Work in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Delete, Insert, Update
from driftproof.model.syntax.queries import Select, TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report what has neither WHERE nor LIMIT."""
    if site.is_inner:
        return
    match site.action:
        case Update(where=None, limit=None) | Delete(where=None, limit=None):
            yield Report({})
        case Insert(query=Select(where=None, limit=None) as query):
            if any(isinstance(one, TableSource) for one in nodes(query.source)):
                yield Report({})
        case _:
            return


RULE = Rule(
    "DS123",
    "large-dml",
    Severity.INFO,
    site=check,
    actions=(Update, Delete, Insert),
    written=True,
    profiles=OFF,
)
