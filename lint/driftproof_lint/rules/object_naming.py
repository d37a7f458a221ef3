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

The unsafe fix writes `fk<Child><Parent>`, `uk<Table><Columns>` or `idx<Table><Columns>` where that matches and the
scripts write the old name nowhere else. It is unsafe because databases that ran the script keep the old name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from driftproof.model.catalog import Index, IndexKind
from driftproof.model.changes import AddForeignKey, AddIndex, AlterTable, CreateTable, ObjectName
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import quote
from driftproof_lint.given_names import for_foreign_key, for_index, is_written_once
from driftproof_lint.references import written_references
from driftproof_lint.rule import HOUSE, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, says_itself, tokens

_DEFAULTS = {"foreign-key": "^fk", "unique": "^uk", "index": "^idx"}


def check(site: Site) -> Iterator[Report]:
    """Report each name that a statement gives and that does not match."""
    action = site.action
    if not isinstance(action, CreateTable | AlterTable) or not says_itself(site):
        return
    for index, span in _indexes(action):
        kind = "unique" if index.kind is IndexKind.UNIQUE else "index"
        names = {"table": action.name.name, "columns": "".join(index.columns)}
        wanted = partial(for_index, site, action.name.name, index)
        yield from _judge(site, action.name, (kind, index.name, span, wanted), names)
    for one in written_references(site.step) if not site.is_written else ():
        key = one.foreign_key
        names = {"table": action.name.name, "parent": key.referenced_table, "columns": "".join(key.columns)}
        wanted = partial(for_foreign_key, site, action.name.name, key)
        yield from _judge(site, action.name, ("foreign-key", key.name, one.span, wanted), names)


def _judge(
    site: Site, table: ObjectName, named: tuple[str, str, Span | None, Callable[[], str | None]], names: dict[str, str]
) -> Iterator[Report]:
    kind, name, span, wish = named
    pattern = str(site.script.history.option("object-naming", kind, _DEFAULTS[kind]))
    filled = pattern
    for key, value in names.items() if "{{" in pattern else ():
        filled = filled.replace("{{" + key + "}}", re.escape(value))
    if name and re.search(filled, name, re.IGNORECASE) is None:
        args, wanted = {"name": name, "table": table.name, "pattern": pattern}, wish()
        matches = wanted is not None and re.search(filled, wanted, re.IGNORECASE) is not None
        fix = _fix(site, (name, wanted or ""), span) if matches else None
        yield Report(args, "", *site.offsets(span), f"table:{table.name}.{kind}:{name}", fix)


def _fix(site: Site, names: tuple[str, str], span: Span | None) -> Fix | None:
    """Write another name where the statement gives it, unless another one, or a guard, speaks of it."""
    old, new = names
    if site.base is None or site.is_written or span is None or not is_written_once(site, old):
        return None
    token = next((one for one in tokens(site, span) if one.value == old), None)
    if token is None:
        return None
    edit = Edit(site.base + token.start, site.base + token.end, quote(new))
    return Fix(f"name it {new}", (edit,), safe=False)


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
    actions=(CreateTable, AddIndex, AddForeignKey),
    written=True,
    profiles=HOUSE,
    fix="unsafe",
    options=_DEFAULTS,
)
