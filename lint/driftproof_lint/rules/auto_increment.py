"""An AUTO_INCREMENT column is no whole number, or not the first column of a key.

## Why
Counters of another kind are deprecated or refused.

## What the server says
1075 "there can be only one auto column and it must be defined as a key"; deprecated for FLOAT and DOUBLE since
MySQL 8.0.17.

## Bad
```sql
CREATE TABLE `T` (`id` DOUBLE NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`));
```

## Good
```sql
CREATE TABLE `T` (`id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`));
```

## Instead
BIGINT UNSIGNED, as the primary key. The options `unsigned` and `bigint` ask for that, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Column
from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.refusals import refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import defined_columns, path_of, says_itself, subject


def check(site: Site) -> Iterator[Report]:
    """Report counters of an unwanted type, and those that a target refuses."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        wanted = _wanted(site, defined.column) if defined.column.auto_increment else ""
        if wanted:
            column = defined.column
            args = {"table": defined.table.name, "column": column.name, "type": str(column.type), "wanted": wanted}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined))
    if site.is_inner or site.is_written:
        return
    refused = [one for one in refusals(site) if one.rule == "auto-increment"]
    if refused:
        answer = refused[0].answer
        targets = tuple((str(one.target), one.answer.number) for one in refused)
        args = {"number": str(answer.number), "text": answer.message}
        yield Report(args, "key", object=subject(site), targets=targets)


def _wanted(site: Site, column: Column) -> str:
    """Return what the column should be instead, or an empty text."""
    option = site.script.history.option
    if not column.type.is_integer:
        return "a whole number"
    if option("auto-increment", "bigint", False) and column.type.name != "bigint":
        return "BIGINT"
    return "UNSIGNED" if option("auto-increment", "unsigned", False) and not column.type.unsigned else ""


RULE = Rule(
    "TY111",
    "auto-increment",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=EVERY,
    options={"unsigned": False, "bigint": False},
)
