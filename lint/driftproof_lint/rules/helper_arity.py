"""A procedure is called with another number of arguments than it has parameters.

## Why
The statement fails at once, in the middle of the upgrade.

## What the server says
Error 1318 (42000) "Incorrect number of arguments for PROCEDURE".

## Bad
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1);
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
```

## Instead
Give every parameter a value; NULL where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import CallProcedure
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_ARITY = 1318


def check(site: Site) -> Iterator[Report]:
    """Report the CALL that the server refuses."""
    call = site.action
    if site.is_inner or site.step.answer is None or site.step.answer.number != _ARITY:
        return
    assert isinstance(call, CallProcedure)
    routine = site.before.routine(call.name.schema or site.database, "procedure", call.name.name)
    if routine is None:
        return
    names = ", ".join(parameter.name for parameter in routine.parameters)
    wanted = len(routine.parameters)
    args = {"name": call.name.name, "given": len(call.arguments), "wanted": wanted, "parameters": names}
    targets = tuple((str(target), _ARITY) for target in site.script.history.targets)
    yield Report(args, object=f"procedure:{call.name.name}", targets=targets)


RULE = Rule("ID121", "helper-arity", Severity.ERROR, site=check, actions=(CallProcedure,), profiles=EVERY)
