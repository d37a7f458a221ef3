"""A script needs what only a later version makes, or stands behind a later version.

## Why
Versions are run in their order, whatever the order in which they were written on their branches. A script that was
tried out after another one may need it without anybody noticing.

## What the server says
Error 1146 "Table doesn't exist" in a fresh installation.

## Bad
```sql
-- V1__a.sql
ALTER TABLE `B` ADD COLUMN `b` INT NULL;
-- V2__b.sql
CREATE TABLE IF NOT EXISTS `B` (`a` INT NOT NULL PRIMARY KEY);
```

## Good
```sql
-- V2__b.sql
CREATE TABLE IF NOT EXISTS `B` (`a` INT NOT NULL PRIMARY KEY);
-- V3__a.sql
CALL ADD_COLUMN('B', 'b', 'INT', 1, NULL);
```

## Instead
Give the script a version behind the one that it needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import ObjectName
from driftproof.model.findings import Severity
from driftproof.model.scripts import ScriptKind, Version
from driftproof.model.syntax.walk import nodes
from driftproof.model.trace import Step
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import HistoryView, ScriptView, related

_NO_TABLE = 1146


def check(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    """Report scripts behind a later version, and statements that need a table of a later version."""
    highest: Version | None = None
    for view in history.scripts:
        version = view.script.version if view.script.kind is ScriptKind.VERSIONED else None
        if version is None:
            continue
        if highest is not None and version < highest:
            args = {"script": view.script.name, "other": str(highest)}
            yield view, Report(args, "", 0, 0, f"script:{view.script.name}")
        highest = version if highest is None or version > highest else highest
        for step in view.steps:
            maker = _maker(history, step, version) if step.answer and step.answer.number == _NO_TABLE else None
            if maker is not None:
                span = step.statement.sql_span or step.statement.span
                args = {"other": maker.script.name, "number": str(_NO_TABLE)}
                places = (related(view, maker, "the table is created here"),)
                path = f"script:{maker.script.name}"
                yield view, Report(args, "needs", span.start, span.end, path, related=places)


def _maker(history: HistoryView, step: Step, version: Version) -> Step | None:
    """Return the statement of a later version that makes a table which this one misses."""
    database = step.session.database or ""
    named = [one for one in nodes(step.action) if isinstance(one, ObjectName)]
    missing = [one for one in named if step.before.table(one.schema or database, one.name) is None]
    for later in history.trace.steps:
        is_later = later.script.version is not None and later.script.version > version
        if is_later and later.before is not later.after and any(_makes(later, one, database) for one in missing):
            return later
    return None


def _makes(step: Step, name: ObjectName, database: str) -> bool:
    schema = name.schema or database
    return step.before.table(schema, name.name) is None and step.after.table(schema, name.name) is not None


RULE = Rule("ID130", "version-order", Severity.ERROR, history=check, profiles=EVERY)
