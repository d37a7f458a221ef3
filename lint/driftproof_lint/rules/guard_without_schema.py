"""A guard asks information_schema without saying which database it means.

## Why
A server that holds another database with a table of that name, such as a copy or a second installation, answers for
that one: the guard finds a column that is not there, and the change is left out silently.

## What the server says
Nothing.

## Bad
```sql
SELECT COUNT(*) INTO @found FROM information_schema.columns
    WHERE table_name = 'VmVO' AND column_name = 'state';
```

## Good
```sql
SELECT COUNT(*) INTO @found FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'VmVO' AND column_name = 'state';
```

## Instead
Add the schema to the condition; the safe fix writes DATABASE(). With `require-literal = true` DATABASE() is reported,
too, for houses that write the schema's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.syntax.commands import RunQuery, SetVariables
from driftproof.model.syntax.expressions import Binary
from driftproof.model.syntax.queries import Select, TableSource
from driftproof_lint.guards import SCHEMA_COLUMNS, names_database
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView
from driftproof_lint.walk import calls, names, schema_queries
from driftproof_lint.written import written_programs

NAME = "guard-without-schema"
_MENTION = re.compile(r"information_schema\s*`?\s*\.\s*`?\w+`?", re.IGNORECASE)
_WHERE = re.compile(r"\bWHERE\s+", re.IGNORECASE)
_KINDS = ("table", "column", "index", "constraint", "routine", "trigger", "event", "referenced_table")
_OBJECTS = frozenset(f"{kind}_name" for kind in _KINDS)


def check(view: ScriptView) -> Iterator[Report]:
    """Report the queries of guards, in procedures and in front of prepared statements."""
    literal = bool(view.history.option(NAME, "require-literal", False))
    for program in written_programs(view):
        end = program.base + len(program.routine.body)
        yield from _check(view, program.body, (program.base, end), literal)
    for site in view.sites:
        if site.base is not None and not site.is_inner and _is_guard(site.action):
            yield from _check(view, site.action, (site.base, site.base + len(site.sql)), literal)


def _is_guard(action: object) -> bool:
    """Tell whether a statement of the script keeps what it asks for."""
    if isinstance(action, RunQuery):
        return isinstance(action.query, Select) and bool(action.query.into)
    return isinstance(action, SetVariables)


def _check(view: ScriptView, tree: Any, span: tuple[int, int], literal: bool) -> Iterator[Report]:
    found = list(schema_queries(tree))
    mentions = list(_MENTION.finditer(view.script.text, *span))
    for number, (select, source) in enumerate(found):
        table = source.name.name.lower()
        if table not in SCHEMA_COLUMNS or not names(select.where) & _OBJECTS:
            continue
        mention = mentions[number] if len(mentions) == len(found) else None
        start, end = mention.span() if mention else span
        if not names_database(select):
            fix = _fix(view, select, (end, span[1]), table) if mention else None
            yield Report({"table": table}, "", start, end, f"guard:{table}", fix)
        elif literal and calls(select.where) & {"database", "schema"}:
            yield Report({"table": table}, "literal", start, end, f"guard:{table}")


def _fix(view: ScriptView, select: Select, span: tuple[int, int], table: str) -> Fix | None:
    """Add the condition in front of the others, which AND must join."""
    joined = isinstance(select.where, Binary) and select.where.operator in {"or", "xor", "||"}
    where = _WHERE.search(view.script.text, *span)
    if select.where is None or joined or where is None or not isinstance(select.source, TableSource):
        return None
    if _MENTION.search(view.script.text, span[0], where.start()):
        return None
    condition = f"{SCHEMA_COLUMNS[table]} = DATABASE() AND "
    return Fix("ask for this database", (Edit(where.end(), where.end(), condition),))


RULE = Rule(
    "ID117",
    NAME,
    Severity.ERROR,
    script=check,
    profiles=EVERY,
    fix="safe",
    options={"require-literal": False},
)
