"""Fixes: applying the edits of findings to the text of a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from driftproof.model.findings import Edit, Finding


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with edits applied, the findings that they mend, and those left for another round."""

    text: str
    mended: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()


def apply_fixes(text: str, findings: Iterable[Finding], *, unsafe: bool = False) -> Fixed:
    """Apply the fixes of findings about one text, the safe ones, or `unsafe` ones as well.

    Fixes are taken from the start of the text on. One whose edits touch an earlier one's is left for another round,
    since that may have mended it, too.
    """
    wanted = [finding for finding in findings if finding.fix and (unsafe or finding.fix.safe)]
    wanted.sort(key=lambda finding: min((edit.start, edit.end) for edit in finding.fix.edits))  # type: ignore[union-attr]
    taken: list[Edit] = []
    mended: list[Finding] = []
    left: list[Finding] = []
    for finding in wanted:
        edits = finding.fix.edits if finding.fix else ()
        if any(_touch(edit, other) for edit in edits for other in taken):
            if all(edit in taken for edit in edits):
                mended.append(finding)
            else:
                left.append(finding)
            continue
        taken.extend(edits)
        mended.append(finding)
    return Fixed(_edited(text, taken), tuple(mended), tuple(left))


def _touch(one: Edit, other: Edit) -> bool:
    if one.start == one.end == other.start == other.end:
        return True
    if _follows(one, other) or _follows(other, one):
        return True
    return one.start < other.end and other.start < one.end


def _follows(one: Edit, other: Edit) -> bool:
    """Tell whether an edit puts something behind what another one replaces, which may be no place for it any more."""
    return one.start == one.end == other.end and other.start < other.end


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with edits applied, from its end to its start."""
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
