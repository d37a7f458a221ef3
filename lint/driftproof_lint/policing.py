"""Applying suppressions to findings, and policing the suppressions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from driftproof.language.split import split
from driftproof.model.findings import Edit, Finding, Fix, Severity
from driftproof_lint.config import Config
from driftproof_lint.messages import Language, phrase, sentence
from driftproof_lint.rule import Rule
from driftproof_lint.suppress import Suppression, suppressions
from driftproof_lint.views import ScriptView

UNKNOWN_RULE = ("LI103", "unknown-rule-in-suppression")
UNUSED = ("LI104", "unused-suppression")
WITHOUT_REASON = ("LI105", "suppression-without-reason")
SUPPRESSION = ("LI107", "suppression")
_SILENCED = {"LI101": "not-understood", "LI102": "rule-crashed"}
LINTER_ITSELF = (*_SILENCED.values(), UNKNOWN_RULE[1], UNUSED[1], WITHOUT_REASON[1], SUPPRESSION[1])
"""The names of what the linter finds without a rule."""


@dataclass(frozen=True, slots=True)
class Policed:
    """The findings that remain, those of the suppressions included, and how many were silenced."""

    findings: tuple[Finding, ...]
    silenced: int


def police(view: ScriptView, findings: Sequence[Finding], rules: Iterable[Rule], config: Config) -> Policed:
    """Silence the findings of a script that its comments name, and report comments that are wrong or of no use."""
    if "lint-ignore" not in view.script.text or not config.suppressions:
        return Policed(tuple(findings), 0)
    comments = suppressions(split(view.script.text))
    names = {rule.code: rule.name for rule in rules} | _SILENCED
    known = set(names) | set(names.values())
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    for finding in findings:
        hits = [
            (comment.at, name)
            for comment in comments
            for name in comment.rules
            if name in (finding.code, finding.name) and comment.start <= finding.start < comment.end
        ]
        used.update(hits)
        if not hits:
            kept.append(finding)
    silenced = len(findings) - len(kept)
    ran = {*config.rules, *(code for code, name in names.items() if name in config.rules), *_SILENCED}
    idle = known - ran - set(_SILENCED.values())
    kept.extend(
        _complaints(view, comments, known, used | {(one.at, name) for one in comments for name in idle}, config)
    )
    return Policed(tuple(kept), silenced)


def _complaints(
    view: ScriptView, comments: Iterable[Suppression], known: set[str], used: set[tuple[int, str]], config: Config
) -> list[Finding]:
    """Report names that are no rule, suppressions that silence nothing, those without a reason, and all on demand.

    `used` are those that silence something, or that nobody can say this of, since their rule did not run.
    """
    found: list[Finding] = []
    for comment in comments:
        for name in comment.rules:
            if name not in known:
                found.append(_complaint(view, comment, UNKNOWN_RULE, name, config))
            elif config.warn_unused_suppressions and (comment.at, name) not in used:
                found.append(_complaint(view, comment, UNUSED, name, config))
            elif config.report_suppressions:
                found.append(_complaint(view, comment, SUPPRESSION, name, config))
        if config.require_reason and not comment.reason:
            found.append(_complaint(view, comment, WITHOUT_REASON, ", ".join(comment.rules), config))
    return found


def _complaint(view: ScriptView, comment: Suppression, rule: tuple[str, str], name: str, config: Config) -> Finding:
    """Make the finding about a comment; one that silences nothing, and names only one rule, can be removed."""
    language: Language = "zh" if config.language == "zh" else "en"
    fix = (
        Fix(phrase("remove the comment", language), (Edit(comment.at, comment.until, ""),))
        if rule is UNUSED and len(comment.rules) == 1
        else None
    )
    return Finding(
        *rule,
        Severity.INFO if rule is SUPPRESSION else Severity.WARNING,
        sentence(rule[1], "", {"rule": name, "reason": comment.reason or "-"}, language),
        view.place(comment.at),
        comment.at,
        comment.until,
        object=f"suppression:{name}",
        fix=fix,
    )
