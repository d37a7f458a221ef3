"""A UNIQUE key has exactly the columns of the PRIMARY KEY.

## Why
The primary key is unique already. The second index costs space and every write, and never serves a read.

## What the server says
Nothing, or note 1831 "Duplicate index".

## Bad
```sql
CREATE TABLE IF NOT EXISTS `ImageVO` (
    `uuid` VARCHAR(32) NOT NULL UNIQUE,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `ImageVO` (
    `uuid` VARCHAR(32) NOT NULL,
    PRIMARY KEY (`uuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Drop the UNIQUE key. The safe fix takes it out of a script that is not released.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from driftproof.model.catalog import Catalog, Index, IndexKind, Table
from driftproof.model.changes import CreateTable
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import fold
from driftproof_lint.converge import named_in, without_indexes
from driftproof_lint.edits import remove_item, remove_word
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_UNIQUE = re.compile(r"\bUNIQUE(\s+KEY)?\b", re.IGNORECASE)


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the unique keys over the columns of the primary key."""
    primary = table.primary_key
    if primary is None:
        return
    for index in table.indexes:
        if index.kind is IndexKind.UNIQUE and _same_columns(index, primary):
            columns = ", ".join(f"`{name}`" for name in index.columns)
            args = {"index": index.name, "columns": columns}
            parts = (("index", index.name), ("column", index.columns[0]))
            yield Fault(f"index:{index.name}", args, parts=parts)


def _same_columns(index: Index, primary: Index) -> bool:
    parts = [(fold(part.column), part.length) for part in index.parts]
    return parts == [(fold(part.column), part.length) for part in primary.parts]


def fix(site: Site, fault: Fault) -> Fix | None:
    """Take the key out of the CREATE TABLE that writes it."""
    if site.base is None or not isinstance(site.action, CreateTable):
        return None
    table, text = site.action.table, site.script.script.text
    for index in table.indexes:
        if (
            index.kind is not IndexKind.UNIQUE
            or index.span is None
            or fold(index.columns[0]) != fold(fault.parts[1][1])
        ):
            continue
        start, end = site.offsets(index.span)
        if not index.inline:
            return Fix("drop the UNIQUE key", (remove_item(text, start, end),))
        found = _UNIQUE.search(text, start, end)
        return Fix("drop UNIQUE", (remove_word(text, *found.span()),)) if found else None
    return None


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults, fix)


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Drop the indexes."""
    found = {fault.object for fault in faults(table, catalog)} & set(paths)
    return without_indexes(table, named_in(found, "index"))


RULE = Rule(
    "CK103",
    "pk-and-unique-same",
    Severity.WARNING,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="safe",
    converge=converge,
)
