"""GitLab code quality reports: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping

from driftproof.model.findings import Severity
from driftproof_lint.baseline import entry_key
from driftproof_lint.project import LintResult

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(result: LintResult, texts: Mapping[str, str]) -> str:
    """Return a code quality report; fingerprints survive moved lines and are unique."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in result.findings:
        key = "\n".join(entry_key(finding))
        seen[key] += 1
        issues.append(
            {
                "description": finding.message,
                "check_name": finding.name,
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest(),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": finding.place.path, "lines": {"begin": finding.place.line}},
            }
        )
    return json.dumps(issues, indent=1, ensure_ascii=False) + "\n"
