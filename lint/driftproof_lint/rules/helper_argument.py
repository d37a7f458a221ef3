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
Use the shipped helpers, or give this one what its body can take. There is no fix: what an argument must look like is a
matter of the helper's body, and the helper is the one to mend.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import CallProcedure
from driftproof_lint.refusals import is_older_procedure, refusals, was_built
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site

_CUT = frozenset({1265, 1406})


def check(site: Site) -> Iterator[Report]:
    """Report a CALL of an older procedure that is refused inside, or that cuts its arguments."""
    call, step = site.action, site.step
    assert isinstance(call, CallProcedure)
    if site.is_inner or not is_older_procedure(site, call):
        return
    found = [one for one in refusals(site) if one.rule == "helper-argument"]
    if found:
        args = {"name": call.name.name, "number": found[0].answer.number, "text": found[0].answer.message}
        targets = tuple((str(one.target), one.answer.number) for one in found)
        yield Report(args, object=f"procedure:{call.name.name}", targets=targets)
        return
    cut = next((one for one in step.warnings if one.number in _CUT), None)
    if step.answer is None and cut is not None and not was_built(step):
        args = {"name": call.name.name, "number": cut.number, "text": cut.message}
        yield Report(args, "cut", object=f"procedure:{call.name.name}")


RULE = Rule("ID122", "helper-argument", Severity.ERROR, site=check, actions=(CallProcedure,), profiles=EVERY)
