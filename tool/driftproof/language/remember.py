"""Readings of texts that are remembered: scripts run twice, for several servers, and call the same helpers again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar

from driftproof.language.lex import Dialect, Modes
from driftproof.model.flavor import Flavor

Text = TypeVar("Text", bound=Hashable)
Found = TypeVar("Found")
Reader = Callable[[Text, Dialect], Found]


def remembered(maxsize: int) -> Callable[[Reader[Text, Found]], Reader[Text, Found]]:
    """Return a decorator that remembers what a reader made of the last `maxsize` texts.

    A text that was read without asking the dialect for its server is read once for all of them.
    """

    def decorate(read: Reader[Text, Found]) -> Reader[Text, Found]:
        @lru_cache(maxsize=maxsize)
        def readings(text: Text, modes: Modes) -> dict[Flavor | None, Found]:
            return {}

        @wraps(read)
        def reading(text: Text, dialect: Dialect) -> Found:
            known = readings(text, dialect.modes)
            if None in known:
                return known[None]
            flavor = dialect.flavor
            if flavor not in known:
                own = dialect.unasked()
                found = read(text, own)
                known[flavor if own.asked else None] = found
                return found
            return known[flavor]

        return reading

    return decorate
