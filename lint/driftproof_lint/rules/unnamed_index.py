"""An index of a new table has no name of its own.

## Why
The server names it after its first column, or `…_2` where that is taken; the script that drops it must know.

## What the server says
Nothing.

## Bad
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, `a` INT NULL, PRIMARY KEY (`uuid`), KEY (`a`));
```

## Good
```sql
CREATE TABLE `T` (`uuid` VARCHAR(32) NOT NULL, `a` INT NULL, PRIMARY KEY (`uuid`), KEY `idxTA` (`a`));
```

## Instead
Give it a name: `uk<Table><What>` or `idx<Table><What>`; the safe fix puts table and columns together. An index
added later is the matter of unnamed-index-added.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Index, IndexKind
from driftproof.model.changes import CreateTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import says_itself, tokens

_LONGEST = 64


def check(site: Site) -> Iterator[Report]:
    """Report each index that a CREATE TABLE writes without a name."""
    action = site.action
    if not isinstance(action, CreateTable) or not says_itself(site):
        return
    for index in action.table.indexes:
        if index.kind is IndexKind.PRIMARY or index.name or index.inline:
            continue
        columns = ", ".join(index.columns)
        path = f"table:{action.name.name}.index:({columns})"
        args = {"table": action.name.name, "columns": columns}
        yield Report(args, "", *site.offsets(index.span), path, _fix(site, action, index))


def _fix(site: Site, action: CreateTable, index: Index) -> Fix | None:
    """Put a name before the parenthesis; none where it would be too long or is taken."""
    kind = "uk" if index.is_unique else "idx"
    name = kind + action.name.name + "".join(one[:1].upper() + one[1:] for one in index.columns)
    taken = {one.name.lower() for one in action.table.indexes}
    if site.base is None or index.span is None or len(name) > _LONGEST or name.lower() in taken:
        return None
    opening = next((one for one in tokens(site, index.span) if one.upper == "("), None)
    if opening is None:
        return None
    at = site.base + opening.start
    return Fix(f"name it {name}", (Edit(at, at, f"`{name}` "),))


RULE = Rule(
    "NQ106",
    "unnamed-index",
    Severity.WARNING,
    site=check,
    actions=(CreateTable,),
    written=True,
    profiles=EVERY,
    fix="safe",
)
