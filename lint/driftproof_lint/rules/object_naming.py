"""The name of a key, foreign key or check does not follow the pattern.

## Why
A name that says kind and tables is found in an error message, and hardly ever taken.

## What the server says
Nothing.

## Bad
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `c1` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Good
```sql
ALTER TABLE `CacheVO` ADD CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`);
```

## Instead
The options `foreign-key`, `unique` and `index` are regular expressions, in which {{table}} and {{parent}} stand for
the names of the tables and {{columns}} for those of the columns, put together. By default `^fk`, `^uk` and `^idx`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.catalog import Index, IndexKind
from driftproof.model.changes import AddIndex, AlterTable, CreateTable, ObjectName
from driftproof.model.findings import Severity
from driftproof_lint.references import written_references
from driftproof_lint.rule import HOUSE, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, says_itself

_DEFAULTS = {"foreign-key": "^fk", "unique": "^uk", "index": "^idx"}


def check(site: Site) -> Iterator[Report]:
    """Report each name that a statement gives and that does not match."""
    action = site.action
    if not isinstance(action, CreateTable | AlterTable) or not says_itself(site):
        return
    for index, span in _indexes(action):
        kind = "unique" if index.kind is IndexKind.UNIQUE else "index"
        names = {"table": action.name.name, "columns": "".join(index.columns)}
        yield from _judge(site, action.name, (kind, index.name, span), names)
    for one in written_references(site.step) if not site.is_written else ():
        key = one.foreign_key
        names = {"table": action.name.name, "parent": key.referenced_table, "columns": "".join(key.columns)}
        yield from _judge(site, action.name, ("foreign-key", key.name, one.span), names)


def _judge(
    site: Site, table: ObjectName, named: tuple[str, str, Span | None], names: dict[str, str]
) -> Iterator[Report]:
    kind, name, span = named
    pattern = str(site.script.history.option("object-naming", kind, _DEFAULTS[kind]))
    filled = pattern
    for key, value in names.items():
        filled = filled.replace("{{" + key + "}}", re.escape(value))
    if name and re.search(filled, name, re.IGNORECASE) is None:
        args = {"name": name, "table": table.name, "pattern": pattern}
        yield Report(args, "", *site.offsets(span), f"table:{table.name}.{kind}:{name}")


def _indexes(action: CreateTable | AlterTable) -> Iterator[tuple[Index, Span | None]]:
    """Return the named indexes that a statement writes, the primary key left out."""
    if isinstance(action, CreateTable):
        found: list[tuple[Index, Span | None]] = [(one, one.span) for one in action.table.indexes]
    else:
        pairs = zip(action.actions, action.spans, strict=False)
        found = [(one.index, span) for one, span in pairs if isinstance(one, AddIndex)]
    for index, span in found:
        if index.kind in {IndexKind.UNIQUE, IndexKind.PLAIN} and index.name and not index.inline:
            yield index, span


RULE = Rule(
    "NQ104",
    "object-naming",
    Severity.WARNING,
    site=check,
    actions=(CreateTable, AlterTable),
    written=True,
    profiles=HOUSE,
    options=_DEFAULTS,
)
