from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from driftproof.language.split import split
from driftproof.model.findings import Finding
from driftproof.model.scripts import Script
from driftproof_lint.fix import apply_fixes
from driftproof_lint.linter import LintResult
from driftproof_lint.rules import RULES
from linter.cases import DATA, Case, actual, cases, read_case

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
MENDING = [path for path in CASES if re.search("^-- fixed", path.read_text(encoding="utf-8"), re.M)]


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
    assert set(case.fixed) <= _lines(_fixed(script, before) for script in case.scripts)
    assert set(case.unsafely) <= _lines(_mended(case, before, unsafe=True)[0])


def _lines(scripts: Iterable[Script]) -> set[str]:
    lines = [line for script in scripts for line in script.text.splitlines()]
    return {line.partition(" -- expect")[0].strip() for line in lines if not line.startswith("-- fixed")}


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


REVEALED = {"review/T18.sql": {"ID104"}}
"""What a fix brings to light by making a refused statement run: it has a second run then."""


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_a_fix_mends_its_finding_and_makes_no_other(path: Path, unsafe: bool) -> None:
    case = read_case(path)
    before = case.run()
    wanted = [one for one in before.findings if one.fix is not None and (one.fix.safe or unsafe)]
    if not wanted:
        return
    fixed, after = _mended(case, before, unsafe)
    for script in fixed:
        assert "".join(piece.text for piece in split(script.text)) == script.text
    assert after.not_understood <= before.not_understood
    assert not _by_object(after.findings) & _by_object(wanted) - (_by_object(before.findings) - _by_object(wanted))
    came = {code for _, code in _by_rule(after.findings) - _by_rule(before.findings)}
    assert came == (REVEALED.get(case_id(path), set()) if unsafe else set())
    assert not any(one.fix is not None and (one.fix.safe or unsafe) for one in after.findings)


MEANT = {
    "add-column-position": "a column comes last",
    "engine": "a table is InnoDB",
    "inline-references": "a foreign key has the name that it is given",
    "not-null-default-null": "a refused statement runs",
    "pk-and-unique-same": "an index that nothing needs is not made",
    "reserved-word-unquoted": "a refused statement runs",
    "table-name-case": "a refused statement runs",
    "unnamed-constraint": "a constraint has the name that it is given",
    "unnamed-index": "an index has the name that it is given",
    "unnamed-index-added": "an index has the name that it is given",
    "zero-date-default": "a column has another default",
}
"""Rules whose safe fix makes another schema, which is what it is for."""


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_a_safe_fix_makes_another_schema_only_where_that_is_meant(path: Path) -> None:
    case = read_case(path)
    before = case.run()
    fixing = {one.name for one in before.findings if one.fix is not None and one.fix.safe}
    if fixing and not fixing & set(MEANT):
        assert case.tables_of(_mended(case, before, unsafe=False)[0]) == case.tables_of(case.scripts)


def _mended(case: Case, result: LintResult, unsafe: bool) -> tuple[tuple[Script, ...], LintResult]:
    """Apply fixes, round by round as the command does, until nothing is left to fix."""
    scripts = case.scripts
    for _ in range(5):
        scripts = tuple(_fixed(script, result, unsafe) for script in scripts)
        result = case.run_on(scripts)
    return scripts, result


def _fixed(script: Script, result: LintResult, unsafe: bool = False) -> Script:
    mine = [finding for finding in result.findings if finding.place.path == script.path]
    text = apply_fixes(script.text, mine, unsafe=unsafe).text
    return script if text == script.text else replace(script, text=text, data=text.encode())


def _by_object(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((finding.place.path, finding.code, finding.object) for finding in findings)


def _by_rule(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.place.path, finding.code) for finding in findings)


KINDS = {"none": set(), "safe": {True}, "unsafe": {False}, "safe or unsafe": {True, False}}


def test_a_rule_offers_the_kind_of_fix_that_it_says() -> None:
    offered: dict[str, set[bool]] = {}
    for path in CASES:
        for finding in read_case(path).run().findings:
            if finding.fix is not None:
                offered.setdefault(finding.name, set()).add(finding.fix.safe)
    said = {rule.name: KINDS[rule.fix] for rule in RULES}
    assert {name: kinds for name, kinds in offered.items() if name in said and said[name] != kinds} == {}
    assert {name for name, kinds in said.items() if kinds} - set(offered) == set()


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
