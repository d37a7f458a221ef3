"""Every format on one small project, as golden files, and held against what reads it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from driftproof.cli import main
from driftproof.model.errors import Place
from driftproof.model.findings import Edit, Finding, Fix, Related, Severity
from driftproof_lint.fix import apply_fixes
from driftproof_lint.output import OUTPUTS
from driftproof_lint.project import LintResult

DATA = Path(__file__).parents[1] / "data" / "lint-output"
ENDINGS = {"json": "json", "jsonl": "jsonl", "sarif": "sarif", "junit": "xml", "checkstyle": "xml", "markdown": "md"}

NASTY = 'a <b> & "c" | 100%\nnext: line, `d`'
FINDING = Finding(
    "CK101",
    "cascade-fk-nullable",
    Severity.WARNING,
    NASTY,
    Place("a b/V1__x,y%<&>.sql", 2, 3),
    6,
    9,
    object="table:a.column:b",
    fix=Fix("mend", (Edit(6, 9, "three"),)),
    related=(Related(Place("V0__z.sql", 7), "made here"),),
    targets=(("mysql:8.4", 6125), ("mariadb:10.11", 0)),
    statement="two",
)
TEXTS = {FINDING.place.path: "one\n  two\n", "V2__clean.sql": "DO 1;\n"}
RESULT = LintResult((FINDING, replace(FINDING, severity=Severity.ERROR)), 2, 3, 0)


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["lint", "project", "--no-cache", *arguments]) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_format_is_as_it_was(
    name: str, capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    golden(DATA / f"expected.{name}.{ENDINGS.get(name, 'txt')}", printed(capsys, "--format", name))


def test_statistics_and_chinese_are_as_they_were(
    capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    golden(DATA / "expected.statistics.txt", printed(capsys, "--statistics"))
    golden(DATA / "expected.zh.txt", printed(capsys, "--format", "concise", "--lang", "zh"))


def test_several_formats_come_from_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = [argument for name in OUTPUTS for argument in ("--output", f"{name}:{tmp_path / name}")]
    printed(capsys, "--format", "concise", *wanted)
    for name in OUTPUTS:
        expected = DATA / f"expected.{name}.{ENDINGS.get(name, 'txt')}"
        assert (tmp_path / name).read_text(encoding="utf-8") == expected.read_text(encoding="utf-8")


def test_github_gets_a_step_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    printed(capsys, "--format", "github")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == (DATA / "expected.markdown.md").read_text("utf-8")


def sarif_validator() -> jsonschema.protocols.Validator:
    """Return the validator of the official schema of SARIF 2.1.0; tests/data/lint-output/README.md says whose copy."""
    schema = json.loads((DATA / "sarif-2.1.0-rtm.5.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator
    validator.check_schema(schema)
    return validator(schema, format_checker=validator.FORMAT_CHECKER)


def test_sarif_is_as_the_standard_demands(capsys: pytest.CaptureFixture[str]) -> None:
    validator = sarif_validator()
    for text in (printed(capsys, "--format", "sarif"), OUTPUTS["sarif"](RESULT, TEXTS), OUTPUTS["sarif"](RESULT, {})):
        log = json.loads(text)
        validator.validate(log)
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        for result in log["runs"][0]["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_fixes_say_the_same_as_the_edits() -> None:
    log = json.loads(OUTPUTS["sarif"](RESULT, TEXTS))
    replacement = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region = {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6}
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "three"}}
    assert apply_fixes(TEXTS[FINDING.place.path], [FINDING]).text == "one\n  three\n"


@pytest.mark.parametrize("text", ["{}", '{"version": "2.1.0"}', '{"version": "2.0.0", "runs": []}'])
def test_the_sarif_schema_refuses_what_is_none(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        sarif_validator().validate(json.loads(text))


def test_github_escapes_what_ends_a_property_or_a_line() -> None:
    first, second, summary = OUTPUTS["github"](RESULT, TEXTS).splitlines()
    assert first.startswith("::error ")
    assert second == (
        "::warning file=a b/V1__x%2Cy%25<&>.sql,line=2,col=3,title=CK101 cascade-fk-nullable::"
        'a <b> & "c" | 100%25%0Anext: line, `d` [mysql:8.4 error 6125, mariadb:10.11]'
    )
    assert summary.startswith("1 error, 1 warning (2 scripts")


def test_junit_is_xml_with_a_case_for_each_finding() -> None:
    suites = ElementTree.fromstring(OUTPUTS["junit"](RESULT, TEXTS).encode()).findall("testsuite")
    assert {suite.get("name"): suite.get("failures") for suite in suites} == {
        "V2__clean.sql": "0",
        FINDING.place.path: "2",
    }
    failures = [failure for suite in suites for failure in suite.iter("failure")]
    assert "100%" in (failures[0].get("message") or "")
    assert NASTY in (failures[0].text or "")


def test_checkstyle_is_xml_with_an_error_for_each_finding() -> None:
    files = ElementTree.fromstring(OUTPUTS["checkstyle"](RESULT, TEXTS).encode()).findall("file")
    assert [file.get("name") for file in files] == [FINDING.place.path]
    errors = files[0].findall("error")
    assert [error.get("severity") for error in errors] == ["warning", "error"]
    assert errors[0].get("source") == "driftproof.cascade-fk-nullable"
    assert (errors[0].get("line"), errors[0].get("column")) == ("2", "3")


def test_gitlab_fingerprints_differ_and_survive_moved_lines() -> None:
    issues = json.loads(OUTPUTS["gitlab"](RESULT, TEXTS))
    assert len({issue["fingerprint"] for issue in issues}) == 2
    assert [issue["severity"] for issue in issues] == ["minor", "major"]
    moved = replace(FINDING, place=replace(FINDING.place, line=40), start=500, end=503)
    again = json.loads(OUTPUTS["gitlab"](LintResult((moved,)), TEXTS))
    assert again[0]["fingerprint"] == issues[0]["fingerprint"]


def test_every_json_line_is_json_and_the_last_one_sums_up() -> None:
    lines = [json.loads(line) for line in OUTPUTS["jsonl"](RESULT, TEXTS).splitlines()]
    assert [line.get("code") for line in lines] == ["CK101", "CK101", None]
    assert lines[-1]["summary"]["by_severity"] == {"warning": 1, "error": 1}
    assert json.loads(OUTPUTS["json"](RESULT, TEXTS))["findings"] == lines[:-1]


def test_rdjson_gives_ranges_and_suggestions() -> None:
    diagnostic = json.loads(OUTPUTS["rdjson"](RESULT, TEXTS))["diagnostics"][0]
    range_ = {"start": {"line": 2, "column": 3}, "end": {"line": 2, "column": 6}}
    assert diagnostic["location"]["range"] == range_
    assert diagnostic["suggestions"] == [{"range": range_, "text": "three"}]
    assert diagnostic["severity"] == "WARNING"


def test_a_markdown_row_stays_on_one_line() -> None:
    rows = [line for line in OUTPUTS["markdown"](RESULT, TEXTS).splitlines() if line.startswith("| ")]
    assert len(rows) == 3
    assert [row.count("|") - row.count("\\|") for row in rows] == [5, 5, 5]


def test_the_underline_stands_under_chinese_text_that_fills_two_cells() -> None:
    text = "INSERT '云' x;"
    finding = replace(FINDING, place=Place("V1__a.sql", 1, 12), start=11, end=12, fix=None, related=())
    frame = OUTPUTS["text"](LintResult((finding,)), {"V1__a.sql": text}).splitlines()
    marks = [line for line in frame if line.strip("| ^") == "" and "^" in line]
    assert marks == ["    | " + " " * 12 + "^"]


def test_a_clean_result_says_so_in_every_format() -> None:
    for name, output in OUTPUTS.items():
        text = output(LintResult((), 1, 2), {"V2__clean.sql": "DO 1;\n"})
        assert text.endswith("\n"), name
        assert "CK101" not in text, name
