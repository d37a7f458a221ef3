"""A column or table is named with a reserved word.

## Why
Whoever forgets the backticks once, in a query of the program or of a report, gets a syntax error.

## What the server says
Nothing while it is quoted.

## Bad
```sql
ALTER TABLE `ImageEO` ADD COLUMN `system` TINYINT(1) NULL;
```

## Good
```sql
ALTER TABLE `ImageEO` ADD COLUMN `isSystem` TINYINT(1) NULL;
```

## Instead
Another name. In the strict profile only.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.reserved import reserved_words
from driftproof.model.changes import AddColumn, ChangeColumn, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.rule import STRICT, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import defined_columns, path_of, says_itself


def check(site: Site) -> Iterator[Report]:
    """Report each column that a statement names so."""
    if not says_itself(site):
        return
    for defined in defined_columns(site):
        word = defined.column.name.upper()
        targets = tuple((str(one), 0) for one in site.script.history.targets if word in reserved_words(one))
        if targets:
            args = {"name": defined.column.name, "targets": ", ".join(name for name, _ in targets)}
            yield Report(args, "", *site.offsets(defined.span), path_of(defined), targets=targets)


RULE = Rule(
    "NQ103",
    "reserved-word-name",
    Severity.INFO,
    site=check,
    actions=(CreateTable, AddColumn, ChangeColumn),
    written=True,
    profiles=STRICT,
)
