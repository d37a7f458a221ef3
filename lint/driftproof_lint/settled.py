"""Findings that are settled: about released scripts, which nobody may edit, and mended by later ones already."""

from __future__ import annotations

from collections.abc import Iterable

from driftproof.model.findings import Finding
from driftproof.model.names import fold
from driftproof_lint.rule import Rule
from driftproof_lint.views import HistoryView


def without_settled(findings: Iterable[Finding], history: HistoryView, rules: Iterable[Rule]) -> list[Finding]:
    """Return the findings that are not settled.

    A finding is settled when it is about a table that the whole history leaves without the fault, or not at all. One
    that a target refuses stays: a fresh install there still meets it.
    """
    released = {view.script.path for view in history.scripts if view.script.name in history.released}
    by_name = {rule.name: rule for rule in rules if rule.converge is not None}
    return [
        one
        for one in findings
        if one.name not in by_name
        or one.place.path not in released
        or one.targets
        or not _is_mended(one, by_name[one.name], history)
    ]


def _is_mended(finding: Finding, rule: Rule, history: HistoryView) -> bool:
    """Tell whether the schema at the end of the history has nothing that the rule would mend for this finding."""
    kind, _, rest = finding.object.partition(":")
    name, _, path = rest.partition(".")
    if kind != "table" or rule.converge is None:
        return False
    catalog = history.trace.catalog
    tables = [table for schema in catalog.schemas.values() for table in schema.tables.values()]
    return all(
        rule.converge(table, frozenset({path}), catalog) == table for table in tables if fold(table.name) == fold(name)
    )
