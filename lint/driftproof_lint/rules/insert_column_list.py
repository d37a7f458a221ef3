"""An INSERT names no columns.

## Why
It breaks, or fills the wrong columns, as soon as a script adds one or changes their order.

## What the server says
1136 "Column count doesn't match value count at row 1".

## Bad
```sql
INSERT IGNORE INTO `T` VALUES (1, 2);
```

## Good
```sql
INSERT IGNORE INTO `T` (`a`, `b`) VALUES (1, 2);
```

## Instead
Name the columns. The unsafe fix writes those that the table has at that point.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import quote
from driftproof.model.syntax.commands import Insert
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import named_at


def check(site: Site) -> Iterator[Report]:
    """Report each INSERT or REPLACE without a list of columns."""
    action = site.action
    if not isinstance(action, Insert) or action.columns or site.base is None:
        return
    if not action.rows and action.query is None:
        return
    span = named_at(site, action.table.name)
    yield Report(
        {"table": action.table.name}, "", *site.offsets(span), f"table:{action.table.name}.insert", _fix(site, action)
    )


def _fix(site: Site, action: Insert) -> Fix | None:
    """Write the columns that the table has, where their number is that of the values."""
    table, span = site.table_before(action.table), named_at(site, action.table.name)
    if table is None or span is None or site.base is None or site.is_written:
        return None
    visible = [column.name for column in table.columns if not column.invisible]
    if not action.rows or len(action.rows[0]) != len(visible):
        return None
    text = " (" + ", ".join(quote(name) for name in visible) + ")"
    at = site.base + span[1]
    return Fix("name the columns", (Edit(at, at, text),), safe=False)


RULE = Rule(
    "ST107",
    "insert-column-list",
    Severity.WARNING,
    site=check,
    actions=(Insert,),
    written=True,
    profiles=EVERY,
    fix="unsafe",
)
