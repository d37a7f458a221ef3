"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from driftproof import __version__
from driftproof.model.findings import Edit, Finding, Severity
from driftproof_lint.baseline import entry_key
from driftproof_lint.output.places import line_and_column
from driftproof_lint.project import LintResult

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return a SARIF log with one run; fixes and fingerprints that survive moved lines included."""
    rules = {finding.code: finding.name for finding in result.findings}
    driver = {
        "name": "driftproof",
        "version": __version__,
        "rules": [{"id": code, "name": name} for code, name in sorted(rules.items())],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, texts, sorted(rules)) for finding in result.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _result(finding: Finding, texts: Mapping[str, str], codes: list[str]) -> dict[str, Any]:
    key = "\n".join(entry_key(finding))
    content: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding, texts)],
        "partialFingerprints": {"driftproofObject/v1": hashlib.sha256(key.encode()).hexdigest()},
    }
    if finding.related:
        content["relatedLocations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(one.place.path)},
                    "region": {"startLine": one.place.line, "startColumn": one.place.column},
                },
                "message": {"text": one.message},
            }
            for one in finding.related
        ]
    text = texts.get(finding.place.path)
    if finding.fix is not None and text is not None:
        content["fixes"] = [_fix(finding, text)]
    return content


def _location(finding: Finding, texts: Mapping[str, str]) -> dict[str, Any]:
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    text = texts.get(finding.place.path)
    if text is not None and finding.end > finding.start:
        region["endLine"], region["endColumn"] = line_and_column(text, finding.end)
    return {"physicalLocation": {"artifactLocation": {"uri": quote(finding.place.path)}, "region": region}}


def _fix(finding: Finding, text: str) -> dict[str, Any]:
    assert finding.fix is not None
    return {
        "description": {"text": finding.fix.title},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": quote(finding.place.path)},
                "replacements": [_replacement(edit, text) for edit in finding.fix.edits],
            }
        ],
    }


def _replacement(edit: Edit, text: str) -> dict[str, Any]:
    start_line, start_column = line_and_column(text, edit.start)
    end_line, end_column = line_and_column(text, edit.end)
    region = {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}
