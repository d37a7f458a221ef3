"""A helper is given names without backticks.

## Why
A house may want every name in backticks, in the arguments of helpers too. Off by default, because with helpers that
compare their arguments as they are (helper-backtick-argument) backticks make the guard useless. There is no fix for
the same reason.

## What the server says
Nothing.

## Bad
```sql
CALL ADD_COLUMN('VmVO', 'state', 'VARCHAR(32)', 1, NULL);
```

## Good
```sql
CALL ADD_COLUMN('`VmVO`', '`state`', 'VARCHAR(32)', 1, NULL); -- only with helpers that take them off
```

## Instead
Leave this rule off unless every helper takes the backticks off, as the shipped ones do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import CallProcedure
from driftproof.model.syntax.expressions import Literal
from driftproof_lint.rule import OFF, Report, Rule
from driftproof_lint.views import Site

_NAME = re.compile(r"[A-Za-z_$][\w$]*")


def check(site: Site) -> Iterator[Report]:
    """Report a CALL of a procedure that is given a bare name."""
    call = site.action
    assert isinstance(call, CallProcedure)
    if site.is_inner or site.before.routine(call.name.schema or site.database, "procedure", call.name.name) is None:
        return
    for argument in call.arguments[:2]:
        if isinstance(argument, Literal) and argument.kind == "string" and _NAME.fullmatch(argument.text):
            args = {"name": call.name.name, "argument": argument.text}
            yield Report(args, object=f"procedure:{call.name.name}")
            return


RULE = Rule("ID124", "helper-argument-backticks", Severity.INFO, site=check, actions=(CallProcedure,), profiles=OFF)
