"""A statement reaches into another database.

## Why
An upgrade should change its own schema: the other may be missing, or belong to somebody else.

## What the server says
1049 "Unknown database", 1044 or 1142 without the privilege.

## Bad
```sql
INSERT IGNORE INTO `billing`.`PriceVO` (`uuid`) SELECT `uuid` FROM `zstack`.`HostEO`;
```

## Good
```sql
INSERT IGNORE INTO `zstack`.`PriceVO` (`uuid`) SELECT `uuid` FROM `zstack`.`HostEO`;
```

## Instead
Give the other schema scripts of its own. The option `allowed` takes names.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import ObjectName, Opaque
from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Other
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.walk import named
from driftproof_lint.wording import named_at

_SYSTEM = frozenset({"information_schema", "performance_schema", "mysql", "sys"})


def check(site: Site) -> Iterator[Report]:
    """Report each other database that a statement names."""
    if site.base is None or isinstance(site.action, Opaque | Other):
        return
    names = {one.schema for one in named(site) if isinstance(one, ObjectName) and one.schema}
    own = site.script.history.trace.steps[0].session.database if site.script.history.trace.steps else ""
    if not names or not own:
        return
    option = site.script.history.option("cross-database", "allowed", ())
    allowed = {str(name).lower() for name in option} if isinstance(option, list | tuple) else set()
    for schema in sorted(names):
        if schema.lower() not in {own.lower(), *_SYSTEM, *allowed}:
            start, end = site.offsets(named_at(site, schema))
            yield Report({"schema": schema, "own": own}, "", start, end, f"schema:{schema}")


RULE = Rule(
    "NQ110",
    "cross-database",
    Severity.WARNING,
    site=check,
    written=True,
    profiles=EVERY,
    options={"allowed": ()},
)
