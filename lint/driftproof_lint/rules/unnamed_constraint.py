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
Write CONSTRAINT and a name; the safe fix writes `fk<Child><Parent>` or `ck<Table><Columns>`. There is none where a
later statement drops by its name what the server has named, and none in stored programs.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Check, ForeignKey
from driftproof.model.changes import AddCheck, AddForeignKey, AlterTable, CreateTable, ObjectName
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import fold, quote
from driftproof_lint.given_names import for_check, for_foreign_key, is_called_later
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, says_itself, tokens


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
            columns, fix = ", ".join(one.columns), _fix(site, action.name, one, span)
            yield Report(
                {"table": table, "columns": columns}, "", *place, f"table:{table}.foreign_key:({columns})", fix
            )
        elif isinstance(one, Check):
            path, fix = f"table:{table}.check:({one.expression})", _fix(site, action.name, one, span)
            yield Report({"table": table}, "check", *place, path, fix, severity=Severity.WARNING)


def _fix(site: Site, table: ObjectName, one: ForeignKey | Check, span: Span | None) -> Fix | None:
    """Write a name in front of FOREIGN KEY or CHECK."""
    if site.base is None or site.is_written or span is None or is_called_later(site, table):
        return None
    found = tokens(site, span)
    at = next((at for at, token in enumerate(found) if token.upper in {"FOREIGN", "CHECK"}), None)
    if isinstance(one, ForeignKey):
        name = for_foreign_key(site, table.name, one)
    else:
        made = site.table_after(table)
        columns = {fold(column.name) for column in made.columns} if made is not None else set()
        name = for_check(
            site, table.name, dict.fromkeys(token.value for token in found if fold(token.value) in columns)
        )
    if at is None or name is None:
        return None
    words = quote(name) if at and found[at - 1].upper == "CONSTRAINT" else f"CONSTRAINT {quote(name)}"
    start = site.base + found[at].start
    return Fix(f"name it {name}", (Edit(start, start, f"{words} "),))


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
    actions=(CreateTable, AddForeignKey, AddCheck),
    written=True,
    profiles=EVERY,
    fix="safe",
)
