"""A column has a REFERENCES of its own.

## Why
MySQL before 9.0 reads it and forgets it without a word; MariaDB and MySQL 9 make a foreign key. Installations
differ, and rows are protected on some of them. A table of an engine without foreign keys (MyISAM, Aria) has none
anywhere.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `CacheVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`),
    `hostUuid` VARCHAR(32) NOT NULL REFERENCES `HostEO` (`uuid`));
```

## Good
```sql
CREATE TABLE `CacheVO` (`uuid` VARCHAR(32) NOT NULL, `hostUuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`),
    CONSTRAINT `fkCacheVOHostEO` FOREIGN KEY (`hostUuid`) REFERENCES `HostEO` (`uuid`));
```

## Instead
Write a CONSTRAINT of its own line, with a name. The fix does; it is safe where every target makes the foreign key
anyway, and unsafe where one has ignored it so far (MySQL before 9.0), since rows there may have no parent.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import ForeignKey
from driftproof.model.changes import AddForeignKey, AlterTable, CreateTable, SetPartitioning
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import quote
from driftproof_lint.edits import remove_word
from driftproof_lint.given_names import for_foreign_key, is_called_later
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import Span, definition_ends, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each such reference."""
    if not says_itself(site):
        return
    ignoring = tuple(
        (str(one), 0) for one in site.script.history.targets if not one.at_least(mysql=(9,), mariadb=(10,))
    )
    for key, span in _references(site):
        name = getattr(site.action, "name", None)
        table = getattr(name, "name", "")
        args = {"table": table, "column": key.columns[0]}
        path = f"table:{table}.column:{key.columns[0]}"
        if engine := _without_keys(site):
            yield Report(args | {"engine": engine}, "engine", *site.offsets(span), path)
            continue
        yield Report(args, "", *site.offsets(span), path, _fix(site, key, span, not ignoring), targets=ignoring)


def _without_keys(site: Site) -> str:
    """Return the engine of a new table where it has no foreign keys, else an empty text."""
    engine = site.action.table.engine if isinstance(site.action, CreateTable) else None
    return engine if engine and engine.lower() not in {"innodb", "ndb", "ndbcluster"} else ""


def _references(site: Site) -> Iterator[tuple[ForeignKey, Span | None]]:
    action = site.action
    if isinstance(action, CreateTable):
        yield from ((one, one.span) for one in action.table.foreign_keys if one.inline)
    elif isinstance(action, AlterTable):
        for one, span in zip(action.actions, action.spans, strict=False):
            if isinstance(one, AddForeignKey) and one.foreign_key.inline:
                yield one.foreign_key, span


def _fix(site: Site, key: ForeignKey, span: Span | None, safe: bool) -> Fix | None:
    """Move the reference from its column to a constraint at the end, with a name."""
    action, end = site.action, _end(site)
    if site.base is None or site.is_written or span is None or end is None:
        return None
    if not isinstance(action, CreateTable | AlterTable) or is_called_later(site, action.name):
        return None
    name, words = for_foreign_key(site, action.name.name, key), site.sql[span[0] : span[1]]
    if name is None or "(" not in words:
        return None
    start = f",\n    {'ADD ' if isinstance(action, AlterTable) else ''}CONSTRAINT {quote(name)}"
    constraint = f"{start} FOREIGN KEY ({quote(key.columns[0])}) {words}"
    cut = remove_word(site.script.script.text, *site.offsets(span))
    if cut.end == site.base + end:
        return Fix("make it a constraint", (Edit(cut.start, cut.end, constraint),), safe)
    at = site.base + end
    return Fix("make it a constraint", (cut, Edit(at, at, constraint)), safe)


def _end(site: Site) -> int | None:
    """Return where one more definition can stand: behind the last one, or at the end of an ALTER TABLE."""
    match site.action:
        case CreateTable(table=table):
            return max(definition_ends(table), default=None)
        case AlterTable(actions=actions) if not any(isinstance(one, SetPartitioning) for one in actions):
            return len(site.sql.rstrip())
        case _:
            return None


RULE = Rule(
    "CK116",
    "inline-references",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AddForeignKey),
    written=True,
    profiles=EVERY,
    fix="safe or unsafe",
)
