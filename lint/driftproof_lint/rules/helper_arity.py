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
Give every parameter a value; NULL where there is nothing to say. The unsafe fix writes NULL for the last parameters
where they have none, and takes out NULLs at the end that no parameter takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.language.lex import Token
from driftproof.model.findings import Edit, Fix, Severity
from driftproof.model.syntax.commands import CallProcedure
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import Site
from driftproof_lint.wording import tokens

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
    yield Report(args, object=f"procedure:{call.name.name}", fix=_fix(site, call, wanted), targets=targets)


def _fix(site: Site, call: CallProcedure, wanted: int) -> Fix | None:
    """Bring the arguments to the number that is wanted, where those too many are NULL."""
    given, found = len(call.arguments), tokens(site)
    closing = next((one for one in reversed(found) if one.upper == ")"), None)
    if site.base is None or (closing is None and given):
        return None
    if given > wanted:
        return _without_nulls(site, found, given - wanted, wanted == 0)
    missing = ", ".join(["NULL"] * (wanted - given))
    at = site.base + (closing.start if closing is not None else len(site.sql))
    text = f"({missing})" if closing is None else missing if not given else f", {missing}"
    return Fix(f"write {text.strip(', ')}", (Edit(at, at, text),), safe=False)


def _without_nulls(site: Site, found: tuple[Token, ...], count: int, all_: bool) -> Fix | None:
    """Take NULLs out in front of the closing parenthesis, each with the comma before it."""
    cut = found[-1 - 2 * count + all_ : -1]
    if site.base is None or found[-1].upper != ")" or {one.upper for one in cut} - {"NULL", ","}:
        return None
    return Fix("leave it out", (Edit(site.base + cut[0].start, site.base + cut[-1].end, ""),), safe=False)


RULE = Rule("ID121", "helper-arity", Severity.ERROR, site=check, actions=(CallProcedure,), profiles=EVERY, fix="unsafe")
