"""The cases of programs that servers take or refuse when they are made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from driftproof.model.flavor import Flavor

_CASES = Path(__file__).parents[1] / "data" / "replay" / "programs-made.txt"


@dataclass(frozen=True, slots=True)
class MadeProgram:
    """A statement that makes a program, and the number of the error that a server gives, 0 for none."""

    number: int
    sql: str


def made_programs(flavor: Flavor) -> list[MadeProgram]:
    """Return the cases with the numbers of this vendor."""
    found = []
    for line in _CASES.read_text().splitlines():
        numbers, _, sql = line.partition(" ")
        mariadb, _, mysql = numbers.partition("/")
        found.append(MadeProgram(int(mariadb if flavor.is_mariadb else mysql or mariadb), sql))
    return found
