"""Printing what linting found, one format a file: a function from a result and the texts of the scripts to a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from driftproof_lint.output.checkstyle import checkstyle
from driftproof_lint.output.concise import concise
from driftproof_lint.output.frames import text
from driftproof_lint.output.github import github
from driftproof_lint.output.gitlab import gitlab
from driftproof_lint.output.jsons import json_lines, json_text
from driftproof_lint.output.junit import junit
from driftproof_lint.output.markdown import markdown
from driftproof_lint.output.rdjson import rdjson
from driftproof_lint.output.sarif import sarif
from driftproof_lint.project import LintResult

Texts = Mapping[str, str]
Output = Callable[[LintResult, Texts], str]

OUTPUTS: Mapping[str, Output] = {
    "text": text,
    "concise": concise,
    "json": json_text,
    "jsonl": json_lines,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "checkstyle": checkstyle,
    "rdjson": rdjson,
    "markdown": markdown,
}
"""Every format by its name on the command line."""
