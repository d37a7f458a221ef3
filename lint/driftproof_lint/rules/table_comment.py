"""A new table, or, on demand, a new column has no comment.

## Why
The schema is read by people who have not seen the program.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`));
```

## Good
```sql
CREATE TABLE `T` (`a` INT NOT NULL, PRIMARY KEY (`a`)) COMMENT='what it holds';
```

## Instead
Write COMMENT. Off by default: select it by name; the option `columns` asks for comments of columns, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import defined_columns, named_at, path_of

NAME = "table-comment"


def check(site: Site) -> Iterator[Report]:
    """Report each CREATE TABLE without COMMENT, and, where asked for, each new column without one."""
    action = site.action
    if getattr(action, "temporary", False) or site.base is None:
        return
    if isinstance(action, CreateTable) and not action.table.comment:
        name = action.name.name
        yield Report({"table": name}, "", *site.offsets(named_at(site, name)), f"table:{name}.comment")
    if site.script.history.option(NAME, "columns", False):
        for defined in defined_columns(site):
            if not defined.column.comment:
                args = {"table": defined.table.name, "column": defined.column.name}
                yield Report(args, "column", *site.offsets(defined.span), f"{path_of(defined)}.comment")


RULE = Rule(
    "ST108",
    NAME,
    Severity.INFO,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=OFF,
    options={"columns": False},
)
