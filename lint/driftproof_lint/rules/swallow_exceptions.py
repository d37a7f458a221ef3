"""A handler for every error hides it.

## Why
The statement that failed is left out, the procedure goes on or ends as if all were well, and the upgrade is recorded
as done.

## What the server says
Nothing: that is the point.

## Bad
```sql
DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
```

## Good
```sql
DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
```

## Instead
Handle the one error number that is meant (1060, 1061 …), or end the handler with RESIGNAL.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import GetDiagnostics, Signal
from driftproof.model.syntax.programs import DeclareHandler
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView
from driftproof_lint.written import written_programs


def check(view: ScriptView) -> Iterator[Report]:
    """Report handlers for SQLEXCEPTION in programs that never signal nor look at what went wrong."""
    for program in written_programs(view):
        found = list(nodes(program.body))
        if any(isinstance(one, Signal | GetDiagnostics) for one in found):
            continue
        for one in found:
            if isinstance(one, DeclareHandler) and "sqlexception" in {text.lower() for text in one.conditions}:
                start, end = program.base + one.span[0], program.base + one.span[1]
                args = {"name": program.routine.name}
                yield Report(args, "", start, end, f"procedure:{program.routine.name}")


RULE = Rule("SP106", "swallow-exceptions", Severity.WARNING, script=check, profiles=EVERY)
