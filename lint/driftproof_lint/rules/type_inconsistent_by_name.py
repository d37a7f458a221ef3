"""A column has another type than columns of its name in other tables.

## Why
What has one name should be one thing; joins between different types cannot use indexes.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `T` ADD COLUMN `hostUuid` VARCHAR(255) NULL;  -- VARCHAR(32) elsewhere
```

## Good
```sql
ALTER TABLE `T` ADD COLUMN `hostUuid` VARCHAR(32) NULL;
```

## Instead
Use the type of the others. Off by default: `name` and `type` mean many things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from driftproof.model.catalog import ColumnType
from driftproof.model.changes import AddColumn, ChangeColumn, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import defined_columns, path_of, says_itself

_ENOUGH = 2


def check(site: Site) -> Iterator[Report]:
    """Report a column whose name has one type in at least two other tables, and another here."""
    schema = site.before.schema(site.database)
    if schema is None or not says_itself(site):
        return
    for defined in defined_columns(site):
        others = [
            table.column(defined.column.name) for table in schema.tables.values() if table.name != defined.table.name
        ]
        kinds = Counter(_shown(one.type) for one in others if one is not None)
        mine = _shown(defined.column.type)
        if len(kinds) == 1 and mine not in kinds and kinds.total() >= _ENOUGH:
            args = {"table": defined.table.name, "column": defined.column.name, "type": mine}
            usual = {"usual": next(iter(kinds)), "count": kinds.total()}
            yield Report({**args, **usual}, "", *site.offsets(defined.span), path_of(defined))


def _shown(kind: ColumnType) -> str:
    """Return a type without the display width of whole numbers."""
    return f"{kind.name}{' unsigned' if kind.unsigned else ''}" if kind.is_integer else str(kind)


RULE = Rule(
    "TY115",
    "type-inconsistent-by-name",
    Severity.INFO,
    site=check,
    actions=(CreateTable, AddColumn, ChangeColumn),
    profiles=OFF,
)
