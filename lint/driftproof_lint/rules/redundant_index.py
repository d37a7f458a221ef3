"""A plain index is the left part of another index.

## Why
Whatever the shorter index serves, the longer one serves, too; the shorter costs space and every write.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `FileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `resourceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukFileVO` (`resourceUuid`, `type`),
    KEY `idxFileVOResource` (`resourceUuid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `FileVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `resourceUuid` VARCHAR(32) NOT NULL,
    `type` VARCHAR(64) NOT NULL,
    PRIMARY KEY (`uuid`),
    UNIQUE KEY `ukFileVO` (`resourceUuid`, `type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Drop the shorter index. A UNIQUE index is never redundant in this sense, and a FULLTEXT, SPATIAL or VECTOR index is
never compared with another kind. The unsafe fix takes the shorter out of the statement that writes it: databases that
ran the script keep it, and what reads by it alone reads a wider index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from driftproof.model.catalog import Catalog, Index, IndexKind, Table
from driftproof.model.findings import Fix, Severity
from driftproof.model.names import fold
from driftproof_lint.converge import named_in, without_indexes
from driftproof_lint.faults import TABLE_STATEMENTS, Fault, new_faults
from driftproof_lint.parts import take_out
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_ORDERED = (IndexKind.PRIMARY, IndexKind.UNIQUE, IndexKind.PLAIN)


def faults(table: Table, catalog: Catalog) -> Iterator[Fault]:
    """Return the plain indexes that are a proper left part of another."""
    if len(table.indexes) < 2:
        return
    ordered = [(index, _parts(index)) for index in table.indexes if index.kind in _ORDERED]
    for index, parts in ordered:
        if index.kind is not IndexKind.PLAIN or index.implicit:
            continue
        longer = next((other for other, its in ordered if len(parts) < len(its) and its[: len(parts)] == parts), None)
        if longer is not None:
            args = {"index": index.name, "longer": longer.name}
            yield Fault(f"index:{index.name}", args, parts=(("index", index.name),))


def _parts(index: Index) -> list[tuple[str, int | None, bool, str | None]]:
    return [(fold(part.column), part.length, part.descending, part.expression) for part in index.parts]


def fix(site: Site, fault: Fault) -> Fix | None:
    """Take the index out of the statement that writes it."""
    name = fold(fault.parts[0][1])
    return take_out(site, lambda one: isinstance(one, Index) and fold(one.name) == name)


def check(site: Site) -> Iterator[Report]:
    """Report what a statement makes so."""
    return new_faults(site, faults, fix)


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Drop the indexes."""
    found = {fault.object for fault in faults(table, catalog)} & set(paths)
    return without_indexes(table, named_in(found, "index"))


RULE = Rule(
    "CK105",
    "redundant-index",
    Severity.INFO,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="unsafe",
    converge=converge,
)
