"""The hazards of differences planted one at a time, both ways, with their queries: `hazards.txt` beside each case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from driftproof.compare.comparison import Side, compare_sides
from driftproof.compare.rules import DiffRules
from driftproof.language.lex import Dialect
from driftproof.language.parse import parse
from driftproof.language.split import split
from driftproof.model.catalog import Catalog, Schema
from driftproof.model.changes import Change
from driftproof.model.flavor import Flavor, default_settings
from driftproof.model.session import Session
from driftproof.replay.apply import apply

CASES = Path(__file__).parents[2] / "data" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
FLAVOR = Flavor.parse("mariadb:10.11")


def side(case: str, part: str) -> Side:
    catalog = Catalog(FLAVOR).with_schema(Schema("db", "utf8mb4", "utf8mb4_unicode_ci"))
    session = Session.start(default_settings(FLAVOR), "db")
    for piece in split((CASES / case / f"{part}.sql").read_text(encoding="utf-8")):
        if piece.is_sql:
            change = parse(piece.sql, Dialect.of(FLAVOR))
            assert isinstance(change, Change)
            catalog = apply(catalog, change, session).catalog
    return Side(part, FLAVOR, catalog.schemas["db"])


def hazards(before: Side, after: Side) -> Iterator[str]:
    for one in compare_sides(before, after, DiffRules()).objects:
        for hazard in one.hazards:
            number = f" ({hazard.number})" if hazard.number else ""
            yield f"{one.kind} {one.name}: {hazard.severity}: {hazard.kind.value}: {hazard.message}{number}"
            if hazard.check:
                yield f"    {hazard.check}"


@pytest.mark.parametrize("case", NAMES)
def test_hazards(case: str, golden: Callable[[Path, str], None]) -> None:
    before, after = side(case, "before"), side(case, "after")
    lines = ["forwards", *hazards(before, after), "", "backwards", *hazards(after, before)]
    golden(CASES / case / "hazards.txt", "\n".join(lines) + "\n")
