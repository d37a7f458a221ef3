"""Sequences (MariaDB 10.3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence and its options, in canonical form."""

    name: str
    start: int = 1
    minimum: int | None = None
    maximum: int | None = None
    increment: int = 1
    cache: int = 1000
    cycle: bool = False
    engine: str = "InnoDB"
    comment: str = ""
