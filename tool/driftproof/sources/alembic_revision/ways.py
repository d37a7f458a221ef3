"""What a revision is made of: its two directions and its heading."""

from __future__ import annotations

from dataclasses import dataclass

from driftproof.model.catalog import Catalog
from driftproof.model.changes import Change


@dataclass(frozen=True, slots=True)
class Written:
    """A change, and why it is left out; an empty `reason` is a change that is made."""

    change: Change
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of a revision: the catalog that it starts from, and its changes."""

    start: Catalog
    changes: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the functions.

    `message` is its first line, `about` a line below; `revision` its own id (empty: made of its text), `down_revision`
    the one before, None where it is the first.
    """

    message: str
    about: str = ""
    revision: str = ""
    down_revision: str | None = None
