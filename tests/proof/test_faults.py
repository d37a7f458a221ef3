"""Planted faults: each is found on the way where it shows, and the statement behind it is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from driftproof.model.errors import ServerAnswer
from driftproof.report.verdicts import proof_text
from proof.faults import faults, read_fault

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("path", faults(), ids=lambda path: path.name)
def test_planted_fault_is_found_and_its_statement_named(path: Path, golden) -> None:
    fault = read_fault(path)
    proof = fault.prove()
    found = [one for one in proof.verdicts if fault.label(one) == fault.way and not one.outcome.is_good]
    assert [one.outcome.value for one in found] == [fault.outcome], [fault.label(one) for one in proof.verdicts]
    assert fault.statement in fault.named(found[0])
    assert not proof.holds
    golden(path / "proof.txt", fault.shorten(proof_text(proof)))


def test_there_are_more_than_thirty_faults() -> None:
    assert len(faults()) >= 30


@pytest.mark.parametrize("path", faults(), ids=lambda path: path.name)
def test_refusals_carry_a_server_error_number(path: Path) -> None:
    for verdict in read_fault(path).prove().verdicts:
        if verdict.outcome.value == "refused":
            assert isinstance(verdict.answer, ServerAnswer)
            assert 1000 <= verdict.answer.number < 5000
            assert verdict.place is not None


def test_the_docs_list_every_fault() -> None:
    """The table of ``docs/verify.md`` says what the cases say."""
    text = (DOCS / "verify.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (.+?) \| (.+?) \| (diverged|refused)(?: \(\d+\))? \| `(.+?)` \|$", text, re.MULTILINE)
    cases = [read_fault(path) for path in faults()]
    assert sorted(listed) == sorted((one.fault, one.way, one.outcome, one.statement) for one in cases)
