"""A column has a character set or collation of its own.

## Why
It is compared with its neighbours by a conversion, and forgotten when the table is converted.

## What the server says
Nothing.

## Bad
```sql
`name` VARCHAR(255) CHARACTER SET utf8mb4 NULL  -- in a table of utf8mb3
```

## Good
```sql
`name` VARCHAR(255) NULL
```

## Instead
Leave it to the table, unless the column needs it: a case-sensitive key, a text with emoji.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Column, Table
from driftproof.model.changes import CreateTableSelect
from driftproof.model.findings import Severity
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the columns whose character set or collation is not that of the table."""
    for column in table.columns:
        if column.collation is None or column.collation == table.collation or _is_json(column):
            continue
        same = column.charset == table.charset
        args = {
            "column": column.name,
            "charset": column.collation if same else column.charset,
            "table_charset": table.collation if same else table.charset,
        }
        yield Fault(f"column:{column.name}.charset", args, parts=(("column", column.name),))


def _is_json(column: Column) -> bool:
    """Tell whether a column is MariaDB's JSON, a LONGTEXT that is always utf8mb4_bin."""
    return column.type.name == "longtext" and column.collation == "utf8mb4_bin"


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    action = site.action
    if isinstance(action, CreateTableSelect) and action.table.charset is None and action.table.collation is None:
        return iter(())
    return new_faults(site, faults)


RULE = Rule("CS106", "column-charset", Severity.INFO, site=check, actions=TABLE_STATEMENTS, profiles=EVERY)
