"""Counts of findings by rule and by version, so that a team sees what new scripts still bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from driftproof.model.scripts import Script
from driftproof_lint.output.concise import summary
from driftproof_lint.project import LintResult


def statistics(result: LintResult, scripts: Sequence[Script]) -> str:
    """Return a table: a row per rule, a column per major version, the last column the sum."""
    version = {script.path: str(script.version.parts[0]) if script.version else "-" for script in scripts}
    columns = sorted(set(version.values()), key=lambda one: (one == "-", int(one) if one.isdigit() else 0))
    counted = Counter(
        (f"{finding.code} {finding.name}", version.get(finding.place.path, "-")) for finding in result.findings
    )
    rules = sorted({rule for rule, _ in counted})
    width = max([len(rule) for rule in rules], default=4)
    head = "  ".join([f"{'rule':<{width}}", *(f"{f'V{column}':>6}" for column in columns), f"{'all':>6}"])
    lines = [head]
    for rule in rules:
        counts = [counted[rule, column] for column in columns]
        lines.append("  ".join([f"{rule:<{width}}", *(f"{count:>6}" for count in counts), f"{sum(counts):>6}"]))
    return "\n".join([*lines, summary(result)]) + "\n"
