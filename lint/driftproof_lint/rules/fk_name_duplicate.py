"""The name of a foreign key is taken in the schema.

## Why
Names of foreign keys count for the whole schema, not for one table.

## What the server says
1826 "Duplicate foreign key constraint name" on MySQL, 1005 (errno 121) on MariaDB before 12.1.

## Bad
```sql
ALTER TABLE `t1` ADD CONSTRAINT `fk1` FOREIGN KEY (`a`) REFERENCES `p` (`id`);
ALTER TABLE `t2` ADD CONSTRAINT `fk1` FOREIGN KEY (`a`) REFERENCES `p` (`id`);
```

## Good
```sql
ALTER TABLE `t1` ADD CONSTRAINT `fkT1P` FOREIGN KEY (`a`) REFERENCES `p` (`id`);
ALTER TABLE `t2` ADD CONSTRAINT `fkT2P` FOREIGN KEY (`a`) REFERENCES `p` (`id`);
```

## Instead
Put the names of both tables into it: `fk<Child><Parent>`, as the unsafe fix does. It is unsafe because the statement,
refused so far, then makes a foreign key.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.names import quote
from driftproof_lint.given_names import for_foreign_key
from driftproof_lint.origins import defined_before
from driftproof_lint.references import NAME_TAKEN, Reference
from driftproof_lint.refusals import explained_by, guilty_references
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import tokens


def check(site: Site) -> Iterator[Report]:
    """Report the foreign keys for which a target refuses the statement."""
    targets = explained_by(site, NAME_TAKEN)
    for one in guilty_references(site, NAME_TAKEN):
        yield _report(site, one, targets)


def _report(site: Site, one: Reference, targets: tuple[tuple[str, int], ...]) -> Report:
    key = one.foreign_key
    args = {
        "table": one.table.name,
        "name": key.name,
        "columns": ", ".join(key.columns),
        "parent": key.referenced_table,
        "parent_columns": ", ".join(key.referenced_columns),
        "numbers": ", ".join(f"{number} on {target}" for target, number in targets),
    }
    path = f"table:{one.table.name}.foreign_key:{key.name}"
    schema = site.before.schema(site.database)
    others = [table for table in schema.tables.values() if table.foreign_key(key.name)] if schema is not None else []
    places = tuple(place for table in others for place in defined_before(site, table, [("foreign_key", key.name)]))
    return Report(args, "", *site.offsets(one.span), path, _fix(site, one), places, targets)


def _fix(site: Site, one: Reference) -> Fix | None:
    """Write a name that is free."""
    name = for_foreign_key(site, one.table.name, one.foreign_key)
    token = next((token for token in tokens(site, one.span) if token.value == one.foreign_key.name), None)
    if site.base is None or token is None or name is None:
        return None
    return Fix(f"name it {name}", (Edit(site.base + token.start, site.base + token.end, quote(name)),), safe=False)


RULE = Rule(
    "CK110",
    "fk-name-duplicate",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, AlterTable),
    refused=True,
    profiles=EVERY,
    fix="unsafe",
)
