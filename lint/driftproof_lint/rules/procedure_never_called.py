"""A procedure that changes something and takes no arguments is made and never called.

## Why
A one-shot procedure without its CALL does nothing: the upgrade that it was written for does not happen, and nobody
notices.

## What the server says
Nothing.

## Bad
```sql
DROP PROCEDURE IF EXISTS `moveHosts`;
CREATE PROCEDURE `moveHosts`() UPDATE `HostVO` SET `state` = 'Enabled' WHERE `state` IS NULL;
DROP PROCEDURE IF EXISTS `moveHosts`;
```

## Good
```sql
DROP PROCEDURE IF EXISTS `moveHosts`;
CREATE PROCEDURE `moveHosts`() UPDATE `HostVO` SET `state` = 'Enabled' WHERE `state` IS NULL;
CALL `moveHosts`();
DROP PROCEDURE IF EXISTS `moveHosts`;
```

## Instead
CALL it, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from driftproof.model.changes import AlterTable, CreateTable, DropTables, RenameTables
from driftproof.model.findings import Severity
from driftproof.model.names import fold
from driftproof.model.syntax.commands import CallProcedure, Delete, Insert, Update
from driftproof.model.syntax.programs import Run
from driftproof.model.syntax.walk import nodes
from driftproof_lint.rule import EVERY, Report, Rule
from driftproof_lint.second_runs import called_routines
from driftproof_lint.views import HistoryView, ScriptView
from driftproof_lint.written import written_programs

_CHANGES = (AlterTable, CreateTable, DropTables, RenameTables, Insert, Update, Delete)


def check(view: ScriptView) -> Iterator[Report]:
    """Report procedures that change something, take nothing, and are called by no script and no program.

    One with a COMMENT is made for people to call.
    """
    called: frozenset[str] | None = None
    for program in written_programs(view):
        routine = program.routine
        if routine.kind != "procedure" or routine.parameters or routine.comment:
            continue
        if not any(isinstance(one, Run) and isinstance(one.action, _CHANGES) for one in nodes(program.body)):
            continue
        called = _called(view.history) if called is None else called
        if fold(routine.name) not in called:
            span = program.step.statement.sql_span or program.step.statement.span
            yield Report({"name": routine.name}, "", span.start, span.end, f"procedure:{routine.name}")


def _called(history: HistoryView) -> frozenset[str]:
    """Return the folded names of all procedures that some script or stored program calls."""
    found: set[str] = set()
    for view in history.scripts:
        found |= called_routines(view)
        found |= {fold(one.action.name.name) for one in view.written if isinstance(one.action, CallProcedure)}
    return frozenset(found)


RULE = Rule("SP102", "procedure-never-called", Severity.WARNING, script=check, profiles=EVERY)
