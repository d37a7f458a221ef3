"""A cursor is read in a loop without a handler for its end.

## Why
The FETCH behind the last row raises an error that ends the procedure, and the upgrade with it; on an empty table the
first one does.

## What the server says
Error 1329 (02000) "No data - zero rows fetched, selected, or processed".

## Bad
```sql
DECLARE cur CURSOR FOR SELECT `uuid` FROM `HostVO`;
OPEN cur;
LOOP
    FETCH cur INTO found;
END LOOP;
```

## Good
```sql
DECLARE cur CURSOR FOR SELECT `uuid` FROM `HostVO`;
DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
OPEN cur;
next_row: LOOP
    FETCH cur INTO found;
    IF done THEN LEAVE next_row; END IF;
END LOOP;
```

## Instead
Declare a handler FOR NOT FOUND in the same block or around it.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.programs import Block, CursorStatement, DeclareHandler, Loop
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView
from driftproof_lint.written import WrittenProgram, written_programs

_ENDS = frozenset({"not found", "02000", "1329"})


def check(view: ScriptView) -> Iterator[Report]:
    """Report the first FETCH in a loop of each program that has no such handler anywhere."""
    for program in written_programs(view):
        fetch = _fetch_in_loop(program)
        if fetch is None or any(_ends(one) for one in nodes(program.body)):
            continue
        start, end = program.base + fetch.span[0], program.base + fetch.span[1]
        yield Report({"cursor": fetch.cursor}, "", start, end, f"procedure:{program.routine.name}")


def _fetch_in_loop(program: WrittenProgram) -> CursorStatement | None:
    loops = (one for one in nodes(program.body) if isinstance(one, Loop))
    fetches = (one for loop in loops for one in nodes(loop) if isinstance(one, CursorStatement) and one.kind == "fetch")
    return next(fetches, None)


def _ends(one: object) -> bool:
    """Tell whether a block handles the end, or a named condition, which may be it."""
    if not isinstance(one, Block):
        return False
    handlers = (handler for handler in one.declarations if isinstance(handler, DeclareHandler))
    return any(
        condition in _ENDS or not (condition.isdigit() or condition.startswith("sql"))
        for handler in handlers
        for condition in (text.lower() for text in handler.conditions)
    )


RULE = Rule("SP105", "missing-not-found-handler", Severity.WARNING, script=check, profiles=EVERY)
