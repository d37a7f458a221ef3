"""One line per finding."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof.model.findings import Finding, Severity
from driftproof_lint.project import LintResult


def concise(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return ``path:line:column: severity CODE name: message`` for each finding, and the summary."""
    lines = [line_of(finding) for finding in result.findings]
    return "\n".join([*lines, summary(result)]) + "\n"


def line_of(finding: Finding) -> str:
    """Return a finding on one line."""
    place = finding.place
    where = f"{place.path}:{place.line}:{place.column}"
    return f"{where}: {finding.severity} {finding.code} {finding.name}: {finding.message}{targets(finding)}"


def targets(finding: Finding) -> str:
    """Return on which servers a finding bites, with the error numbers, in brackets."""
    if not finding.targets:
        return ""
    said = ", ".join(f"{flavor} error {number}" if number else flavor for flavor, number in finding.targets)
    return f" [{said}]"


def summary(result: LintResult) -> str:
    """Return one line that counts the findings, and what was looked at."""
    counts = result.counts
    said = ", ".join(
        f"{counts[severity]} {_plural(severity, counts[severity])}"
        for severity in sorted(Severity, reverse=True)
        if counts.get(severity)
    )
    looked = (
        f"{_many(result.scripts, 'script')}, {_many(result.statements, 'statement')}, "
        f"{result.not_understood} not understood"
    )
    extra = [f"{result.silenced} silenced"] if result.silenced else []
    extra += [f"{result.known} in the baseline"] if result.known else []
    return f"{said or 'no findings'} ({', '.join([looked, *extra])})"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _plural(severity: Severity, count: int) -> str:
    if severity is Severity.INFO:
        return "info"
    return f"{severity}{'s' if count != 1 else ''}"
