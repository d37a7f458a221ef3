"""Comments that silence rules: what they cover, and what is said of them."""

from __future__ import annotations

import pytest

from driftproof.language.split import split
from driftproof_lint.config import resolve
from driftproof_lint.linter import LintResult, Project, lint
from driftproof_lint.rules import RULES
from driftproof_lint.suppress import suppressions
from linter.cases import script

CREATE = "CREATE TABLE IF NOT EXISTS `{0}` (\n    `id` INT(11) NOT NULL,{1}\n    PRIMARY KEY (`id`)\n);{2}\n"


def table(name: str = "T", inside: str = "", behind: str = "") -> str:
    return CREATE.format(name, inside, behind)


def linted(text: str, **written: object) -> LintResult:
    config = resolve({"select": ["int-display-width"], "targets": ["mariadb:10.11"], **written}, RULES)
    return lint(Project((script("V1__case.sql", text),)), RULES, config)


def found(text: str, **written: object) -> list[tuple[int, str]]:
    return [(finding.place.line, finding.code) for finding in linted(text, **written).findings]


def test_without_a_comment_there_is_a_finding() -> None:
    assert found(table()) == [(2, "TY109")]


@pytest.mark.parametrize("name", ["TY109", "int-display-width"])
@pytest.mark.parametrize(
    "text",
    [
        "-- lint-ignore {0}\n" + table(),
        "# lint-ignore {0}\n" + table(),
        "/* lint-ignore {0} */\n" + table(),
        "-- why\n\n-- lint-ignore {0} -- kept\n\n-- more\n" + table(),
        table(inside=" -- lint-ignore {0} -- kept"),
        table(behind=" -- lint-ignore {0}"),
        "-- lint-ignore-start {0}\nDO 1;\n" + table() + "-- lint-ignore-end {0}\n",
        "-- lint-ignore-start {0}\n" + table() + "-- lint-ignore-end\n",
        "-- lint-ignore-start {0}\n" + table(),
        table() + "-- lint-ignore-file {0} -- written before the rule\n",
    ],
)
def test_a_comment_silences_the_rule_that_it_names(name: str, text: str) -> None:
    result = linted(text.replace("{0}", name))
    assert result.findings == ()
    assert result.silenced == 1


def test_a_comment_covers_one_statement_only() -> None:
    text = "-- lint-ignore TY109\n" + table("A") + table("B")
    assert found(text) == [(7, "TY109")]


def test_a_comment_behind_a_statement_is_not_about_the_next() -> None:
    text = "DO 1; -- lint-ignore TY109\n" + table()
    assert found(text) == [(1, "LI104"), (3, "TY109")]


def test_a_range_ends_where_it_says() -> None:
    text = f"-- lint-ignore-start TY109\n{table('A')}-- lint-ignore-end TY109\n{table('B')}"
    assert found(text) == [(8, "TY109")]


def test_a_range_is_not_ended_by_another_rules_end() -> None:
    text = f"-- lint-ignore-start TY109\n{table('A')}-- lint-ignore-end CK101\n{table('B')}"
    assert found(text) == []


def test_a_name_that_is_no_rule_is_reported_and_silences_nothing() -> None:
    assert found("-- lint-ignore int-display-widht\n" + table()) == [(1, "LI103"), (3, "TY109")]
    assert found("-- lint-ignore int-display-widht, TY109\n" + table()) == [(1, "LI103")]


def test_a_group_is_no_rule() -> None:
    assert found("-- lint-ignore TY\n" + table()) == [(1, "LI103"), (3, "TY109")]


def test_a_comment_that_silences_nothing_is_reported_with_its_removal() -> None:
    result = linted("-- lint-ignore TY109\nDO 1;\n")
    assert [(finding.code, finding.fix is not None) for finding in result.findings] == [("LI104", True)]
    assert found("-- lint-ignore TY109\nDO 1;\n", **{"warn-unused-suppressions": False}) == []


def test_reasons_can_be_asked_for() -> None:
    asked = {"require-reason": True}
    assert found("-- lint-ignore TY109\n" + table(), **asked) == [(1, "LI105")]
    assert found("-- lint-ignore TY109 -- the reason\n" + table(), **asked) == []
    assert found("-- lint-ignore TY109 — 原因\n" + table(), **asked) == []


def test_text_that_only_looks_like_a_comment_is_none() -> None:
    assert found("INSERT INTO `t` VALUES ('-- lint-ignore TY109');\n" + table()) == [(3, "TY109")]


def test_names_and_reason_are_told_apart() -> None:
    text = "-- lint-ignore cascade-fk-nullable, CK102 LK101 -- never -- deleted\nDO 1;\n"
    (comment,) = suppressions(split(text))
    assert comment.rules == ("cascade-fk-nullable", "CK102", "LK101")
    assert comment.reason == "never -- deleted"
    assert (comment.at, comment.until) == (0, text.index("\n"))


def test_a_comment_in_a_stored_program_covers_the_program() -> None:
    text = (
        "DELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n    -- lint-ignore TY109\n"
        "    CREATE TABLE IF NOT EXISTS t (id INT(11) PRIMARY KEY);\nEND//\nDELIMITER ;\n"
    )
    assert "TY109" not in [code for _, code in found(text)]


def test_suppressions_can_be_ignored() -> None:
    text = "-- lint-ignore TY109 -- kept\n" + table()
    assert found(text, suppressions=False) == [(3, "TY109")]


def test_each_suppression_can_be_reported_with_its_reason() -> None:
    result = linted("-- lint-ignore TY109 -- kept for old clients\n" + table(), **{"report-suppressions": True})
    assert [(one.code, str(one.severity), one.message) for one in result.findings] == [
        ("LI107", "info", "TY109 is silenced here: kept for old clients")
    ]


@pytest.mark.parametrize("name", ["CK101", "cascade-fk-nullable"])
def test_a_suppression_of_a_rule_that_did_not_run_is_not_called_unused(name: str) -> None:
    assert found(f"-- lint-ignore {name}, TY109 -- kept\n" + table()) == []
    assert found(f"-- lint-ignore {name}\n" + table(), **{"extend-select": ["CK101"], "ignore": ["TY109"]}) == [
        (1, "LI104")
    ]
