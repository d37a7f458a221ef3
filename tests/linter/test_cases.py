from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.language.split import split
from driftproof.model.findings import Finding
from driftproof.model.scripts import Script
from driftproof_lint.fix import apply_fixes
from driftproof_lint.linter import LintResult
from driftproof_lint.rules import RULES
from linter.cases import DATA, actual, cases, read_case

CASES = cases()


def case_id(path: Path) -> str:
    return str(path.relative_to(DATA))


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_a_case_is_judged_as_it_says(path: Path) -> None:
    case = read_case(path)
    result = case.run()
    said = "\n".join(f"{finding.place} {finding.code} {finding.message}" for finding in result.findings)
    assert actual(result) == case.expected, f"found:\n{said or 'nothing'}"


SAYING = [path for path in CASES if re.search("^-- says ", path.read_text(encoding="utf-8"), re.M)]
MENDING = [path for path in CASES if re.search("^-- fixed: ", path.read_text(encoding="utf-8"), re.M)]


@pytest.mark.parametrize("path", SAYING, ids=case_id)
def test_a_finding_says_what_its_case_wants(path: Path) -> None:
    case = read_case(path)
    findings = case.run().findings
    for code, severity, fix, words in case.says:
        mine = [finding for finding in findings if finding.code == code]
        assert any(words in _said(finding) for finding in mine), "\n".join(_said(finding) for finding in mine)
        assert {(str(finding.severity), _fix_of(finding)) for finding in mine} == {(severity, fix)}


@pytest.mark.parametrize("path", MENDING, ids=case_id)
def test_the_mended_text_is_what_its_case_wants(path: Path) -> None:
    case = read_case(path)
    before = case.run()
    lines = [line for script in case.scripts for line in _fixed(script, before).text.splitlines()]
    mended = {line.partition(" -- expect")[0].strip() for line in lines if not line.startswith("-- fixed")}
    assert set(case.fixed) <= mended


def _said(finding: Finding) -> str:
    """Return all that a reader sees of a finding on one line."""
    targets = ", ".join(f"{target} error {number}" for target, number in finding.targets)
    related = ", ".join(f"{one.place}: {one.message}" for one in finding.related)
    return f"{finding.message} [{targets}] [{related}]"


def _fix_of(finding: Finding) -> str:
    if finding.fix is None:
        return "no"
    return "safe" if finding.fix.safe else "unsafe"


def test_every_review_finding_and_every_test_case_of_the_catalogue_has_a_case() -> None:
    rows = {path.stem.partition("_")[0] for path in (DATA / "review").glob("*.sql")}
    catalogue = {f"S{number}" for number in range(1, 21)} - {"S16", "S17", "S18"}
    assert rows == catalogue | {f"T{number}" for number in range(1, 31)}


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_a_safe_fix_mends_its_finding_and_makes_no_other(path: Path) -> None:
    case = read_case(path)
    before = case.run()
    fixed = tuple(_fixed(script, before) for script in case.scripts)
    if fixed == case.scripts:
        assert not any(finding.fix and finding.fix.safe for finding in before.findings)
        return
    for script in fixed:
        assert "".join(piece.text for piece in split(script.text)) == script.text
    after = case.run_on(fixed)
    assert after.not_understood <= before.not_understood
    gone = {(finding.place.path, finding.code, finding.object) for finding in before.findings if _is_fixed(finding)}
    left = {(finding.place.path, finding.code, finding.object) for finding in after.findings}
    assert not gone & left
    assert not _counted(after) - _counted(before)


def _is_fixed(finding: object) -> bool:
    fix = getattr(finding, "fix", None)
    return fix is not None and fix.safe


def _fixed(script: Script, result: LintResult) -> Script:
    mine = [finding for finding in result.findings if finding.place.path == script.path]
    text = apply_fixes(script.text, mine).text
    return script if text == script.text else replace(script, text=text, data=text.encode())


def _counted(result: LintResult) -> Counter[tuple[str, str]]:
    return Counter((finding.place.path, finding.code) for finding in result.findings)


def test_every_rule_has_bad_and_good_cases() -> None:
    thin = {}
    for rule in RULES:
        read = [read_case(path) for path in (DATA / rule.name).glob("*.sql")]
        bad = sum(1 for case in read if any(code == rule.code for _, _, code in case.expected))
        good = sum(1 for case in read if not case.expected)
        if bad < 2 or good < 2:
            thin[rule.name] = (bad, good)
    assert not thin, f"rules with fewer than two bad or two good cases: {thin}"


SQL_ALONE = re.compile("MEDIUMTEXT|ENGINE=InnoDB|DEFAULT CURRENT_TIMESTAMP.*")
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_whatever_is_said_in_chinese_is_chinese() -> None:
    english = set()
    for path in CASES:
        for finding in read_case(path).run_in_chinese().findings:
            title = [finding.fix.title] if finding.fix and not SQL_ALONE.fullmatch(finding.fix.title) else []
            said = [finding.message, *title, *(one.message for one in finding.related)]
            english |= {text for text in said if not CHINESE.search(text)}
    assert english == set()


def test_every_case_is_understood() -> None:
    counts = {case_id(path): read_case(path).run().not_understood for path in CASES}
    assert {case: count for case, count in counts.items() if count} == {}
