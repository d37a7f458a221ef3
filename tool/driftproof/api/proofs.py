"""Proofs that all ways end at one schema."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from driftproof.model.verdict import Proof, Verdict
from driftproof.proof.verify import Wanted
from driftproof.proof.verify import verify as prove
from driftproof.sources.schema import Reading


def verify(
    folder: Path,
    wanted: Wanted | None = None,
    reading: Reading | None = None,
    progress: Callable[[Verdict], None] = lambda verdict: None,
) -> Proof:
    """Prove that every way to the newest scripts of a folder ends at one schema.

    `wanted` says which releases, interruptions and servers; `progress` sees each verdict at once. Raises
    `driftproof.model.errors.DriftproofError` when scripts cannot be read.
    """
    return prove(folder, wanted or Wanted(), reading or Reading(), progress)
