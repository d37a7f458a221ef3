"""Findings as JSON: one value, or a line each. The form is described in ``docs/lint.md``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from driftproof.model.findings import Finding
from driftproof_lint.project import LintResult

FORMAT = 1


def json_text(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return all findings and the summary as one value of JSON."""
    content = {
        "driftproof": "lint",
        "format": FORMAT,
        "findings": [finding_json(finding) for finding in result.findings],
        "summary": summary_json(result),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def json_lines(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return a line of JSON for each finding, and one for the summary."""
    lines = [finding_json(finding) for finding in result.findings] + [{"summary": summary_json(result)}]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def summary_json(result: LintResult) -> dict[str, Any]:
    """Return the counts."""
    return {
        "scripts": result.scripts,
        "statements": result.statements,
        "not_understood": result.not_understood,
        "silenced": result.silenced,
        "in_baseline": result.known,
        "by_severity": {str(severity): count for severity, count in sorted(result.counts.items())},
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as a value of JSON."""
    place = finding.place
    content: dict[str, Any] = {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "start": finding.start,
        "end": finding.end,
        "object": finding.object,
        "targets": [{"flavor": flavor, "error": number} for flavor, number in finding.targets],
        "related": [
            {"path": one.place.path, "line": one.place.line, "message": one.message} for one in finding.related
        ],
    }
    if finding.fix is not None:
        content["fix"] = {
            "title": finding.fix.title,
            "safe": finding.fix.safe,
            "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in finding.fix.edits],
        }
    return content
