"""A column of a table that has rows gets a type that holds less.

## Why
Values that fit before do not fit any more: the upgrade stops in strict mode, and cuts them without it.

## What the server says
Error 1406 "Data too long", 1265 "Data truncated" or 1264 "Out of range value", where a row has such a value.

## Bad
```sql
ALTER TABLE `VmVO` MODIFY `name` VARCHAR(64) NOT NULL; -- was VARCHAR(255)
```

## Good
```sql
ALTER TABLE `VmVO` MODIFY `name` VARCHAR(512) NOT NULL;
```

## Instead
Keep the wider type, or shorten the values first in the same script; then the rule is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import ColumnType
from driftproof.model.changes import AlterTable, ChangeColumn
from driftproof.model.findings import Severity
from driftproof_lint.older import actions, earlier, fills, older_table
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_INTEGERS = ("tinyint", "smallint", "mediumint", "int", "bigint")
_LONGEST = {
    "tinytext": 255,
    "text": 65_535,
    "mediumtext": 16_777_215,
    "longtext": 4_294_967_295,
    "tinyblob": 255,
    "blob": 65_535,
    "mediumblob": 16_777_215,
    "longblob": 4_294_967_295,
}


def check(site: Site) -> Iterator[Report]:
    """Report each older column whose new type cannot hold all that the old one could."""
    alter = site.action
    assert isinstance(alter, AlterTable)
    table, before, after = older_table(site, alter.name), site.table_before(alter.name), site.table_after(alter.name)
    if table is None or before is None or after is None or site.step.answer is not None:
        return
    for action, span in actions(site):
        old = before.column(action.before) if isinstance(action, ChangeColumn) else None
        new = after.column(action.column.name) if isinstance(action, ChangeColumn) else None
        if old is None or new is None or table.column(old.name) is None or not _is_narrower(old.type, new.type):
            continue
        if not any(fills(one, table.name, old.name) for one in earlier(site)):
            args = {"table": table.name, "column": new.name, "old": str(old.type), "new": str(new.type)}
            yield Report(args, "", *site.offsets(span), f"table:{table.name}.column:{new.name}")


def _is_narrower(old: ColumnType, new: ColumnType) -> bool:
    """Tell whether some value of one type does not fit into the other, as far as their kinds can be compared."""
    if old.is_integer and new.is_integer:
        before, after = _INTEGERS.index(old.name), _INTEGERS.index(new.name)
        return (
            after < before
            or (old.unsigned and not new.unsigned and after == before)
            or (not old.unsigned and new.unsigned)
        )
    if old.values and new.values:
        return old.name == new.name and not set(old.values) <= set(new.values)
    if old.name == "decimal" and new.name == "decimal":
        return _digits(new)[0] < _digits(old)[0] or _digits(new)[1] < _digits(old)[1]
    if old.name in {"datetime", "timestamp"} and new.name in {"date", "time", "year"}:
        return True
    before_length, after_length = _capacity(old), _capacity(new)
    return before_length is not None and after_length is not None and after_length < before_length


def _digits(kind: ColumnType) -> tuple[int, int]:
    """Return how many digits stand before and behind the point."""
    whole, behind = (*kind.length, *(10, 0)[len(kind.length) :])[:2]
    return whole - behind, behind


def _capacity(kind: ColumnType) -> int | None:
    if kind.name in {"char", "varchar", "binary", "varbinary"}:
        return kind.length[0] if kind.length else 1
    return _LONGEST.get(kind.name)


RULE = Rule("DS114", "type-narrowing", Severity.WARNING, site=check, actions=(ChangeColumn,), profiles=EVERY)
