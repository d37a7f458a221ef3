"""JUnit XML: a suite per script, a failed case per finding."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof_lint.output.concise import line_of
from driftproof_lint.project import LintResult


def junit(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return a report in which each finding is a failed test; a script without findings is a passed one."""
    from xml.sax.saxutils import escape, quoteattr

    suites = []
    for path in sorted({*texts, *(finding.place.path for finding in result.findings)}):
        found = [finding for finding in result.findings if finding.place.path == path]
        cases = [
            f"  <testcase name={quoteattr(f'{one.code} {one.name}')} classname={quoteattr(path)} "
            f'line="{one.place.line}"><failure message={quoteattr(one.message)} '
            f"type={quoteattr(str(one.severity))}>{escape(line_of(one))}</failure></testcase>"
            for one in found
        ] or [f'  <testcase name="lint" classname={quoteattr(path)}/>']
        head = f'<testsuite name={quoteattr(path)} tests="{len(cases)}" failures="{len(found)}">'
        suites.append("\n".join([head, *cases, "</testsuite>"]))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>"]) + "\n"
