"""Traces: what each statement of a run of scripts did, with the catalog before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from driftproof.model.catalog import Catalog
from driftproof.model.errors import Place, ServerAnswer
from driftproof.model.scripts import Script, Statement
from driftproof.model.session import Session
from driftproof.model.syntax import Parsed


@dataclass(frozen=True, slots=True)
class Step:
    """One statement, replayed.

    `statement` is the piece of the `script` that a client would send; `action` what it was read as. `before` and
    `after` are the catalogs around it, `session` the session before it. `answer` is the server's refusal, if it would
    refuse. `assumptions` say what was taken for granted (such as "`t` is empty"), `warnings` what the server would
    only warn of. `inner` are the steps that a CALL, an EXECUTE or a trigger ran, in order; such a step has `routine`
    (the program's name) and `offset` (where the statement stands in that program's body), and its `statement` is the
    outer one. `doubled` names an object that the statement silently made a second time (an unnamed index added again).
    """

    script: Script
    statement: Statement
    action: Parsed
    before: Catalog
    after: Catalog
    session: Session
    answer: ServerAnswer | None = None
    assumptions: tuple[str, ...] = ()
    warnings: tuple[ServerAnswer, ...] = ()
    inner: tuple[Step, ...] = ()
    routine: str = ""
    offset: int = 0
    sql: str = ""
    doubled: str = ""

    @property
    def place(self) -> Place:
        """Where the statement starts in its file."""
        span = self.statement.sql_span or self.statement.span
        return self.script.place(span.line, span.column)

    def walk(self) -> Iterator[Step]:
        """Return this step and all inside of it, in the order in which they begin."""
        yield self
        for inner in self.inner:
            yield from inner.walk()


@dataclass(frozen=True, slots=True)
class Trace:
    """A replay: its steps in order, and the catalog and session at the end."""

    steps: tuple[Step, ...]
    catalog: Catalog
    session: Session
    problems: tuple[str, ...] = field(default=())

    @property
    def refused(self) -> tuple[Step, ...]:
        """The steps that the server would refuse."""
        return tuple(step for step in self.steps if step.answer is not None)
