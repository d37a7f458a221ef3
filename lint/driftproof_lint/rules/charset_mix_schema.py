"""A new table has another character set than most tables of the schema.

## Why
Joins between them convert one side and lose its index; a foreign key between them fails.

## What the server says
Nothing; 1267 "Illegal mix of collations" in some comparisons.

## Bad
```sql
CREATE TABLE `NewVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) DEFAULT CHARSET=utf8mb4;  -- others are utf8mb3
```

## Good
```sql
CREATE TABLE `NewVO` (`uuid` VARCHAR(32) NOT NULL, PRIMARY KEY (`uuid`)) DEFAULT CHARSET=utf8mb3;
```

## Instead
The character set of the others. The unsafe fix writes it: the table then holds other characters, and other lengths of
index keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Table
from driftproof.model.catalog.shelf import tally
from driftproof.model.changes import CreateTable
from driftproof.model.findings import Fix, Severity
from driftproof_lint.charsets import usual, write_charset
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import named_at, says_itself

_ENOUGH = 3


def check(site: Site) -> Iterator[Report]:
    """Report a new table with character columns whose set is not that of nearly all tables before it."""
    action = site.action
    if not isinstance(action, CreateTable) or action.temporary or site.before is site.after or not says_itself(site):
        return
    made = site.table_after(action.name)
    schema = site.before.schema(action.name.schema or site.database)
    if made is None or schema is None or site.table_before(action.name) is not None:
        return
    kinds = tally(schema.tables, _charset)
    if not kinds or not any(column.type.has_charset for column in made.columns):
        return
    usual, count = kinds.most_common(1)[0]
    if kinds.total() < _ENOUGH or count * 10 < kinds.total() * 9 or (made.charset or "") == usual:
        return
    args = {"table": made.name, "charset": made.charset, "usual": usual, "count": count, "total": kinds.total()}
    start, end = site.offsets(named_at(site, action.name.name) if site.base is not None else None)
    yield Report(args, "", start, end, f"table:{made.name}.charset", _fix(site))


def _fix(site: Site) -> Fix | None:
    """Write the character set and the collation of most tables."""
    wanted = usual(site)
    edits = write_charset(site, wanted) if wanted is not None else ()
    return Fix(f"write {wanted[0]}", edits, safe=False) if wanted and edits else None


def _charset(table: Table) -> tuple[str]:
    return (table.charset or "",)


RULE = Rule(
    "CS105",
    "charset-mix-schema",
    Severity.WARNING,
    site=check,
    actions=(CreateTable,),
    profiles=EVERY,
    fix="unsafe",
)
