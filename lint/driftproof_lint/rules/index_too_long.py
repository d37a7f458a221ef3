"""An index is longer than the server allows.

## Why
What fits with one character set does not with another: 768 characters of utf8mb4 are 3072 bytes, the limit of
InnoDB.

## What the server says
1071 "Specified key was too long; max key length is 3072 bytes"; 767 bytes with ROW_FORMAT=COMPACT.

## Bad
```sql
CREATE UNIQUE INDEX `ukT` ON `T` (`path`);  -- VARCHAR(1024) of utf8mb4
```

## Good
```sql
CREATE UNIQUE INDEX `ukT` ON `T` (`pathHash`);  -- VARCHAR(64)
```

## Instead
A shorter column, a prefix where the index is not unique, or the index on a hash.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Column, Index, Table
from driftproof.model.changes import AddColumn, AddIndex, AlterTable, ChangeColumn, CreateTable
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof_lint.refusals import Refusal, refusals
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, subject


def check(site: Site) -> Iterator[Report]:
    """Report a statement that a target refuses for this reason, with all targets that do."""
    found = [one for one in refusals(site) if one.rule == "index-too-long"]
    if found:
        yield _report(site, found)


def _report(site: Site, found: list[Refusal]) -> Report:
    answer = found[0].answer
    targets = tuple((str(one.target), one.answer.number) for one in found)
    index, span = _widest(site)
    args = {
        "targets": ", ".join(target for target, _ in targets),
        "number": answer.number,
        "text": " ".join(answer.message.split()),
        "index": index,
    }
    start, end = site.offsets(span or (0, len(site.sql)))
    return Report(args, "" if index else "unnamed", start, end, subject(site), targets=targets)


def _widest(site: Site) -> tuple[str, Span | None]:
    """Return the name and the place of the longest index that the statement writes; servers do not say which it is."""
    columns = {fold(column.name): column for column in _columns(site)}
    widths = [(_width(index, columns), index.name, span) for index, span in _indexes(site)]
    _, name, span = max(widths, default=(0, "", None), key=lambda one: one[0])
    return name, span


def _indexes(site: Site) -> Iterator[tuple[Index, Span | None]]:
    action = site.action
    if isinstance(action, CreateTable):
        yield from ((index, index.span) for index in action.table.indexes)
    elif isinstance(action, AlterTable):
        for one, span in zip(action.actions, action.spans, strict=False):
            if isinstance(one, AddIndex):
                yield one.index, span


def _columns(site: Site) -> Iterator[Column]:
    action = site.action
    if isinstance(action, CreateTable):
        yield from action.table.columns
    elif isinstance(action, AlterTable):
        table: Table | None = site.table_before(action.name)
        yield from table.columns if table else ()
        yield from (one.column for one in action.actions if isinstance(one, AddColumn | ChangeColumn))


def _width(index: Index, columns: dict[str, Column]) -> int:
    """Return the characters that an index holds."""
    found = ((part.length, columns.get(fold(part.column or ""))) for part in index.parts)
    return sum(length or (column.type.length[0] if column and column.type.length else 0) for length, column in found)


RULE = Rule("CK119", "index-too-long", Severity.ERROR, site=check, refused=True, profiles=EVERY)
