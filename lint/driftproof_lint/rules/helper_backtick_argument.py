"""A helper is given a name in backticks that it does not take them off.

## Why
The helper compares its argument with information_schema, where names have no backticks: its guard never finds the
object. The second run then fails, or the change is silently left out.

## What the server says
Error 1060, 1061 or 1826 in the second run, 1064 where the helper adds backticks of its own, or nothing at all: by
replaying the helper's body with and without the backticks.

## Bad
```sql
CALL ADD_COLUMN('VmVO', '`state`', 'VARCHAR(32)', 1, NULL); -- an old helper that compares the name as it is
```

## Good
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
```

## Instead
Take the backticks out of the argument; the safe fix does. The shipped helpers accept either form and are not
reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof import api
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.syntax.commands import CallProcedure
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import has_backtick_argument
from driftproof_lint.views import Site

_TEXT = re.compile(r"'(?:[^'\\]|''|\\.)*'" r'|"(?:[^"\\]|""|\\.)*"', re.DOTALL)


def check(site: Site) -> Iterator[Report]:
    """Report a CALL that does another thing with the backticks than without, or does it twice."""
    call = site.action
    assert isinstance(call, CallProcedure)
    if site.is_inner or site.base is None or not has_backtick_argument(call):
        return
    plain = _TEXT.sub(lambda found: found.group().replace("`", ""), site.sql)
    with_them, without = api.run_on(site.step), api.run_on(site.step, plain)
    if without.answer is not None:
        return
    refused = with_them.answer or api.run_on(site.step, before=with_them.after).answer
    args: dict[str, object] = {"name": call.name.name}
    if refused is not None:
        args |= {"number": refused.number, "text": refused.message}
        message = "" if with_them.answer is not None else "again"
        targets = ((str(site.before.flavor), refused.number),)
        yield Report(args, message, object=f"procedure:{call.name.name}", fix=_fix(site), targets=targets)
    elif with_them.after != without.after:
        yield Report(args, "nothing", object=f"procedure:{call.name.name}", fix=_fix(site))


def _fix(site: Site) -> Fix:
    """Take the backticks out of the arguments."""
    base = site.base or 0
    edits = [
        Edit(base + at, base + at + 1, "")
        for found in _TEXT.finditer(site.sql)
        for at in range(found.start(), found.end())
        if site.sql[at] == "`"
    ]
    return Fix("take the backticks off", tuple(edits))


RULE = Rule(
    "ID123", "helper-backtick-argument", Severity.ERROR, check, actions=(CallProcedure,), profiles=EVERY, fix="safe"
)
