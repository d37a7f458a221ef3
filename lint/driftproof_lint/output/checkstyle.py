"""Checkstyle XML, which many review tools read."""

from __future__ import annotations

from collections.abc import Mapping

from driftproof_lint.project import LintResult


def checkstyle(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return a Checkstyle report, a ``file`` for each script with findings."""
    from xml.sax.saxutils import quoteattr

    files = []
    for path in sorted({finding.place.path for finding in result.findings}):
        errors = [
            f'  <error line="{one.place.line}" column="{one.place.column}" severity={quoteattr(str(one.severity))} '
            f"message={quoteattr(one.message)} source={quoteattr(f'driftproof.{one.name}')}/>"
            for one in result.findings
            if one.place.path == path
        ]
        files.append("\n".join([f"<file name={quoteattr(path)}>", *errors, "</file>"]))
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, '<checkstyle version="4.3">', *files, "</checkstyle>"]) + "\n"
