"""The columns of a foreign key and of its parent differ in type.

## Why
Different families or signs cannot be compared, and the server refuses. Where only the length differs, or CHAR meets
VARCHAR, it works until a value no longer fits.

## What the server says
3780 "… are incompatible" on MySQL, 1005 (errno 150) on MariaDB; nothing where only the length differs.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `CacheVO` (… `hostUuid` VARCHAR(255) NOT NULL …  -- HostEO.uuid is VARCHAR(32)
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `CacheVO` (… `hostUuid` VARCHAR(32) NOT NULL …
```

## Instead
Give the child the type of its parent; the unsafe fix does where the statement defines the child's column. What the
column holds now may not fit.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Catalog, Column, ForeignKey, Table
from driftproof.model.changes import ObjectName
from driftproof.model.findings import Fix, Severity
from driftproof_lint.column_edits import defined_here, retype
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.references import TYPES, Reference, fault_of, fits, schema_of, written_references
from driftproof_lint.refusals import explained_by
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_SIZED = frozenset({"char", "varchar", "binary", "varbinary"})


def check(site: Site) -> Iterator[Report]:
    """Report what a target refuses, and what only happens to fit."""
    targets = explained_by(site, TYPES)
    if targets:
        for one in written_references(site.step):
            if fault_of(one) == TYPES:
                yield _refused(site, one, targets)
    yield from new_faults(site, faults, fix)


def _refused(site: Site, one: Reference, targets: tuple[tuple[str, int], ...]) -> Report:
    pairs = [(own, other) for own, other in _pairs(one.foreign_key, one.child, one.parent) if not fits(own, other)]
    args = {**_args(one.foreign_key, *pairs[0]), "table": one.table.name}
    args["numbers"] = ", ".join(f"{number} on {target}" for target, number in targets)
    path = f"table:{one.table.name}.column:{pairs[0][0].name}"
    return Report(args, "", *site.offsets(one.span), path, _retype(site, *pairs[0]), targets=targets)


def _retype(site: Site, own: Column, other: Column) -> Fix | None:
    """Give the child's column the type of the parent's where the statement defines it."""
    span = defined_here(site, own.name)
    edit = retype(site, span, _spelled(other)) if span is not None else None
    return Fix(f"write {_spelled(other)}", (edit,), safe=False) if edit is not None else None


def _spelled(column: Column) -> str:
    """Return a type as scripts write it."""
    return str(column.type) if column.type.values else str(column.type).upper()


def fix(site: Site, fault: Fault) -> Fix | None:
    """Give the column that a fault is about the length of its parent's."""
    child = getattr(site.action, "name", None)
    table = site.table_after(child) if isinstance(child, ObjectName) else None
    if table is None:
        return None
    for key in table.foreign_keys:
        parent = site.wanted.table(key.referenced_schema or site.database, key.referenced_table)
        for own, other in _pairs(key, table, parent):
            if own.name == fault.args["column"] and other.name == fault.args["parent_column"]:
                return _retype(site, own, other)
    return None


def _pairs(key: ForeignKey, child: Table | None, parent: Table | None) -> Iterator[tuple[Column, Column]]:
    for name, other in zip(key.columns, key.referenced_columns, strict=False):
        own = child.column(name) if child else None
        referenced = parent.column(other) if parent else None
        if own is not None and referenced is not None:
            yield own, referenced


def _args(key: ForeignKey, own: Column, other: Column) -> dict[str, str]:
    return {
        "column": own.name,
        "type": str(own.type),
        "parent": key.referenced_table,
        "parent_column": other.name,
        "parent_type": str(other.type),
    }


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the columns of foreign keys whose length, or whose being CHAR or VARCHAR, is not that of the parent."""
    schema = schema_of(table, catalog) if table.foreign_keys else ""
    for key in table.foreign_keys:
        parent = catalog.table(key.referenced_schema or schema, key.referenced_table)
        for own, other in _pairs(key, table, parent):
            sized = own.type.name in _SIZED and other.type.name in _SIZED
            if sized and (own.type.name, own.type.length) != (other.type.name, other.type.length):
                parts = (("column", own.name), ("foreign_key", key.name))
                yield Fault(
                    f"column:{own.name}.length", _args(key, own, other), "length", parts, severity=Severity.WARNING
                )


RULE = Rule(
    "CK106",
    "fk-type-mismatch",
    Severity.ERROR,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="unsafe",
)
