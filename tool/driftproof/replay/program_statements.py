"""What servers do not let a stored program run: said with its number when the program is made.

Numbers and order were read from MariaDB 10.11, 11.8 and MySQL 9.7, which agree.
"""

from __future__ import annotations

from driftproof.model.changes import (
    AlterEvent,
    AlterRoutine,
    AlterView,
    Change,
    CreateEvent,
    CreateRoutine,
    CreateTable,
    CreateTableLike,
    CreateTableSelect,
    CreateTrigger,
    DropRoutine,
    DropTables,
    Opaque,
)
from driftproof.model.syntax import commands
from driftproof.model.syntax.commands import Command
from driftproof.model.syntax.expressions import Name, SystemVariable
from driftproof.model.syntax.queries import Select
from driftproof.replay.evaluate.refusal import Refusal, refuse

INNER = frozenset({"function", "trigger"})
"""The kinds of program that run inside a statement: they may neither commit nor give a result set to the client."""

_RESULTS = ("show", "explain", "describe", "desc", "analyze", "optimize", "repair", "checksum")
_COMMITS = ("grant", "revoke", "create user", "drop user", "rename user", "alter user", "create role", "drop role")
_TABLES = (CreateTable, CreateTableLike, CreateTableSelect, DropTables)


def check_statement(action: Change | Command, kind: str) -> None:
    """Refuse a statement that no program, or none of this kind, may run; `kind` is what the program is."""
    problem = _everywhere(action) or (_inside(action, kind) if kind in INNER else None)
    if problem is not None:
        raise problem


def _everywhere(action: Change | Command) -> Refusal | None:
    """Return what every kind of program is refused for."""
    match action:
        case CreateRoutine(routine=routine):
            return refuse(1303, f"Can't create a {routine.kind.upper()} from within another stored routine")
        case CreateTrigger():
            return refuse(1303, "Can't create a TRIGGER from within another stored routine")
        case DropRoutine(kind=kind) | AlterRoutine(kind=kind):
            return refuse(1357, f"Can't drop or alter a {kind.upper()} from within another stored routine")
        case CreateEvent():
            return refuse(1576, "Recursion of EVENT DDL statements is forbidden when body is present")
        case AlterEvent(body=body) if body:
            return refuse(1576, "Recursion of EVENT DDL statements is forbidden when body is present")
        case AlterView():
            return refuse(1314, "ALTER VIEW is not allowed in stored procedures")
        case commands.UseSchema():
            return refuse(1314, "USE is not allowed in stored procedures")
        case commands.Other(kind=words) if words.startswith(("lock", "unlock", "load data", "check table")):
            said = "LOAD DATA" if words.startswith("load") else words.split()[0].upper()
            return refuse(1314, f"{said} is not allowed in stored procedures")
        case _:
            return None


def _inside(action: Change | Command, kind: str) -> Refusal | None:
    """Return what a function or a trigger is refused for."""
    match action:
        case commands.Prepare() | commands.Execute() | commands.Deallocate():
            return refuse(1336, "Dynamic SQL is not allowed in stored function or trigger")
        case commands.RunQuery(query=query) if not (isinstance(query, Select) and query.into):
            return refuse(1415, f"Not allowed to return a result set from a {kind}")
        case commands.Other(kind=words) if words.startswith(_RESULTS):
            return refuse(1415, f"Not allowed to return a result set from a {kind}")
        case commands.Other(kind=words) if words.startswith("flush"):
            return refuse(1336, "FLUSH is not allowed in stored function or trigger")
        case commands.SetVariables(assignments=assignments) if any(map(_is_autocommit, assignments)):
            return refuse(1445, "Not allowed to set autocommit from a stored function or trigger")
        case _:
            said = "Explicit or implicit commit is not allowed in stored function or trigger."
            return refuse(1422, said) if _commits(action) else None


def _is_autocommit(assignment: commands.Assignment) -> bool:
    target = assignment.target
    name = target.name if isinstance(target, SystemVariable) else target.parts[-1] if isinstance(target, Name) else ""
    return name.lower() == "autocommit"


def _commits(action: Change | Command) -> bool:
    """Tell whether a statement ends the transaction: schema changes do, but for those of temporary tables."""
    if isinstance(action, commands.Transaction):
        return action.kind.split()[0] in {"start", "begin", "commit", "rollback"} and action.kind != "rollback to"
    if isinstance(action, commands.Truncate):
        return True
    if isinstance(action, commands.Other):
        return action.kind.startswith(_COMMITS)
    if isinstance(action, Opaque):
        return False
    if isinstance(action, _TABLES):
        return not action.temporary
    return isinstance(action, Change)
