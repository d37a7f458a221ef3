"""A table is not InnoDB.

## Why
MyISAM and Aria have no transactions, no foreign keys and no crash safety; other engines are missing on some
servers.

## What the server says
1286 "Unknown storage engine" where the server has not got it.

## Bad
```sql
CREATE TABLE `T` (`id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=MyISAM;
```

## Good
```sql
CREATE TABLE `T` (`id` INT NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
```

## Instead
ENGINE=InnoDB; the safe fix writes it. The option `allowed` takes others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from driftproof.language.lex import Token
from driftproof.model.catalog import Catalog, Table
from driftproof.model.changes import AlterTable, CreateTable, CreateTableSelect, SetOptions
from driftproof.model.findings import Edit, Fix, Severity
from driftproof_lint.refusals import explained_by
from driftproof_lint.rule import HOUSE, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import tokens


def check(site: Site) -> Iterator[Report]:
    """Report each engine that a statement names and that is not allowed."""
    if site.base is None or getattr(site.action, "temporary", False):
        return
    option = site.script.history.option("engine", "allowed", ["innodb"])
    allowed = {str(name).lower() for name in option} if isinstance(option, list | tuple) else set()
    for engine in _engines(site):
        token = _token(tokens(site), engine) if engine.lower() not in allowed else None
        if token is None:
            continue
        table = getattr(getattr(site.action, "name", None), "name", "")
        start, end = site.base + token.start, site.base + token.end
        fix = Fix("ENGINE=InnoDB", (Edit(start, end, "InnoDB"),))
        args = {"table": table, "engine": token.value}
        yield Report(args, "", start, end, f"table:{table}.engine", fix, targets=explained_by(site, "engine"))


def _engines(site: Site) -> Iterator[str]:
    """Return the engines that a statement names."""
    action = site.action
    if isinstance(action, CreateTable | CreateTableSelect) and action.table.engine:
        yield action.table.engine
    elif isinstance(action, AlterTable):
        for one in action.actions:
            if isinstance(one, SetOptions) and one.options.engine:
                yield one.options.engine


def _token(found: tuple[Token, ...], engine: str) -> Token | None:
    """Return the token behind ENGINE or TYPE that names an engine."""
    for first, second in pairwise(token for token in found if token.upper != "="):
        if first.upper in {"ENGINE", "TYPE"} and second.value.lower() == engine.lower():
            return second
    return None


def converge(table: Table, paths: Collection[str], catalog: Catalog) -> Table:
    """Make it an InnoDB table."""
    return replace(table, engine="InnoDB") if "engine" in paths else table


RULE = Rule(
    "PO109",
    "engine",
    Severity.ERROR,
    site=check,
    actions=(CreateTable, CreateTableSelect, SetOptions),
    written=True,
    profiles=HOUSE,
    fix="safe",
    converge=converge,
    options={"allowed": ("innodb",)},
)
