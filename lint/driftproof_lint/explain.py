"""Explaining a rule: one text, written in the rule's own file, for the terminal and for its page."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from inspect import getdoc
from types import MappingProxyType

from driftproof_lint.rule import EVERY, OFF, Rule

SECTIONS = ("Why", "What the server says", "Bad", "Good", "Instead")
"""The headings below the first line of a rule's text, in order."""
GROUPS = MappingProxyType(
    {
        "ID": "scripts that are safe to run again",
        "DS": "data safety",
        "LK": "locks and the cost of changes",
        "CK": "constraints and keys",
        "TY": "types and defaults",
        "NQ": "names and quoting",
        "CS": "character sets, engines",
        "PO": "portability",
        "SP": "stored programs",
        "ST": "style and files",
    }
)
"""What the letters of codes stand for."""

OWN = (
    ("LI101", "not-understood", "A statement was not understood, and left out; the summary counts it, too."),
    ("LI102", "rule-crashed", "A rule failed on a statement; the others went on. Please report it."),
    ("LI103", "unknown-rule-in-suppression", "A comment names a rule that is none, and silences nothing."),
    ("LI104", "unused-suppression", "A comment silences a rule that finds nothing there."),
    ("LI105", "suppression-without-reason", "A comment does not say why, and `require-reason` is set."),
    ("LI106", "stale-baseline", "The baseline accepts what is found no more; told on standard error."),
    ("LI107", "suppression", "A comment silences a rule, and `report-suppressions` is set."),
)
"""What the linter finds without a rule: code, name, and what it says."""


def own_page(name: str) -> str:
    """Return the explanation of what the linter finds without a rule, by code or name; empty for what is none."""
    return next((f"# {code} {known}\n\n{text}" for code, known, text in OWN if name in (code, known)), "")


def text_of(rule: Rule) -> str:
    """Return what the rule's file says of it."""
    check = rule.site or rule.script or rule.history
    module = importlib.import_module(check.__module__) if check else None
    return (getdoc(module) or "").strip()


def sections_of(text: str) -> dict[str, str]:
    """Return the sections of a rule's text by their headings."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def index(rules: Sequence[Rule]) -> str:
    """Return the page that lists all rules, a table for each group."""
    lines = ["# Lint rules", "", "What the columns mean, and how to choose rules: [the linter](../lint.md).", ""]
    for group in dict.fromkeys(rule.group for rule in rules):
        title = GROUPS.get(group, group)
        lines += [
            f"## {group}: {title}",
            "",
            "| code | rule | severity | profiles | fix | finds |",
            "|---|---|---|---|---|---|",
        ]
        lines += [_row(rule) for rule in rules if rule.group == group]
        lines.append("")
    lines += ["## LI: the linter itself", "", "| code | name | says |", "|---|---|---|"]
    lines += [f"| {code} | {name} | {text} |" for code, name, text in OWN]
    return "\n".join([*lines, ""])


def _row(rule: Rule) -> str:
    profiles = "all" if rule.profiles == EVERY else ", ".join(sorted(rule.profiles)) or "by name"
    first = text_of(rule).partition("\n")[0].replace("|", "\\|")
    link = f"[{rule.name}]({rule.name}.md)"
    return f"| {rule.code} | {link} | {rule.severity} | {profiles} | {rule.fix} | {first} |"


def page(rule: Rule) -> str:
    """Return the page of a rule as Markdown."""
    first, _, rest = text_of(rule).partition("\n")
    return "\n".join(
        [
            f"# {rule.code} {rule.name}",
            "",
            first,
            "",
            _facts(rule),
            "",
            rest.strip(),
            "",
            "## Suppress",
            f"Above the statement: `-- lint-ignore {rule.name} -- reason`.",
            f"For a range: `-- lint-ignore-start {rule.name} -- reason` and `-- lint-ignore-end {rule.name}`.",
            f"For the whole file: `-- lint-ignore-file {rule.name} -- reason`.",
            "",
        ]
    )


def _facts(rule: Rule) -> str:
    """Return severity, profiles, fix, options and first release on a line each."""
    profiles = ", ".join(sorted(rule.profiles)) if rule.profiles != OFF else "none: select it by name"
    existing = f" ({rule.severity_existing} for objects of older scripts)" if rule.severity_existing else ""
    lines = [
        f"- severity: {rule.severity}{existing}",
        f"- profiles: {profiles}",
        f"- fix: {rule.fix}",
        f"- since: {rule.since}{', preview' if rule.preview else ''}",
    ]
    lines += [f"- option `{name}`: {value!r} by default" for name, value in rule.options.items()]
    return "\n".join(lines)


def one_line(rule: Rule) -> str:
    """Return the rule on one line: code, name, severity, fix, and what it finds."""
    first = text_of(rule).partition("\n")[0]
    return f"{rule.code}  {rule.name:<32} {rule.severity!s:<8} {rule.fix if rule.fix != 'none' else '-':<7} {first}"
