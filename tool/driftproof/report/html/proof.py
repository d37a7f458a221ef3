"""A proof as one HTML file: a matrix of paths and interruptions, and what is wrong with each way that fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from driftproof.model.verdict import Outcome, Proof, Verdict
from driftproof.report.html.shell import Facet, render_page
from driftproof.report.matrix import Cell, column_of, matrix_of
from driftproof.report.verdicts import MARKS, label_of, reused_lines, summary, trouble

_STYLES = {
    Outcome.CONVERGED: "good",
    Outcome.DIVERGED: "error",
    Outcome.REFUSED: "error",
    Outcome.UNKNOWN: "warning",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict for the template: its label, its place in the matrix, and what is wrong with it, as text."""

    one: Verdict
    id: str
    label: str
    column: str
    style: str
    mark: str
    trouble: str


def proof_html(proof: Proof) -> str:
    """Return a proof as one HTML file that opens from disk and loads nothing."""
    shown = [_shown(one, number) for number, one in enumerate(proof.verdicts, start=1)]
    shown.sort(key=lambda each: each.one.outcome.is_good)
    tables = [(server, *matrix_of(proof, server)) for server in dict.fromkeys(one.server for one in proof.verdicts)]
    content = {
        "proof": proof,
        "summary": summary(proof),
        "reused": list(reused_lines(proof)),
        "shown": shown,
        "tables": tables,
        "facets": _facets(shown),
        "style": _cell_style,
    }
    return render_page("proof.html", content)


def _shown(one: Verdict, number: int) -> Shown:
    text = "" if one.outcome.is_good else "\n".join(trouble(one))
    return Shown(one, f"v{number}", label_of(one), column_of(one), _STYLES[one.outcome], MARKS[one.outcome], text)


def _cell_style(cell: Cell | None) -> str:
    if cell is None:
        return "none"
    return "good" if cell.good == cell.total else "error"


def _facets(shown: Iterable[Shown]) -> tuple[Facet, ...]:
    outcomes = Counter(each.one.outcome.value for each in shown)
    servers = Counter(each.one.server for each in shown)
    columns = Counter(each.column for each in shown)
    return (
        Facet("outcome", "every outcome", tuple((name, f"{name} ({count})") for name, count in outcomes.items())),
        Facet("server", "every server", tuple((name.replace(" ", "-"), name) for name in servers)),
        Facet("way", "every interruption", tuple((name.replace(" ", "-"), name) for name in columns)),
    )
