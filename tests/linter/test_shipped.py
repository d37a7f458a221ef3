"""The scripts and procedures that the project ships pass its own linter, with nothing silenced and nothing accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from driftproof.sources.shipped import shipped_sql
from driftproof.upgrade.procedures import read_helpers
from driftproof_lint.config import Config, resolve
from driftproof_lint.linter import LintResult, Project, lint, read_project
from driftproof_lint.rules import RULES

TARGETS = ["mariadb:10.11", "mariadb:11.8", "mysql:8.4", "mysql:9.7"]
HELPERS = tuple(read_helpers(shipped_sql("procedures")))


@pytest.fixture
def house() -> Config:
    return resolve({"profile": "house", "targets": TARGETS, "database": "zstack"}, RULES)


def said(result: LintResult) -> list[str]:
    return [f"{finding.place} {finding.code} {finding.message}" for finding in result.findings]


def test_the_shipped_scripts_are_clean(house: Config) -> None:
    result = lint(read_project(shipped_sql("versions"), HELPERS), RULES, house)
    assert said(result) == []
    assert (result.silenced, result.known, result.not_understood) == (0, 0, 0)
    assert result.statements > 40


def test_the_shipped_procedures_are_clean(house: Config) -> None:
    result = lint(Project(HELPERS), RULES, house)
    assert said(result) == []
    assert (result.silenced, result.known, result.not_understood) == (0, 0, 0)
    assert result.scripts == len(HELPERS) > 30


def test_one_bad_line_in_a_shipped_script_is_found(house: Config) -> None:
    project = read_project(shipped_sql("versions"), HELPERS)
    last = project.scripts[-1]
    text = last.text + "ALTER TABLE VmModelMountVO ADD COLUMN system DATETIME NOT NULL DEFAULT '0000-00-00';\n"
    worse = replace(last, text=text, data=text.encode())
    result = lint(Project((*project.scripts[:-1], worse), project.helpers), RULES, house)
    codes = {finding.code for finding in result.findings}
    assert {"TY101", "NQ101", "NQ102", "ID102"} <= codes
