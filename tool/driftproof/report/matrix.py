"""The matrix of a proof: paths down, what befell them across, in each cell how many ways there were and converge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from driftproof.model.verdict import Outcome, Proof, Verdict

_COLUMNS = (
    ("", "as it is"),
    ("held against", "held against"),
    ("all scripts in one session", "one session"),
    ("with generated rows", "rows"),
    ("client killed in", "client, midst"),
    ("connection killed in", "connection, midst"),
    ("server killed in", "server, midst"),
    ("client killed", "client killed"),
    ("connection killed", "connection killed"),
    ("server killed", "server killed"),
    ("server upgraded", "server upgraded"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many ways of a kind there are on a path, and how many of them end at the schema of a fresh install."""

    good: int = 0
    total: int = 0
    unknown: int = 0

    def __str__(self) -> str:
        if self.unknown == self.total:
            return "?"
        return str(self.total) if self.good == self.total else f"{self.good}/{self.total}"

    def add(self, verdict: Verdict) -> Cell:
        """Return the cell with one more verdict."""
        good = verdict.count if verdict.outcome.is_good else 0
        unknown = verdict.count if verdict.outcome is Outcome.UNKNOWN else 0
        return Cell(self.good + good, self.total + verdict.count, self.unknown + unknown)


def column_of(verdict: Verdict) -> str:
    """Return the column of the matrix that a verdict belongs to."""
    for start, name in _COLUMNS[1:]:
        if verdict.interruption.startswith(start):
            return name
    if "run twice" in verdict.interruption:
        return "run twice"
    if "inside" in verdict.interruption:
        return "stopped inside"
    return "stopped" if "stopped" in verdict.interruption else _COLUMNS[0][1]


def matrix_of(proof: Proof, server: str) -> tuple[tuple[str, ...], dict[str, dict[str, Cell]]]:
    """Return the columns of a server's matrix, and its rows by path: the cells by column."""
    rows: dict[str, dict[str, Cell]] = {}
    columns: dict[str, None] = {}
    for verdict in proof.verdicts:
        if verdict.server != server:
            continue
        column = column_of(verdict)
        columns.setdefault(column)
        row = rows.setdefault(verdict.path, {})
        row[column] = row.get(column, Cell()).add(verdict)
    return tuple(columns), rows


def matrix_lines(proof: Proof) -> Iterator[str]:
    """Return the matrices of all servers as lines for a terminal."""
    for server in dict.fromkeys(one.server for one in proof.verdicts):
        columns, rows = matrix_of(proof, server)
        yield "  ".join([*columns, server])
        for path, row in rows.items():
            yield "  ".join([*(f"{row.get(name) or '-'!s:>{len(name)}}" for name in columns), path])
        yield ""
