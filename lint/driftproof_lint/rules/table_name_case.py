"""A table is written in another letter case than it was made in.

## Why
On Linux these are two tables; on Windows, macOS and managed servers with `lower_case_table_names` they are one.
What works on one machine fails on the next.

## What the server says
1146 "Table 'hosteo' doesn't exist" where names keep their case.

## Bad
```sql
ALTER TABLE `hosteo` ADD COLUMN `a` INT NULL;  -- the table is HostEO
```

## Good
```sql
ALTER TABLE `HostEO` ADD COLUMN `a` INT NULL;
```

## Instead
Write it as it was made; the safe fix does.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import TokenKind
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.refusals import explained_by
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.spelling import misspelt
from driftproof_lint.views import Site
from driftproof_lint.wording import tokens


def check(site: Site) -> Iterator[Report]:
    """Report each such name, with an edit for every place where the statement writes it."""
    if site.base is None:
        return
    for name, found in misspelt(site):
        written = [one for one in tokens(site) if one.value == name.name and one.kind is not TokenKind.STRING]
        if not written:
            continue
        edits = tuple(
            Edit(site.base + one.start, site.base + one.end, found if one.kind is TokenKind.WORD else f"`{found}`")
            for one in written
        )
        fix = Fix(f"write {found}", edits)
        args = {"name": name.name, "found": found}
        targets = explained_by(site, "table-name-case")
        yield Report(args, "", edits[0].start, edits[0].end, f"table:{found}.case:{name.name}", fix, targets=targets)


RULE = Rule("NQ109", "table-name-case", Severity.ERROR, site=check, written=True, profiles=EVERY, fix="safe")
