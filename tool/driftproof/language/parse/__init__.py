"""From the text of a statement to what it says: a schema change or a command."""

from __future__ import annotations

from driftproof.language.cursor import Cursor, Unreadable
from driftproof.language.lex import Dialect
from driftproof.language.parse.statement import read_statement
from driftproof.language.parse.vendor import refuse_foreign
from driftproof.model.changes import Opaque
from driftproof.model.errors import ServerAnswer, defect
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.commands import Assignment, Other, Part, SetStatement, SetVariables, Several
from driftproof.model.syntax.expressions import Name, SystemVariable

_NEAR = 80
"""How many characters of the text error 1064 quotes."""


def parse(sql: str, dialect: Dialect) -> Parsed:
    """Return what the statement `sql` says to a server of this dialect.

    Never raises: a statement that is not understood is an `Opaque` with the reason. A trailing ``;`` is allowed, as
    servers do; several statements with ``;`` between them are `Several`. A comment without a statement is an `Other`
    of kind ``comment``.
    """
    try:
        cursor = Cursor(sql, dialect)
        if cursor.at_end:
            return Other("comment", sql)
        parts = _parts(cursor)
    except Unreadable as problem:
        return _opaque(sql, problem, dialect)
    except RecursionError:
        return Opaque(sql, "nested too deeply")
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        return Opaque(sql, f"driftproof fails to read it: {defect(error)}")
    return parts[0].action if len(parts) == 1 else Several(tuple(parts))


def _opaque(sql: str, problem: Unreadable, dialect: Dialect, start: int = 0) -> Opaque:
    """Return a statement that is not understood, with error 1064 where the server surely gives it.

    `start` is where `sql` stands in the text that the problem's offset counts in.
    """
    if not problem.is_refused:
        return Opaque(sql, problem.reason)
    offset = problem.offset - start
    vendor = "MariaDB" if dialect.flavor.is_mariadb else "MySQL"
    near, line = sql[offset : offset + _NEAR], sql.count("\n", 0, offset) + 1
    message = (
        f"You have an error in your SQL syntax; check the manual that corresponds to your {vendor} server version "
        f"for the right syntax to use near '{near}' at line {line}"
    )
    return Opaque(sql, problem.reason, ServerAnswer(1064, message, "42000"))


def _parts(cursor: Cursor) -> list[Part]:
    """Take statements to the end of the text; raises `Unreadable` where no statement before it would run."""
    parts: list[Part] = []
    while not cursor.at_end:
        start = cursor.start
        try:
            action = _top_level(read_statement(cursor))
            if not cursor.dialect.modes.lenient:
                refuse_foreign(action, cursor, start)
        except Unreadable as problem:
            if not (parts and problem.is_refused):
                raise
            rest = cursor.sql[start:]
            cursor.position = len(cursor.tokens) - 1
            parts.append(Part(_opaque(rest, problem, cursor.dialect, start), rest, start))
            return parts
        parts.append(Part(action, cursor.text_from(start), start))
        if not cursor.at_end:
            cursor.expect(";")
        while cursor.accept(";"):
            continue
    return parts


def _top_level(found: Parsed) -> Parsed:
    """Return `found` with the bare names that SET assigns to as the system variables that they are out of programs."""
    if isinstance(found, SetVariables):
        return SetVariables(tuple(_system(assignment) for assignment in found.assignments))
    if isinstance(found, SetStatement):
        return SetStatement(tuple(_system(assignment) for assignment in found.assignments), found.action)
    return found


def _system(assignment: Assignment) -> Assignment:
    """Return `assignment` to a system variable where it names a bare one."""
    if isinstance(assignment.target, Name):
        return Assignment(SystemVariable(".".join(assignment.target.parts).lower()), assignment.value)
    return assignment
