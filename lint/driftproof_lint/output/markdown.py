"""A table for a comment on a merge request."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof_lint.output.concise import summary, targets
from driftproof_lint.project import LintResult


def markdown(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return the findings as a Markdown table, the gravest first."""
    lines = [f"### driftproof lint: {summary(result)}", ""]
    if result.findings:
        lines += ["| | rule | where | what |", "|---|---|---|---|"]
    for finding in sorted(result.findings, key=lambda one: -one.severity):
        where = f"`{finding.place.path}:{finding.place.line}`"
        what = (finding.message + targets(finding)).replace("|", "\\|").replace("\n", " ")
        lines.append(f"| {finding.severity} | {finding.code} {finding.name} | {where} | {what} |")
    return "\n".join(lines) + "\n"
