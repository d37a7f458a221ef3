"""A comparison as one HTML page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from driftproof.model.catalog import Schema
from driftproof.model.difference import Comparison, ObjectDifference, Presence
from driftproof.model.hazard import HazardKind
from driftproof.report.differences import cost_text, size_text, summary
from driftproof.report.html.picture import HEAD, LINE, WIDTH, Picture, picture_of
from driftproof.report.html.shell import Facet, render_page
from driftproof.report.html.sides import Row, side_by_side

_MARKS: dict[Presence, str] = {"added": "+", "removed": "−", "changed": "~"}
SEVERITIES = ("error", "warning", "info", "none")


@dataclass(frozen=True, slots=True)
class Shown:
    """One object as the page shows it: its difference, an id, the rows side by side, and the gravest hazard."""

    one: ObjectDifference
    id: str
    mark: str
    rows: tuple[Row, ...]
    severity: str
    cost: str
    size: str
    statements: str


def difference_html(found: Comparison, script: str = "", schemas: tuple[Schema, Schema] | None = None) -> str:
    """Return a comparison as one HTML file that opens from disk and loads nothing.

    `script` is what makes the schemas equal, `schemas` are the two compared, for the picture of their tables.
    """
    return render_page("difference.html", _content(found, script, schemas))


def _content(found: Comparison, script: str, schemas: tuple[Schema, Schema] | None) -> dict[str, Any]:
    objects = [shown_object(one, f"o{number}") for number, one in enumerate(found.objects, start=1)]
    picture = picture_of(found, *schemas) if schemas else Picture()
    return {
        "found": found,
        "summary": "no differences" if found.is_empty else summary(found),
        "objects": objects,
        "ids": {shown.one.name: shown.id for shown in objects if shown.one.kind == "table"},
        "kinds": counted_kinds(found),
        "hazards": [(kind.value, count) for kind in HazardKind if (count := _count(kind, found))],
        "facets": _facets(objects),
        "checks": [(shown, hazard) for shown in objects for hazard in shown.one.hazards if hazard.check],
        "script": script,
        "picture": picture,
        "states": ("added", "removed", "changed"),
        "width": WIDTH,
        "head": HEAD,
        "line": LINE,
    }


def _facets(objects: list[Shown]) -> tuple[Facet, ...]:
    """Return the menus of the page: kind, presence, and the gravest hazard, each with what there is."""
    kinds = dict.fromkeys(shown.one.kind for shown in objects)
    presences = Counter(shown.one.presence for shown in objects)
    severities = Counter(shown.severity for shown in objects)
    called = {"none": "no hazard"}
    return (
        Facet("kind", "every kind", tuple((kind, kind) for kind in kinds)),
        Facet(
            "presence",
            "whatever happens",
            tuple((one, f"{one} ({presences[one]})") for one in _MARKS if presences[one]),
        ),
        Facet(
            "severity",
            "every severity",
            tuple((one, f"{called.get(one, one)} ({severities[one]})") for one in SEVERITIES if severities[one]),
        ),
    )


def _count(kind: HazardKind, found: Comparison) -> int:
    return sum(1 for one in found.objects if any(hazard.kind is kind for hazard in one.hazards))


def counted_kinds(found: Comparison) -> list[tuple[str, dict[str, int]]]:
    """Return how many objects of each kind were added, removed and changed."""
    counted: dict[str, dict[str, int]] = {}
    for one in found.objects:
        row = counted.setdefault(one.kind, {"added": 0, "removed": 0, "changed": 0})
        row[one.presence] += 1
    return list(counted.items())


def shown_object(one: ObjectDifference, name: str) -> Shown:
    """Return an object as a page shows it; `name` is its id."""
    worst = max((hazard.severity for hazard in one.hazards), default=None)
    return Shown(
        one,
        name,
        _MARKS[one.presence],
        side_by_side(one.before, one.after),
        str(worst) if worst is not None else "none",
        cost_text(one.cost) if one.cost else "",
        size_text(one.size) if one.size else "",
        "".join(f"{statement};\n" for statement in one.statements),
    )
