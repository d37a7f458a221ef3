"""A NOT NULL column without a default is added to a table that has rows.

## Why
The server invents a value for the rows that are there: an empty text, 0, or a zero date, which means something else
than "not known" and which later servers refuse.

## What the server says
Nothing; 1292 "Incorrect datetime value: '0000-00-00'" for DATE and DATETIME under NO_ZERO_DATE, which MySQL has by
default.

## Bad
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 0, NULL);
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 0, 'Unknown');
```

## Instead
Give it a default, or let the script fill the column behind (then the rule is silent), or add it as NULL, fill it, and
make it NOT NULL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from driftproof.model.catalog import ColumnType
from driftproof.model.changes import AddColumn, AlterTable
from driftproof.model.findings import Severity
from driftproof.model.names import quote_text
from driftproof_lint.older import actions, fills, later, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_DATES = frozenset({"date", "datetime"})
_MOMENTS: Mapping[str, str] = {
    "date": "'0000-00-00'",
    "datetime": "'0000-00-00 00:00:00'",
    "timestamp": "'0000-00-00 00:00:00'",
    "time": "'00:00:00'",
    "year": "0000",
    "json": "null",
}
_NUMBERS = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit"})


def check(site: Site) -> Iterator[Report]:
    """Report each such column of an older table that the script does not fill afterwards."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table, after = older_table(site, alter.name), site.table_after(alter.name)
    if table is None or after is None or site.step.answer is not None or site.before is site.after:
        return
    for action, span in actions(site):
        column = after.column(action.column.name) if isinstance(action, AddColumn) else None
        if column is None or column.nullable or column.default is not None or table.column(column.name) is not None:
            continue
        if column.auto_increment or column.generated is not None:
            continue
        if any(fills(one, table.name, column.name) for one in later(site)):
            continue
        severity = Severity.ERROR if column.type.name in _DATES else None
        args = {"table": table.name, "column": column.name, "value": _value(column.type)}
        path = f"table:{table.name}.column:{column.name}"
        yield Report(args, "", *site.offsets(span), path, severity=severity)


def _value(type_: ColumnType) -> str:
    """Return the value that a server puts there by itself."""
    if type_.name == "enum" and type_.values:
        return quote_text(type_.values[0])
    if type_.name in _NUMBERS:
        return "0"
    return _MOMENTS.get(type_.name, "''")


RULE = Rule("DS111", "add-not-null-no-default", Severity.WARNING, site=check, actions=(AlterTable,), profiles=EVERY)
