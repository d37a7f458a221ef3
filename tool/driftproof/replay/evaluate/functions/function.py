"""What a built-in function is: how it is computed, and how many arguments it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from driftproof.replay.evaluate.values import Datum

MANY = 1000
LONGEST = 1 << 24
"""How long a text may grow: the default max_allowed_packet of MariaDB; servers give NULL beyond it."""


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function.

    `run` gets the arguments as a list. Unless `nulls` is set, NULL and unknown arguments give NULL and unknown without
    running it. With `informed` it also gets the context.
    """

    run: Callable[..., Datum]
    least: int = 1
    most: int = 1
    nulls: bool = False
    informed: bool = False


def fixed(count: int, run: Callable[[list[Any]], Datum]) -> Function:
    """Return a function of exactly `count` arguments."""
    return Function(run, count, count)
