"""A table has no primary key.

## Why
InnoDB makes a hidden one that nobody can use; row-based replication searches the whole table for every change, and
Galera and group replication refuse it.

## What the server says
3750 where `sql_require_primary_key` is on.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `LogVO` (`message` VARCHAR(255) NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `LogVO` (
    `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `message` VARCHAR(255) NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Give it one. A table that gets its primary key, or goes, in the same script is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Table
from driftproof.model.changes import CreateTable, ObjectName
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import tokens


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the lack of a primary key."""
    if table.primary_key is None:
        yield Fault("primary_key")


def check(site: Site) -> Iterator[Report]:
    """Report a table that a statement leaves without one, if the script's end does so, too."""
    name = getattr(site.action, "name", None)
    if getattr(site.action, "temporary", False) or not isinstance(name, ObjectName):
        return
    catalog = site.script.after if site.step.answer is None else site.wanted
    last = catalog.table(name.schema or site.database, name.name)
    if last is None or last.primary_key is not None:
        return
    for report in new_faults(site, faults):
        word = next((one for one in tokens(site) if one.value == name.name), None)
        if word is None or site.base is None or not isinstance(site.action, CreateTable):
            yield report
        else:
            yield Report(report.args, "", site.base + word.start, site.base + word.end, report.object)


RULE = Rule("CK114", "require-primary-key", Severity.ERROR, site=check, actions=TABLE_STATEMENTS, profiles=EVERY)
