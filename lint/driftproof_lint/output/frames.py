"""Findings with the lines that they are about, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from unicodedata import east_asian_width

from driftproof.model.findings import Finding
from driftproof_lint.fix import apply_fixes
from driftproof_lint.output.concise import line_of, summary
from driftproof_lint.project import LintResult

_MOST_LINES = 6


def text(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return each finding with its lines underlined, other places that it speaks of, and its fix as a difference."""
    parts = ["\n".join(_finding(finding, texts)) for finding in result.findings]
    return "\n\n".join([*parts, summary(result)]) + "\n"


def _finding(finding: Finding, texts: Mapping[str, str]) -> Iterator[str]:
    yield line_of(finding)
    content = texts.get(finding.place.path)
    if content is None:
        return
    yield from _frame(content, finding.start, finding.end)
    for other in finding.related:
        yield f"  = {other.place}: {other.message}"
    if finding.help:
        yield f"  = help: {finding.help}"
    if finding.fix is not None:
        yield from _fix(finding, content)


def _frame(content: str, start: int, end: int) -> Iterator[str]:
    """Return the lines from `start` to `end` with their numbers; what is meant is underlined where it is one line."""
    first = content.rfind("\n", 0, start) + 1
    number = content.count("\n", 0, start) + 1
    last = max(end, start + 1)
    stop = content.find("\n", max(last - 1, start))
    lines = content[first : stop if stop >= 0 else len(content)].split("\n")
    width = len(str(number + min(len(lines), _MOST_LINES)))
    for at, line in enumerate(lines[:_MOST_LINES]):
        shown = line.rstrip("\r").replace("\t", " ")
        yield f"  {number + at:>{width}} | {shown}"
        if len(lines) == 1:
            ahead, meant = shown[: start - first], shown[start - first : end - first]
            yield f"  {'':>{width}} | {' ' * _cells(ahead)}{'^' * max(_cells(meant), 1)}"
    if len(lines) > _MOST_LINES:
        yield f"  {'':>{width}} | … {len(lines) - _MOST_LINES} more lines"


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text fills: Chinese characters fill two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _fix(finding: Finding, content: str) -> Iterator[str]:
    """Return a fix as the lines that it takes away and adds."""
    assert finding.fix is not None
    kind = "fix" if finding.fix.safe else "unsafe fix"
    yield f"  = {kind}: {finding.fix.title}"
    before, after = _changed_lines(finding, content)
    for line in list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]:
        if not line.startswith("@@"):
            yield f"      {line}"


def _changed_lines(finding: Finding, content: str) -> tuple[str, str]:
    """Return the whole lines that the edits of a fix touch, before and after it: a whole file takes long to compare."""
    edits = finding.fix.edits if finding.fix else ()
    start = content.rfind("\n", 0, min((edit.start for edit in edits), default=0)) + 1
    stop = content.find("\n", max((edit.end for edit in edits), default=0))
    rest = len(content) - (stop + 1 if stop >= 0 else len(content))
    after = apply_fixes(content, [finding], unsafe=True).text
    return content[start : len(content) - rest], after[start : len(after) - rest]
