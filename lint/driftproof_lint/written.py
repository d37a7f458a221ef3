"""Statements as they stand in the stored programs that a script creates, whether they ever run or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.program import parse_program
from driftproof.model.catalog import Routine
from driftproof.model.changes import CreateRoutine
from driftproof.model.syntax import Parsed
from driftproof.model.syntax.expressions import Expression, Unary
from driftproof.model.syntax.programs import (
    Block,
    CaseStatement,
    DeclareHandler,
    ForLoop,
    If,
    Loop,
    ProgramStatement,
    Run,
)
from driftproof.model.trace import Step

if TYPE_CHECKING:
    from driftproof_lint.views import ScriptView, Site

Guards = tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class WrittenProgram:
    """A procedure or function that a statement creates, read: its tree, and where its body starts in the script."""

    step: Step
    routine: Routine
    body: ProgramStatement
    base: int
    dialect: Dialect


def written_programs(view: ScriptView) -> Iterator[WrittenProgram]:
    """Return the procedures and functions that a script creates."""
    for step in view.steps:
        if isinstance(step.action, CreateRoutine) and step.statement.sql_span:
            routine = step.action.routine
            dialect = Dialect.of(step.before.flavor, step.session.sql_mode)
            base = step.statement.sql_span.start + routine.body_offset
            yield WrittenProgram(step, routine, parse_program(routine.body, dialect), base, dialect)


def written_sites(view: ScriptView) -> Iterator[Site]:
    """Return a site for every SQL statement in the procedures and functions that a script creates."""
    from driftproof_lint.views import Site

    for program in written_programs(view):
        for run, guards in runs(program.body, ()):
            yield Site(
                view,
                program.step,
                program.step,
                _counted_from_itself(run, program.dialect),
                run.sql,
                program.base + run.span[0],
                is_written=True,
                guards=guards,
                routine=program.routine.name,
            )


def _counted_from_itself(run: Run, dialect: Dialect) -> Parsed:
    """Return what a statement says with spans that count from its own start; those of a program count from its body's.

    What can only be read inside a program, such as ``SELECT … INTO variable``, stays as it was read there.
    """
    action = parse(run.sql, dialect)
    return action if type(action) is type(run.action) else run.action


def runs(statement: ProgramStatement, guards: Guards) -> Iterator[tuple[Run, Guards]]:
    """Return the SQL statements inside a program statement, each with the conditions that it stands under.

    A statement in an ELSE stands under the negation of the conditions before it.
    """
    match statement:
        case Run():
            yield statement, guards
        case Block(declarations=declarations, statements=statements):
            for declaration in declarations:
                if isinstance(declaration, DeclareHandler):
                    yield from runs(declaration.body, guards)
            yield from _all(statements, guards)
        case If(branches=branches, otherwise=otherwise):
            refused: Guards = ()
            for condition, statements in branches:
                yield from _all(statements, (*guards, *refused, condition))
                refused = (*refused, Unary("not", condition))
            yield from _all(otherwise, (*guards, *refused))
        case CaseStatement(branches=branches, otherwise=last):
            for condition, statements in branches:
                yield from _all(statements, (*guards, condition))
            yield from _all(last or (), guards)
        case Loop(statements=statements) | ForLoop(statements=statements):
            yield from _all(statements, guards)
        case _:
            return


def _all(statements: tuple[ProgramStatement, ...], guards: Guards) -> Iterator[tuple[Run, Guards]]:
    for statement in statements:
        yield from runs(statement, guards)
