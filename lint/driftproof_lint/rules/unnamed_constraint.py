"""A foreign key or a check has no name of its own.

## Why
The server makes one, and each in its own way (`t_ibfk_1`; MariaDB 12: `1`), so the script that drops it must guess.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `CacheVO` ADD FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Instead
Write CONSTRAINT and a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Check, ForeignKey
from driftproof.model.changes import AddCheck, AddForeignKey, AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each constraint that a statement writes without a name."""
    action = site.action
    if not isinstance(action, CreateTable | AlterTable) or not says_itself(site):
        return
    for one, span in _constraints(action):
        place = site.offsets(span)
        table = action.name.name
        if one.name:
            continue
        if isinstance(one, ForeignKey) and not one.inline:
            columns = ", ".join(one.columns)
            yield Report({"table": table, "columns": columns}, "", *place, f"table:{table}.foreign_key:({columns})")
        elif isinstance(one, Check):
            path = f"table:{table}.check:({one.expression})"
            yield Report({"table": table}, "check", *place, path, severity=Severity.WARNING)


def _constraints(action: CreateTable | AlterTable) -> Iterator[tuple[ForeignKey | Check, Span | None]]:
    if isinstance(action, CreateTable):
        yield from ((one, one.span) for one in action.table.foreign_keys)
        yield from ((one, one.span) for one in action.table.checks)
        return
    for one, span in zip(action.actions, action.spans, strict=False):
        if isinstance(one, AddForeignKey):
            yield one.foreign_key, span
        elif isinstance(one, AddCheck):
            yield one.check, span


RULE = Rule(
    "NQ105",
    "unnamed-constraint",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=EVERY,
)
