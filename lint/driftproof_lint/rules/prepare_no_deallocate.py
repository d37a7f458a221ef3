"""A prepared statement is not deallocated.

## Why
It stays in the session, where the runner's next script meets it, and counts against max_prepared_stmt_count.

## What the server says
Nothing; 1461 "Can't create more than max_prepared_stmt_count statements" on a busy server.

## Bad
```sql
PREPARE st FROM @text;
EXECUTE st;
```

## Good
```sql
PREPARE st FROM @text;
EXECUTE st;
DEALLOCATE PREPARE st;
```

## Instead
Write DEALLOCATE PREPARE behind the last EXECUTE.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import Deallocate, Prepare
from driftproof.model.syntax.programs import Run
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView
from driftproof_lint.written import written_programs


def check(view: ScriptView) -> Iterator[Report]:
    """Report each name that a program, or the script itself, prepares and never deallocates."""
    for program in written_programs(view):
        runs = [one for one in nodes(program.body) if isinstance(one, Run)]
        places = [(one.action, program.base + one.span[0], program.base + one.span[1]) for one in runs]
        yield from _check(places)
    own = [site for site in view.sites if not site.is_inner]
    yield from _check([(site.action, *site.offsets((0, len(site.sql)))) for site in own])


def _check(places: Sequence[tuple[object, int, int]]) -> Iterator[Report]:
    gone = {fold(action.name) for action, _, _ in places if isinstance(action, Deallocate)}
    for action, start, end in places:
        if isinstance(action, Prepare) and fold(action.name) not in gone:
            gone.add(fold(action.name))
            yield Report({"name": action.name}, "", start, end, f"statement:{action.name}")


RULE = Rule("SP107", "prepare-no-deallocate", Severity.INFO, script=check, profiles=EVERY)
