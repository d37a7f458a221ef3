"""What pre-flight checks look at: a connection, the server's variables, the plan, every statement that would run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from driftproof.live.connect import Connection
from driftproof.model.errors import Place
from driftproof.model.history import Plan
from driftproof.upgrade.options import RunOptions


@dataclass(frozen=True, slots=True)
class Demand:
    """A statement that would run, and where it stands."""

    sql: str
    place: Place


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks look at; `variables` are the server's, by their names in small letters.

    `demands` are the statements of ``--init-sql``, the callbacks and the scripts, in this order.
    """

    connection: Connection
    variables: Mapping[str, str]
    plan: Plan
    options: RunOptions
    demands: tuple[Demand, ...] = field(default=(), repr=False)

    def is_on(self, name: str) -> bool:
        """Tell whether a variable is on; False when the server has no such variable."""
        return self.variables.get(name, "").upper() in {"ON", "1", "YES"}

    @property
    def sql_mode(self) -> frozenset[str]:
        """The modes of sessions on this server."""
        return frozenset(self.variables.get("sql_mode", "").upper().split(","))

    @property
    def changes_something(self) -> bool:
        """Whether the upgrade would write at all."""
        return bool(self.plan.steps or self.plan.callbacks or not self.plan.history.exists)


def demands_of(plan: Plan) -> Iterator[Demand]:
    """Yield every statement that an upgrade by this plan would send, save those of the helpers."""
    parts = (*((plan.init,) if plan.init else ()), *plan.callbacks, *plan.steps)
    for part in parts:
        for statement in part.statements:
            yield Demand(statement.sql, part.script.place(statement.line))
