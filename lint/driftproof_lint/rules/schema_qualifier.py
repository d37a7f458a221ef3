"""A table is not qualified with the schema, or is where it must not be.

## Why
Scripts that name the schema reach the same tables whatever database the session is in; others can run in any.

## What the server says
1146, or 1046 "No database selected", in another database.

## Bad
```sql
ALTER TABLE `HostEO` ADD COLUMN `a` INT NULL;
```

## Good
```sql
ALTER TABLE `zstack`.`HostEO` ADD COLUMN `a` INT NULL;
```

## Instead
Set `mode` to `require` (the default) or `forbid`. Off by default: select it by name. The safe fix writes the name of
the database that the session is in, or takes it away; of another database nothing is taken away.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import Token
from driftproof.model.changes import AlterTable, CreateTable, ObjectName
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import quote
from driftproof.model.syntax.commands import Delete, Insert, Truncate, Update
from driftproof.model.syntax.queries import TableSource
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import named_at, tokens

_AHEAD = frozenset(
    {"TABLE", "EXISTS", "INTO", "UPDATE", "FROM", "JOIN", "IGNORE", "ON", "INSERT", "REPLACE", "TRUNCATE", ","}
)
_ACTIONS = (CreateTable, AlterTable, Insert, Update, Delete, Truncate)


def check(site: Site) -> Iterator[Report]:
    """Report each table that a statement makes, alters or changes rows of, once."""
    if site.base is None:
        return
    forbid = site.script.history.option("schema-qualifier", "mode", "require") == "forbid"
    for name in dict.fromkeys(_names(site)):
        if (name.schema is not None) == forbid:
            start, end = site.offsets(named_at(site, name.name))
            fix = _taken_away(site, name) if forbid else _written(site, name)
            yield Report({"table": name.name}, "forbid" if forbid else "", start, end, f"table:{name.name}", fix)


def _written(site: Site, name: ObjectName) -> Fix | None:
    """Write the session's database in front of the table; none where it is named more than once as a source of rows."""
    found = tokens(site)
    places = [one for at, one in enumerate(found) if one.value == name.name and _is_table(found, at)]
    several = isinstance(site.action, Update | Delete) and len(places) != 1
    if site.base is None or not site.database or not places or several:
        return None
    at = site.base + places[0].start
    return Fix(f"write {quote(site.database)}.", (Edit(at, at, f"{quote(site.database)}."),))


def _is_table(found: tuple[Token, ...], at: int) -> bool:
    """Tell whether a token that has a table's name stands where tables do: behind such a word, and before no dot."""
    before = found[at - 1].upper if at else ""
    after = found[at + 1].upper if at + 1 < len(found) else ""
    return before in _AHEAD and after != "."


def _taken_away(site: Site, name: ObjectName) -> Fix | None:
    """Take the database away where it is the session's own."""
    found = tokens(site)
    for one, dot, table in zip(found, found[1:], found[2:], strict=False):
        same = one.value == name.schema and dot.upper == "." and table.value == name.name
        if same and site.base is not None and name.schema == site.database:
            return Fix("leave it out", (Edit(site.base + one.start, site.base + table.start, ""),))
    return None


def _names(site: Site) -> Iterator[ObjectName]:
    action = site.action
    if isinstance(action, CreateTable | AlterTable):
        yield action.name
    elif isinstance(action, Insert | Truncate):
        yield action.table
    elif isinstance(action, Update | Delete):
        yield from (one.name for one in nodes(action.source) if isinstance(one, TableSource))


RULE = Rule(
    "NQ108",
    "schema-qualifier",
    Severity.WARNING,
    site=check,
    actions=_ACTIONS,
    written=True,
    profiles=OFF,
    fix="safe",
    options={"mode": "require"},
)
