"""A procedure is called that does not exist at that point of the upgrade.

## Why
The procedure stands in a later script, or in none. On a developer's database it is there from an earlier try, so
nobody notices before the customer does.

## What the server says
Error 1305 (42000) "PROCEDURE … does not exist".

## Bad
```sql
CALL ADD_COLUMN_IF_ABSENT('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
```

## Instead
Create the procedure in an earlier script or in a beforeMigrate callback, or call one of the shipped helpers.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import CreateRoutine
from driftproof.model.findings import Related, Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import CallProcedure
from driftproof.model.trace import Step
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_UNKNOWN = 1305


def check(site: Site) -> Iterator[Report]:
    """Report the CALL that the server refuses, and where the procedure is made later, if it is."""
    if site.is_inner or site.step.answer is None or site.step.answer.number != _UNKNOWN:
        return
    guilty = _innermost(site.step)
    if not isinstance(guilty.action, CallProcedure):
        return
    name = guilty.action.name.name
    later = next((step for step in site.script.history.trace.steps if _makes(step, name)), None)
    related = (Related(later.place, f"`{name}` is created here"),) if later is not None else ()
    targets = tuple((str(target), _UNKNOWN) for target in site.script.history.targets)
    message = "later" if later is not None else ""
    yield Report({"name": name}, message, object=f"procedure:{name}", related=related, targets=targets)


def _innermost(step: Step) -> Step:
    for inner in reversed(step.inner):
        if inner.answer is not None and inner.answer.number == _UNKNOWN:
            return _innermost(inner)
    return step


def _makes(step: Step, name: str) -> bool:
    action = step.action
    return isinstance(action, CreateRoutine) and fold(action.name.name) == fold(name)


RULE = Rule("ID120", "helper-not-defined", Severity.ERROR, site=check, actions=(CallProcedure,), profiles=EVERY)
