"""For tests of rules of one's own: lint a text and look at what is found.

>>> from driftproof_lint.testing import findings
>>> findings("CREATE TABLE t (id INT(11) NOT NULL, PRIMARY KEY (id));", ["int-display-width"])
[('TY109', 1, '`t`.`id` is int(11): the width is deprecated and means nothing')]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from driftproof.model.scripts import Script, ScriptKind, Version
from driftproof_lint.config import resolve
from driftproof_lint.fix import apply_fixes
from driftproof_lint.linter import LintResult, Project, lint
from driftproof_lint.rule import Rule
from driftproof_lint.rules import RULES


def lint_texts(texts: Sequence[str], rules: Iterable[Rule | str], **config: Any) -> LintResult:
    """Lint texts as the scripts V1, V2 and so on of one project.

    `rules` are rules, or names or codes of driftproof's own; `config` holds keys of ``[lint]`` with ``_`` for ``-``.
    Raises `driftproof.model.errors.UsageError` for a configuration that makes no sense.
    """
    chosen = list(rules)
    known = (*RULES, *(rule for rule in chosen if isinstance(rule, Rule)))
    written = {key.replace("_", "-"): value for key, value in config.items()}
    written.setdefault("targets", ["mariadb:10.11"])
    written.setdefault("select", [rule if isinstance(rule, str) else rule.name for rule in chosen])
    scripts = tuple(_script(number, text) for number, text in enumerate(texts, start=1))
    return lint(Project(scripts), known, resolve(written, known))


def findings(text: str, rules: Iterable[Rule | str], **config: Any) -> list[tuple[str, int, str]]:
    """Return the code, line and message of what is found in one script, in the order of the text."""
    result = lint_texts([text], rules, **config)
    return [(found.code, found.place.line, found.message) for found in result.findings]


def fixed(text: str, rules: Iterable[Rule | str], *, unsafe: bool = False, **config: Any) -> str:
    """Return one script with its safe fixes applied, or `unsafe` ones as well."""
    return apply_fixes(text, lint_texts([text], rules, **config).findings, unsafe=unsafe).text


def _script(number: int, text: str) -> Script:
    name = f"V{number}__test.sql"
    version = Version.parse(str(number))
    return Script(ScriptKind.VERSIONED, name, name, "test", text.encode(), text, version)
