"""Findings: the one diagnostic type of linter, hazards and pre-flight."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from driftproof.model.errors import Place


class Severity(IntEnum):
    """How grave a finding is; greater is graver."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text between two offsets of a file by another."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding. An unsafe fix may change what the script means and wants a look."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of, and what is there."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to report about a statement or a change.

    `code` and `name` are the rule's (``CK101``, ``cascade-fk-nullable``). The offsets `start` and `end` say which
    text of the file it is about; `place` its line and column. `object` is a stable path, such as
    ``table:VmVO.column:hostUuid``, by which a
    baseline knows it. `targets` are the flavors on which it bites, with the server's error number or 0.
    """

    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    start: int = 0
    end: int = 0
    help: str = ""
    object: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    targets: tuple[tuple[str, int], ...] = ()
    statement: str = field(default="", compare=False, repr=False)
