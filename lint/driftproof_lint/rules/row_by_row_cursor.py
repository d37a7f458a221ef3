"""A cursor loop changes one row at a time.

## Why
Each turn is a statement of its own, with its own look-up and log record. One UPDATE … JOIN or INSERT … SELECT does
the same in a fraction of the time, and is easier to make repeatable.

## What the server says
Nothing.

## Bad
```sql
DECLARE cur CURSOR FOR SELECT `uuid`, `name` FROM `HostVO`;
-- loop: FETCH cur INTO v_uuid, v_name; UPDATE `VmVO` SET `hostName` = v_name WHERE `hostUuid` = v_uuid;
```

## Good
```sql
UPDATE `VmVO` JOIN `HostVO` ON `HostVO`.`uuid` = `VmVO`.`hostUuid` SET `VmVO`.`hostName` = `HostVO`.`name`;
```

## Instead
Write one statement over the rows, where no row depends on what was done to another.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.findings import Severity
from driftproof.model.syntax.commands import CallProcedure, Delete, Insert, Update
from driftproof.model.syntax.programs import CursorStatement, DeclareCursor, ForLoop, Loop, Run
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.views import ScriptView
from driftproof_lint.written import WrittenProgram, written_programs

_ROWS = (Insert, Update, Delete)


def check(view: ScriptView) -> Iterator[Report]:
    """Report each cursor whose loop does nothing but change rows."""
    for program in written_programs(view):
        cursors = {one.name.lower(): one for one in nodes(program.body) if isinstance(one, DeclareCursor)}
        for name in dict.fromkeys(_row_by_row(program)):
            cursor = cursors.get(name)
            if cursor is not None:
                start, end = program.base + cursor.span[0], program.base + cursor.span[1]
                yield Report({"cursor": cursor.name}, "", start, end, f"procedure:{program.routine.name}")


def _row_by_row(program: WrittenProgram) -> Iterator[str]:
    for loop in nodes(program.body):
        if not isinstance(loop, Loop | ForLoop):
            continue
        inside = list(nodes(loop.statements))
        runs = [one.action for one in inside if isinstance(one, Run)]
        if any(isinstance(one, _ROWS) for one in runs) and not any(isinstance(one, CallProcedure) for one in runs):
            yield from (
                one.cursor.lower() for one in inside if isinstance(one, CursorStatement) and one.kind == "fetch"
            )


RULE = Rule("LK108", "row-by-row-cursor", Severity.INFO, script=check, profiles=EVERY)
