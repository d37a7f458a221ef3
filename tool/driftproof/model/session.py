"""A session: the variables that change what later statements mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from driftproof.model.flavor import Settings

Value = None | int | Decimal | float | str | bytes
"""A value of SQL as replay computes it. Dates are text, truth values are 1 and 0."""

_STRICT = frozenset({"STRICT_TRANS_TABLES", "STRICT_ALL_TABLES", "TRADITIONAL"})


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a connection between two statements.

    `settings` are the server's own; the other fields start from them and follow what scripts set. `variables` holds
    user variables by folded name, `system` other session system variables that scripts set, `prepared` the text of
    prepared statements by folded name. `last_answer` is the number of the last error, for handlers and diagnostics.
    """

    settings: Settings
    database: str | None
    sql_mode: frozenset[str]
    foreign_key_checks: bool = True
    unique_checks: bool = True
    explicit_defaults_for_timestamp: bool = True
    charset: str = "utf8mb4"
    collation: str = ""
    default_engine: str = "InnoDB"
    variables: Mapping[str, Value] = field(default_factory=dict)
    system: Mapping[str, Value] = field(default_factory=dict)
    prepared: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def start(cls, settings: Settings, database: str | None) -> Session:
        """Return the session that a new connection to `database` has on a server with these settings."""
        return cls(
            settings,
            database,
            settings.sql_mode,
            foreign_key_checks=settings.foreign_key_checks,
            explicit_defaults_for_timestamp=settings.explicit_defaults_for_timestamp,
            default_engine=settings.default_engine,
        )

    @property
    def is_strict(self) -> bool:
        """Whether strict mode is on, so that bad values are errors."""
        return not self.sql_mode.isdisjoint(_STRICT)
