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
Give it a name: `uk<Table><What>` or `idx<Table><What>`; the safe fix puts table and columns together. There
is none where a later statement drops the index by the name that the server makes up. An index added later is the
matter of unnamed-index-added.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.catalog import Index, IndexKind
from driftproof.model.changes import CreateTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.given_names import for_index, is_called_later, is_named_later
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import says_itself, tokens


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
    name = for_index(site, action.name.name, index)
    if site.base is None or index.span is None or name is None or _is_dropped_later(site, action, index):
        return None
    opening = next((one for one in tokens(site, index.span) if one.upper == "("), None)
    if opening is None:
        return None
    at = site.base + opening.start
    return Fix(f"name it {name}", (Edit(at, at, f"`{name}` "),))


def _is_dropped_later(site: Site, action: CreateTable, index: Index) -> bool:
    """Tell whether a later statement speaks of it by the name that the server makes up."""
    first = index.columns[0] if index.columns else ""
    return is_called_later(site, action.name) or is_named_later(site, action.name, [first] if site.is_written else [])


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
