"""Rules: what a rule is, what it looks at, and what it reports.

A rule is data and a function. It looks at a `Site` (one statement that ran, or that stands in a stored program), at a
`ScriptView` (one script with its statements) or at a `HistoryView` (all scripts), and yields `Report` values. The
engine adds code, severity and place. A rule knows no other rule and keeps no state.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from driftproof.model.catalog import Catalog, Table
from driftproof.model.findings import Fix, Related, Severity
from driftproof_lint.views import HistoryView, ScriptView, Site

Applicability = Literal["safe", "unsafe", "safe or unsafe", "none"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a rule found.

    `message` is the key of a sentence in the message catalogue (empty for the rule's only one), `args` fills it in.
    `start` and `end` are offsets in the script's text; None stands for the whole statement. `object` is the stable path
    by which a baseline knows it (``table:VmVO.column:hostUuid``). `targets` are the flavors on which it bites, with the
    server's error number, or 0 where the server gives none. `severity` overrides the rule's own.
    """

    args: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    start: int | None = None
    end: int | None = None
    object: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    targets: tuple[tuple[str, int], ...] = ()
    severity: Severity | None = None


SiteCheck = Callable[[Site], Iterator[Report]]
ScriptCheck = Callable[[ScriptView], Iterator[Report]]
HistoryCheck = Callable[[HistoryView], Iterator[tuple[ScriptView, Report]]]
Converge = Callable[[Table, Collection[str], Catalog], Table]
"""Returns a table without the faults that were found at these paths below it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    `code` is its group's two letters and three digits, never used again once retired; `name` says it in words.
    `severity` is for objects that the linted script makes, `severity_existing` for older ones (None: the same).
    `actions` are the kinds of statement that `site` wants to see (empty: all), or the kinds of action for which it
    wants to see an ALTER TABLE; with `refused` it sees only the scripts' own statements that a target refuses. Exactly
    one of `site`, `script` and `history` is set.
    `profiles` are those that select it, `fix` says what kind of fix it may offer, `since` the release that brought it.
    `converge` makes of a table what it would be without findings, for a script that mends released ones. `written` lets
    `site` see statements of stored programs as they are written, besides those that ran. `messages` are the sentences
    of a rule that is not driftproof's own, by language or by key and language.
    """

    code: str
    name: str
    severity: Severity
    site: SiteCheck | None = None
    script: ScriptCheck | None = None
    history: HistoryCheck | None = None
    actions: tuple[type, ...] = ()
    written: bool = False
    refused: bool = False
    severity_existing: Severity | None = None
    profiles: frozenset[str] = frozenset({"house", "standard", "strict"})
    fix: Applicability = "none"
    since: str = "0.1.0"
    preview: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    messages: Mapping[str, Any] = field(default_factory=dict)
    converge: Converge | None = None

    @property
    def group(self) -> str:
        """The letters of its code."""
        return self.code[:2]


HOUSE = frozenset({"house", "strict"})
"""Selected by the house profile and by the strict one."""
EVERY = frozenset({"house", "standard", "strict"})
"""Selected by every profile."""
STRICT = frozenset({"strict"})
"""Selected by the strict profile only."""
OFF: frozenset[str] = frozenset()
"""Selected by name only."""
