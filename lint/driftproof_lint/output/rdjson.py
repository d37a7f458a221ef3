"""Reviewdog's diagnostic format, fixes as suggestions: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from driftproof.model.findings import Finding
from driftproof_lint.output.places import line_and_column
from driftproof_lint.project import LintResult


def rdjson(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return all findings as one ``DiagnosticResult``."""
    diagnostics = [_diagnostic(finding, texts.get(finding.place.path, "")) for finding in result.findings]
    return (
        json.dumps({"source": {"name": "driftproof"}, "diagnostics": diagnostics}, ensure_ascii=False, indent=1) + "\n"
    )


def _diagnostic(finding: Finding, text: str) -> dict[str, Any]:
    content: dict[str, Any] = {
        "message": finding.message,
        "location": {"path": finding.place.path, "range": _range(text, finding.start, finding.end)},
        "severity": str(finding.severity).upper(),
        "code": {"value": finding.code},
    }
    if finding.fix is not None:
        content["suggestions"] = [
            {"range": _range(text, edit.start, edit.end), "text": edit.text} for edit in finding.fix.edits
        ]
    return content


def _range(text: str, start: int, end: int) -> dict[str, dict[str, int]]:
    first, last = line_and_column(text, start), line_and_column(text, max(start, end))
    return {"start": {"line": first[0], "column": first[1]}, "end": {"line": last[0], "column": last[1]}}
