"""GitHub Actions annotations: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof.model.findings import Severity
from driftproof_lint.output.concise import summary, targets
from driftproof_lint.project import LintResult

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return a workflow command for each finding, the gravest first, since GitHub shows only the first ten."""
    ordered = sorted(result.findings, key=lambda finding: -finding.severity)
    lines = []
    for finding in ordered:
        place = finding.place
        title = _property(f"{finding.code} {finding.name}")
        where = f"file={_property(place.path)},line={place.line},col={place.column},title={title}"
        lines.append(f"::{_COMMANDS[finding.severity]} {where}::{_data(finding.message + targets(finding))}")
    return "\n".join([*lines, summary(result)]) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
