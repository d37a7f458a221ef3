"""Explaining a rule: one text, written in the rule's own file, for the terminal and for its page."""

from __future__ import annotations

import importlib
from inspect import getdoc

from driftproof_lint.rule import OFF, Rule


def text_of(rule: Rule) -> str:
    """Return what the rule's file says of it."""
    check = rule.site or rule.script or rule.history
    module = importlib.import_module(check.__module__) if check else None
    return (getdoc(module) or "").strip()


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
