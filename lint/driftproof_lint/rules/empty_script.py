"""A script has no statement.

## Why
It uses up a version and says nothing.

## What the server says
Nothing.

## Bad
```sql
-- to be written
```

## Good
```sql
ALTER TABLE `T` ADD COLUMN `b` INT NULL;
```

## Instead
Write it, or take the file away. Off by default: select it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import Other
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import ScriptView


def check(view: ScriptView) -> Iterator[Report]:
    """Report a script of comments and blanks."""
    if all(isinstance(step.action, Other) and step.action.kind == "comment" for step in view.steps):
        yield Report({"script": view.script.name}, "", 0, 0, "file")


RULE = Rule("ST111", "empty-script", Severity.INFO, script=check, profiles=OFF)
