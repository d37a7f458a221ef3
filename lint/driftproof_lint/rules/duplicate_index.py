"""Two indexes of a table have the same columns in the same order.

## Why
The second serves nothing that the first does not; it costs space and every write.

## What the server says
Note 1831 "Duplicate index", which nobody sees in an upgrade.

## Bad
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxHostVOName` (`name`),
    KEY `idxHostVOName2` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Good
```sql
CREATE TABLE IF NOT EXISTS `HostVO` (
    `uuid` VARCHAR(32) NOT NULL,
    `name` VARCHAR(255) NOT NULL,
    PRIMARY KEY (`uuid`),
    KEY `idxHostVOName` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
```

## Instead
Keep one. A UNIQUE index beside a plain one over the same columns counts as a duplicate, too: the plain one can go.
A UNIQUE key over the primary key's columns is `pk-and-unique-same`. The unsafe fix takes the second out of the
statement that writes it: databases that ran the script keep it.
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
    """Return the indexes that repeat an earlier one."""
    seen: dict[object, Index] = {}
    for index in sorted(table.indexes, key=_rank):
        key = (index.kind if index.kind not in _ORDERED else "ordered", _parts(index))
        first = seen.setdefault(key, index)
        is_other_rule = first.kind is IndexKind.PRIMARY and index.kind is IndexKind.UNIQUE
        if first is not index and not is_other_rule:
            args = {"index": index.name, "first": first.name}
            yield Fault(f"index:{index.name}", args, parts=(("index", index.name),))


def _rank(index: Index) -> int:
    """Put the index that should stay before those that repeat it."""
    return _ORDERED.index(index.kind) if index.kind in _ORDERED else len(_ORDERED)


def _parts(index: Index) -> tuple[tuple[str, int | None, bool, str | None], ...]:
    return tuple((fold(part.column), part.length, part.descending, part.expression) for part in index.parts)


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
    "CK104",
    "duplicate-index",
    Severity.WARNING,
    site=check,
    actions=TABLE_STATEMENTS,
    profiles=EVERY,
    fix="unsafe",
    converge=converge,
)
