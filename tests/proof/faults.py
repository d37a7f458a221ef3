"""Planted faults as folders: scripts, what was released of them, and what a proof must say.

A case is ``tests/data/verify/<fault>/`` with ``versions/``, ``releases/<name>/`` where there are any, ``expect.json``
and ``proof.txt``, the proof as it is printed. ``expect.json`` is written by hand: the `fault` in words, the `way` on
which it must be found with its `outcome`, and the `statement` (file:line) that must be named there; `targets` are the
servers, `helpers` lets the shipped helper procedures be called.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from driftproof.api import Reading, Wanted, verify
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.verdict import Proof, Verdict
from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers

DATA = Path(__file__).parents[1] / "data" / "verify"


@dataclass(frozen=True)
class Fault:
    """A case, read."""

    path: Path
    fault: str
    way: str
    outcome: str
    statement: str
    targets: tuple[str, ...] = ()
    helpers: bool = False

    def prove(self) -> Proof:
        """Prove its scripts, with places and releases named relative to the case."""
        releases = tuple(str(one) for one in sorted(self.path.glob("releases/*")))
        helpers = read_helpers(shipped_sql("procedures")) if self.helpers else ()
        reading = Reading(default_settings(Flavor.parse("mariadb:10.11")), "app", helpers)
        proof = verify(self.path / "versions", Wanted(releases, targets=self.targets), reading)
        return replace(proof, seconds=0.0)

    def shorten(self, text: str) -> str:
        """Return a text with paths relative to the case, and releases by their names."""
        return text.replace(f"{self.path}/releases/", "releases/").replace(f"{self.path}/", "")

    def label(self, verdict: Verdict) -> str:
        """Return the way of a verdict as ``expect.json`` names it."""
        label = f"{verdict.path}, {verdict.interruption}" if verdict.interruption else verdict.path
        return self.shorten(label).replace("release releases/", "release ")

    def named(self, verdict: Verdict) -> set[str]:
        """Return every statement that a verdict names, as file:line."""
        places = [verdict.place, *(place for one in verdict.partings for place in (one.fresh, one.path))]
        return {self.shorten(f"{place.path}:{place.line}") for place in places if place}


def faults() -> list[Path]:
    """Return every case."""
    return sorted(path.parent for path in DATA.glob("*/expect.json"))


def read_fault(path: Path) -> Fault:
    """Read a case."""
    given = json.loads((path / "expect.json").read_text(encoding="utf-8"))
    given["targets"] = tuple(given.get("targets", ()))
    return Fault(path, **given)
