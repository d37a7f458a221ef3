"""What applying a change gives: the catalog after it, or the server's refusal."""

from __future__ import annotations

from dataclasses import dataclass, field

from driftproof.model.catalog import Catalog
from driftproof.model.errors import ServerAnswer
from driftproof.model.flavor import Flavor
from driftproof.model.session import Session


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of a change: the `catalog` after it, or the one before it together with the server's `answer`.

    `warnings` are what the server would only warn of. `doubled` names an object that the statement silently made a
    second time, such as an unnamed index added again. `assumptions` are what was taken for granted.
    """

    catalog: Catalog
    answer: ServerAnswer | None = None
    warnings: tuple[ServerAnswer, ...] = ()
    doubled: str = ""
    assumptions: tuple[str, ...] = ()


class Refused(Exception):
    """A refusal on its way to `apply`, which turns it into an `Applied`; it never leaves this package.

    `catalog` is set where a statement that is not atomic has done a part of its work. `cause` is the number of what
    stands behind MariaDB's 1005, in MySQL's terms, or 0.
    """

    def __init__(self, answer: ServerAnswer, catalog: Catalog | None = None, cause: int = 0) -> None:
        super().__init__(str(answer))
        self.answer = answer
        self.catalog = catalog
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Scene:
    """What one change is applied to: the catalog before it and the session; warnings are gathered on the way."""

    catalog: Catalog
    session: Session
    warnings: list[ServerAnswer] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    @property
    def flavor(self) -> Flavor:
        """The kind of server."""
        return self.catalog.flavor

    @property
    def is_mariadb(self) -> bool:
        """Whether the server is a MariaDB."""
        return self.catalog.flavor.vendor == "mariadb"

    def warn(self, warning: ServerAnswer) -> None:
        """Keep a warning."""
        self.warnings.append(warning)

    def key(self, name: str) -> str:
        """Return the form in which a database, table or trigger name compares."""
        return self.catalog.rules.key(name)
