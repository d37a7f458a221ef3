"""A guard finds an object of that name, but it is not the one that the statement would make.

## Why
Guards compare names. Where an earlier script made the column or index with another type or other columns, the guarded
statement does nothing, and the schema is not what the script says.

## What the server says
Nothing, or note 1060 or 1061.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (`uuid` VARCHAR(32) NOT NULL, `state` VARCHAR(32) NULL, PRIMARY KEY (`uuid`));
ALTER TABLE `VmVO` ADD COLUMN IF NOT EXISTS `state` VARCHAR(64) NOT NULL;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `VmVO` (`uuid` VARCHAR(32) NOT NULL, `state` VARCHAR(32) NULL, PRIMARY KEY (`uuid`));
ALTER TABLE `VmVO` MODIFY COLUMN `state` VARCHAR(64) NOT NULL;
```

## Instead
Say what the object is to become: MODIFY it, or drop the index and make it anew. The shipped helpers refuse where an
object differs, and MODIFY_COLUMN and REPLACE_INDEX converge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from driftproof import api
from driftproof.model.catalog import Catalog, Column, Index, Table
from driftproof.model.changes import AddColumn, AddIndex, AlterTable, TableAction
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import called_routines, never_ran
from driftproof_lint.views import ScriptView, Site


def check(view: ScriptView) -> Iterator[Report]:
    """Report what IF NOT EXISTS, or a condition in a procedure that was called, passed over."""
    for site in view.sites:
        if isinstance(site.action, AlterTable) and site.step.answer is None:
            yield from _check(site, site.action, site.before, guarded=False)
    called = called_routines(view)
    for site in never_ran(view):
        if isinstance(site.action, AlterTable) and site.guards and fold(site.routine) in called:
            yield from _check(site, site.action, view.before, guarded=True)


def _check(site: Site, alter: AlterTable, before: Catalog, *, guarded: bool) -> Iterator[Report]:
    schema = alter.name.schema or site.database
    table = before.table(schema, alter.name.name)
    for action in alter.actions if table is not None else ():
        there = _existing(table, action, guarded) if table is not None else None
        if table is None or there is None:
            continue
        wanted = _wanted(site, action, before, (schema, table))
        if wanted is not None and wanted != there:
            args = {"table": table.name, "name": there.name}
            start, end = site.offsets((0, len(site.sql)))
            yield Report(args, "", start, end, f"table:{table.name}.{there.name}")


def _existing(table: Table, action: TableAction, guarded: bool) -> Column | Index | None:
    """Return the object that a guarded action finds there already."""
    match action:
        case AddColumn(column=column, if_not_exists=quiet) if quiet or guarded:
            return table.column(column.name)
        case AddIndex(index=index, if_not_exists=quiet) if (quiet or guarded) and index.name:
            return table.index(index.name)
        case _:
            return None


def _wanted(site: Site, action: TableAction, before: Catalog, of: tuple[str, Table]) -> Column | Index | None:
    """Return what the action would make if its name were free, or None where that cannot be told."""
    name, table = of
    schema = before.schema(name)
    if schema is None:
        return None
    bare = _without(table, action)
    tables: Mapping[str, Table] = {**schema.tables, before.rules.key(table.name): bare}
    made = api.run_on(site.step, site.sql, before.with_schema(replace(schema, tables=tables)))
    after = made.after.table(name, table.name) if made.answer is None else None
    if after is None:
        return None
    match action:
        case AddColumn(column=column):
            return after.column(column.name)
        case AddIndex(index=index):
            return after.index(index.name)
        case _:
            return None


def _without(table: Table, action: TableAction) -> Table:
    match action:
        case AddColumn(column=column):
            rest = tuple(one for one in table.columns if fold(one.name) != fold(column.name))
            indexes = tuple(one for one in table.indexes if fold(column.name) not in map(fold, one.columns))
            keys = tuple(one for one in table.foreign_keys if fold(column.name) not in map(fold, one.columns))
            return replace(table, columns=rest, indexes=indexes, foreign_keys=keys)
        case AddIndex(index=index):
            return replace(table, indexes=tuple(one for one in table.indexes if fold(one.name) != fold(index.name)))
        case _:
            return table


RULE = Rule("ID125", "guard-definition-drift", Severity.WARNING, script=check, profiles=EVERY)
