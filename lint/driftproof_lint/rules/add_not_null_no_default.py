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
make it NOT NULL. The unsafe fix writes the value that the server invents as the default, for all to see: whether it is
the right one, nobody but you can say. For dates, and for texts and JSON, which have no such default everywhere, there
is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from driftproof.model.catalog import Column, ColumnType
from driftproof.model.changes import AddColumn, AlterTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import quote_text
from driftproof_lint.column_edits import defined_here, own_tokens
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
_TEXTS = frozenset({"char", "varchar", "binary", "varbinary", "enum", "set"})
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
        yield Report(args, "", *site.offsets(span), path, _fix(site, column), severity=severity)


def _fix(site: Site, column: Column) -> Fix | None:
    """Write the value that the server puts there as the default."""
    span = defined_here(site, column.name)
    if span is None or column.type.name not in _NUMBERS | _TEXTS:
        return None
    words = f"DEFAULT {_value(column.type)}"
    found = own_tokens(site, span)
    at = next((two for one, two in pairwise(found) if (one.upper, two.upper) == ("NOT", "NULL")), None)
    if site.base is None or at is None:
        return None
    place = site.base + at.end
    return Fix(f"say {words}", (Edit(place, place, f" {words}"),), safe=False)


def _value(type_: ColumnType) -> str:
    """Return the value that a server puts there by itself."""
    if type_.name == "enum" and type_.values:
        return quote_text(type_.values[0])
    if type_.name in _NUMBERS:
        return "0"
    return _MOMENTS.get(type_.name, "''")


RULE = Rule(
    "DS111",
    "add-not-null-no-default",
    Severity.WARNING,
    site=check,
    actions=(AddColumn,),
    profiles=EVERY,
    fix="unsafe",
)
