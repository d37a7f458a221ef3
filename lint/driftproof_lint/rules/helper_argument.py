"""A helper is given an argument that it cannot take.

## Why
The helper builds a statement from its arguments, and the server refuses what comes out, in the middle of the upgrade.
What helpers stumble over: NOT NULL with a NULL default, CURRENT_TIMESTAMP put in quotes, a type of more than 64
characters, a list of columns where one is wanted.

## What the server says
Error 1067 "Invalid default value", 1406 "Data too long for column", 1072 "Key column doesn't exist" or 1064, by
replaying the helper's own body. The shipped helpers take all of these.

## Bad
```sql
CALL ADD_COLUMN('VmVO', 'made', 'TIMESTAMP', 0, 'CURRENT_TIMESTAMP'); -- an old helper that quotes the default
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'made', 'TIMESTAMP', 0, 'CURRENT_TIMESTAMP'); -- the shipped helper
```

## Instead
Use the shipped helpers, or give this one what its body can take.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import CallProcedure
from driftproof.model.trace import Step
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_REFUSED = frozenset({1064, 1067, 1072, 1101, 1170, 1294, 1366, 1406})
_CUT = frozenset({1265, 1406})


def check(site: Site) -> Iterator[Report]:
    """Report a CALL of an older procedure that is refused inside, or that cuts its arguments."""
    call, step = site.action, site.step
    assert isinstance(call, CallProcedure)
    if site.is_inner:
        return
    routine = site.before.routine(call.name.schema or site.database, "procedure", call.name.name)
    if routine is None or routine.created_by.startswith(f"{site.script.script.path}:"):
        return
    answer = step.answer
    if answer is not None and answer.number in _REFUSED and (answer.number == 1406 or _built(step)):
        args = {"name": call.name.name, "number": answer.number, "text": answer.message}
        target = ((str(site.before.flavor), answer.number),)
        yield Report(args, object=f"procedure:{call.name.name}", targets=target)
        return
    cut = next((one for one in step.warnings if one.number in _CUT), None)
    if answer is None and cut is not None and not _built(step):
        args = {"name": call.name.name, "number": cut.number, "text": cut.message}
        yield Report(args, "cut", object=f"procedure:{call.name.name}")


def _built(step: Step) -> bool:
    """Tell whether a statement inside is the one that is refused."""
    return any(inner.answer is not None for inner in step.inner)


RULE = Rule("ID122", "helper-argument", Severity.ERROR, site=check, actions=(CallProcedure,), profiles=EVERY)
