"""Running rules: places, severities, and rules that throw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from driftproof.model.changes import AddColumn, AlterTable, CreateTable
from driftproof.model.findings import Severity
from driftproof_lint.config import resolve
from driftproof_lint.linter import LintResult, Project, Scope, lint
from driftproof_lint.rule import Report, Rule
from driftproof_lint.rules import RULES
from driftproof_lint.views import HistoryView, ScriptView, Site
from linter.cases import script

MESSAGES = {"en": "seen {what}", "zh": "见到 {what}"}


def see_site(site: Site) -> Iterator[Report]:
    yield Report({"what": "a statement"})


def see_script(view: ScriptView) -> Iterator[Report]:
    yield Report({"what": view.script.name}, start=1)


def see_history(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    for view in history.scripts:
        yield view, Report({"what": str(len(history.scripts))}, severity=Severity.INFO)


def throw_late(site: Site) -> Iterator[Report]:
    yield Report({"what": "something"})
    raise ValueError("the rule's own mistake")


def throw_in_script(view: ScriptView) -> Iterator[Report]:
    raise KeyError("x")
    yield Report()


def throw_in_history(history: HistoryView) -> Iterator[tuple[ScriptView, Report]]:
    raise ZeroDivisionError
    yield history.scripts[0], Report()


SEES_SITE = Rule("ZZ101", "see-site", Severity.WARNING, site=see_site, messages=MESSAGES)
SEES_SCRIPT = Rule("ZZ102", "see-script", Severity.ERROR, script=see_script, messages=MESSAGES)
SEES_HISTORY = Rule("ZZ103", "see-history", Severity.WARNING, history=see_history, messages=MESSAGES)


def linted(rules: tuple[Rule, ...], *texts: str, **written: object) -> LintResult:
    scripts = tuple(script(f"V{number}__case.sql", text) for number, text in enumerate(texts, start=1))
    config = resolve({"targets": ["mariadb:10.11"], **written}, rules)
    return lint(Project(scripts), rules, config)


def said(result: LintResult) -> list[tuple[str, int, str, str]]:
    return [(one.code, one.place.line, str(one.severity), one.message) for one in result.findings]


def test_a_rule_sees_the_alter_tables_that_have_an_action_it_names() -> None:
    rule = replace(SEES_SITE, actions=(CreateTable, AddColumn))
    text = (
        "CREATE TABLE t (a INT);\nALTER TABLE t ADD b INT;\nALTER TABLE t DROP b;\n"
        "ALTER TABLE t COMMENT 'x', ADD c INT, ADD d INT;\nDO 1;\n"
    )
    assert [place for _, place, _, _ in said(linted((rule,), text))] == [1, 2, 4]
    every = replace(SEES_SITE, actions=(AlterTable,))
    assert [place for _, place, _, _ in said(linted((every,), text))] == [2, 3, 4]


def test_a_rule_about_refusals_sees_the_statements_that_a_target_refuses() -> None:
    rule = replace(SEES_SITE, refused=True)
    text = (
        "CREATE TABLE t (a INT);\nALTER TABLE t ADD IF NOT EXISTS b INT;\nDROP TABLE u;\n"
        "CREATE PROCEDURE p() DROP TABLE v;\nCALL p();\n"
    )
    assert [place for _, place, _, _ in said(linted((rule,), text))] == [3, 5]
    assert [place for _, place, _, _ in said(linted((rule,), text, targets=["mariadb:10.11", "mysql"]))] == [2, 3, 5]


def test_every_kind_of_rule_reports_with_its_place_and_severity() -> None:
    result = linted((SEES_SITE, SEES_SCRIPT, SEES_HISTORY), "DO 1;\n\nDO 2;\n")
    assert said(result) == [
        ("ZZ101", 1, "warning", "seen a statement"),
        ("ZZ103", 1, "info", "seen 1"),
        ("ZZ102", 1, "error", "seen V1__case.sql"),
        ("ZZ101", 3, "warning", "seen a statement"),
    ]
    assert [one.statement for one in result.findings if one.code == "ZZ101"] == ["DO 1", "DO 2"]


def test_a_configured_severity_beats_the_reports() -> None:
    result = linted((SEES_HISTORY,), "DO 1;\n", severity={"ZZ103": "error"})
    assert [str(one.severity) for one in result.findings] == ["error"]


def test_own_sentences_are_said_in_chinese_or_else_in_english() -> None:
    english_only = replace(SEES_SITE, messages={"en": "seen {what}"})
    assert linted((SEES_SITE,), "DO 1;", lang="zh").findings[0].message == "见到 a statement"
    assert linted((english_only,), "DO 1;", lang="zh").findings[0].message == "seen a statement"


def test_a_rule_that_throws_is_a_finding_and_the_run_goes_on() -> None:
    rules = (
        replace(SEES_SITE, code="ZZ201", name="throw-late", site=throw_late),
        replace(SEES_SCRIPT, code="ZZ202", name="throw-in-script", script=throw_in_script),
        replace(SEES_HISTORY, code="ZZ203", name="throw-in-history", history=throw_in_history),
        SEES_SITE,
    )
    result = linted(rules, "DO 1;\n", "DO 2;\n")
    crashed = [one.object for one in result.findings if one.code == "LI102"]
    assert sorted(crashed) == [
        "rule:throw-in-history",
        "rule:throw-in-script",
        "rule:throw-in-script",
        "rule:throw-late",
        "rule:throw-late",
    ]
    assert sum(1 for one in result.findings if one.code == "ZZ101") == 2
    assert "ValueError: the rule's own mistake" in next(
        one.message for one in result.findings if one.object == "rule:throw-late"
    )
    assert all(one.severity is Severity.ERROR for one in result.findings if one.code == "LI102")


def test_a_statement_that_is_not_understood_is_counted_and_found_once() -> None:
    result = linted((), "ALTER TABLE t FROBNICATE;\nDO 1;\n")
    assert [(one.code, one.place.line) for one in result.findings] == [("LI101", 1)]
    assert (result.statements, result.not_understood) == (2, 1)


def test_a_scope_keeps_what_touches_its_statements() -> None:
    config = resolve({"targets": ["mariadb:10.11"]}, (SEES_SITE,))
    texts = Project((script("V1__a.sql", "DO 1;\nDO 2;\n"), script("V2__b.sql", "DO 3;\n")))
    scope = Scope(frozenset({"V1__a.sql"}), {"V1__a.sql": ((5, 11),)})
    result = lint(texts, (SEES_SITE,), config, scope)
    assert [(one.place.path, one.place.line) for one in result.findings] == [("V1__a.sql", 2)]
    assert result.passed_over == {"V1__a.sql", "V2__b.sql"}


def test_linting_nothing_finds_nothing() -> None:
    assert lint(Project(()), RULES, resolve({}, RULES)).findings == ()
