"""A script changes sql_mode and leaves it changed.

## Why
What later statements and scripts of the session mean changes with it: zero dates, strictness, quotes. Stored programs
keep the mode that they were created under for good.

## What the server says
Nothing.

## Bad
```sql
SET sql_mode = '';
```

## Good
```sql
SET @old_sql_mode = @@sql_mode;
SET sql_mode = '';
SET sql_mode = @old_sql_mode;
```

## Instead
Put the old value back at the end of the script.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import SetVariables
from driftproof.model.syntax.expressions import SystemVariable, UserVariable
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView, Site


def check(view: ScriptView) -> Iterator[Report]:
    """Report the last change of sql_mode, where it does not put an earlier value back."""
    last: Site | None = None
    for site in view.sites:
        if not isinstance(site.action, SetVariables) or site.is_inner:
            continue
        for one in site.action.assignments:
            target = one.target
            if isinstance(target, SystemVariable) and target.name.lower() == "sql_mode" and target.scope != "global":
                last = None if one.value is None or isinstance(one.value, UserVariable) else site
    if last is not None:
        yield Report({}, "", *last.offsets((0, len(last.sql))), "variable:sql_mode")


RULE = Rule("DS121", "set-sql-mode", Severity.WARNING, script=check, profiles=EVERY)
