"""Hazards of changes: what may be lost, fail or wait when they are made, and the query that tells beforehand."""

from driftproof.compare.hazards.objects import Situation, hazards_of

__all__ = ["Situation", "hazards_of"]
