"""A table has no comment.

## Why
Nobody remembers what `TmpData2` is for.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `T` (`id` INT NOT NULL, PRIMARY KEY (`id`));
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `T` (`id` INT NOT NULL, PRIMARY KEY (`id`)) COMMENT='one row per thing';
```

## Instead
Say what a row stands for.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def check(site: Site) -> Iterator[Report]:
    """Report each table that is created without a comment."""
    if isinstance(site.action, CreateTable) and not site.action.table.comment:
        name = site.action.name.name
        yield Report({"table": name}, object=f"table:{name}")


RULE = Rule(
    "AC101",
    "acme-table-comment",
    Severity.WARNING,
    site=check,
    actions=(CreateTable,),
    profiles=EVERY,
    messages={"en": "table `{table}` has no comment", "zh": "表 `{table}` 没有注释"},
)
