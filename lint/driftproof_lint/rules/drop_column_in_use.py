"""A column is dropped that an index of several columns, a foreign key or a view still uses.

## Why
The server takes the column out of the index silently: a UNIQUE key over (a, b) becomes one over (b), and an index
loses what it was made for. A view breaks, but only when somebody reads it.

## What the server says
Nothing for indexes on MySQL, 1072 on MariaDB where a unique key would lose a part, 1553 or 1828 for foreign keys, and
1356 for a view when it is read.

## Bad
```sql
ALTER TABLE `VmVO` DROP COLUMN `hostUuid`; -- `ukVmVO` is over (`hostUuid`, `name`)
```

## Good
```sql
CALL DELETE_INDEX('VmVO', 'ukVmVO');
CALL DROP_COLUMN('VmVO', 'hostUuid');
```

## Instead
Drop or change the index, foreign key or view in the same script, before the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.catalog import Table, View
from driftproof.model.changes import AlterTable, DropColumn, DropForeignKey, DropIndex
from driftproof.model.findings import Severity
from driftproof.model.names import fold, quote
from driftproof_lint.older import actions
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_REFUSED = frozenset({1072, 1553, 1828, 1829})


def check(site: Site) -> Iterator[Report]:
    """Report each user of a column that is dropped from under it."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table = site.table_before(alter.name)
    refused = site.refused_on(_REFUSED)
    if table is None or (site.step.answer is not None and not refused):
        return
    for action, span in actions(site):
        column = table.column(action.name) if isinstance(action, DropColumn) else None
        if column is None:
            continue
        for message, user in _users(site, table, column.name, alter):
            args = {"table": table.name, "column": column.name, "user": user}
            path = f"table:{table.name}.column:{column.name}"
            targets = refused if message != "view" else ()
            yield Report(args, message, *site.offsets(span), path, targets=targets)


def _users(site: Site, table: Table, column: str, alter: AlterTable) -> Iterator[tuple[str, str]]:
    gone = {fold(one.name) for one in alter.actions if isinstance(one, DropIndex | DropForeignKey)}
    dropped = {fold(one.name) for one in alter.actions if isinstance(one, DropColumn)}
    for key in table.foreign_keys:
        if fold(column) in map(fold, key.columns) and fold(key.name) not in gone:
            yield "foreign_key", key.name
    for index in table.indexes:
        left = [name for name in index.columns if fold(name) not in dropped]
        if fold(column) in map(fold, index.columns) and left and fold(index.name) not in gone:
            yield "index", index.name
    database = alter.name.schema or site.database
    schema, end = site.before.schema(database), site.script.after.schema(database)
    for other in schema.tables.values() if schema else ():
        for key in other.foreign_keys:
            is_parent = fold(key.referenced_table) == fold(table.name) and not key.referenced_schema
            if is_parent and other is not table and fold(column) in map(fold, key.referenced_columns):
                yield "referenced", f"{other.name}.{key.name}"
    for key_of_view, view in schema.views.items() if schema else ():
        kept = end.views.get(key_of_view) if end else None
        if kept == view and _mentions(view, table.name, column):
            yield "view", view.name


def _mentions(view: View, table: str, column: str) -> bool:
    """Tell whether a view reads a column, by its canonical text, where every name is in backticks."""
    sources = [re.escape(quote(table))]
    sources += [re.escape(found) for found in re.findall(re.escape(quote(table)) + r" (`[^`]+`)", view.query)]
    return any(re.search(source + r"\." + re.escape(quote(column)), view.query, re.IGNORECASE) for source in sources)


RULE = Rule("DS103", "drop-column-in-use", Severity.ERROR, site=check, actions=(DropColumn,), profiles=EVERY)
