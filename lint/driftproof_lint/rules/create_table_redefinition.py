"""A table is created again with another definition, and nothing between the two changes it.

## Why
CREATE TABLE IF NOT EXISTS does nothing where the table is there. An installation that ran the earlier script keeps
the earlier definition for good, and one that did not has the later: the two drift apart, silently.

## What the server says
Note 1050 "Table already exists", which nobody sees in an upgrade.

## Bad
```sql
-- V5.5.12
CREATE TABLE IF NOT EXISTS `MountVO` (`a` INT NOT NULL, `b` INT NOT NULL, UNIQUE KEY `uk` (`a`, `b`));
-- V5.5.16
CREATE TABLE IF NOT EXISTS `MountVO` (`a` INT NOT NULL, `b` INT NOT NULL);
```

## Good
```sql
-- V5.5.12
CREATE TABLE IF NOT EXISTS `MountVO` (`a` INT NOT NULL, `b` INT NOT NULL, UNIQUE KEY `uk` (`a`, `b`));
-- V5.5.16
CALL DELETE_INDEX('MountVO', 'uk');
```

## Instead
Change the table that is there, by helpers. Where the earlier script was withdrawn, let the later one do both: create
the table, and converge it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from driftproof import api
from driftproof.model.catalog import Table
from driftproof.model.changes import CreateTable
from driftproof.model.findings import Severity
from driftproof.model.trace import Step
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site, related


def check(site: Site) -> Iterator[Report]:
    """Report the CREATE TABLE that finds a table of another definition."""
    create = site.action
    assert isinstance(create, CreateTable)
    there = site.table_before(create.name)
    if there is None or not create.if_not_exists or create.temporary or site.step.answer is not None:
        return
    wanted = _wanted(site, create)
    if wanted is None or wanted == there:
        return
    first = _first(site, create)
    original = first.after.table(create.name.schema or site.database, create.name.name) if first else None
    if original is not None and wanted == original:
        return
    args = {"table": there.name, "differs": ", ".join(_differences(there, wanted))}
    places = (related(site.script, first, f"`{there.name}` is created here first"),) if first else ()
    message = "first" if first is not None else ""
    if first is not None:
        args["place"] = str(first.place)
    yield Report(args, message, object=f"table:{there.name}", related=places)


def _wanted(site: Site, create: CreateTable) -> Table | None:
    """Return the table as the statement would make it if there were none."""
    name = create.name.schema or site.database
    schema = site.before.schema(name)
    if schema is None:
        return None
    key = site.before.rules.key(create.name.name)
    tables = {other: table for other, table in schema.tables.items() if other != key}
    made = api.run_on(site.step, site.sql, site.before.with_schema(replace(schema, tables=tables)))
    return made.after.table(name, create.name.name)


def _first(site: Site, create: CreateTable) -> Step | None:
    """Return the statement that made the table that is there."""
    name = create.name.schema or site.database
    for step in site.script.history.steps_until(site.outer):
        if step.before.table(name, create.name.name) is None and step.after.table(name, create.name.name) is not None:
            return step
    return None


def _differences(there: Table, wanted: Table) -> Iterator[str]:
    """Return the names of the parts that are in one only, or differ."""
    for kind in ("columns", "indexes", "foreign_keys", "checks"):
        old = {one.name: one for one in getattr(there, kind)}
        new = {one.name: one for one in getattr(wanted, kind)}
        for name in dict.fromkeys((*old, *new)):
            if name not in new:
                yield f"-`{name}`"
            elif name not in old:
                yield f"+`{name}`"
            elif old[name] != new[name]:
                yield f"~`{name}`"
    for option in ("engine", "charset", "collation", "comment", "options", "partitioning"):
        if getattr(there, option) != getattr(wanted, option):
            yield f"~{option}"
    names = ([one.name for one in there.columns], [one.name for one in wanted.columns])
    if names[0] != names[1] and set(names[0]) == set(names[1]):
        yield "~order"


RULE = Rule("ID126", "create-table-redefinition", Severity.ERROR, site=check, actions=(CreateTable,), profiles=EVERY)
