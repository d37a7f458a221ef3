"""Small words that reports share."""

from __future__ import annotations


def many(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 script``, ``2,749 scripts``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
