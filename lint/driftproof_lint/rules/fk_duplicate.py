"""Two foreign keys of a table have the same columns and the same parent.

## Why
Every write checks both, and the actions of both apply: where one cascades and the other restricts, the row stays.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fk2` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);  -- there is a fk1
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO`
    FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Instead
Drop one of them. The unsafe fix takes the second out of the statement that writes it: its actions go with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from driftproof.model.catalog import Catalog, ForeignKey, Table
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import fold
from driftproof_lint.converge import named_in, without_foreign_keys
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.parts import take_out
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the foreign keys that repeat an earlier one."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for key in table.foreign_keys:
        what = (
            tuple(map(fold, key.columns)),
            key.referenced_schema,
            fold(key.referenced_table),
            key.referenced_columns,
        )
        groups.setdefault(what, []).append(key.name)
    for names in groups.values():
        for at, name in enumerate(names[1:], start=1):
            parts = tuple(("foreign_key", one) for one in (name, *names[:at]))
            yield Fault(f"foreign_key:{name}", {"name": name, "other": names[0]}, parts=parts)


def fix(site: Site, fault: Fault) -> Fix | None:
    """Take the foreign key out of the statement that writes it."""
    name = fold(fault.args["name"])
    return take_out(site, lambda one: isinstance(one, ForeignKey) and fold(one.name) == name)


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults, fix)


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Drop the foreign keys that repeat another."""
    found = {fault.object for fault in faults(table, catalog)} & set(paths)
    return without_foreign_keys(table, named_in(found, "foreign_key"))


RULE = Rule(
    "CK111",
    "fk-duplicate",
    Severity.WARNING,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="unsafe",
    converge=converge,
)
