"""Forecasts: what the scripts of a plan would do to one database, statement by statement, without running them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from driftproof.model.catalog import Catalog
from driftproof.model.difference import Comparison, ObjectDifference, TableSize
from driftproof.model.errors import ServerAnswer
from driftproof.model.hazard import Hazard
from driftproof.model.history import Plan
from driftproof.model.scripts import Script, Statement
from driftproof.model.trace import Step

Role = Literal["script", "callback", "preparation"]
Does = Literal["changes", "rewrites", "rows", "other", "nothing", "session", "unknown", "fails", "not reached"]
"""What a statement does: changes definitions, writes a table's rows anew as they are, writes rows, something else that
lasts (grants, flushes), nothing, something that ends with the session, what nobody knows, fails, or never runs.
"""
WriteVerb = Literal["insert", "replace", "update", "delete", "truncate", "load"]


@dataclass(frozen=True, slots=True)
class Act:
    """A script of a rehearsal: the statements that would go to the server, and the steps of those that would run.

    `reason` is why a script runs, or the event of a callback. A `preparation` is the run's own: helper procedures, the
    history table.
    """

    script: Script
    role: Role
    reason: str
    statements: tuple[Statement, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A run replayed on the catalog of a live database: its acts in order, and the catalogs around it.

    `schema` is the database's name. `tools` are the names, folded, of what belongs to the run and not to the product:
    helper procedures and history tables.
    """

    schema: str
    before: Catalog
    after: Catalog
    acts: tuple[Act, ...]
    tools: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowWrite:
    """Rows that a statement writes: how, to which table, and how large that is on the database now."""

    verb: WriteVerb
    table: str
    size: TableSize | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What one statement does.

    `objects` are what it changes, with costs and hazards; a table that the same run makes has neither. One that is
    in the end as it was counts where the way has hazards, or its rows are written anew. `writes` are the rows it
    writes, `hazards` those of its writes. `answer` is the server's refusal where it fails. `assumptions` say what was
    taken for granted, since rows are not read.
    """

    line: int
    sql: str
    does: Does
    objects: tuple[ObjectDifference, ...] = ()
    writes: tuple[RowWrite, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    answer: ServerAnswer | None = None
    warnings: tuple[ServerAnswer, ...] = ()
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptForecast:
    """What one script does: each statement, and object by object what it comes to in the end.

    An object of `objects` has the costs and hazards of all statements on the way.
    """

    script: Script
    role: Role
    reason: str
    effects: tuple[Effect, ...]
    objects: tuple[ObjectDifference, ...] = ()

    @property
    def failure(self) -> Effect | None:
        """The statement that fails, if one does."""
        return next((effect for effect in self.effects if effect.does == "fails"), None)

    @property
    def is_idle(self) -> bool:
        """Whether no statement does anything that lasts."""
        return all(effect.does in {"nothing", "session"} for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a plan comes to on one database.

    `comparison` is the database before against what the scripts make of it, `before` and `after` are its catalogs.
    """

    plan: Plan
    scripts: tuple[ScriptForecast, ...]
    comparison: Comparison
    before: Catalog
    after: Catalog

    @property
    def failure(self) -> tuple[ScriptForecast, Effect] | None:
        """The first script that fails, with the statement that does."""
        return next(((one, one.failure) for one in self.scripts if one.failure), None)
